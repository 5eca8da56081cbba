"""Levels from several assessors: who counts, who does not and why, and how they fade."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.competency.assessment import Assessment, AssessmentFault, AssessmentPolicy, Level, Source, faded, stand

DAY = date(2026, 11, 22)
POLICY = AssessmentPolicy()


def by(source: Source, level: int, assessor: str = "head", on: date = date(2026, 11, 1), **more: date) -> Assessment:
    return Assessment("mai", "G6", level, source, assessor, on, **more)


def level(*rows: Assessment, day: date = DAY, policy: AssessmentPolicy = POLICY) -> Level:
    [found] = stand(rows, day, policy)
    return found


def test_the_own_word_alone_is_a_level_of_the_lowest_confidence() -> None:
    found = level(by("self", 5, "mai"))
    assert (found.level, found.confidence, found.own) == (5, 1, 5)


def test_beside_others_the_own_word_is_shown_and_does_not_move_them() -> None:
    found = level(by("self", 5, "mai"), by("head", 3))
    assert (found.level, found.own, found.confidence) == (3, 5, 2)
    assert level(by("self", 5, "mai"), by("head", 3), policy=AssessmentPolicy(self_lifts=True)).exact == Fraction(7, 2)


def test_four_colleagues_are_too_few_and_the_fifth_opens_them() -> None:
    four = [by("colleague", 4, f"c{i}") for i in range(4)]
    assert level(*four).level is None
    assert "cần ít nhất 5" in level(*four).apart[0][1]
    assert level(*four, by("colleague", 4, "c5")).level == 4


def test_two_markers_who_see_alike_count_and_one_alone_does_not() -> None:
    assert level(by("test", 4, "m1")).level is None
    assert level(by("test", 4, "m1"), by("test", 3, "m2")).exact == Fraction(7, 2)
    apart = level(by("test", 5, "m1"), by("test", 2, "m2"))
    assert (apart.level, apart.apart[0][2]) == (None, "the two markers differ by 3 levels; a third is needed")
    assert level(by("test", 5, "m1"), by("test", 2, "m2"), by("test", 3, "m3")).level == 3


def test_a_certificate_holds_until_its_last_day() -> None:
    paper = by("certificate", 4, "school", date(2024, 1, 1), until=date(2026, 11, 22))
    assert level(paper).level == 4
    assert level(paper, day=date(2026, 11, 23)).apart[0][2] == "the certificate has expired"


def test_an_old_word_fades_against_a_new_one() -> None:
    old, new = by("head", 5, "h1", date(2020, 11, 22)), by("product", 2, "system")
    shares = {source: share for source, share, _ in level(old, new).sources}
    assert shares["product"] == Fraction(16, 19)
    assert level(old, new).level == 2


def test_the_same_assessor_again_replaces_the_older_word_and_the_future_is_not_known() -> None:
    rows = [by("head", 2, on=date(2025, 1, 1)), by("head", 4, on=date(2026, 1, 1)), by("head", 5, on=date(2027, 1, 1))]
    assert level(*rows).exact == 4


def test_agreeing_sources_of_weight_give_the_highest_confidence() -> None:
    assert level(by("head", 4), by("product", 4, "system")).confidence == 3
    assert level(by("head", 1), by("product", 4, "system")).confidence == 2


@given(months=st.integers(0, 400))
def test_weight_only_ever_falls_and_halves_on_time(months: int) -> None:
    start = date(1990, 1, 1)
    then = date(1990 + months // 12, months % 12 + 1, 1)
    later = date(1990 + (months + 36) // 12, (months + 36) % 12 + 1, 1)
    assert faded(start, later, POLICY) == faded(start, then, POLICY) / 2
    assert 0 < faded(start, later, POLICY) < faded(start, then, POLICY) <= 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (by("head", 6), "mức 6 không có"), (by("self", 3, "head"), "do chính người đó"), (by("head", 3, "mai"), "do người khác"),
        (by("certificate", 3, "school", until=date(2020, 1, 1)), "trước ngày cấp"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence(row: Assessment, said: str) -> None:
    with pytest.raises(AssessmentFault, match=said) as caught:
        stand([row], DAY)
    assert caught.value.english
