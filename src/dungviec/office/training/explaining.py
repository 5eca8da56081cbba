"""Why somebody is on the plan or not: the stored plan taken up again, and the library asked about one person.

The needs and options of the plan's day are worked out anew (about a second for a city); what is settled by solving again takes a few
seconds more and is done for one course at a time, when asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dungviec.office.shell.language import lang
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import Hand, PlanSeat, YearPlan
from dungviec.office.training.solving import taken_up
from dungviec.training.plan import TrainingPlan
from dungviec.training.why import Place, explain, solved_again


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """One course for one person, in words."""

    code: str
    title: str
    goes: bool
    refused: bool
    words: str
    settled: bool
    by_hand: str


@dataclass(frozen=True, slots=True)
class PersonWords:
    """What the plan says of one person."""

    goes: bool
    places: list[PlaceWords]
    needs: list[tuple[str, str, str]]
    """What, why, and why it is not served (empty where a course would)."""
    changed: bool
    """Whether the records have changed since the plan was solved, so that its seats no longer are options of the day."""


def of_person(plan: YearPlan, person_id: str, *, asked: str = "") -> PersonWords:
    """Every course that would help and every need of the person; ``asked``: the course to settle by solving again."""
    made, changed = taken_up(plan)
    answer = explain(made, person_id, confirm=False)
    hands = {s.course.code: s for s in plan.seats.filter(person_id=person_id).select_related("course")}
    places = [_place(made, p, asked, hands.get(p.code)) for p in answer.places]
    vi, unserved = lang() == "vi", {n.what for n in answer.unserved}
    needs = []
    for n in answer.needs:
        if n.size == 0:
            continue
        left = (
            _("hồ sơ thiếu dữ kiện: %s") % ", ".join(n.missing) if n.size is None else _("đang học") if n.learning
            else _("danh mục chưa có khóa nào đáp ứng") if n.what in unserved else ""
        )  # fmt: skip
        needs.append((subject_words(n.what, n.wants), n.vi if vi else n.en, left))
    return PersonWords(answer.goes, sorted(places, key=lambda p: (not p.goes, p.refused, p.title)), needs, changed)


def _place(made: TrainingPlan, place: Place, asked: str, seat: PlanSeat | None) -> PlaceWords:
    settled = asked == place.code and place.refused is None
    if settled:
        place = Place(
            place.person_id, place.code, place.goes, place.gains, place.refused, place.obstacles,
            solved_again(made, (place.person_id, place.code)), place.with_money,
        )  # fmt: skip
    course = made.case.catalogue.by_code[place.code]
    by_hand = str(Hand(seat.hand).label) if seat is not None and seat.hand else ""
    return PlaceWords(
        place.code,
        course.name(lang()),
        place.goes,
        place.refused is not None,
        place.words(made, lang()),
        settled,
        by_hand,
    )
