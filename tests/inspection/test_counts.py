"""Signs, dossiers and totals: what is counted, what is not told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dungviec.inspection import ITEMS, InspectionFault, RiskPoints, UnitPast, signs_of
from dungviec.inspection.one_stop import DossierCounts, IndexPoints, timeliness_index
from dungviec.inspection.statistics import by_item, interval
from dungviec.law import LawBook

POINTS = IndexPoints(Decimal(2), Decimal(1), Decimal(0), ((Decimal("1.5"), "tốt"), (Decimal(1), "khá")))


def test_signs_say_their_points_and_stop_at_the_ceiling() -> None:
    past = UnitPast(minor=2, serious=1, overdue_remedies=1, dossiers=200, dossiers_late=24)
    assert [(s.points, s.vi) for s in signs_of(past, RiskPoints())] == [
        (5, "1 phát hiện nghiêm trọng"), (2, "2 phát hiện nhẹ"), (4, "1 việc khắc phục quá hạn"), (2, "hồ sơ trễ 12 %"),
    ]  # fmt: skip
    cut = signs_of(past, RiskPoints(most=6))
    assert sum(s.points for s in cut) == 6
    assert cut[-1].en.endswith("(cut at the ceiling)")
    assert signs_of(UnitPast(), RiskPoints()) == ()


def test_a_share_is_told_from_five_looks_on() -> None:
    marks = (
        [("badge", "met")] * 3
        + [("badge", "not_met"), ("badge", "not_seen")]
        + [("dress", "met")] * 9
        + [("dress", "not_met")]
    )  # type: ignore[list-item]
    badge, dress = by_item(["badge", "dress"], marks)  # type: ignore[arg-type]
    assert (badge.looked, badge.not_met, badge.share) == (4, 1, None)
    assert (dress.looked, dress.not_met, dress.share) == (10, 1, 0.1)
    assert dress.low == pytest.approx(0.0179, abs=1e-4)
    assert dress.high == pytest.approx(0.4042, abs=1e-4)


def test_an_interval_stays_within_nought_and_one() -> None:
    assert interval(0, 8)[0] == 0
    assert interval(8, 8)[1] == 1
    assert interval(0, 0) == (0, 1)


def test_dossiers_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(InspectionFault, match="đếm lại"):
        DossierCounts(10, early=5, on_time=5, late=1)
    with pytest.raises(InspectionFault, match="trễ hạn"):
        DossierCounts(10, late=-1)


def test_the_index_of_timeliness_is_unknown_without_points_and_after_the_circular() -> None:
    counts = DossierCounts(20, early=4, on_time=10, late=1, pending_late=1)
    in_2020 = LawBook.load().on(date(2020, 12, 10))
    assert timeliness_index(counts, None, in_2020).lacks == ("points",)
    scored = timeliness_index(counts, POINTS, in_2020)
    assert scored.value == Decimal("1.1")  # 18 / 16 = 1.125
    assert "khá" in scored.vi
    assert not timeliness_index(counts, POINTS, LawBook.load().on(date(2026, 1, 5))).known
    assert timeliness_index(DossierCounts(3), POINTS, in_2020).lacks == ("dossiers",)


def test_the_fourteen_items_stand_in_both_languages() -> None:
    assert len(ITEMS) == 14
    assert len({i.key for i in ITEMS}) == 14
    assert all(i.vi and i.en for i in ITEMS)
