"""Every clause that can be judged is met by a case and failed by a case; the coverage is printed (``pytest -s``)."""

from collections import defaultdict
from functools import cache

import pytest
from tests.law.answered import answer, cases

from dungviec.law import LawBook, Verdict

WORKFORCE = (
    "discipline", "party_discipline", "blocks", "cooldown", "kinship", "rotation", "position_change", "non_local", "retirement",
    "posts_together", "deputies", "streamlining", "streamlining_money", "leaving", "secondment", "transfer",
)  # fmt: skip
"""Themes of which every clause that counts or compares is put to the test, not only the conditions of an appointment."""
JUDGED_ELSEWHERE = (
    "appraisal",
    "emulation",
    "planning",
    "training",
    "one_stop",
    "data_request",
    "reappointment",
    "acting",
    "term",
    "job_positions",
    "law_80",
    "competency",
    "strengths",
)
"""Themes whose limits and clocks are put to a case too; a rule that is told and judges nothing is named in ``TOLD``."""
TOLD = {
    "RATE-335-ONCE": "joins two decisions on one act, which the records keep as one", "RATE-VC-2026-15": "the same for public employees",
    "PLAN-2021-04": "the rule of one other province", "TRN-PG-2025": "repeats TRN-PG-171, which is judged",
    "RATE-VC-2026-03": "points are set by each unit's regulation: the answer asks for it", "RATE-VC-2026-05": "criteria of that regulation",
    "RATE-VC-2026-06": "criteria of that regulation", "COMP-VC-02": "levels of a framework, which competency profiles are held against (tests/law/probes.py)",
    "L80-06": "intake into the civil service from outside, which no page does", "DARE-2023-01": "an innovation proposal's conditions are the authority's to judge",
    "TAL-2024-01": "pay of young talents: no page counts it", "TRN-COST-55": "a norm of spending by the page", "TRN-COST-83": "a norm of fees by the session",
    "TRN-COST-139": "a norm of fees by the session",
}  # fmt: skip
"""Limits, clocks and formulas that no case can put to the test, and why: they stand in the book and no answer reads them."""
ONE_SIDED = {
    **dict.fromkeys(("RATE-335-MONTHS", "RATE-VC-2026-14"), "says who is not rated; who worked long enough is answered by the rule on levels"),
    "RATE-90-DISC": "says which level follows a discipline; without one the criteria answer", "RATE-VC-2026-12": "lowers the head's level to the unit's: a level, not a bar",
    "EMU-2013-LDTT": "whether the criteria are met is the collective's to judge: unknown", "EMU-2025-PRINC": "bars an award while something is pending; otherwise the title's own rule answers",
    **dict.fromkeys(("REAPT-2026-02", "REAPT-P-2017"), "says what follows at the end of a term, whichever it is"),
    **dict.fromkeys(("APT-2003-01/term", "APT-2020-01", "APT-P-2017/term", "APT-VC-02", "VC-85-TERM"), "gives the length of a term: nobody breaks it"),
}  # fmt: skip
"""Limits and clocks that can only be met, or only be failed, and why."""
EXAMPLES = {"DEP-2022-01"}
"""A rule of one province that stands in the book as an example and is read by nothing."""


@cache
def said() -> dict[str, set[Verdict]]:
    """Rule (``id/clause``) → the verdicts it gave over all cases."""
    found: dict[str, set[Verdict]] = defaultdict(set)
    for number in range(len(cases())):
        for f in answer(number).findings:
            found[f"{f.rule_id}/{f.clause}" if f.clause else f.rule_id].add(f.verdict)
    return found


def keys(*kinds, topics=None):
    rules = LawBook.load().rules
    return sorted(
        {r.key for r in rules if r.kind in kinds and (topics is None or r.topic in topics) and r.id not in EXAMPLES}
    )


def passed(key):
    return Verdict.ALLOWED in said()[key]


def failed(key):
    return bool(said()[key] - {Verdict.ALLOWED})


def told(name, wanted, covered):
    if wanted:
        print(f"\n{name}: {len(covered)}/{len(wanted)} ({len(covered) / len(wanted):.0%})")


def test_every_eligibility_clause_has_a_case_that_passes_and_one_that_does_not():
    clauses = keys("eligibility")
    told("conditions with a pass and a fail case", clauses, [k for k in clauses if passed(k) and failed(k)])
    assert [k for k in clauses if not passed(k)] == [], "no case meets these clauses"
    assert [k for k in clauses if not failed(k)] == [], "no case fails these clauses"


@pytest.mark.parametrize("topic", WORKFORCE)
def test_every_limit_and_clock_of_the_workforce_has_a_case_that_passes_and_one_that_does_not(topic):
    clauses = keys("set", "clock", "eligibility", topics=(topic,))
    forms = keys("formula", topics=(topic,))
    if clauses:
        told(f"{topic}: limits and clocks", clauses, [k for k in clauses if passed(k) and failed(k)])
    if forms:
        told(f"{topic}: formulas", forms, [k for k in forms if said()[k]])
    assert [k for k in clauses if not passed(k)] == [], "no case meets these clauses"
    assert [k for k in clauses if not failed(k)] == [], "no case fails these clauses"
    assert [k for k in forms if not said()[k]] == [], "no case counts with these formulas"


@pytest.mark.parametrize("topic", JUDGED_ELSEWHERE)
def test_every_limit_and_clock_of_the_other_rooms_is_put_to_a_case(topic):
    """Both sides each, but for rules such as a term, which only say what follows (``ONE_SIDED``)."""
    clauses = [k for k in keys("set", "clock", topics=(topic,)) if k.partition("/")[0] not in TOLD]
    told(f"{topic}: limits and clocks asked", clauses, [k for k in clauses if said()[k]])
    told(f"{topic}: with a pass and a fail", clauses, [k for k in clauses if passed(k) and failed(k)])
    forms = [k for k in keys("formula", topics=(topic,)) if k.partition("/")[0] not in TOLD]
    told(f"{topic}: formulas", forms, [k for k in forms if said()[k]])
    assert [k for k in clauses if not said()[k]] == [], "no case puts these to the test"
    single = {k for k in clauses if not (passed(k) and failed(k))}
    assert single - set(ONE_SIDED) == set(), "no case shows the other side of these"
    assert set(ONE_SIDED) & set(clauses) <= single, "these have both sides now"
    assert [k for k in forms if not said()[k]] == [], "no case counts with these formulas"


def test_what_only_stands_in_the_book_is_told_apart_from_what_is_covered():
    """Definitions, procedures and policies are read, not judged: they count towards no coverage, and the number is printed."""
    read = keys("definition", "procedure", "policy")
    print(
        f"\nread, not judged: {len(read)} entries, of which {len([k for k in read if said()[k]])} are cited by a case"
    )
    judged = set(keys("eligibility", "set", "clock", "formula"))
    assert judged.isdisjoint(read)
    assert {k for k in judged if k.partition("/")[0] in TOLD}, "a rule named as told is no longer there"
