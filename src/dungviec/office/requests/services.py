"""Asking for a change of the own record, and deciding on it: one transaction each, with its line in the ledger."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.law.deadlines import data_request_answered_by
from dungviec.law.working_days import add_working_days
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.services import amend, create, open_batch
from dungviec.office.registry.viewing import SeenFile
from dungviec.office.requests import askable
from dungviec.office.requests.models import AskedField, ChangeRequest, State
from dungviec.office.requests.vault import MOST, Checked, store

OWN_STANDARD = 2
"""Working days the office allows itself where no text of the day says how soon a data subject is answered."""
LONGEST_REASON = 2000


class RequestRefused(ValueError):
    """A request or a decision that cannot be taken; ``str()`` is the sentence."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One field and the value asked for."""

    table: str
    field: str
    value: Any


def due_of(asked_at: datetime) -> date:
    """The last day for an answer by the law of the day of asking, which is not counted (PRIV-356-ANSWER); else by our own standard."""
    day = timezone.localtime(asked_at).date()
    return data_request_answered_by(law_on(day), day).value or add_working_days(day, OWN_STANDARD)


@transaction.atomic
def ask(
    file: SeenFile, wishes: Sequence[Wish], *, reason: str, evidence: Sequence[Checked], by: User, device_key: uuid.UUID | None = None
) -> ChangeRequest:  # fmt: skip
    """Hand in a request about the own record. Raises RequestRefused when it asks nothing, says no reason, or is not the own one.

    ``device_key`` is the number a phone gave it: sent again it is the same request, answered as before.
    """
    before = ChangeRequest.objects.filter(device_key=device_key).first() if device_key else None
    if before is not None:
        if before.asked_by_id != by.pk:
            raise RequestRefused(_("Số của đề nghị này thuộc tài khoản khác."))
        return before
    reason = reason.strip()
    if not file.own:
        raise RequestRefused(_("Chỉ đề nghị sửa hồ sơ của chính mình."))
    if not reason or len(reason) > LONGEST_REASON:
        raise RequestRefused(_("Xin ghi lý do, nhiều nhất 2.000 ký tự."))
    if len(evidence) > MOST:
        raise RequestRefused(_("Nhiều nhất %d tệp minh chứng cho một đề nghị.") % MOST)
    now = {table: askable.current(file, table) for table in askable.TABLES}
    changed = [w for w in wishes if w.field in now[w.table] and now[w.table][w.field] != w.value]
    if not changed:
        raise RequestRefused(_("Chưa có trường nào khác với hồ sơ. Xin ghi giá trị đúng vào ít nhất một ô."))
    at = timezone.now()
    made = ChangeRequest.objects.create(
        person_id=file.person_id, asked_by=by, asked_at=at, due=due_of(at), reason=reason, device_key=device_key
    )
    AskedField.objects.bulk_create(
        AskedField(
            request=made, table=w.table, field=w.field, before=askable.as_json(now[w.table][w.field]), asked=askable.as_json(w.value)
        )
        for w in changed
    )  # fmt: skip
    files = [store(one, file.person_id, by) for one in evidence]
    made.evidence.set(files)
    ledger.record(
        by.username, "ask_change", kind="person", subject=file.person_id, request=made.pk, fields=_names(changed),
        files=[f.sha256 for f in files],
    )  # fmt: skip
    return made


@transaction.atomic
def take_back(pk: int, *, by: User) -> ChangeRequest:
    """The asker withdraws an open request."""
    one = _open(pk)
    if one.asked_by_id != by.pk:
        raise RequestRefused(_("Chỉ người gửi mới rút được đề nghị."))
    _decide(one, State.WITHDRAWN, by, "")
    ledger.record(by.username, "withdraw_request", kind="person", subject=one.person_id, request=pk)
    return one


@transaction.atomic
def approve(
    pk: int, *, by: User, own_person: str, valid_from: date | None, basis: str, answer: str = ""
) -> ChangeRequest:
    """Write what was asked into the records, from a day on (None: a correction of what was wrong from the start).

    Raises RequestRefused when somebody else decided already, or the record is the decider's own.
    RegistryFault of the records passes through: nothing is written then.
    """
    one = _open(pk)
    _not_own(one, own_person)
    batch = open_batch("request", _("Đề nghị số %d của người có hồ sơ") % one.pk, by=by, basis=basis.strip())
    why = _("Theo đề nghị số %d") % one.pk
    by_table: dict[str, dict[str, Any]] = {}
    for field in one.fields.all():
        column = askable.column_of(field.table, field.field)
        if column is None:
            raise RequestRefused(_("Trường «%s» không còn trong hồ sơ.") % field.field)
        by_table.setdefault(field.table, {})[field.field] = askable.from_json(column, field.asked)
    for table, changes in by_table.items():
        there = askable.row_of(table, one.person_id) is not None
        if there:
            amend(
                table, one.person_id, changes, by=by, why=why, valid_from=valid_from, basis=basis.strip(), batch=batch
            )
        else:
            create(table, {"person_id": one.person_id, **changes}, by=by, why=why, batch=batch)
    one.valid_from, one.basis, one.batch_id = valid_from, basis.strip()[:300], batch.pk
    _decide(one, State.APPROVED, by, answer)
    ledger.record(
        by.username, "approve_request", kind="person", subject=one.person_id, request=pk, batch=batch.pk, on_time=_on_time(one)
    )  # fmt: skip
    return one


@transaction.atomic
def give_back(pk: int, *, by: User, own_person: str, answer: str) -> ChangeRequest:
    """Return a request with a reason. Raises RequestRefused without one."""
    if not answer.strip():
        raise RequestRefused(_("Xin ghi rõ vì sao trả lại, để người đề nghị biết phải bổ sung gì."))
    one = _open(pk)
    _not_own(one, own_person)
    _decide(one, State.RETURNED, by, answer)
    ledger.record(
        by.username, "return_request", kind="person", subject=one.person_id, request=pk, on_time=_on_time(one)
    )
    return one


def _open(pk: int) -> ChangeRequest:
    one = ChangeRequest.objects.select_for_update().get(pk=pk)
    if not one.open:
        raise RequestRefused(_("Đề nghị này đã được xử lý rồi: %s.") % one.get_state_display())
    return one


def _not_own(one: ChangeRequest, own_person: str) -> None:
    if one.person_id == own_person:
        raise RequestRefused(_("Không ai tự duyệt đề nghị về hồ sơ của mình. Xin để cán bộ tổ chức khác xử lý."))


def _decide(one: ChangeRequest, state: State, by: User, answer: str) -> None:
    one.state, one.decided_by, one.decided_at, one.answer = state, by, timezone.now(), answer.strip()[:LONGEST_REASON]
    one.save()


def _on_time(one: ChangeRequest) -> bool:
    assert one.decided_at is not None
    return timezone.localtime(one.decided_at).date() <= one.due


def _names(wishes: Iterable[Wish]) -> list[str]:
    return [f"{w.table}.{w.field}" for w in wishes]
