"""Finds for each step of a parameter a case whose answer turns: ``python -m tests.law.boundary_search`` writes the table anew.

The search asks thousands of cases and takes minutes; the test of the table asks each case it names once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.law.answered import answer, cases
from tests.law.parameter_steps import JUDGED, Step, steps, turns

from dungviec.law.case_answer import CaseAnswer

TABLE = Path(__file__).with_name("boundary_cases.json")
"""Step → the case that turns."""
TRIED = 120
"""Cases that are asked for one step before it is given up."""


def cited(found: CaseAnswer) -> Iterator[tuple[str, str]]:
    """Id and clause of every finding, of everybody."""
    yield from ((f.rule_id, f.clause) for f in found.findings)
    for part in found.people.values():
        yield from cited(part)


def search(known: dict[str, str]) -> dict[str, str]:
    """The table over all judged rules; what ``known`` names is asked first."""
    citing: dict[str, list[int]] = defaultdict(list)
    by_clause: dict[tuple[str, str], list[int]] = defaultdict(list)
    kinds: dict[str, list[int]] = defaultdict(list)
    place = {case.id: n for n, case in enumerate(cases())}
    for number, case in enumerate(cases()):
        kinds[case.action.kind].append(number)
        for rule_id, clause in set(cited(answer(number))):
            citing[rule_id].append(number)
            by_clause[rule_id, clause].append(number)
    table: dict[str, str] = {}
    for step in steps(*JUDGED):
        own = by_clause[step.rule.id, step.rule.clause] or citing[step.rule.id]
        wider = sorted({n for k in {cases()[m].action.kind for m in own} for n in kinds[k]} - set(own))
        first = [place[known[step.name]]] if known.get(step.name) in place else []
        ordered = [*first, *sorted(own, key=_order), *sorted(wider, key=_order)]
        found = next((n for n in ordered[:TRIED] if turns(step, n)), None)
        if found is not None:
            table[step.name] = cases()[found].id
    return table


def _order(number: int) -> tuple[bool, int]:
    """Cases at a limit before the others, those with few findings before those with many."""
    return not cases()[number].id.startswith("LIM-"), len(answer(number).findings)


def _left(table: dict[str, str]) -> list[Step]:
    return [s for s in steps(*JUDGED) if s.name not in table]


if __name__ == "__main__":
    before = json.loads(TABLE.read_text("utf-8")) if TABLE.exists() else {}
    written = search(before)
    TABLE.write_text(json.dumps(dict(sorted(written.items())), indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(written)} of {len(written) + len(_left(written))} steps turn a case")
    for step in _left(written):
        print(step.name)
