"""The law cases: questions a lawyer wrote, each with the answer it expects."""

from pathlib import Path

import pytest

from dungviec.law.cases import CaseError, judge_case, read_cases, unmet

FOLDER = Path(__file__).parent.parent / "law_cases"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path.read_text("utf-8"), path.name)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_the_engine_answers_as_the_case_expects(case):
    answer = judge_case(case)
    reasons = [f"{f.verdict.name} {f.rule_id}/{f.clause}: {f.reason_vi}" for f in answer.findings if f.verdict]
    assert unmet(case, answer) == [], reasons


def test_a_wrong_key_is_refused_with_its_line_and_a_hint():
    with pytest.raises(CaseError, match=r"x\.yaml, dòng 3, A.*planned_for"):
        read_cases("id: A\nfacts:\n  planed_for: 1\naction: {kind: appoint, date: 2026-09-01}\n", "x.yaml")


def test_like_an_unknown_case_is_refused():
    with pytest.raises(CaseError, match=r"dòng 2.*«B»"):
        read_cases("- id: A\n  like: B\n  action: {kind: appoint, date: 2026-09-01}\n")


def test_an_unmet_expectation_is_a_sentence():
    [case] = read_cases(
        "id: A\nfacts: {sex: male, born: 1961-09-20}\naction: {kind: retirement_date, date: 2026-11-22}\n"
        "expect: {numbers: {age: 61y}}\n"
    )
    assert unmet(case, judge_case(case)) == ["A: age is 60y3m, expected 61y"]
