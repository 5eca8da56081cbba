"""The plan of a year: from the records, the catalogue and what was asked to a proven plan, and from it to rows and figures to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dungviec.office.law.standing import standing
from dungviec.office.registry.selectors import snapshot
from dungviec.office.training.asking import library_asked, library_catalogue
from dungviec.office.training.models import Course, Hand, PlanSeat, YearPlan
from dungviec.training import PlanPolicy, TrainingFault, TrainingPlan, check_plan, make_case, make_plan
from dungviec.training.conflict import Conflict, smallest_conflict
from dungviec.training.money import Bought, Point, price_curve, promised_cost
from dungviec.training.plan import Attendance, Case

Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Solved:
    """What is stored of a solved plan."""

    found: dict[str, Any]
    seats: list[PlanSeat]


def policy_of(plan: YearPlan) -> PlanPolicy:
    """The terms as the library reads them."""
    return PlanPolicy(budget=plan.budget, **{k: v for k, v in plan.asked.items() if k != "codes"})


def case_of(plan: YearPlan) -> Case:
    """Needs and options of the plan's day. Raises TrainingFault on a request or wish about somebody not on file."""
    catalogue = library_catalogue(plan.year, day=plan.day, only=plan.asked.get("codes") or ())
    if not catalogue.courses:
        raise TrainingFault(
            f"Danh mục không có khóa học nào còn hiệu lực trong năm {plan.year}. Xin thêm khóa học rồi tính lại.",
            f"The catalogue has no course that is offered in {plan.year}. Add courses and solve again.",
        )
    return make_case(
        snapshot(plan.day), catalogue, policy_of(plan), asked=library_asked(plan.year), view=standing().on(plan.day)
    )


def pairs_of(hands: list[list[str]], case: Case, hand: Hand) -> list[tuple[str, str]]:
    """The hands of one kind that the options of the day still hold."""
    return [(p, c) for p, c, h in hands if h == hand and (p, c) in case.options.gains]


def solve_all(plan: YearPlan, hands: list[list[str]], *, tell: Tell) -> Solved:
    """Solve and check. Raises TrainingFault where there is no plan, with the reason."""
    tell("needs", 0.02)
    case = case_of(plan)
    tell("solve", 0.25)
    forced, barred = pairs_of(hands, case, Hand.IN), pairs_of(hands, case, Hand.OUT)
    near = list(plan.seats.filter(taken=True).values_list("person_id", "course__code"))
    known = [pair for pair in near if pair in case.options.gains]
    made = make_plan(case, forced=forced, barred=barred, near=known)
    if made.status == "infeasible":
        raise _colliding(smallest_conflict(case, forced=tuple(forced)))
    if made.status == "unknown":
        raise TrainingFault(
            "Chưa tìm được kế hoạch trong thời gian cho phép. Xin tính lại, hoặc bớt ràng buộc.",
            "No plan was found in the time given. Solve again, or ask for less.",
        )
    tell("check", 0.6)
    if faults := check_plan(made):
        raise TrainingFault(
            "Bộ kiểm tra độc lập không chấp nhận kế hoạch: " + " ".join(faults[:3]), "The independent check refuses the plan: " + " ".join(faults[:3])
        )  # fmt: skip
    tell("store", 0.95)
    return Solved(_figures(made), _seats(made, hands, plan))


def taken_up(plan: YearPlan) -> tuple[TrainingPlan, bool]:
    """The stored plan as the library's, over the needs and options of its day; whether these no longer hold some of its places."""
    case = case_of(plan)
    stored = list(plan.seats.filter(taken=True).values_list("person_id", "course__code", "closes"))
    attendances = tuple(
        Attendance(p, code, tuple((w, gains[w]) for w in closes if w in gains))
        for p, code, closes in stored if (gains := case.options.gains.get((p, code))) is not None
    )  # fmt: skip
    classes = tuple((str(c["code"]), int(c["classes"])) for c in plan.found.get("courses", ()))
    status: Any = "optimal" if plan.found.get("proven") else "feasible"
    return TrainingPlan(case, status, attendances, classes, ()), len(attendances) < len(stored)


def price(plan: YearPlan, *, tell: Tell) -> dict[str, Any]:
    """What other budgets would buy, under the same terms and hands. Raises TrainingFault where the records have changed since."""
    made, changed = taken_up(plan)
    if changed:
        raise TrainingFault(
            "Hồ sơ đã đổi từ khi kế hoạch được tính nên không tính được giá của ngân sách. Xin tính lại kế hoạch.",
            "The records have changed since the plan was solved, so the budget cannot be priced. Solve the plan again.",
        )
    case, hands = made.case, plan.solved_with
    forced, barred = pairs_of(hands, case, Hand.IN), pairs_of(hands, case, Hand.OUT)
    richer = case.with_budget(plan.budget + STEP)
    tell("price", 0.2)
    bought = Bought(made, make_plan(richer, forced=forced, barred=barred, near=made.chosen, poorer=made))
    budgets = [b for n in STEPS if (b := plan.budget + n * STEP) >= promised_cost(case) or n in (0, 1)]
    points = price_curve(
        case, budgets, known=(made, bought.after), forced=forced, barred=barred, progress=lambda share: tell("price", 0.4 + 0.6 * share),
    )  # fmt: skip
    return {
        "curve": [_told(p, asked=p.budget == plan.budget) for p in points if p.status in ("optimal", "feasible")], "buys": bought.to_json(),
    }  # fmt: skip


STEP = 100_000_000
"""Đồng between two points of the curve: «what would the next 100 million buy»."""
STEPS = (-2, -1, 0, 1, 2, 3)
"""Points of the curve around the budget asked, in steps."""


def _told(point: Point, *, asked: bool) -> dict[str, Any]:
    """One point: the best plan of a budget."""
    duty, succession, gap = point.values
    return {
        "budget": point.budget, "cost": point.cost, "duty": duty, "succession": succession, "gap": gap, "people": point.people,
        "places": point.places, "proven": point.proven, "asked": asked,
    }  # fmt: skip


def _colliding(found: Conflict) -> TrainingFault:
    """Why there is no plan: the smallest set of terms that cannot hold together."""
    vi, en = ("; ".join(w[k] for w in found.words) for k in (0, 1))
    least = found.least_budget
    more = ("", "") if least is None else (
        f" Ngân sách ít nhất để giữ các điều còn lại: {least:,} đồng.".replace(",", "."), f" The least budget with which the others hold: {least:,} đồng."
    )  # fmt: skip
    return TrainingFault(
        f"Không có kế hoạch nào giữ được cùng lúc: {vi}.{more[0]} Xin bỏ một trong các điều này rồi tính lại.",
        f"No plan keeps all of these: {en}.{more[1]} Drop one of them and solve again.",
    )


def _figures(made: TrainingPlan) -> dict[str, Any]:
    told = made.to_json()
    del told["attendances"]
    needs = made.case.needs
    sizes: dict[tuple[str, str], tuple[str, int]] = {}
    for n in needs.open:
        tier, size = sizes.get((n.person_id, n.what), (n.tier, 0))
        sizes[n.person_id, n.what] = (tier, max(size, n.size or 0))
    before = {t: [0, 0] for t in ("duty", "succession", "gap")}
    for tier, size in sizes.values():
        before[tier][0] += 1
        before[tier][1] += size
    closed: dict[str, int] = dict.fromkeys(before, 0)
    for a in made.attendances:
        for what, _gain in a.closed:
            closed[sizes[a.person_id, what][0]] += 1
    return told | {
        "tiers": [{"tier": t, "lines": n, "levels": levels, "closed": closed[t]} for t, (n, levels) in before.items()],
        "unknown": len({n.person_id for n in needs.unknown}), "unserved": len({n.person_id for n in made.case.options.unserved}),
        "could": len({p for p, _c in made.case.options.gains}), "checked": True,
    }  # fmt: skip


def _seats(made: TrainingPlan, hands: list[list[str]], plan: YearPlan) -> list[PlanSeat]:
    numbers = dict(Course.objects.values_list("code", "pk"))
    by_hand: Mapping[tuple[str, str], str] = {(p, c): h for p, c, h in hands}
    options, costs = made.case.options, {c.code: c.seat_cost for c in made.case.catalogue.courses}
    closed = {(a.person_id, a.code): a.closed for a in made.attendances}
    rows = []
    for (person, code), gains in options.gains.items():
        counted = closed.get((person, code))
        sums = [
            sum(g[t] for g in ([g for _w, g in counted] if counted is not None else gains.values())) for t in range(3)
        ]
        rows.append(PlanSeat(
            plan=plan, course_id=numbers[code], person_id=person, unit_id=options.unit_of[person] or "", taken=counted is not None,
            hand=by_hand.get((person, code), ""), duty=sums[0], succession=sums[1], gap=sums[2], closes=sorted(gains) if counted is None else [w for w, _g in counted], cost=costs[code],
        ))  # fmt: skip
    for (person, code), why in options.refused.items():
        rows.append(PlanSeat(
            plan=plan, course_id=numbers[code], person_id=person, unit_id=options.unit_of[person] or "", taken=False,
            verdict=2 if why.outcome == "unknown" else 3, reason_vi=why.vi, reason_en=why.en, rule_id=why.clause.rule_id if why.clause else "",
            citation=(why.clause.citation if why.clause else "")[:200], confidence=why.clause.confidence if why.clause else "", cost=costs[code],
        ))  # fmt: skip
    return rows
