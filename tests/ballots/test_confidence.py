"""What low confidence leads to: the shares of the rule of the day, and the denominator it does not give."""

from __future__ import annotations

from datetime import date

import pytest

from dungviec.ballots import consequence_of_confidence
from dungviec.law import LawBook

LATE = LawBook.load().on(date(2026, 9, 1))


@pytest.mark.parametrize(
    ("low", "valid", "summoned", "outcome"),
    [(21, 30, 30, "dismissal"), (20, 30, 30, "resignation"), (16, 30, 30, "resignation"), (15, 30, 30, "none"), (16, 30, 40, "unknown")],
)  # fmt: skip
def test_the_shares_are_more_than_and_exact(low: int, valid: int, summoned: int, outcome: str) -> None:
    found = consequence_of_confidence(LATE, low=low, valid=valid, summoned=summoned)
    assert found.outcome == outcome
    assert found.rule is not None
    assert found.rule.id == "LEAVE-2026-04"


def test_a_day_without_a_rule_answers_unknown() -> None:
    found = consequence_of_confidence(LawBook.load().on(date(2020, 12, 10)), low=30, valid=30, summoned=30)
    assert (found.outcome, found.rule) == ("unknown", None)
