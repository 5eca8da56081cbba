"""Rotation and change of position: both layers shown, terms by sector, reasons to postpone, boundary days."""

from datetime import date

import pytest

from dungviec.law import LawBook, Verdict
from dungviec.law.rotation import consecutive_terms, non_local_mode, position_change, rotation_full_on, rotation_service

BOOK = LawBook.load()
IN_2023, TODAY = BOOK.on(date(2023, 5, 4)), BOOK.on(date(2026, 11, 22))


def service(view, months, purpose="training", party=True):
    answer = rotation_service(view, months_left=months, purpose=purpose, party_managed=party)
    return answer.value and [(c.rule.id, c.needed, c.verdict) for c in answer.value]


def test_both_layers_are_shown_and_the_one_that_leads_comes_first():
    assert service(IN_2023, 60, "non_local") == [
        ("ROT-2022-02", 120, Verdict.NEEDS_AUTHORITY),
        ("ROT-GOV-2020-01", 60, Verdict.ALLOWED),
    ]
    assert service(IN_2023, 119, party=False) == [
        ("ROT-GOV-2020-01", 120, Verdict.FORBIDDEN),
        ("ROT-2022-02", 120, Verdict.NEEDS_AUTHORITY),
    ]
    assert service(IN_2023, 59, "two_terms", party=False)[0][2] is Verdict.FORBIDDEN
    assert service(IN_2023, 120, party=False)[0][2] is Verdict.ALLOWED


def test_since_july_2025_the_state_row_is_the_procedure_of_nd_170():
    assert service(TODAY, 119, party=False)[0] == ("ROT-2025-PROC", 120, Verdict.NEEDS_AUTHORITY)
    assert service(TODAY, 60, "non_local", party=False)[0] == ("ROT-2025-PROC", 60, Verdict.ALLOWED)
    assert [r for r, _, _ in service(TODAY, 120)] == ["ROT-2022-02", "ROT-2025-PROC"]
    cadre = rotation_service(
        BOOK.on(date(2021, 5, 1)), months_left=200, purpose="training", party_managed=True, category="cadre"
    )
    assert cadre.value is None
    assert service(BOOK.on(date(2019, 1, 1)), 200) is None


def test_without_a_purpose_only_what_holds_for_every_purpose_is_said():
    assert service(IN_2023, 120, None, party=False)[0][2] is Verdict.ALLOWED
    assert service(IN_2023, 59, None, party=False)[0][2] is Verdict.FORBIDDEN
    assert service(IN_2023, 90, None, party=False) is None


def test_a_rotation_is_full_after_36_months():
    assert rotation_full_on(TODAY, began=date(2023, 11, 22), party_managed=True).value == date(2026, 11, 22)
    assert rotation_full_on(TODAY, began=date(2023, 2, 28), party_managed=False).rule.id == "ROT-GOV-2025-01"
    assert not rotation_full_on(IN_2023, began=date(2023, 1, 1), party_managed=False).known
    assert not rotation_full_on(BOOK.on(date(2021, 5, 1)), began=date(2018, 1, 1), party_managed=True).known


def test_two_terms_in_a_row_are_the_most():
    assert consecutive_terms(TODAY, "committee_chair", 1).value is True
    assert consecutive_terms(TODAY, "committee_chair", 2).value is False
    assert consecutive_terms(TODAY, "accounting", 5).value is None


@pytest.mark.parametrize(
    ("sector", "since", "outcome"),
    [
        ("finance", date(2024, 11, 23), "not_yet"),
        ("finance", date(2024, 11, 22), "may_change"),
        ("finance", date(2021, 11, 23), "may_change"),
        ("finance", date(2021, 11, 22), "due"),
        ("inspection", date(2023, 11, 23), "not_yet"),
        ("inspection", date(2023, 11, 22), "may_change"),
        ("justice", date(2021, 11, 23), "not_yet"),
        ("justice", date(2021, 11, 22), "due"),
        ("personnel", date(2021, 11, 22), "due"),
        ("beekeeping", date(2001, 1, 1), None),
    ],
)
def test_the_term_of_the_sector(sector, since, outcome):
    assert position_change(TODAY, sector=sector, since=since).value == outcome


def test_who_is_not_moved():
    since = date(2015, 1, 1)
    assert position_change(TODAY, sector="finance", since=since, leader=True).value == "exempt"
    assert position_change(TODAY, sector="finance", since=since, grounds=["child"]).rule.id == "CDVT-03"
    assert position_change(TODAY, sector="finance", since=since, months_left=17).rule.id == "CDVT-04"
    assert position_change(TODAY, sector="finance", since=since, months_left=18).value == "due"
    assert not position_change(BOOK.on(date(2019, 6, 30)), sector="finance", since=since).known


def test_posts_for_people_from_elsewhere():
    assert non_local_mode(TODAY, level="province", post="committee_chair").value == "required"
    assert non_local_mode(TODAY, level="commune", post="party_secretary").value == "target"
    assert not non_local_mode(TODAY, level="commune", post="accounting").known
    assert not non_local_mode(BOOK.on(date(2020, 12, 10)), level="province", post="committee_chair").known


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (date(2014, 6, 30), "đã đủ thời hạn khi văn bản có hiệu lực (01/07/2019)"),
        (date(2014, 7, 1), "đến hạn 01/07/2019"),  # full on the very day the text took effect: that is the day it says
        (date(2014, 7, 2), "đến hạn 02/07/2019"),
    ],
)
def test_a_term_that_was_full_before_the_text_says_so(since, told):
    answer = position_change(BOOK.on(date(2019, 8, 1)), sector="finance", since=since)
    assert answer.value == "due"
    assert told in answer.vi
