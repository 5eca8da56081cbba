"""What training means for one person: courses, commitments, wishes, self-study, and why on the plan or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dungviec.office.registry.gate import SeenFile
from dungviec.office.shell.language import lang
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import (
    Asked,
    AskedState,
    Commitment,
    Enrolment,
    Hand,
    Place,
    SelfStudy,
    StudyState,
    YearPlan,
)
from dungviec.office.training.selectors.commitments import Clock, clock
from dungviec.office.training.selectors.needs import GROUPS, needs_on
from dungviec.office.training.selectors.plans import of_person

_UNTOLD = ("DIS-", "people.discipline_open", "people.criminal_open")
"""Rules and facts that a screen does not tell the person: the authority that examines tells."""


@dataclass(frozen=True, slots=True)
class PlanWord:
    """One course of the plan for this person: whether, and why."""

    course: str
    goes: bool
    why: str
    when: str


def wishes(person_id: str) -> list[tuple[Asked, str]]:
    """The own wishes with their subject in words, the newest first."""
    found = Asked.objects.filter(person_id=person_id).exclude(state=AskedState.WITHDRAWN).order_by("-pk")
    return [(a, subject_words(a.what, a.wants)) for a in found]


def studies(person_id: str) -> list[SelfStudy]:
    """The own self-study."""
    return list(
        SelfStudy.objects.filter(person_id=person_id).exclude(state=StudyState.WITHDRAWN).select_related("evidence")
    )


def own_classes(person_id: str) -> list[Enrolment]:
    """Classes the person was called to."""
    found = Enrolment.objects.filter(person_id=person_id, place=Place.CALLED).select_related("training")
    return list(found.order_by("-training__from_date"))


def own_commitments(file: SeenFile) -> list[Clock]:
    """The own commitments with their clocks."""
    found = Commitment.objects.filter(person_id=file.person_id).select_related("reimbursement")
    return [clock(c, file.card, file.day) for c in found]


def own_needs(file: SeenFile, year: int) -> list[dict[str, Any]]:
    """What the office thinks the person needs to learn, as far as it may be told."""
    vi = lang() == "vi"
    found = [n for n in needs_on(file.day, year).of(file.person_id) if n.size != 0 and file.sees(GROUPS[n.source])]
    return [
        {"words": subject_words(n.what, n.wants), "why": n.vi if vi else n.en, "unknown": n.size is None, "clause": n.clause, "basis": n.basis, "learning": n.learning}
        for n in found
    ]  # fmt: skip


def plan_words(plan: YearPlan | None, person_id: str) -> list[PlanWord]:
    """Why the person is in each course of the plan that would help, or not. What the law keeps from a screen is not told."""
    vi = lang() == "vi"
    made = []
    for seat in of_person(plan, person_id):
        closes = ", ".join(subject_words(w) for w in seat.closes)
        when = f"{seat.course.begins:%d/%m/%Y}" if seat.course.begins else ""
        if seat.taken:
            why = _("lấp được: %s") % closes if closes else ""
            if seat.hand == Hand.IN:
                why = _("cơ quan đưa vào; %s") % why
        elif seat.hand == Hand.OUT:
            why = _("cơ quan chưa xếp trong năm nay; xin hỏi phòng Nội vụ về lý do")
        elif seat.verdict:
            untold = seat.rule_id.startswith(_UNTOLD) or any(u in seat.reason_vi for u in ("kỷ luật", "khởi tố"))
            why = (
                _("kế hoạch chưa xếp được; xin hỏi phòng Nội vụ")
                if untold
                else (seat.reason_vi if vi else seat.reason_en)
            )
        else:
            why = (
                _("khóa này giúp được (%s) nhưng ngân sách, số chỗ hoặc phần của đơn vị đã dành cho nhu cầu xếp trước")
                % closes
            )
        made.append(PlanWord(seat.course.title, seat.taken, why, when))
    return made
