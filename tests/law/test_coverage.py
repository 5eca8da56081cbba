"""Every clause that judges an appointment is met by a case and failed by a case; the coverage is printed (``pytest -s``)."""

from collections import defaultdict
from pathlib import Path

from dungviec.law import LawBook, Verdict
from dungviec.law.cases import judge_case, read_cases

FOLDER = Path(__file__).parent.parent / "law_cases"


def said() -> dict[str, set[Verdict]]:
    """Rule (``id/clause``) → the verdicts it gave over all cases."""
    found: dict[str, set[Verdict]] = defaultdict(set)
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in read_cases(path.read_text("utf-8"), path.name):
            for f in judge_case(case).findings:
                found[f"{f.rule_id}/{f.clause}" if f.clause else f.rule_id].add(f.verdict)
    return found


def test_every_eligibility_clause_has_a_case_that_passes_and_one_that_does_not():
    verdicts = said()
    clauses = sorted({r.key for r in LawBook.load().rules if r.kind == "eligibility"})
    passed = {k for k in clauses if Verdict.ALLOWED in verdicts[k]}
    failed = {k for k in clauses if verdicts[k] - {Verdict.ALLOWED}}
    both = passed & failed
    print(f"\n{len(both)}/{len(clauses)} clauses with a pass and a fail case ({len(both) / len(clauses):.0%})")
    assert sorted(set(clauses) - passed) == [], "no case meets these clauses"
    assert sorted(set(clauses) - failed) == [], "no case fails these clauses"
