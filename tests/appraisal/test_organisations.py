"""Units rated from the lowest up, and the quota of excellent ones (NĐ 335 Điều 5–9, NĐ 233 Điều 7–8)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.appraisal.sheets import judged, person

from dungviec.appraisal import to_json

BEST = {"points": 92, "done": 1, "on_time": 1, "exceeding": 0.35, "failing_sub_units": 0, "shortcomings_fixed": True}


def level(year: dict[str, Any], **unit: Any) -> str | None:
    return judged(units=[{"id": "P", "year": year, **unit}]).units["P"].value


@pytest.mark.parametrize(
    ("year", "level_found"),
    [
        (BEST, "excellent"),
        (BEST | {"exceeding": 0.29}, None),
        (BEST | {"points": 89.99, "exceeding": 0}, "good"),
        ({"points": 84, "done": 1, "on_time": 1}, "good"),
        ({"points": 60, "done": 1, "on_time": 0.8}, "completed"),
        ({"points": 60, "done": 1, "on_time": 0.79}, None),
        ({"done": 0.65}, "not_completed"),
        ({"points": 49.99}, "not_completed"),
        ({"points": 95, "done": 1, "on_time": 1, "exceeding": 0.5, "wrongdoing": True}, "not_completed"),
        ({"done": 0.65, "force_majeure": True}, None),
        ({"points": 84, "done": 1}, None),
    ],
)
def test_points_and_conditions_together(year: dict[str, Any], level_found: str | None):
    assert level(year) == level_found


def test_what_is_missing_is_named():
    answer = judged(units=[{"id": "P", "year": {"points": 95, "done": 1}}]).units["P"]
    assert answer.lacks == ("year.on_time", "year.exceeding")


def test_a_failing_unit_below_is_seen_without_being_told():
    units = [{"id": "P", "year": BEST}, {"id": "T", "parent": "P", "year": {"points": 40}}]
    found = judged(units=units).units
    assert found["T"].value == "not_completed"
    assert found["P"].value is None
    assert "chưa đủ điều kiện" in found["P"].vi


def test_a_unit_below_without_a_level_leaves_excellent_open():
    units = [{"id": "P", "year": BEST}, {"id": "T", "parent": "P", "year": {"points": 80}}]
    assert judged(units=units).units["P"].lacks == ("units.level",)


def test_the_head_is_held_at_what_the_unit_comes_to():
    an = person(leads="P", unit="P", periods=[{"month": 1, "points": 96}])
    assert judged(an, units=[{"id": "P", "year": {"points": 84, "done": 1, "on_time": 1}}]).year("an").level == "good"
    assert judged(an, units=[{"id": "P", "year": {"points": 84, "done": 1}}]).year("an").level is None


def test_before_there_was_a_text_the_answer_is_unknown():
    assert judged({"id": "an", "staff": "cadre"}, units=[{"id": "P", "year": BEST}], year=2024).units["P"].value is None


def bodies(excellent: int, good: int, **parent: Any) -> list[dict[str, Any]]:
    rated = ["excellent"] * excellent + ["good"] * good
    return [{"id": "S", **parent}, *({"id": f"u{n}", "parent": "S", "level": k} for n, k in enumerate(rated))]


@pytest.mark.parametrize(
    ("excellent", "good", "parent", "staff", "most", "over"),
    [
        (2, 10, {}, "civil_servant", 2, 0),
        (3, 10, {}, "civil_servant", 2, 1),
        (3, 12, {"outstanding": True}, "civil_servant", 3, 0),
        (1, 3, {}, "civil_servant", 0, 1),
        (1, 3, {}, "public_employee", 1, 0),
        (2, 2, {}, "public_employee", 1, 1),
    ],
)
def test_the_quota_of_excellent_units(excellent: int, good: int, parent: Any, staff: str, most: int, over: int):
    units = [u | {"staff": staff} for u in bodies(excellent, good, **parent)]
    quota = judged(units=units).unit_quotas[0]
    assert (quota.under, quota.answer.value, quota.over) == ("S", most, over)


def test_every_reading_of_the_quota_is_told_and_the_setting_chooses():
    units = bodies(3, 8)  # 20 % of 8 is 1.6, of 11 is 2.2
    quota = judged(units=units).unit_quotas[0]
    assert quota.readings == {"good/down": 1, "good/nearest": 2, "good_and_above/down": 2, "good_and_above/nearest": 2}
    chosen = judged(units=units, settings={"rating_quota_rounding": "nearest"}).unit_quotas[0]
    assert (quota.over, chosen.over) == (2, 1)


def test_a_sheet_of_units_alone_is_rated():
    from dungviec.appraisal import appraise, understand

    data = {"sheet": "dungviec/appraisal/1", "year": 2026, "units": [{"id": "P", "year": BEST}]}
    told = to_json(appraise(understand(data)))
    assert told["units"][0]["level"] == "excellent"
    assert told["unit_quotas"][0]["most"] == 0
    assert told["officials"] == []
