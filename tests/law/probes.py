"""Steps that no case of the folder turns, asked of the code that reads them: each probe is an answer of a book (tests/law/test_boundaries.py).

A probe answers one book; a step counts as measured when the book with the step moved is answered otherwise than the shipped one.
Numbers that stand in two rows (``TWINS``) are held equal: moving one of them breaks the pair.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.law.world import clean_person, snapshot

from dungviec.competency.framework import load_framework
from dungviec.conduct import Case as ConductCase
from dungviec.conduct import validity_end
from dungviec.law import LawBook
from dungviec.law.cases import CaseError, judge_case, read_cases
from dungviec.law.rank_quotas import management_levels
from dungviec.law.rotation import position_change
from dungviec.law.touched import touched
from dungviec.workforce.statutory_columns import BM01_COLUMNS

Probe = Callable[[LawBook], Any]


def asked(text: str) -> Probe:
    """The whole answer, its words too, or that the case is refused."""

    def probe(book: LawBook) -> object:
        try:
            return judge_case(read_cases(text)[0], book).to_json()
        except CaseError as refused:
            return str(refused)

    return probe


def general(points: object) -> Probe:
    """A month with these points of the general criteria: refused above their highest."""
    return asked(
        f"{{id: G, facts: {{category: civil_servant, appraisal: {{general: {points}, tasks: [{{done: 1}}]}}}}, "
        "action: {kind: score_period, date: 2026-09-30}}"
    )


def criterion(place: int) -> Probe:
    """The ten criteria with one of them a hundredth above its highest."""
    most = [5, 5] + [2.5] * 8
    return general([n + 0.01 if k == place else 0 for k, n in enumerate(most)])


def assigned_on(day: str) -> Probe:
    """A brother of the head becomes accountant: forbidden, and from a day on with a mark."""
    return asked(
        f"""{{id: K, facts: {{category: civil_servant, relation: sibling, head_of: Phòng Tài chính}}, action: {{kind: assign, date: {day},
        duty: accounting, unit: Phòng Tài chính}}}}"""
    )


def change_on(day: date, sector: str, since: date) -> Probe:
    """The clock of a position in a sector."""

    def probe(book: LawBook) -> object:
        answer = position_change(book.on(day), sector=sector, since=since)
        return answer.value, answer.vi

    return probe


def recruited_on(day: date) -> Probe:
    """Whether somebody recruited that day must be placed by the list of positions."""

    def probe(book: LawBook) -> object:
        on = date(2026, 11, 22)
        posts = [{"post_id": "CV", "unit_id": "PNV", "level": "specialist"}]
        world = snapshot(
            on, units=[{"unit_id": "PNV", "name": "Phòng"}], posts=posts, people=[clean_person("LAN", joined=day)],
            tenures=[{"person_id": "LAN", "post_id": "CV"}],
        )  # fmt: skip
        rule = next(r for r in book.rules if r.id == "POSCAT-2025-05")
        return touched(world, book.on(on), rule).rows.rows()

    return probe


def validity(book: LawBook) -> object:
    """The last day of a public employee's reprimand of 03/08/2026."""
    case = ConductCase("A", "public_employee", False, date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3))
    return validity_end(book.on(date(2026, 8, 10)), case, date(2026, 8, 3))


def levels(grade: int) -> Probe:
    """The management levels of a career grade."""
    return lambda book: management_levels(book.on(date(2026, 11, 22)), grade).value


def param(book: LawBook, key: str, path: tuple[Any, ...]) -> Any:
    """A parameter of the one rule with that key."""
    (rule,) = (r for r in book.rules if r.key == key)
    node: Any = rule.params
    for part in path:
        node = node[part]
    return node


def twin(*places: tuple[str, tuple[Any, ...]]) -> Probe:
    """Whether one number stands alike in several rows."""
    return lambda book: len({str(param(book, key, path)) for key, path in places}) == 1


def counts(key: str, path: tuple[Any, ...], there: int) -> Probe:
    """Whether a row counts as many as the product has."""
    return lambda book: param(book, key, path) == there


def pairs() -> dict[str, Probe]:
    """The probe of every place of ``TWINS``."""
    found: dict[str, Probe] = {}
    for pair in TWINS:
        for key, path in pair:
            found[f"{key} {'.'.join(map(str, path))}"] = twin(*pair)
    return found


TWINS: tuple[tuple[tuple[str, tuple[Any, ...]], ...], ...] = (
    (("REAPT-2026-01", ("extend_below_months", 60)), ("REAPT-2026-02", ("reappoint_from_months", 60))),
    (("REAPT-2026-01", ("extend_below_months", 36)), ("REAPT-2026-02", ("reappoint_from_months", 36))),
    (("RATE-2026-01", ("result_max",)), ("RATE-2026-02", ("result_max",)), ("RATE-VC-2026-03", ("result_max",))),
    (("RATE-2026-01", ("general_max",)), ("RATE-VC-2026-03", ("general_max",))),
    (("RATE-2026-03", ("min_months",)), ("RATE-335-MONTHS", ("min_months",))),
    (("RATE-2026-02", ("groups_max",)), ("RATE-335-CONVERT", ("groups_max",))),
    (("DIS-TIME-2025", ("days",)), ("DIS-172-TIME", ("days",))),
    (("DIS-TIME-2025", ("max_days",)), ("DIS-172-TIME", ("max_days",))),
    (("LEAVE-2026-03", ("months_if_voluntary",)), ("LEAVE-2026-02", ("months",))),
)
"""The same number told by two or three rows."""

PROBES: dict[str, Probe] = {
    **pairs(),
    "RATE-2026-01 general_max up": general(31),
    **{f"RATE-335-GENERAL groups.{g}.{n} up": criterion(k) for k, (g, n) in enumerate([(0, 0), (0, 1), *((g, n) for g in (1, 2) for n in range(4))])},
    "OSS-2018-INDEX indices up": asked("{id: O, facts: {one_stop: {indices: {1: 1, 2: 1, 3: 1, 4: 1, 7: 1, 10: 1}}}, action: {kind: one_stop_index, date: 2024-03-01}}"),
    "KIN-01 open_check_from up": assigned_on("2026-07-01"), "KIN-01 open_check_from down": assigned_on("2026-06-30"),
    "CDVT-01 open_check_from up": change_on(date(2026, 7, 1), "finance", date(2022, 1, 1)),
    "CDVT-01 open_check_from down": change_on(date(2026, 6, 30), "finance", date(2022, 1, 1)),
    "POSCAT-2025-05 recruited_before up": recruited_on(date(2025, 7, 1)), "POSCAT-2025-05 recruited_before down": recruited_on(date(2025, 6, 30)),
    "DIS-VC-2026 validity_months": validity,
    **{f"COMP-VC-02 management_levels.{g}": levels(g) for g in range(1, 6)},
    "COMP-VC-02 general": counts("COMP-VC-02", ("general",), sum(c.group == "V" for c in load_framework("public_employee").competencies)),
    "STAT-BM01 columns": counts("STAT-BM01", ("columns",), len(BM01_COLUMNS)),
}  # fmt: skip
"""``rule``, ``rule parameter`` or ``rule parameter way`` → the probe; the longest name that fits is asked."""


def probe_of(rule: str, path: str, way: str) -> Probe | None:
    """The probe of a step, None where none stands for it."""
    parts = [path[: len(path) - k] for k in range(len(path)) if k == 0 or path[len(path) - k] == "."]
    names = [f"{rule} {path} {way}", *(f"{rule} {part}" for part in parts), rule]
    return next((PROBES[n] for n in names if n in PROBES), None)
