"""Posts held together, concurrent allowances, deputies' norms, rank and grade quotas."""

from datetime import date

import pytest

from dungviec.law import LawBook, LawSettings
from dungviec.law.deputies import deputies_below_parent, deputies_norm, deputy_chairs
from dungviec.law.posts_together import Pay, commune_allowance, head_allowance, may_hold_together
from dungviec.law.rank_quotas import grade_quotas, management_levels, ministry_quota, rank_quotas

BOOK = LawBook.load()
IN_2020, IN_2024, TODAY = (BOOK.on(d) for d in (date(2020, 12, 10), date(2024, 3, 1), date(2026, 11, 22)))


def test_council_chair_and_committee_chair_are_incompatible_at_one_level_only():
    assert may_hold_together(TODAY, ["council_chair"], ["committee_chair"], same_level=True).value is False
    assert may_hold_together(TODAY, ["committee_chair"], ["council_chair"], same_level=True).value is False
    assert may_hold_together(TODAY, ["council_chair"], ["committee_chair"], same_level=False).value is True
    assert may_hold_together(TODAY, ["party_secretary"], ["council_chair"], same_level=True).value is True
    head = may_hold_together(TODAY, ["council_board_head"], ["committee_agency_head"], same_level=True)
    assert (head.value, head.rule.id, head.confidence) == (False, "INC-2025-01", "VERIFIED")
    assert not may_hold_together(
        BOOK.on(date(2025, 6, 15)), ["council_chair"], ["committee_chair"], same_level=True
    ).known


def test_ten_percent_once_for_heading_another_body():
    pay = Pay(salary=6_000_000, position=900_000, over_frame=100_000)
    assert head_allowance(IN_2020, pay, concurrent_headships=1, full_time_head_budgeted=True).value == 700_000
    assert head_allowance(IN_2020, pay, concurrent_headships=3, full_time_head_budgeted=True).value == 700_000
    assert head_allowance(IN_2020, pay, concurrent_headships=1, full_time_head_budgeted=False).value == 0


def test_half_of_the_best_title_in_a_commune():
    titles = [Pay(3_000_000, 400_000), Pay(3_500_000, 500_000)]
    assert commune_allowance(IN_2024, titles, people_saved=1).value == 2_000_000
    assert commune_allowance(IN_2024, titles, people_saved=0).value == 0
    assert commune_allowance(IN_2020, titles[:1], people_saved=1).value == 1_700_000
    assert commune_allowance(IN_2020, titles, people_saved=1).value is None
    assert commune_allowance(TODAY, titles, people_saved=1).rule is None


@pytest.mark.parametrize(("headcount", "most"), [(1, 0), (2, 1), (7, 3), (8, 4)])
def test_half_of_the_headcount_are_deputies_at_most(headcount, most):
    assert deputies_norm(TODAY, headcount).value.most == most


def test_the_four_readings_of_the_half():
    norm = deputies_norm(TODAY, 7).value
    assert norm.readings == {"head/down": 3, "head/up": 4, "no_head/down": 3, "no_head/up": 3}
    assert norm.disputed
    other = BOOK.on(date(2026, 11, 22), settings=LawSettings(deputies_head_counts=False, deputies_half="up"))
    assert deputies_norm(other, 8).value.most == 4
    assert deputies_norm(TODAY, 7, "commune_fatherland_front").value is None
    assert deputies_norm(BOOK.on(date(2025, 8, 28)), 7).rule is None


def test_a_sub_unit_has_no_more_deputies_than_its_parent():
    assert deputies_below_parent(TODAY, own=3, parent=3).value is True
    assert deputies_below_parent(TODAY, own=4, parent=3).value is False


def test_deputy_chairs_of_a_province():
    assert [deputy_chairs(TODAY, kind=k).value for k in ("I", "II", "III")] == [4, 3, 3]
    assert deputy_chairs(TODAY, merger="three_provinces").value == 6
    assert deputy_chairs(TODAY, merger="two_type_II_III").value == 5
    assert deputy_chairs(TODAY).value is None
    assert deputy_chairs(BOOK.on(date(2025, 11, 16)), kind="I").rule is None


def test_rank_quotas_of_a_province_and_a_commune():
    deputy, principal = rank_quotas(
        TODAY, "province", deputies=3, deputies_at_rank=2, headcount=41, principals=20
    ).value  # fmt: skip
    assert (deputy.most, deputy.kept, principal.most, principal.kept) == (1, False, 20, True)
    (commune,) = rank_quotas(TODAY, "commune", deputies=4, deputies_at_rank=2).value
    assert commune.kept
    assert not rank_quotas(BOOK.on(date(2025, 12, 30)), "commune", deputies=4, deputies_at_rank=2).known
    assert ministry_quota(TODAY, "ministry_office", 60).value == 12
    assert ministry_quota(TODAY, "canteen", 60).value is None


def test_grade_quotas_of_a_public_service_unit():
    top, nxt = grade_quotas(TODAY, {5: 3, 4: 5, 3: 2}).value
    assert (top.most, top.kept, nxt.most, nxt.kept) == (3, True, 4, False)
    (four,) = grade_quotas(TODAY, {4: 4, 3: 3, 2: 3}).value
    assert (four.most, four.kept) == (4, True)
    (two,) = grade_quotas(TODAY, {3: 6, 2: 4}).value
    assert (two.most, two.kept) == (5, False)
    assert grade_quotas(TODAY, {3: 9, 2: 1}, self_financed=True).value is None
    assert grade_quotas(BOOK.on(date(2026, 6, 30)), {3: 1}).rule is None
    assert [management_levels(TODAY, g).value for g in range(1, 7)] == [(1,), (1, 2), (2, 3), (4,), (5,), None]
