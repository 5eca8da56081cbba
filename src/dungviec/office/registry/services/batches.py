"""Batches: who writes, why, and one moment for everything written together."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Batch, Change, City
from dungviec.office.registry.selectors import is_sample

Actor = User | str
"""Who writes: an account, or the name of one."""


def now() -> datetime:
    """The moment of a write."""
    return timezone.now()


@dataclass(frozen=True)
class Writing:
    """One write in progress: its batch, moment, account and place in the feed; ends with :meth:`close`."""

    city: City
    batch: Batch
    at: datetime
    actor: str
    account: int | None

    def note(self, table: str, key: str, verb: str, *, person: str = "", why: str = "") -> Change:
        """A line of the feed."""
        return Change(table=table, key=key, person=person, verb=verb, why=why[:300], at=self.at, batch=self.batch)

    def close(self, lines: Iterable[Change]) -> None:
        """Write the lines of the feed and move the city's mark, so that kept frames follow."""
        for line in lines:
            line.save(force_insert=True)
            self.city.feed = line.seq
        self.city.move(self.city.feed)


def account_of(by: Actor) -> tuple[str, int | None]:
    """The account's name and number; a name without an account (the system's own) has no number."""
    if isinstance(by, User):
        return by.username, by.pk
    return by, User.objects.filter(username=by).values_list("pk", flat=True).first()


def open_batch(kind: str, title: str, *, by: Actor, basis: str = "") -> Batch:
    """Open a batch of writes: ``kind`` a word of the room («import», «decision»), ``title`` what people read.

    Raises RegistryFault without a title: a change nobody can name cannot be judged later.
    """
    actor, account = account_of(by)
    if kind == "import" and is_sample():
        raise RegistryFault(
            "Văn phòng đang có dữ liệu mẫu; danh sách thật không ghi vào cùng chỗ. Xin gỡ dữ liệu mẫu ở trang sáng rồi nhập.",
            "The office holds sample data; a real roster is not written beside them. Remove the sample on the morning page first.",
        )
    if not title.strip():
        raise RegistryFault(
            "Xin ghi lý do hoặc tên của đợt thay đổi.", "Please state the reason or title of the change."
        )
    return Batch.objects.create(
        kind=kind, title=title.strip()[:300], basis=basis[:300], opened_at=now(), opened_by_id=account, actor=actor
    )


def begin(by: Actor, why: str, *, batch: Batch | None, verb: str, basis: str = "") -> Writing:
    """Start a write inside a transaction: one writer at a time, so that the feed is numbered in the order of commits.

    Without a batch the write is a batch of its own, titled ``why``.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A write of the records begins inside a transaction.")
    city = City.objects.select_for_update().order_by("pk").first()
    if city is None:
        raise RegistryFault(
            "Chưa có thành phố nào trong hồ sơ. Xin tạo thành phố (found_city) trước khi ghi hồ sơ.",
            "There is no city on file yet. Create one (found_city) before writing records.",
        )
    if batch is None:
        batch = open_batch(verb, why, by=by, basis=basis)
    else:
        batch = Batch.objects.get(pk=batch.pk)
        if batch.undone_at:
            raise RegistryFault(
                f"Đợt «{batch.title}» đã hoàn tác, không ghi thêm được. Xin mở đợt mới.",
                f"The batch {batch.title!r} was undone and takes no more writes. Open a new one.",
            )
    actor, account = account_of(by)
    last = Change.objects.filter(seq=city.feed).values_list("at", flat=True).first()
    at = max(now(), last + timedelta(microseconds=1)) if last else now()  # no two writes share a moment
    return Writing(city, batch, at, actor, account)


def enter(writing: Writing, action: str, table: str, key: str, **detail: Any) -> None:
    """The write's line in the ledger: identifiers, counts and digests, never values."""
    ledger.record(writing.actor, action, kind=table, subject=key[:60], batch=writing.batch.pk, **detail)


def digests(table: str, key: str, values: Mapping[str, Any]) -> dict[str, str]:
    """A digest of each value under the office's secret: an auditor can check a value shown to them, nobody can guess one."""
    return {field: _digest(table, key, field, value) for field, value in values.items()}


def _digest(table: str, key: str, field: str, value: Any) -> str:
    text = json.dumps([table, key, field, value], ensure_ascii=False, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:16]
