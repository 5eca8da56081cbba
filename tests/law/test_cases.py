"""The law cases: questions a lawyer wrote, each with the answer it expects."""

import pytest
from tests.law.answered import answer, cases

from dungviec.law.cases import CaseError, judge_case, read_cases, unmet


@pytest.mark.parametrize("number", range(len(cases())), ids=[case.id for case in cases()])
def test_the_engine_answers_as_the_case_expects(number):
    case, found = cases()[number], answer(number)
    reasons = [f"{f.verdict.name} {f.rule_id}/{f.clause}: {f.reason_vi}" for f in found.findings if f.verdict]
    assert unmet(case, found) == [], reasons


def test_no_two_cases_bear_one_name():
    names = [case.id for case in cases()]
    assert len(set(names)) == len(names)


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
    assert unmet(case, judge_case(case)) == ["A: age là 60y3m, mong đợi 61y / age is 60y3m, expected 61y"]
