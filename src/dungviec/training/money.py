"""What more money buys, what each sum closes, and what the terms of a plan cost: each answer by solving again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from dungviec.training import subjects
from dungviec.training.model import Pair
from dungviec.training.needs import TIERS
from dungviec.training.plan import Case, TrainingPlan, make_plan

Values = tuple[int, int, int]
Term = Literal["fair", "unit_share", "person_days"]
TERMS: tuple[Term, ...] = ("fair", "unit_share", "person_days")
"""Terms of a policy that an office chooses and that may cost something."""


@dataclass(frozen=True, eq=False, slots=True)
class Bought:
    """A plan and the best one with more money; they differ only where that closes more. ``new`` and ``gone``: pairs."""

    before: TrainingPlan
    after: TrainingPlan

    @property
    def more(self) -> int:
        """Đồng added to the budget."""
        return self.after.case.policy.budget - self.before.case.policy.budget

    @property
    def spent(self) -> int:
        """Đồng of them that the better plan spends."""
        return self.after.cost - self.before.cost

    @property
    def gained(self) -> Values:
        """What is closed in addition, tier by tier."""
        return _minus(self.after.values, self.before.values)

    @property
    def new(self) -> tuple[Pair, ...]:
        """Who attends what in addition."""
        return tuple(sorted(self.after.chosen - self.before.chosen))

    def closes(self, pair: Pair, lang: str = "vi") -> str:
        """What a place of the better plan closes, in words."""
        found = next((a.closed for a in self.after.attendances if (a.person_id, a.code) == pair), ())
        return ", ".join(subjects.name(what, lang) for what, _gain in found)

    @property
    def gone(self) -> tuple[Pair, ...]:
        """Who attends no longer, because another use of the place closes more."""
        return tuple(sorted(self.before.chosen - self.after.chosen))

    @property
    def classes(self) -> tuple[tuple[str, int], ...]:
        """Classes that open in addition (or no longer: negative)."""
        before, after = dict(self.before.classes), dict(self.after.classes)
        codes = dict.fromkeys((*after, *before))
        return tuple(
            (c, after.get(c, 0) - before.get(c, 0)) for c in codes if after.get(c, 0) != before.get(c, 0)
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "more": self.more, "spent": self.spent, "proven": self.before.proven and self.after.proven,
            "gained": dict(zip(TIERS, self.gained, strict=True)), "classes": [{"course": c, "classes": n} for c, n in self.classes],
            "new": [{"person_id": p, "course": c, "closes": self.closes((p, c))} for p, c in self.new], "gone": [{"person_id": p, "course": c} for p, c in self.gone],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """What the best plan of one budget costs and closes; ``proven``: every tier is."""

    budget: int
    cost: int
    values: Values
    people: int
    places: int
    proven: bool
    status: str


def buys(plan: TrainingPlan, more: int = 100_000_000) -> Bought:
    """What ``more`` đồng would buy: the case solved again with that budget, keeping whom it can."""
    case = plan.case.with_budget(plan.case.policy.budget + more)
    return Bought(plan, make_plan(case, near=plan.chosen, poorer=plan))


def price_curve(
    case: Case, budgets: Iterable[int], *, progress: Callable[[float], None] = lambda _share: None, known: Iterable[TrainingPlan] = (),
    forced: Collection[Pair] = (), barred: Collection[Pair] = (),
) -> tuple[Point, ...]:  # fmt: skip
    """The best plan of each budget, cheapest first, each proven. ``progress`` is told the share done; ``known``: plans of the case
    with other budgets, solved before with the same hands.

    The dearest is solved first: a tier that it cannot fill further no cheaper budget fills further, and where its plan costs no
    more than a budget it is that budget's best. The others begin at the plan of the budget below.
    """
    hands = (frozenset(forced), frozenset(barred))
    plans = {p.case.policy.budget: p for p in known if p.proven}
    asked = sorted(set(budgets))
    for n, budget in enumerate([*asked[-1:], *asked[:-1]]):
        progress(n / len(asked))
        if budget in plans:
            continue
        less = max((b for b in plans if b < budget), default=None)
        enough = min((b for b in plans if b > budget), default=None)
        own, dear = case.with_budget(budget), plans[enough] if enough is not None else None
        if dear is not None and dear.cost <= budget and dear.classes:
            plans[budget] = replace(dear, case=own)
            continue
        plans[budget] = make_plan(
            own, forced=hands[0], barred=hands[1], poorer=plans[less] if less is not None else None, richer=dear
        )
    return tuple(_point(budget, plans[budget]) for budget in asked)


def _point(budget: int, plan: TrainingPlan) -> Point:
    return Point(budget, plan.cost, plan.values, plan.people, len(plan.attendances), plan.proven, plan.status)


def curve_budgets(case: Case, steps: int = 8) -> tuple[int, ...]:
    """Budgets from nothing (or what is promised) to twice the one asked, in even steps; the one asked among them."""
    top, promised = 2 * case.policy.budget, promised_cost(case)
    even = {round(top * n / steps) for n in range(steps + 1)} | {case.policy.budget}
    return tuple(sorted(b for b in even if b >= promised) or (promised,))


def promised_cost(case: Case) -> int:
    """Đồng that seats promised to people off the rolls cost, classes included."""
    return sum(
        c.promised * c.seat_cost + -(-c.promised // c.most) * c.class_cost for c in case.catalogue.courses if c.promised
    )


def term_price(plan: TrainingPlan, term: Term) -> Values:
    """What a term of the policy costs, tier by tier: the best plan without it less this one (never negative in the first that differs)."""
    policy = plan.case.policy
    without = {
        "fair": replace(policy, fair=None),
        "unit_share": replace(policy, unit_share=None),
        "person_days": replace(policy, person_days=None),
    }
    free = make_plan(plan.case.with_policy(without[term]))
    return _minus(free.values, plan.values)


def _minus(one: Values, other: Values) -> Values:
    return (one[0] - other[0], one[1] - other[1], one[2] - other[2])
