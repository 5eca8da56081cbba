"""What every deed does: the case locked and not older than the page, nobody related to the person acts, one line of each kind written."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import Membership, User
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Case, Deed, Stand
from dungviec.office.conduct.reading import relatives
from dungviec.office.registry import services as registry

NEUTRAL = "Cập nhật tình trạng hồ sơ"
"""What a batch of the records is called: who reads titles of batches is not told of proceedings."""


def locked(pk: int, version: int, *stands: Stand) -> Case:
    """The case, locked for this transaction. Raises ConductRefused when somebody else acted since the page was opened, or where
    its stand does not allow the deed."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A case is locked inside the transaction that changes it.")
    one = Case.objects.select_for_update().get(pk=pk)
    if one.version != version:
        raise ConductRefused(_("Vụ việc đã được người khác cập nhật sau khi trang này mở. Xin tải lại trang, xem rồi làm lại."))  # fmt: skip
    if one.state not in stands:
        raise ConductRefused(_("Vụ việc này %s; việc đó không làm được.") % str(one.get_state_display()).lower())
    return one


def refuse_involved(person_id: str, by: User, on: date) -> None:
    """Nobody handles the own case or that of a relative on file."""
    mine = Membership.objects.filter(user=by).values_list("person_id", flat=True).first()
    if mine and mine == person_id:
        raise ConductRefused(_("Không ai xử lý vụ việc về mình."))
    if mine and mine in relatives(person_id, on):
        raise ConductRefused(_("Hồ sơ ghi anh/chị có quan hệ gia đình với người bị xem xét: xin để người khác xử lý."))


def did(one: Case, action: str, by: User, note: str = "", **detail: object) -> None:
    """Keep the case with its next version, and write the deed to its page and to the ledger."""
    one.version += 1
    one.save()
    Deed.objects.create(case=one, action=action, at=timezone.now(), by=str(by), note=note[:400])
    ledger.record(by.username, action, kind="case", subject=str(one.pk), **detail)


def set_flag(one: Case, *, since: date, by: User) -> None:
    """«Discipline open» in the record follows the open cases: it is set and lifted from a day on, never by hand."""
    value = Case.objects.filter(person_id=one.person_id, state=Stand.OPEN).exists()
    registry.amend("people", one.person_id, {"discipline_open": value}, by=by, why=NEUTRAL, valid_from=since)
