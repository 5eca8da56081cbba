"""A day from which something "passes by itself" is true: on that day the same clause no longer objects, on its eve it does."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dungviec.law.cases import judge_case, read_cases
from dungviec.law.rules import Verdict

ONE_DAY = timedelta(days=1)
FILES = ("appointment_2026", "appointment_party", "discipline", "leaving", "rotation")


@pytest.fixture(scope="module")
def promises():
    """For every clause that names such a day the first case in which it does."""
    found = {}
    for name in FILES:
        path = Path(__file__).parent.parent / "law_cases" / f"{name}.yaml"
        for case in read_cases(path.read_text("utf-8"), path.name):
            if case.expect is None or case.expect.will_pass_from is None or case.known_on:
                continue
            for f in judge_case(case).findings:
                if f.will_pass_from and f.verdict > Verdict.ALLOWED:
                    found.setdefault((f.rule_id, f.clause), (case, f.will_pass_from))
    return found


def says(case, clause, day):
    """What the clause says on another day; None where it is not asked then."""
    moved = case.model_copy(update={"action": case.action.model_copy(update={"date": day})})
    told = [f.verdict for f in judge_case(moved).findings if (f.rule_id, f.clause) == clause]
    return max(told, default=None)


def test_the_day_is_true_and_no_day_earlier(promises):
    kept = 0
    for clause, (case, day) in promises.items():
        then, eve = says(case, clause, day), says(case, clause, day - ONE_DAY)
        assert then in (Verdict.ALLOWED, None), (case.id, clause, day)
        assert eve is None or eve > Verdict.ALLOWED, (case.id, clause, day)
        kept += then is not None and eve is not None
    assert kept >= 8, "too few promises are put to the test"


@pytest.mark.parametrize(("since", "day"), [("2024-06-30", date(2026, 6, 30)), ("2024-07-01", None)])
def test_no_day_is_promised_after_the_rule_has_ended(since, day):
    [case] = read_cases(
        "id: A\nfacts:\n  category: public_employee_manager\n  current_post: {level: deputy_head_of_division, since: "
        + since
        + "}\n"
        "  target_post: {level: head_of_division, term_months: 60}\naction: {kind: appoint, date: 2026-06-01}\nscope: [months_in_post]\n"
    )
    found = judge_case(case)
    [told] = [f for f in found.findings if f.verdict]
    assert told.will_pass_from == found.will_pass_from == day
    assert ("chỉ có hiệu lực đến 30/06/2026" in told.reason_vi) == (day is None)
