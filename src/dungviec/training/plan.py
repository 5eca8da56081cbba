"""The yearly plan: who attends what, which classes open, what is closed in which tier, proven by stages and checked apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from dungviec.law import LawBook, LawView
from dungviec.records import Snapshot
from dungviec.training import subjects
from dungviec.training.asked import Asked
from dungviec.training.catalogue import Catalogue, Course
from dungviec.training.faults import TrainingFault
from dungviec.training.model import Model, Pair, build
from dungviec.training.needs import TIERS, Needs, find_needs
from dungviec.training.options import Gain, Options, find_options
from dungviec.training.policy import PlanPolicy
from dungviec.training.program import Name, Row, holds, solve
from dungviec.training.sending import Senders

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, eq=False, slots=True)
class Case:
    """Everything a plan is made from. ``needs`` and ``options`` are worked out once; another policy is ``with_policy``."""

    needs: Needs
    catalogue: Catalogue
    options: Options
    policy: PlanPolicy

    def with_policy(self, policy: PlanPolicy) -> Case:
        """The same people and courses under other terms."""
        return replace(self, policy=policy)

    def with_budget(self, budget: int) -> Case:
        """The same with another budget."""
        return replace(self, policy=replace(self.policy, budget=budget))


def make_case(
    snapshot: Snapshot, catalogue: Catalogue, policy: PlanPolicy, *, asked: Asked | None = None, view: LawView | None = None,
    blank_is_none: bool = False,
) -> Case:  # fmt: skip
    """Needs and options of a snapshot on its day. ``view``: the law of that day (default: as shipped).

    Raises TrainingFault for a catalogue of a year that is over by then, and as :func:`find_needs`.
    """
    if catalogue.year < snapshot.as_of.year:
        raise TrainingFault(
            f"Danh mục khóa học của năm {catalogue.year}, đã qua vào ngày xét {snapshot.as_of:%d/%m/%Y}; dùng danh mục của năm {snapshot.as_of.year} trở đi.",
            f"The catalogue is of {catalogue.year}, which is over on {snapshot.as_of}; use one of {snapshot.as_of.year} or later.",
        )  # fmt: skip
    view = view or LawBook.load().on(snapshot.as_of)
    needs = find_needs(snapshot, view, catalogue=catalogue, asked=asked, blank_is_none=blank_is_none)
    senders = Senders(snapshot, view, asked, last_day=date(catalogue.year, 12, 31))
    return Case(needs, catalogue, find_options(needs, catalogue, senders), policy)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person in one course; ``closed``: per subject what it closes in each tier (levels, levels, points)."""

    person_id: str
    code: str
    closed: tuple[tuple[str, Gain], ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One tier's proof: its value, the bound that was proven, the bound that prices alone prove (recomputed in whole numbers)."""

    tier: str
    status: Status
    value: int
    bound: int
    dual_bound: int
    prices: tuple[tuple[Name, int], ...]

    @property
    def gap(self) -> int:
        """What could still be closed at most; 0 is proven optimal."""
        return self.bound - self.value


@dataclass(frozen=True, eq=False)
class TrainingPlan:
    """A plan with its proof. Without attendances where ``status`` is infeasible (then see :func:`conflict`) or unknown."""

    case: Case
    status: Status
    attendances: tuple[Attendance, ...]
    classes: tuple[tuple[str, int], ...]
    stages: tuple[Stage, ...]
    near: frozenset[Pair] = frozenset()
    """Pairs of an earlier plan that this one, among equally good ones, keeps as many of as it can."""
    forced: frozenset[Pair] = frozenset()
    barred: frozenset[Pair] = frozenset()

    @property
    def proven(self) -> bool:
        """Whether every stage is proven optimal."""
        return self.status == "optimal"

    @cached_property
    def chosen(self) -> frozenset[Pair]:
        """The pairs that attend."""
        return frozenset((a.person_id, a.code) for a in self.attendances)

    @cached_property
    def cost(self) -> int:
        """Đồng: classes that open, seats taken, seats promised to people off the rolls."""
        by_code = self.case.catalogue.by_code
        seats = sum(by_code[a.code].seat_cost for a in self.attendances)
        opened = sum(by_code[code].class_cost * n for code, n in self.classes)
        return (
            seats + opened + (sum(c.promised * c.seat_cost for c in self.case.catalogue.courses) if self.classes else 0)
        )

    @cached_property
    def values(self) -> tuple[int, int, int]:
        """What is closed: levels of duties, levels towards titles planned for, points of gaps."""
        gains = [gain for a in self.attendances for _what, gain in a.closed]
        return (sum(g[0] for g in gains), sum(g[1] for g in gains), sum(g[2] for g in gains))

    @property
    def people(self) -> int:
        """How many different people go."""
        return len({a.person_id for a in self.attendances})

    def of(self, person_id: str) -> tuple[Attendance, ...]:
        """The courses of one person."""
        return tuple(a for a in self.attendances if a.person_id == person_id)

    def course_lines(self) -> list[tuple[Course, int, int, int]]:
        """Per course that opens: classes, people on the rolls, đồng."""
        opened = dict(self.classes)
        going: dict[str, int] = {}
        for a in self.attendances:
            going[a.code] = going.get(a.code, 0) + 1
        return [
            (c, opened[c.code], going.get(c.code, 0), opened[c.code] * c.class_cost + (going.get(c.code, 0) + c.promised) * c.seat_cost)
            for c in self.case.catalogue.courses if opened.get(c.code)
        ]  # fmt: skip

    def unit_lines(self) -> list[tuple[str, int, int, int]]:
        """Per unit with somebody who could go: how many could, places, days away."""
        days: dict[str, int] = {}
        places: dict[str, int] = {}
        for a in self.attendances:
            unit = self.case.options.unit_of[a.person_id]
            if unit is not None:
                places[unit] = places.get(unit, 0) + 1
                days[unit] = days.get(unit, 0) + self.case.catalogue.by_code[a.code].days
        return [(u, n, places.get(u, 0), days.get(u, 0)) for u, n in sorted(self.case.options.needers().items())]

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data."""
        needs, policy = self.case.needs, self.case.policy
        return {
            "name": needs.name, "as_of": needs.as_of.isoformat(), "year": self.case.catalogue.year, "status": self.status,
            "proven": self.proven, "cost": self.cost, "budget": policy.budget, "people": self.people,
            "attendances_total": len(self.attendances),
            "values": dict(zip(TIERS, self.values, strict=True)),
            "stages": [
                {"tier": s.tier, "status": s.status, "value": s.value, "bound": s.bound, "gap": s.gap, "dual_bound": s.dual_bound}
                for s in self.stages
            ],
            "courses": [
                {"code": c.code, "vi": c.vi, "en": c.en, "classes": n, "people": p, "promised": c.promised, "cost": money}
                for c, n, p, money in self.course_lines()
            ],
            "units": [
                {"unit_id": u, "name": needs.unit_names.get(u, u), "could_go": n, "places": p, "days": d}
                for u, n, p, d in self.unit_lines()
            ],
            "attendances": [
                {"person_id": a.person_id, "name": needs.names.get(a.person_id, ""), "unit_id": self.case.options.unit_of[a.person_id],
                 "course": a.code, "closes": [{"what": w, "name": subjects.name(w), **dict(zip(TIERS, g, strict=True))} for w, g in a.closed]}
                for a in self.attendances
            ],
        }  # fmt: skip


def make_plan(
    case: Case, *, forced: Collection[Pair] = (), barred: Collection[Pair] = (), near: Collection[Pair] = (),
    poorer: TrainingPlan | None = None, richer: TrainingPlan | None = None,
) -> TrainingPlan:  # fmt: skip
    """The best plan of a case: tier after tier (``strict``), or their weighed sum; each stage proven.

    ``forced`` pairs attend and ``barred`` ones do not. ``near``: pairs of an earlier plan; of all plans that close as much the one
    that keeps most of them (a last stage, ``kept``), so that two plans differ only where they must. ``poorer``, ``richer``: plans of
    the same case and hands with less and with more money; the search begins at the first, and what the second could not pass no
    plan of this budget passes, as long as the tiers before are as full. Raises KeyError for a forced pair that is no option.
    """
    model = build(case.options, case.needs, case.catalogue, case.policy, forced=forced, barred=barred)
    stages: list[Stage] = []
    start: tuple[int, ...] | None = vector_of(model, poorer) if poorer is not None else None
    tops = [s.bound for s in richer.stages] if richer is not None and not near else []
    full = True
    asked = (frozenset(near), frozenset(forced), frozenset(barred))
    for n, (tier, worth) in enumerate(objectives(model, case.policy, near)):
        most = tops[n] if full and n < len(tops) else None
        found = solve(model.program, worth, seconds=case.policy.seconds, start=start, most=most)
        full = full and most is not None and found.value == most
        status: Status = "optimal" if found.status == "optimal" else "feasible" if found.status == "feasible" else "infeasible" if found.status == "infeasible" else "unknown"  # fmt: skip
        stages.append(Stage(tier, status, found.value, found.bound, found.dual_bound, tuple(found.prices.items())))
        if status not in ("optimal", "feasible"):
            return TrainingPlan(case, status, (), (), tuple(stages), *asked)
        start = found.x
        model.program.rows.append(floor_row(tier, worth, found.value))
    assert start is not None
    worst: Status = "optimal" if all(s.status == "optimal" for s in stages) else "feasible"
    attendances = _attendances(model, case.options, start)
    return TrainingPlan(case, worst, attendances, _classes(model, start), tuple(stages), *asked)


def vector_of(model: Model, plan: TrainingPlan) -> tuple[int, ...] | None:
    """An earlier plan as values of a model's columns; None where it does not keep the model's rows."""
    x = [0] * len(model.program.tops)
    for a in plan.attendances:
        if (a.person_id, a.code) not in model.pairs:
            return None
        x[model.pairs[a.person_id, a.code]] = 1
        for what, _gain in a.closed:
            if (a.person_id, what, a.code) in model.counts:
                x[model.counts[a.person_id, what, a.code]] = 1
    for code, classes in plan.classes:
        x[model.classes[code]] = classes
    every = next((r for r in model.program.rows if r.name == ("places", "most")), None)
    if every is not None:
        x[next(j for j, w in every.weights.items() if w < 0)] = len(plan.attendances)
    return tuple(x) if holds(model.program, x) else None


def floor_row(tier: str, worth: Sequence[int], value: int) -> Row:
    """What a later stage must keep of an earlier one."""
    return Row(("floor", tier), {j: -w for j, w in enumerate(worth) if w}, -value)


def objectives(model: Model, policy: PlanPolicy, near: Collection[Pair] = ()) -> list[tuple[str, list[int]]]:
    """The stages in their order: name, and what each column is worth in it."""
    if policy.order == "weighed":
        mixed = [sum(w * v for w, v in zip(policy.weights, column, strict=True)) for column in zip(*model.worth, strict=True)]  # fmt: skip
        found = [("weighed", mixed)]
    else:
        found = [(tier, worth) for tier, worth in zip(TIERS, model.worth, strict=True) if any(worth)]
        found = found or [("gap", model.worth[2])]
    if near:
        kept = [0] * len(model.program.tops)
        for pair in near:
            if pair in model.pairs:
                kept[model.pairs[pair]] = 1
        found.append(("kept", kept))
    return found


def _attendances(model: Model, options: Options, x: tuple[int, ...]) -> tuple[Attendance, ...]:
    shared = {(person, what) for person, what, _code in model.counts}
    found = []
    for (person, code), j in model.pairs.items():
        if not x[j]:
            continue
        closed = tuple(
            (what, gain) for what, gain in options.gains[person, code].items()
            if (person, what) not in shared or x[model.counts[person, what, code]]
        )  # fmt: skip
        found.append(Attendance(person, code, closed))
    return tuple(found)


def _classes(model: Model, x: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((code, x[j]) for code, j in model.classes.items() if x[j])
