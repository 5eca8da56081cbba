"""What a person does with the outbox: letting go, sending again, files by hand and their answers. Each step fits one state only."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.documents.national import FORMAT
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.interchange.faults import InterchangeRefused
from dungviec.office.interchange.models import Parcel, Payload, State
from dungviec.office.registry.selectors import city

MOST = 2000
"""Payloads of one file."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@transaction.atomic
def release(pk: int, *, why: str, by: User) -> None:
    """Let a payload go although values are missing. Raises InterchangeRefused where something on file is wrong, or it is not held."""
    one = Payload.objects.select_for_update().filter(pk=pk).first()
    if one is None or one.state != State.HELD:
        raise InterchangeRefused(_("Bản này không còn ở trạng thái giữ lại. Xin tải lại trang."))
    if not why.strip():
        raise InterchangeRefused(_("Xin ghi vì sao gửi khi còn thiếu mục."))
    if any(not h["missing"] for h in one.hindrances):
        raise InterchangeRefused(_("Hồ sơ có giá trị sai, không chỉ thiếu: xin sửa hồ sơ, bản mới tự vào hộp gửi."))
    one.state, one.released_by, one.released_why = State.WAITING, by.username, why.strip()[:300]
    one.save(update_fields=["state", "released_by", "released_why"])
    ledger.record(by.username, "release_payload", kind="payload", subject=str(pk), missing=len(one.hindrances))


@transaction.atomic
def resend(pk: int, *, by: User) -> None:
    """Put a refused payload, or one that is to be tried later, back to be sent at once, under its own key."""
    done = Payload.objects.filter(pk=pk, state__in=(State.REFUSED, State.WAITING)).update(
        state=State.WAITING, next_try_at=None, attempts=0, parcel=None
    )  # fmt: skip
    if not done:
        raise InterchangeRefused(_("Bản này không gửi lại được nữa. Xin tải lại trang."))
    ledger.record(by.username, "resend_payload", kind="payload", subject=str(pk))


@transaction.atomic
def make_parcel(*, purpose: str, by: User, now: datetime | None = None) -> tuple[Parcel, bytes]:
    """A zip of what waits, with a manifest and digests; its payloads count as sent by hand.

    Raises InterchangeRefused when nothing waits. At most :data:`MOST` payloads; the rest goes into the next file.
    """
    moment = now or timezone.now()
    if not purpose.strip():
        raise InterchangeRefused(_("Xin ghi gửi tệp này cho ai, để làm gì."))
    busy = Payload.objects.filter(state__in=(State.SENDING, State.SENT)).values("person_id")
    rows = list(
        Payload.objects.select_for_update()
        .filter(state=State.WAITING)
        .exclude(person_id__in=busy)
        .order_by("pk")[:MOST]
    )
    if not rows:
        raise InterchangeRefused(_("Không có bản nào đang chờ gửi."))
    body = _zip(rows, moment)
    parcel = Parcel.objects.create(
        made_at=moment,
        made_by=by.username,
        purpose=purpose.strip()[:300],
        count=len(rows),
        sha256=hashlib.sha256(body).hexdigest(),
    )
    Payload.objects.filter(pk__in=[r.pk for r in rows]).update(
        state=State.SENT, parcel=parcel, sent_at=moment, next_try_at=None
    )
    ledger.record(
        by.username, "export_payloads", kind="parcel", subject=str(parcel.pk), count=len(rows), sha256=parcel.sha256
    )
    return parcel, body


def _zip(rows: list[Payload], moment: datetime) -> bytes:
    here, told, buffer = city(), [], io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for row in rows:
            name, body = f"payloads/{row.pk:08d}.json", row.body.encode()
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
            told.append(
                {"sequence": row.pk, "operation": row.operation, "idempotency_key": row.key, "file": name, "sha256": hashlib.sha256(body).hexdigest(),
                 "due": row.due.isoformat() if row.due else None}
            )  # fmt: skip
        manifest = {
            "format": f"{FORMAT}+zip",
            "origin": here.origin if here else "",
            "made_at": moment.isoformat(timespec="seconds"),
            "payloads": told,
        }
        packed.writestr(
            zipfile.ZipInfo("manifest.json", _EPOCH),
            json.dumps(manifest, ensure_ascii=False, indent=1) + "\n",
            zipfile.ZIP_DEFLATED,
        )
    return buffer.getvalue()


@transaction.atomic
def answer_parcel(pk: int, *, receipt: str, by: User, now: datetime | None = None) -> int:
    """All that is still open of a file was received; how many. Raises InterchangeRefused without a receipt or when none is open."""
    if not receipt.strip():
        raise InterchangeRefused(_("Xin ghi số văn bản hoặc mã báo nhận."))
    done = Payload.objects.filter(parcel=pk, state=State.SENT).update(
        state=State.ACKNOWLEDGED, answered_at=now or timezone.now(), receipt=receipt.strip()[:80], body=""
    )
    if not done:
        raise InterchangeRefused(_("Tệp này không còn bản nào chờ báo nhận. Xin tải lại trang."))
    ledger.record(by.username, "answer_parcel", kind="parcel", subject=str(pk), acknowledged=done)
    return done


@transaction.atomic
def refuse(pk: int, *, reason: str, by: User, now: datetime | None = None) -> None:
    """One payload of a file was refused, as the other side wrote. Raises InterchangeRefused where it does not wait for an answer."""
    if not reason.strip():
        raise InterchangeRefused(_("Xin ghi lý do bên nhận từ chối."))
    done = Payload.objects.filter(pk=pk, state=State.SENT, parcel__isnull=False).update(
        state=State.REFUSED, answered_at=now or timezone.now(), refusal=reason.strip()[:300]
    )
    if not done:
        raise InterchangeRefused(_("Bản này không chờ báo nhận theo tệp. Xin tải lại trang."))
    ledger.record(by.username, "refuse_payload", kind="payload", subject=str(pk))
