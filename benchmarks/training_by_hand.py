"""The plan a careful hand makes: the most useful places per đồng first, class by class. The baseline beside the optimum."""

from __future__ import annotations

from collections import Counter

from dungviec.training.model import Pair, unit_days
from dungviec.training.plan import Attendance, Case

Worth = tuple[int, int, int]


def plan_by_hand(case: Case) -> tuple[Attendance, ...]:
    """Attendances under the same budget, seats, days and clashes, without the fairness between units.

    Tier by tier the course with the most closed per đồng is filled with the people for whom it closes most; a class opens only when
    enough people for it are found and paid. Nothing is taken back later: that is what the optimum does better.
    """
    courses = case.catalogue.by_code
    left = case.policy.budget - sum(c.promised * c.seat_cost for c in case.catalogue.courses)
    opened: dict[str, int] = {}
    for course in case.catalogue.courses:
        opened[course.code] = -(-course.promised // course.most)
        left -= opened[course.code] * course.class_cost
    taken: Counter[str] = Counter({c.code: c.promised for c in case.catalogue.courses})
    days: Counter[str] = Counter()
    away: Counter[str] = Counter()
    chosen: dict[Pair, None] = {}
    closed: set[tuple[str, str]] = set()

    def worth(pair: Pair) -> Worth:
        gains = [g for what, g in case.options.gains[pair].items() if (pair[0], what) not in closed]
        return (sum(g[0] for g in gains), sum(g[1] for g in gains), sum(g[2] for g in gains))

    def fits(pair: Pair, more: Counter[str]) -> bool:
        person, course, unit = pair[0], courses[pair[1]], case.options.unit_of[pair[0]]
        most, cap = case.policy.person_days, unit_days(case.policy, case.catalogue, case.needs.heads.get(unit or "", 0))
        if pair in chosen or (most is not None and days[person] + course.days > most):
            return False
        if unit is not None and cap is not None and away[unit] + more[unit] + course.days > cap:
            return False
        return not any(course.clashes(courses[code]) for p, code in chosen if p == person)

    for tier in range(3):
        order = sorted(courses, key=lambda code: -_per_dong(case, code, tier))
        for code in order:
            course = courses[code]
            wanting = sorted(
                (p for p in case.options.gains if p[1] == code and worth(p)[tier]), key=lambda p: (tuple(-w for w in worth(p)[tier:]), p)
            )  # fmt: skip
            while wanting:
                more: Counter[str] = Counter()
                group: list[Pair] = []
                room = opened[code] * course.most - taken[code]
                new = room <= 0
                if new and opened[code] >= course.classes:
                    break
                money = left - (course.class_cost if new else 0)
                for pair in wanting:
                    if len(group) < (course.most if new else room) and money >= course.seat_cost and fits(pair, more):
                        group.append(pair)
                        money -= course.seat_cost
                        more[case.options.unit_of[pair[0]] or ""] += course.days
                if not group or (new and len(group) < course.least):
                    break
                opened[code] += new
                left = money
                for pair in group:
                    chosen[pair] = None
                    closed |= {(pair[0], what) for what in case.options.gains[pair]}
                    days[pair[0]] += course.days
                    taken[code] += 1
                away += more
                wanting = [p for p in wanting if p not in chosen and worth(p)[tier]]
    return _attended(case, chosen)


def _per_dong(case: Case, code: str, tier: int) -> float:
    course = case.catalogue.by_code[code]
    gains = sorted((sum(g[tier] for g in gain.values()) for (_p, c), gain in case.options.gains.items() if c == code), reverse=True)  # fmt: skip
    cost = course.class_cost + course.seat_cost * max(1, min(course.most, len(gains)))
    return sum(gains[: course.most]) / max(1, cost)


def _attended(case: Case, chosen: dict[Pair, None]) -> tuple[Attendance, ...]:
    """Of several courses that close one subject the better counts."""
    best: dict[tuple[str, str], str] = {}
    for person, code in chosen:
        for what, gain in case.options.gains[person, code].items():
            if (person, what) not in best or gain > case.options.gains[person, best[person, what]][what]:
                best[person, what] = code
    return tuple(
        Attendance(p, c, tuple((w, g) for w, g in case.options.gains[p, c].items() if best[p, w] == c)) for p, c in chosen
    )  # fmt: skip
