"""The plan of a year as a programme: who attends what, how many classes open, which course counts for which subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from dungviec.training.catalogue import Catalogue, Course
from dungviec.training.needs import Needs
from dungviec.training.options import Line, Options
from dungviec.training.policy import WORKING_DAYS, PlanPolicy
from dungviec.training.program import Program

Pair = tuple[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """A programme and what its columns stand for: a pair attends, classes of a course, a course counts for a line, all places."""

    program: Program
    pairs: dict[Pair, int]
    classes: dict[str, int]
    counts: dict[tuple[str, str, str], int]
    worth: tuple[list[int], list[int], list[int]]


def build(
    options: Options, needs: Needs, catalogue: Catalogue, policy: PlanPolicy, *, forced: Collection[Pair] = (), barred: Collection[Pair] = ()
) -> Model:  # fmt: skip
    """The programme of a plan; ``forced`` pairs attend, ``barred`` ones do not (for asking *what if*)."""
    program = Program()
    courses = catalogue.by_code
    pairs = {pair: program.column() for pair in sorted(options.gains) if pair not in barred}
    classes = {c.code: program.column(c.classes) for c in catalogue.courses}
    by_person: dict[str, list[str]] = {}
    by_course: dict[str, list[int]] = {c: [] for c in classes}
    for (person, code), j in pairs.items():
        by_person.setdefault(person, []).append(code)
        by_course[code].append(j)
    _money(program, pairs, classes, catalogue, policy)
    for code, j in classes.items():
        _seats(program, courses[code], by_course[code], j)
    for person, codes in by_person.items():
        _person(program, person, [courses[c] for c in codes], pairs, policy)
    _units(program, options, needs, pairs, catalogue, policy)
    counts, worth = _worth(program, options, pairs, by_person)
    if policy.duties_must:
        for line, would in musts(options, pairs).items():
            program.row(("must", *line), {pairs[pair]: -1 for pair in would}, -1)
    for pair in forced:
        program.row(("forced", *pair), {pairs[pair]: -1}, -1)
    for w in worth:
        w += [0] * (len(program.tops) - len(w))
    return Model(program, pairs, classes, counts, worth)


def _money(
    program: Program, pairs: dict[Pair, int], classes: dict[str, int], catalogue: Catalogue, policy: PlanPolicy
) -> None:
    weights = {j: catalogue.by_code[code].seat_cost for (_p, code), j in pairs.items()}
    weights |= {j: catalogue.by_code[code].class_cost for code, j in classes.items()}
    promised = sum(c.promised * c.seat_cost for c in catalogue.courses)
    program.row(("budget",), {j: w for j, w in weights.items() if w}, policy.budget - promised)


def _seats(program: Program, course: Course, attend: list[int], classes: int) -> None:
    seated = dict.fromkeys(attend, 1)
    program.row(("most", course.code), {**seated, classes: -course.most}, -course.promised)
    program.row(
        ("least", course.code), {**dict.fromkeys(attend, -1), classes: course.least}, course.promised
    )  # a class opens with enough people


def _person(program: Program, person: str, courses: list[Course], pairs: dict[Pair, int], policy: PlanPolicy) -> None:
    if policy.person_days is not None:
        days = {pairs[person, c.code]: c.days for c in courses if c.days}
        program.row(("person_days", person), days, policy.person_days)
    for one, other in combinations(courses, 2):
        if one.clashes(other):
            program.row(
                ("clash", person, one.code, other.code), {pairs[person, one.code]: 1, pairs[person, other.code]: 1}, 1
            )


def unit_days(policy: PlanPolicy, catalogue: Catalogue, heads: int) -> int | None:
    """Most days of a unit of ``heads`` people spent in courses; None without a cap."""
    if policy.unit_share is None:
        return None
    longest = max((c.days for c in catalogue.courses), default=0)
    return max(policy.unit_share * WORKING_DAYS * heads // 100, longest)


def _units(
    program: Program,
    options: Options,
    needs: Needs,
    pairs: dict[Pair, int],
    catalogue: Catalogue,
    policy: PlanPolicy,
) -> None:
    by_unit: dict[str, list[Pair]] = {}
    for pair in pairs:
        unit = options.unit_of[pair[0]]
        if unit is not None:
            by_unit.setdefault(unit, []).append(pair)
    for unit, own in by_unit.items():
        cap = unit_days(policy, catalogue, needs.heads.get(unit, 0))
        days = {pairs[p]: catalogue.by_code[p[1]].days for p in own if catalogue.by_code[p[1]].days}
        if cap is not None:
            program.row(("unit_days", unit), days, cap)
    if not policy.fair or len(by_unit) < 2:
        return
    places = program.column(len(pairs))
    every = dict.fromkeys(pairs.values(), 1)
    program.row(("places", "most"), {**every, places: -1}, 0)
    program.row(("places", "least"), {**dict.fromkeys(pairs.values(), -1), places: 1}, 0)
    needers = options.needers()
    total = sum(needers.values())
    for unit, own in by_unit.items():
        # 100 total × own places >= fair × needers × all places − 100 total
        weights = dict.fromkeys((pairs[p] for p in own), -100 * total)
        weights[places] = policy.fair * needers[unit]
        program.row(("fair", unit), weights, 100 * total)


def _worth(
    program: Program, options: Options, pairs: dict[Pair, int], by_person: dict[str, list[str]]
) -> tuple[dict[tuple[str, str, str], int], tuple[list[int], list[int], list[int]]]:
    """A subject that one course closes counts with the attendance; where several could, one of those attended counts."""
    closing: dict[Line, list[str]] = {}
    for person, codes in by_person.items():
        for code in codes:
            for what in options.gains[person, code]:
                closing.setdefault((person, what), []).append(code)
    value: dict[int, list[int]] = {j: [0, 0, 0] for j in pairs.values()}
    counts: dict[tuple[str, str, str], int] = {}
    for (person, what), codes in closing.items():
        gains = {code: options.gains[person, code][what] for code in codes}
        if len(codes) == 1:
            at = value[pairs[person, codes[0]]]
            for t in range(3):
                at[t] += gains[codes[0]][t]
            continue
        for code in codes:
            j = counts[person, what, code] = program.column()
            value[j] = list(gains[code])
            program.row(("counts", person, what, code), {j: 1, pairs[person, code]: -1}, 0)
        program.row(("once", person, what), {counts[person, what, c]: 1 for c in codes}, 1)
    worth: list[list[int]] = [[value.get(j, (0, 0, 0))[t] for j in range(len(program.tops))] for t in range(3)]
    return counts, (worth[0], worth[1], worth[2])


def musts(options: Options, pairs: Iterable[Pair]) -> dict[Line, list[Pair]]:
    """Duties that some course closes whole, for people who may be sent, with the pairs that would."""
    found: dict[Line, list[Pair]] = {}
    for person, code in pairs:
        for what, gain in options.gains[person, code].items():
            size = max((n.size or 0 for n in options.lines[person, what] if n.tier == "duty"), default=0)
            if size and gain[0] >= size:
                found.setdefault((person, what), []).append((person, code))
    return found
