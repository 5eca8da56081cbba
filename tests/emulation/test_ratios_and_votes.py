"""Ratios at their edges, rounding down, and a council's vote."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.emulation import EmulationFault, Sitting, cap_of, count_ratios
from dungviec.law import LawBook
from dungviec.law.emulation import base_fighter_quota

BOOK = LawBook.load()
BEFORE, AFTER = BOOK.on(date(2023, 12, 31)), BOOK.on(date(2024, 1, 1))


@given(st.integers(0, 5000))
@settings(max_examples=100, deadline=None)
def test_the_cap_is_that_of_the_law_room_and_never_passes_the_share(people: int) -> None:
    cap = cap_of(BEFORE, people)
    assert cap.most == base_fighter_quota(BEFORE, people).value
    assert cap.most is not None
    assert cap.most <= Fraction(15, 100) * people < cap.most + 1


def test_since_2024_the_share_is_the_offices_own_and_says_so() -> None:
    own = cap_of(AFTER, 40)
    assert (own.most, own.rule) == (6, None)
    assert own.told() == "15 % × 40 = 6, làm tròn xuống 6 người (mức cơ quan tự đặt, không phải quy định trong kho)."
    assert "not a rule on file" in own.told("en")
    assert cap_of(AFTER, 40, setting=None).most is None
    assert cap_of(AFTER, 40, setting=None).told() == "Không đặt tỷ lệ."
    assert cap_of(AFTER, 40, setting=Fraction(1, 4)).most == 10


def test_an_office_may_be_stricter_than_the_decree_and_not_looser() -> None:
    assert cap_of(BEFORE, 100, setting=Fraction(1, 4)).most == 15
    assert cap_of(BEFORE, 100, setting=Fraction(1, 10)).most == 10
    assert cap_of(BEFORE, 100, setting=None).most == 15
    with pytest.raises(EmulationFault, match="Tỷ lệ 150 %"):
        cap_of(AFTER, 10, setting=Fraction(3, 2))
    with pytest.raises(EmulationFault, match="không thể âm"):
        cap_of(AFTER, -1)


def test_the_whole_is_counted_anew_and_not_added_up_from_rounded_units() -> None:
    lines = count_ratios(BEFORE, ["A"] * 19 + ["B"] * 19, ["A"] * 3 + ["B"] * 2, {"A": 20, "B": 25}, {"A": "Phòng A"}, whole="Thị xã")  # fmt: skip
    assert [(line.name, line.reaching, line.proposed, line.cap.most, line.over) for line in lines] == [
        ("Thị xã", 38, 5, 5, 0), ("B", 19, 2, 2, 0), ("Phòng A", 19, 3, 2, 1),
    ]  # fmt: skip
    assert lines[0].headcount == 45


def test_a_vote_carries_by_exact_shares_of_those_present() -> None:
    council = Sitting(9, 6)
    assert council.may_decide
    assert not council.carried(3, 3)  # exactly half is not more than half
    assert council.carried(4, 0)
    assert not Sitting(9, 5).may_decide
    assert not Sitting(9, 5).carried(5, 0)
    strict = Sitting(9, 6, least=Fraction(5, 6))
    assert strict.carried(5, 1)
    assert not strict.carried(4, 0)
    assert "mức cơ quan tự đặt" in council.told()
    assert "quorum 66.67 %" in council.told("en")


@pytest.mark.parametrize(("members", "present"), [(5, 0), (5, 6), (0, 0)])
def test_nobody_present_or_more_than_there_are_is_refused(members: int, present: int) -> None:
    with pytest.raises(EmulationFault, match="Có mặt"):
        Sitting(members, present)


@pytest.mark.parametrize(("votes", "against"), [(-1, 0), (4, 3), (0, 7)])
def test_more_votes_than_people_are_refused(votes: int, against: int) -> None:
    with pytest.raises(EmulationFault, match="có mặt"):
        Sitting(9, 6).carried(votes, against)
