"""Suggesting a change at the board and taking it back; each is a line of the ledger."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.calibration.levels import LEVELS
from dungviec.office.calibration.models import Suggestion
from dungviec.office.calibration.rights import may_suggest
from dungviec.office.registry.gate import SeenRecords

LONGEST = 2000


class SuggestionRefused(ValueError):
    """What was asked cannot be written down; the sentence says why."""


@transaction.atomic
@transaction.atomic
def suggest(records: SeenRecords, *, person_id: str, unit_id: str, year: int, before: str, after: str, reason: str, by: User) -> Suggestion:  # fmt: skip
    """Write down a level suggested instead of ``before``; an open suggestion of the same year is replaced. Raises SuggestionRefused."""
    viewer = records.viewer
    if not may_suggest(viewer) or person_id == viewer.person_id:
        raise SuggestionRefused(_("Không ai đề nghị mức cho chính mình; vai của tài khoản này chỉ được xem."))
    if not records.named([{"person_id": person_id}]):
        raise SuggestionRefused(_("Người này không thuộc phạm vi của tài khoản."))
    if after not in LEVELS or after == before:
        raise SuggestionRefused(_("Xin chọn một mức khác mức hiện có."))
    if len(reason.strip()) < 10:
        raise SuggestionRefused(_("Xin ghi lý do, ít nhất mười chữ cái: lý do được giữ trong nhật ký thay đổi."))
    _close(Suggestion.objects.filter(person_id=person_id, year=year, withdrawn_at__isnull=True), by)
    made = Suggestion.objects.create(
        person_id=person_id, unit_id=unit_id, year=year, before=before, after=after, reason=reason.strip()[:LONGEST], by=by, at=timezone.now()
    )  # fmt: skip
    ledger.record(by.username, "suggest_level", kind="person", subject=person_id, year=year)
    return made


@transaction.atomic
def withdraw(suggestion: Suggestion, *, records: SeenRecords, by: User) -> None:
    """Take a suggestion back: its author, or the personnel office. Raises SuggestionRefused."""
    if suggestion.by_id != by.pk and not records.viewer.may_write:
        raise SuggestionRefused(_("Chỉ người đề nghị hoặc phòng Nội vụ rút được đề nghị này."))
    _close(Suggestion.objects.filter(pk=suggestion.pk, withdrawn_at__isnull=True), by)
    ledger.record(by.username, "withdraw_suggestion", kind="person", subject=suggestion.person_id, year=suggestion.year)


def _close(found: object, by: User) -> None:
    found.update(withdrawn_at=timezone.now(), withdrawn_by=by)  # type: ignore[attr-defined]
