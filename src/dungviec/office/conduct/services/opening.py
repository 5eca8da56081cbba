"""Opening a case, and closing it without discipline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.conduct import Case as LawCase
from dungviec.conduct import opening_problems
from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused, refuse_hard
from dungviec.office.conduct.models import Case, Stand
from dungviec.office.conduct.reading import Status, law_case, status_of
from dungviec.office.conduct.services.common import did, locked, refuse_involved, set_flag
from dungviec.office.shell.texts import within
from dungviec.records.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class Opening:
    """What is asked for when a case is opened."""

    person_id: str
    act: str
    source: str
    happened: date
    found: date
    opened: date
    kind: str = "administrative"
    duty_related: bool = True
    source_paper: str = ""
    reporter_id: str = ""
    party_decided: date | None = None


@transaction.atomic
def open_case(given: Opening, *, by: User, on: date) -> Case:
    """A new case on the day ``on``; from its day of opening on the record says that one is open.

    Raises ConductRefused for somebody not on file, days out of order, somebody involved, or the same matter opened twice.
    """
    status = status_of(given.person_id, given.opened)
    if status is None:
        raise ConductRefused(_("Không có cán bộ mã «%s».") % given.person_id[:40])
    if given.reporter_id and status_of(given.reporter_id, given.opened) is None:
        raise ConductRefused(_("Không có cán bộ mã «%s».") % given.reporter_id[:40])
    refuse_involved(given.person_id, by, given.opened)
    refuse_hard(opening_problems(_days(given, status), on=on))
    same = Case.objects.filter(person_id=given.person_id, kind=given.kind, happened=given.happened).exclude(state__in=(Stand.CLOSED, Stand.ANNULLED)).first()  # fmt: skip
    if same is not None:
        raise ConductRefused(_("Đã có vụ việc số %(n)d về người này cho ngày %(day)s: mỗi hành vi chỉ xử lý một lần, nhiều hành vi cùng lúc ghi trong một vụ việc.") % {"n": same.pk, "day": format_date(given.happened)})  # fmt: skip
    one = Case(
        person_id=given.person_id, person_name=status.name, title=status.title, unit=status.unit, category=status.category,
        leader=status.leader, left_service=status.left_service, kind=given.kind, act=given.act, duty_related=given.duty_related,
        source=given.source, source_paper=given.source_paper, reporter_id=given.reporter_id, happened=given.happened, found=given.found,
        opened=given.opened, party_decided=given.party_decided, made_by=by, made_at=timezone.now(), version=0,
    )  # fmt: skip
    did(one, "open_case", by)
    set_flag(one, since=given.opened, by=by)
    return one


def _days(given: Opening, status: Status) -> LawCase:
    return LawCase(
        given.person_id, status.category, status.leader, given.happened, given.found, given.opened, given.kind,
        party_decided=given.party_decided,
    )  # fmt: skip


@transaction.atomic
def close_case(pk: int, version: int, *, day: date, why: str, by: User, on: date) -> Case:
    """End a case without discipline, with the reason. Raises ConductRefused without one, or on a day before the last step."""
    one = locked(pk, version, Stand.OPEN)
    refuse_involved(one.person_id, by, on)
    if not why.strip():
        raise ConductRefused(_("Xin ghi lý do khép lại."))
    last = max([one.opened, *(h.on for h in law_case(one).held.values())])
    if not last <= day <= on:
        raise ConductRefused(_("Ngày khép lại phải từ %(first)s đến %(last)s.") % {"first": format_date(last), "last": format_date(on)})  # fmt: skip
    one.state, one.closed_on, one.closed_because = Stand.CLOSED, day, within(why, 400, ConductRefused)
    did(one, "close_case", by)
    set_flag(one, since=day, by=by)
    return one
