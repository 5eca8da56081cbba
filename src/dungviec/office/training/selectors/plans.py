"""Plans of a year: what one says in figures, by course and unit, and of each person, as far as the viewer may know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dungviec.office.registry.gate import SeenRecords
from dungviec.office.shell.language import lang
from dungviec.office.training import rights
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import Course, PaperState, PlanSeat, YearPlan
from dungviec.office.training.papers import PlanLine, amount
from dungviec.office.training.selectors.needs import people_named
from dungviec.office.training.sending import may_read_reasons
from dungviec.records.codes import CATEGORIES, TRAINING_KINDS
from dungviec.training.needs import TIER_WORDS


def plans(records: SeenRecords) -> list[YearPlan]:
    """Every version for who plans; for heads of units what was approved."""
    found = YearPlan.objects.all()
    if not rights.may_plan(records.viewer):
        found = found.filter(paper__in=(PaperState.APPROVED, PaperState.REPLACED))
    return list(found)


def may_open(records: SeenRecords, plan: YearPlan) -> bool:
    """Whether this version may be read."""
    return rights.may_plan(records.viewer) or plan.paper in (PaperState.APPROVED, PaperState.REPLACED)


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier before and after."""

    words: str
    lines: int
    levels: int
    closed: int

    @property
    def left(self) -> int:
        """What stays open."""
        return self.lines - self.closed


def tiers(plan: YearPlan) -> list[Tier]:
    """The three tiers: needs (person and subject), those the plan closes something of."""
    k = 0 if lang() == "vi" else 1
    return [Tier(TIER_WORDS[t["tier"]][k], t["lines"], t["levels"], t["closed"]) for t in plan.found.get("tiers", ())]


def tier_words(tier: str) -> str:
    """A tier, or the weighed sum of all, in words."""
    words = TIER_WORDS.get(tier)  # type: ignore[call-overload]
    return str(words[0 if lang() == "vi" else 1]) if words else _("cộng điểm ba bậc")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One person in one course, or left out of it."""

    seat: PlanSeat
    person: dict[str, Any]
    closes: str
    reason: str


def seat_rows(
    records: SeenRecords, plan: YearPlan, *, taken: bool, course: str = "", unit: str = "", barred: bool = False
) -> list[SeatRow]:
    """Seats of people in reach, by what they close. Who may not be sent, and why, only for whoever may read the reasons."""
    found = plan.seats.filter(taken=taken).select_related("course")
    if not taken:
        found = found.exclude(verdict=0) if barred else found.filter(verdict=0)
    if barred and not may_read_reasons(records.viewer):
        return []
    if course:
        found = found.filter(course__code=course)
    if unit:
        found = found.filter(unit_id=unit)
    seats = list(found)
    named = people_named(records, list({s.person_id for s in seats}))
    words = {c: subject_words(c) for c in {w for s in seats for w in s.closes}}
    vi = lang() == "vi"
    return [
        SeatRow(s, named[s.person_id], ", ".join(words[c] for c in s.closes), s.reason_vi if vi else s.reason_en)
        for s in seats if s.person_id in named
    ]  # fmt: skip


def plan_lines(records: SeenRecords, plan: YearPlan) -> list[PlanLine]:
    """The table of the plan: unit × course × category; the cost of opening classes shared by heads, to the last đồng."""
    seats = list(plan.seats.filter(taken=True).select_related("course"))
    named = people_named(records, list({s.person_id for s in seats}))
    categories = dict(records.people.select("person_id", "category").iter_rows())
    groups: dict[tuple[str, str, str], list[PlanSeat]] = {}
    courses: dict[str, Course] = {}
    for s in seats:
        if s.person_id not in named:
            continue
        courses[s.course.code] = s.course
        unit = named[s.person_id]["unit_name"] or s.unit_id
        groups.setdefault((s.course.code, unit, categories.get(s.person_id) or ""), []).append(s)
    opened = {c["code"]: c for c in plan.found.get("courses", ())}
    made: list[PlanLine] = []
    for code, course in sorted(courses.items()):
        mine = sorted((k[1], k[2], len(v)) for k, v in groups.items() if k[0] == code)
        told = opened.get(code, {})
        promised, people = int(told.get("promised", 0)), sum(n for _u, _c, n in mine)
        left, heads = int(told.get("classes", 0)) * course.per_class, people + promised
        quarter = f"{'I' * ((course.begins.month - 1) // 3 + 1)}".replace("IIII", "IV") if course.begins else ""
        rows = [(u, CATEGORIES.label(c, "vi") if c else "", n) for u, c, n in mine]
        if promised:
            rows.append((_("Người ngoài biên chế"), "", promised))
        for unit, group, n in rows:
            share = left * n // heads if heads else 0
            left, heads = left - share, heads - n
            total = course.per_person * n + share
            made.append(
                PlanLine(
                    unit,
                    group,
                    TRAINING_KINDS.label(course.kind, "vi"),
                    course.title,
                    n,
                    course.days,
                    course.per_person,
                    total,
                    plan.funding,
                    quarter,
                )
            )
    for code, told in sorted(opened.items()):
        if code not in courses and told.get("promised"):
            course = Course.objects.get(code=code)
            n = int(told["promised"])
            total = course.per_person * n + course.per_class * int(told["classes"])
            quarter = f"{'I' * ((course.begins.month - 1) // 3 + 1)}".replace("IIII", "IV") if course.begins else ""
            made.append(
                PlanLine(
                    _("Người ngoài biên chế"),
                    "",
                    TRAINING_KINDS.label(course.kind, "vi"),
                    course.title,
                    n,
                    course.days,
                    course.per_person,
                    total,
                    plan.funding,
                    quarter,
                )
            )
    return sorted(made, key=lambda r: (r.unit, r.course, r.group))


def told(plan: YearPlan) -> list[str]:
    """What the plan comes to, in sentences."""
    found = plan.found
    if not found:
        return []
    lines = [
        _("Cử %(people)s người với %(seats)s lượt học; kinh phí %(cost)s đồng trên ngân sách %(budget)s đồng.")
        % {"people": amount(found["people"]), "seats": amount(found["attendances_total"]), "cost": amount(found["cost"]), "budget": amount(plan.budget)}
    ]  # fmt: skip
    lines += [
        _("%(tier)s: có %(all)s nhu cầu, kế hoạch đáp ứng %(closed)s, còn %(left)s.")
        % {"tier": t.words.capitalize(), "all": amount(t.lines), "closed": amount(t.closed), "left": amount(t.left)}
        for t in tiers(plan)
    ]  # fmt: skip
    if found.get("proven"):
        lines.append(
            _(
                "Kế hoạch đã được chứng minh là tốt nhất với ngân sách và các ràng buộc này; bộ kiểm tra độc lập đã kiểm lại."
            )
        )
    return lines


def of_person(plan: YearPlan | None, person_id: str) -> list[PlanSeat]:
    """What a plan says of one person."""
    return list(plan.seats.filter(person_id=person_id).select_related("course")) if plan else []


def latest_approved(year: int | None = None) -> YearPlan | None:
    """The approved plan of a year; the newest of any year without one."""
    found = YearPlan.objects.filter(paper=PaperState.APPROVED)
    return found.filter(Q(year=year) if year else Q()).order_by("-year", "-version").first()


def people_sheet(rows: Sequence[SeatRow]) -> list[tuple[str, ...]]:
    """Everybody the plan sends, for Excel."""
    return [
        (
            r.person["name"],
            r.person["person_id"],
            r.person["title"] or "",
            r.person["unit_name"] or "",
            r.seat.course.title,
            r.closes,
        )
        for r in rows
    ]
