"""Trying things on: lock, ban and add one pair; what shifts, what it costs, what is refused, and the way back."""

import pytest
from tests.placement.cast import town

from dungviec.placement import Policy, PolicyFault, place, solve_round
from dungviec.placement.interactive import Trial


def trial(**policy: object) -> Trial:
    return Trial(solve_round(town(), Policy.from_data(dict(policy))))


def test_a_ban_shows_who_shifts_and_what_the_plan_loses() -> None:
    at = trial()
    assert at.placement()["LAN"] == "DD.CV"
    answer = at.ban("LAN", "DD.CV")
    assert at.placement()["LAN"] != "DD.CV"
    assert {s.person_id for s in answer.shifts} >= {"LAN"}
    assert answer.loss > 0
    assert answer.checks == ()
    assert answer.value == place(town(), Policy.from_data({"bans": [{"person": "LAN", "post": "DD.CV"}]})).value


def test_a_lock_gives_what_a_policy_with_the_lock_gives() -> None:
    at = trial()
    answer = at.lock("TAM", "DD.CV")
    assert at.placement()["TAM"] == "DD.CV"
    assert answer.value == place(town(), Policy.from_data({"locks": [{"person": "TAM"}]})).value


def test_undo_leads_back_step_by_step() -> None:
    at = trial()
    start = at.placement()
    at.ban("LAN", "DD.CV")
    at.lock("HOA", "PH.TP")
    assert at.undo() is not None
    back = at.undo()
    assert back is not None
    assert at.placement() == start
    assert at.undo() is None


def test_adding_a_pair_asks_the_law_first() -> None:
    at = trial()
    with pytest.raises(PolicyFault, match="Pháp luật"):
        at.add("TAM", "DD.PTP")
    lawful = Trial(solve_round(town(), Policy.from_data({"min_fit": 9000})))
    assert "LAN" not in {p for p, q in lawful.placement().items() if q == "DD.CV"}
    answer = lawful.add("LAN", "DD.CV")
    assert answer.checks == ()
    assert any(lawful.problem.posts[j] == "DD.CV" and lawful.problem.people[i] == "LAN" for i, j in zip(lawful.problem.edge_person, lawful.problem.edge_post, strict=True))  # fmt: skip


def test_what_cannot_hold_is_refused_and_nothing_changes() -> None:
    at = trial()
    before = at.placement()
    for wrong in (lambda: at.lock("AI", "DD.CV"), lambda: at.ban("LAN", "KHONG"), lambda: at.lock("HOA", "DD.TP")):
        with pytest.raises(PolicyFault):
            wrong()
    assert at.placement() == before


def test_limits_on_moves_still_hold_after_a_change() -> None:
    at = trial(max_moves=1)
    answer = at.ban("LAN", "DD.CV")
    moved = [p for p, q in at.placement().items() if p in ("LAN", "TAM", "HOA", "MAI") and q != {"LAN": "TC.KT", "TAM": "DD.CV", "HOA": "PH.TP", "MAI": "DD.TP"}[p]]  # fmt: skip
    assert len(moved) <= 1
    assert answer.status == "optimal"
