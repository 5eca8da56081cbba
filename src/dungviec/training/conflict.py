"""Why there is no plan: the smallest set of terms that cannot hold together, and what the least budget would be.

The terms are grouped as an office speaks of them: the budget, the seats of one course, the days of units, of people, dates, fairness,
the duty to close one subject. Smallest by counting: sets are tried through the smallest that meets every way of making a plan
possible (implicit hitting sets), so no smaller set is impossible.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dungviec.training import subjects
from dungviec.training.model import Model, Pair, build
from dungviec.training.money import promised_cost
from dungviec.training.plan import Case
from dungviec.training.program import Name, Program, possible, solve

Term = tuple[str, ...]
"""A group of rows: ``("budget",)``, ``("seats", course)``, ``("must", subject)`` …"""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Terms that cannot hold together, none of which can be left out; empty where a plan exists.

    ``words`` in the order of ``terms``. ``mends``: terms of which each alone, were it lifted, would make a plan possible.
    ``least_budget``: the least budget with which all the other terms hold; None where no budget helps.
    """

    terms: tuple[Term, ...]
    words: tuple[tuple[str, str], ...]
    mends: tuple[Term, ...]
    least_budget: int | None

    def to_json(self) -> dict[str, Any]:
        """The conflict as plain data."""
        return {"terms": [list(t) for t in self.terms], "vi": [w[0] for w in self.words], "en": [w[1] for w in self.words],
                "mends": [list(t) for t in self.mends], "least_budget": self.least_budget}  # fmt: skip


def smallest_conflict(case: Case, *, forced: tuple[Pair, ...] = ()) -> Conflict:
    """The smallest set of a case's terms that no plan can keep; without terms where a plan exists."""
    model = build(case.options, case.needs, case.catalogue, case.policy, forced=forced)
    groups: dict[Term, list[Name]] = {}
    for row in model.program.rows:
        groups.setdefault(_term(row.name), []).append(row.name)
    for loose in (("counting",), ("places",)):
        groups.pop(loose, None)  # definitions: always kept
    terms = sorted(groups)
    if _possible(model.program, set(terms), terms, case):
        return Conflict((), (), (), None)
    ways: list[frozenset[Term]] = []
    while True:
        tried = _smallest_meeting(ways, terms)
        if not _possible(model.program, tried, terms, case):
            break
        kept = set(tried)
        for term in terms:
            if term not in kept and _possible(model.program, kept | {term}, terms, case):
                kept.add(term)
        ways.append(frozenset(terms) - kept)
    found = tuple(t for t in terms if t in tried)
    mends = tuple(t for t in found if _possible(model.program, set(terms) - {t}, terms, case))
    return Conflict(found, tuple(_words(case, t) for t in found), mends, _least_budget(model, case))


def _term(name: Name) -> Term:
    kind = name[0]
    if kind in ("most", "least"):
        return ("seats", name[1])
    if kind == "must":
        return ("must", name[2])
    if kind in ("counts", "once"):
        return ("counting",)
    return name if kind == "forced" else (kind,)


def _possible(program: Program, kept: set[Term], terms: list[Term], case: Case) -> bool:
    away = set(terms) - kept
    rows = [r for r in program.rows if _term(r.name) not in away]
    return possible(Program(program.tops, rows), seconds=case.policy.seconds)


def _smallest_meeting(ways: list[frozenset[Term]], terms: list[Term]) -> set[Term]:
    """A smallest set of terms that meets every one of ``ways``."""
    if not ways:
        return set()
    useful = [t for t in terms if any(t in w for w in ways)]
    for size in range(1, len(useful) + 1):
        for chosen in combinations(useful, size):
            if all(any(t in w for t in chosen) for w in ways):
                return set(chosen)
    return set(useful)


def _least_budget(model: Model, case: Case) -> int | None:
    rows = [r for r in model.program.rows if r.name != ("budget",)]
    cost = [0] * len(model.program.tops)
    for (_person, code), j in model.pairs.items():
        cost[j] = -case.catalogue.by_code[code].seat_cost
    for code, j in model.classes.items():
        cost[j] = -case.catalogue.by_code[code].class_cost
    found = solve(Program(model.program.tops, rows), cost, seconds=case.policy.seconds)
    if not found.x:
        return None
    return -found.value + sum(c.promised * c.seat_cost for c in case.catalogue.courses)


def _words(case: Case, term: Term) -> tuple[str, str]:
    kind = term[0]
    if kind == "budget":
        money = f"{case.policy.budget:,}"
        needed = f"{promised_cost(case):,}"
        if promised_cost(case) > case.policy.budget:
            return (
                f"dự toán {money.replace(',', '.')} đồng, trong khi chỗ đã hứa cần {needed.replace(',', '.')} đồng",
                f"the budget of {money} đồng, while promised seats need {needed} đồng",
            )
        return f"dự toán {money.replace(',', '.')} đồng", f"the budget of {money} đồng"
    if kind == "seats":
        c = case.catalogue.by_code[term[1]]
        promised = (f", {c.promised} chỗ đã hứa", f", {c.promised} seats promised") if c.promised else ("", "")
        return (
            f"chỗ của khóa {c.code}: {c.classes} lớp, mỗi lớp {c.least}–{c.most} người{promised[0]}",
            f"seats of course {c.code}: {c.classes} classes of {c.least} to {c.most}{promised[1]}",
        )
    if kind == "must":
        people = {n.person_id for n in case.needs.open if n.tier == "duty" and n.what == term[1]}
        return (
            f"nghĩa vụ phải đóng: {subjects.name(term[1])} ({len(people)} người)",
            f"duties that must be closed: {subjects.name(term[1], 'en')} ({len(people)} people)",
        )
    if kind == "forced":
        name = case.needs.names.get(term[1], term[1])
        return f"{name} phải học khóa {term[2]}", f"{name} must attend {term[2]}"
    policy = case.policy
    return {
        "unit_days": (f"mỗi đơn vị đi học không quá {policy.unit_share} % thời gian làm việc", f"no unit is away more than {policy.unit_share} per cent of its working days"),
        "person_days": (f"mỗi người đi học không quá {policy.person_days} ngày", f"nobody is away more than {policy.person_days} days"),
        "clash": ("không ai học hai khóa trùng ngày", "nobody attends two courses on the same days"),
        "fair": (f"mỗi đơn vị có ít nhất {policy.fair} % phần công bằng", f"each unit gets at least {policy.fair} per cent of its fair share"),
    }[kind]  # fmt: skip
