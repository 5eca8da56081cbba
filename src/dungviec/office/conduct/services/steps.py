"""Steps of a case as they were held; the person's explanation; stretches in which it may not be looked at; the longer time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.conduct import GROUNDS, WAIVED, Member, council_problems, protection_rule, step_problems
from dungviec.conduct.clocks import processing_clock
from dungviec.conduct.steps import COUNCIL, EXPLANATION, MEETING, NOTICE, clock_rule
from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused, refuse_hard
from dungviec.office.conduct.models import Case, Pause, Seat, Stand, StepHeld
from dungviec.office.conduct.reading import law_case, recused, relatives, status_of
from dungviec.office.conduct.services.common import did, locked, refuse_involved
from dungviec.office.registry.governing import law_on
from dungviec.records.vietnamese import format_date

NO_DISCIPLINE = "none"
"""A vote for no discipline at all."""


@dataclass(frozen=True, slots=True)
class StepGiven:
    """A step as it is put down. Which fields count depends on the step."""

    step: str
    day: date
    paper: str = ""
    note: str = ""
    explain_by: date | None = None
    heard: bool | None = None
    explanation: str = ""
    council: Sequence[tuple[str, str]] = ()
    """Identifier and part of each member."""
    meeting_at: str = ""
    present: int | None = None
    votes: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def hold_step(pk: int, version: int, given: StepGiven, *, by: User, on: date) -> Case:
    """Put down a step that was held. Raises ConductRefused for a step out of order, a paused case, a council that cannot sit, votes
    that cannot be, or where it is not said whether the person was heard."""
    one = locked(pk, version, Stand.OPEN)
    refuse_involved(one.person_id, by, on)
    case = law_case(one)
    if given.step in case.held:
        raise ConductRefused(_("Bước này đã ghi rồi."))
    if given.step not in _HOLD:
        raise ConductRefused(_("Không có bước «%s».") % given.step[:20])
    refuse_hard(step_problems(case, given.step, given.day, on=on))
    row = StepHeld(case=one, step=given.step, held=given.day, paper=given.paper[:160], note=given.note[:400], by=str(by), at=timezone.now())  # fmt: skip
    _HOLD[given.step](one, row, given)
    row.save()
    did(one, f"step_{given.step}", by, format_date(given.day))
    return one


def _notice(one: Case, row: StepHeld, given: StepGiven) -> None:
    if given.explain_by is None or given.explain_by <= given.day:
        raise ConductRefused(_("Xin ghi hạn giải trình, sau ngày thông báo."))
    one.explain_by = given.explain_by


def _explanation(one: Case, row: StepHeld, given: StepGiven) -> None:
    if given.heard is None:
        raise ConductRefused(_("Xin ghi người đó đã giải trình, hay đã được yêu cầu mà không giải trình."))
    if given.heard and not (given.explanation.strip() or one.explanation):
        raise ConductRefused(_("Xin ghi nội dung giải trình."))
    if not given.heard:
        if one.explain_by is not None and given.day <= one.explain_by:
            raise ConductRefused(_("Hạn giải trình đến hết %s: chưa thể ghi là không giải trình.") % format_date(one.explain_by))  # fmt: skip
        if not given.paper.strip():
            raise ConductRefused(_("Không giải trình thì ghi số, ngày biên bản."))
    row.heard = given.heard
    if given.explanation.strip():
        one.explanation, one.explained_on = given.explanation.strip()[:6000], given.day


def _council(one: Case, row: StepHeld, given: StepGiven) -> None:
    members = []
    for person, part in given.council:
        status = status_of(person, given.day)
        if status is None:
            raise ConductRefused(_("Không có cán bộ mã «%s».") % person[:40])
        members.append((Member(person, status.name, part), status))
    if not given.meeting_at.strip():
        raise ConductRefused(_("Xin ghi giờ, ngày và nơi họp: giấy triệu tập cần."))
    refuse_hard(council_problems(
        law_case(one), [m for m, _status in members], law_on(given.day), relatives=relatives(one.person_id, given.day),
        recused=recused(one, given.day),
    ))  # fmt: skip
    Seat.objects.bulk_create(
        Seat(case=one, person_id=m.person_id, name=m.name, part=m.part, title=", ".join(t for t in (s.title, s.unit) if t)[:250])
        for m, s in members
    )  # fmt: skip
    one.meeting_at = given.meeting_at.strip()[:160]


def _meeting(one: Case, row: StepHeld, given: StepGiven) -> None:
    seats = one.council.count()
    if given.heard is None:
        raise ConductRefused(_("Xin ghi người bị xem xét có trình bày trước hội đồng hay không."))
    if not given.heard and not given.note.strip():
        raise ConductRefused(_("Người đó không trình bày: xin ghi lý do vắng và giấy triệu tập."))
    if given.present is None or not 0 < given.present <= seats:
        raise ConductRefused(_("Số có mặt phải từ 1 đến %d.") % seats)
    if given.present * 2 <= seats:
        raise ConductRefused(_("Hội đồng họp khi có mặt quá nửa (tiêu chuẩn của văn phòng): %(n)d trong %(m)d.") % {"n": given.present, "m": seats})  # fmt: skip
    if any(n < 0 for n in given.votes.values()) or not 0 < sum(given.votes.values()) <= given.present:
        raise ConductRefused(_("Tổng số phiếu phải từ 1 đến số có mặt (%d).") % given.present)
    row.heard, row.present, row.votes = given.heard, given.present, {k: n for k, n in given.votes.items() if n}


_HOLD = {NOTICE: _notice, EXPLANATION: _explanation, COUNCIL: _council, MEETING: _meeting}


@transaction.atomic
def explain(pk: int, person_id: str, text: str, *, by: User, on: date) -> Case:
    """The person's own explanation, handed in through the own page while it is asked for. It may be replaced until it is taken up.

    Raises ConductRefused when nothing is asked, when the step is closed, or for an empty text.
    """
    one = Case.objects.select_for_update().get(pk=pk, person_id=person_id)
    held = set(one.steps.values_list("step", flat=True))
    if one.state != Stand.OPEN or NOTICE not in held or EXPLANATION in held:
        raise ConductRefused(_("Hiện không có yêu cầu giải trình nào đang chờ."))
    if not text.strip():
        raise ConductRefused(_("Xin ghi nội dung giải trình."))
    one.explanation, one.explained_on = text.strip()[:6000], on
    did(one, "explain", by)
    return one


@transaction.atomic
def pause(pk: int, version: int, *, ground: str, since: date, paper: str, by: User, on: date) -> Case:
    """Record that the case may not be looked at from a day on. Raises ConductRefused for a ground that does not exist, a day before the
    finding or after today, or a pause that lasts already."""
    one = locked(pk, version, Stand.OPEN)
    refuse_involved(one.person_id, by, on)
    if ground not in GROUNDS:
        raise ConductRefused(_("Xin chọn lý do chưa xem xét."))
    if not one.found <= since <= on:
        raise ConductRefused(_("Ngày bắt đầu phải từ ngày phát hiện %(first)s đến %(last)s.") % {"first": format_date(one.found), "last": format_date(on)})  # fmt: skip
    if not paper.strip():
        raise ConductRefused(_("Xin ghi giấy tờ làm căn cứ."))
    if one.pauses.filter(until__isnull=True).exists():
        raise ConductRefused(_("Vụ việc đang trong thời gian chưa xem xét."))
    Pause.objects.create(case=one, ground=ground, since=since, paper=paper.strip()[:160])
    did(one, "pause_case", by, format_date(since))
    return one


@transaction.atomic
def end_pause(pk: int, version: int, *, until: date, asked: bool, by: User, on: date) -> Case:
    """Record the last day of the pause that lasts. ``asked``: the person asked in writing for the case to go on, which the rule allows
    for pregnancy and a small child alone."""
    one = locked(pk, version, Stand.OPEN)
    refuse_involved(one.person_id, by, on)
    row = one.pauses.filter(until__isnull=True).first()
    if row is None:
        raise ConductRefused(_("Vụ việc không ở trong thời gian chưa xem xét."))
    if asked and (row.ground not in WAIVED or protection_rule(law_on(until), one.category) is None):
        raise ConductRefused(_("Chỉ người mang thai, nghỉ thai sản, nuôi con nhỏ mới được đề nghị xem xét ngay, khi quy định của ngày có nói."))  # fmt: skip
    if not row.since - timedelta(days=1) <= until <= on:
        raise ConductRefused(_("Ngày kết thúc phải từ %(first)s đến %(last)s.") % {"first": format_date(row.since), "last": format_date(on)})  # fmt: skip
    row.until = until
    row.save(update_fields=["until"])
    did(one, "resume_case", by, _("theo đề nghị của người đó") if asked else "")
    return one


@transaction.atomic
def extend(pk: int, version: int, *, day: date, paper: str, by: User, on: date) -> Case:
    """Lengthen the time to decide as the rule allows. Raises ConductRefused where no rule is on file, once it was lengthened, or after
    the shorter time has passed."""
    one = locked(pk, version, Stand.OPEN)
    refuse_involved(one.person_id, by, on)
    rule = clock_rule(law_on(one.found), one.category)
    if rule is None:
        raise ConductRefused(_("Kho chưa có quy định về kéo dài thời hạn cho vụ việc này."))
    if one.extended_on is not None:
        raise ConductRefused(_("Thời hạn đã kéo dài một lần."))
    last = processing_clock(law_case(one), law_on, on=day).last
    if not one.opened <= day <= on or (last is not None and day > last):
        raise ConductRefused(_("Phải kéo dài trước khi hết hạn %s.") % format_date(last))
    if not paper.strip():
        raise ConductRefused(_("Xin ghi văn bản kéo dài thời hạn và lý do."))
    one.extended_on, one.extension_paper = day, paper.strip()[:160]
    did(one, "extend_case", by, paper)
    return one
