"""Sheets worked out by hand from the law's text alone, before the code was read: points and levels that must come out.

Sums stand beside each case; the sheets are made up. NĐ 335 (points of a month, means, grounds, months), NĐ 90, NĐ 233, QĐ 366.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.appraisal.sheets import judged, month, person, sheet

from dungviec.appraisal import appraise, to_json, understand

FULL = {"organised": True, "cohesive": True}


def flat(points: float, count: int = 12) -> list[dict[str, Any]]:
    """So many months of the same points."""
    return [{"month": n, "points": points} for n in range(1, count + 1)]


def found(year: int, official: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The official as the answer tells it."""
    return to_json(appraise(understand(sheet(official, **more) | {"year": year})))["officials"][0]


MONTHS = [
    # weights 2·3 + 1·4 = 10; done 9; one of the three single ones late: 8.75
    ([{"coefficient": 2, "assigned": 3, "done": 3}, {"assigned": 4, "done": 3, "late": 1}], 26, 26 + 70 * (0.9 + 0.9 + 0.875) / 3),
    # the same pieces as lines of their own
    ([{"coefficient": 2, "assigned": 3, "done": 3}, {"assigned": 3, "done": 2}, {"done": 1, "late": 1}], 26, 26 + 70 * (0.9 + 0.9 + 0.875) / 3),
    ([{"assigned": 3, "done": 3, "late": 4, "redone": 2}], 30, 30 + 70 * (1 + 2.5 / 3 + 2 / 3) / 3),
    ([{"assigned": 4, "done": 3, "given_back": 1}], 30, 82.5),
    ([{"assigned": 4, "done": 4}, {"extra": True, "done": 1}], 20, 90.0),
    ([{"assigned": 4, "done": 2}, {"extra": True, "done": 1}], 20, 72.5),
    ([{"done": 1, "redone": 4}], 30, 30 + 70 * 2 / 3),
    ([{"done": 1, "redone": 5}], 30, 30 + 70 * 2 / 3),
    ([{"done": 1, "redone": 2, "late": 2, "objective_cause": True}], 30, 100.0),
    ([{"points": 12.5, "done": 0}, {"points": 5, "done": 1}], 30, 30 + 70 * 2 / 7),
]  # fmt: skip


@pytest.mark.parametrize(("tasks", "general", "points"), MONTHS)
def test_points_of_a_month(tasks: list[dict[str, Any]], general: float, points: float) -> None:
    own = person(periods=[month(general=general, tasks=tasks)])
    assert found(2026, own, catalogue={"standard_points": 5})["points"] == pytest.approx(points, abs=0.00501)


@pytest.mark.parametrize(
    ("leads", "general", "done", "points"),
    [
        (FULL | {"subordinate_scores": [72, 55, 91]}, 30, 1, 100.0),
        (FULL | {"subordinate_scores": [72, 49.99, 91]}, 30, 1, 30 + 70 * 5.5 / 6),
        (FULL | {"subordinate_scores": [50]}, 30, 1, 100.0),
        ({"organised": False, "cohesive": False, "subordinate_scores": [40]}, 24, 0, 24 + 70 * 0.25),
    ],
)
def test_points_of_a_leaders_month(leads: dict[str, Any], general: float, done: int, points: float) -> None:
    own = person(leader=True, periods=[month(general=general, tasks=[{"done": done}], leads=leads)])
    assert found(2026, own)["points"] == pytest.approx(points, abs=0.00501)


YEARS_335 = [
    ({"periods": [{"quarter": q, "points": p} for q, p in ((1, 92), (2, 88), (3, 75), (4, 85))]}, {}, 85, "good"),
    ({"periods": [*flat(60, 6), {"quarter": 3, "points": 96}, {"quarter": 4, "points": 96}]}, {}, 78, "good"),
    ({"periods": [*flat(60, 6), {"quarter": 3, "points": 96}, {"quarter": 4, "points": 96}]}, {"rating_quarter_months": 1}, 69, "completed"),
    ({"periods": [*flat(90, 11), {"month": 12, "points": 89.94}]}, {}, 89.995, "good"),
    ({"periods": [*flat(90, 11), {"month": 12, "points": 89.94}]}, {"rating_points_read": "two_decimals"}, 89.995, "excellent"),
    *[({"periods": flat(p)}, {}, p, level) for p, level in ((90, "excellent"), (89.99, "good"), (70, "good"), (69.99, "completed"), (50, "completed"), (49.99, "failed"), (0, "failed"))],
    ({"periods": flat(95), "grounds": ["degradation"]}, {}, 95, "failed"),
    ({"periods": flat(95), "grounds": ["unit_corruption"], "leader": True}, {}, 95, "failed"),
    ({"periods": flat(95), "grounds": ["unit_corruption"]}, {}, 95, "excellent"),
    ({"periods": [], "grounds": ["unit_corruption"]}, {}, None, "unknown"),
    ({"periods": flat(95, 3), "months_worked": 3, "grounds": ["duty_discipline"]}, {}, 95, "not_rated"),
    ({"periods": flat(95, 5), "months_worked": 5}, {}, 95, "not_rated"),
    ({"periods": flat(88, 6), "months_worked": 6}, {}, 88, "good"),
    ({"periods": flat(92, 4), "months_worked": 4, "absence": "maternity"}, {}, 92, "excellent"),
    ({"periods": flat(71, 2), "months_worked": 2, "absence": "sick"}, {}, 71, "good"),
    ({"periods": flat(92, 5), "months_worked": 5, "absence": "unpaid"}, {}, 92, "not_rated"),
    ({"periods": flat(92, 7), "months_worked": 7, "absence": "unpaid"}, {}, 92, "excellent"),
    ({"staff": "cadre", "periods": flat(90)}, {}, None, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "settings", "points", "level"), YEARS_335)
def test_a_year_of_2026(facts: dict[str, Any], settings: dict[str, Any], points: float | None, level: str) -> None:
    told = found(2026, person(**facts), settings=settings)
    assert told["level"] == level
    assert told["points"] == (None if points is None else pytest.approx(points, abs=0.00501))


@pytest.mark.parametrize(
    ("points", "unit", "level"),
    [
        (96, "good", "good"),
        (66, "good", "completed"),
        (96, "failed", "failed"),
        (96, None, "unknown"),
        (40, None, "failed"),
    ],
)
def test_a_head_is_not_above_the_unit_and_the_lowest_level_needs_no_unit(points: float, unit: str | None, level: str) -> None:  # fmt: skip
    units = [{"id": "P", "agency": True, **({"level": unit} if unit else {})}]
    assert found(2026, person(leads="P", unit="P", periods=flat(points)), units=units)["level"] == level


WORK = {
    "conduct_good": True,
    "tasks_done": 1,
    "tasks_exceeded": 0,
    "tasks_short": 0,
    "disciplined_in_year": False,
    "periods": [],
}
LED = {"leader": True, "units_completed_or_better": 1}


@pytest.mark.parametrize(
    ("year", "facts", "level"),
    [
        (2022, {"tasks_exceeded": 0.55}, "excellent"), (2022, {"tasks_exceeded": 0.5}, "excellent"), (2022, {"tasks_exceeded": 0.45}, "good"),
        (2021, {"staff": "public_employee", "tasks_short": 0.15}, "completed"), (2024, {"staff": "public_employee", "tasks_short": 0.2}, "completed"),
        (2023, {"months_worked": 8, "months_on_leave": 4, "tasks_exceeded": 0.8}, "completed"),
        (2023, {"months_worked": 10, "months_on_leave": 2, "tasks_exceeded": 0.8}, "excellent"),
        (2023, {"months_worked": 5}, "not_rated"), (2023, {"months_worked": 5, "absence": "maternity", "tasks_exceeded": 0.6}, "excellent"),
        (2023, {"disciplined_in_year": True, "tasks_exceeded": 0.9}, "failed"), (2022, {"disciplined_in_year": True}, "unknown"),
        (2022, LED | {"staff": "public_employee", "tasks_short": 0.15, "units_good_or_better": 0.75}, "good"),
        (2022, LED | {"tasks_exceeded": 0.5, "units_good_or_better": 0.7}, "excellent"), (2019, {}, "unknown"),
    ],
)  # fmt: skip
def test_a_year_under_the_decree_of_2020(year: int, facts: dict[str, Any], level: str) -> None:
    assert found(year, person(**(WORK | facts)))["level"] == level


@pytest.mark.parametrize(
    ("unit", "facts", "level"),
    [
        ({"has_regulation": True}, {"periods": flat(90)}, "excellent"),
        ({"has_regulation": False}, WORK | {"tasks_exceeded": 0.6}, "excellent"),  # NĐ 90 goes on for 2026
        ({"has_regulation": True}, {"periods": [month()]}, "unknown"),  # the decree has no formula
        ({"has_regulation": True}, {"periods": flat(90), "leader": True, "grounds": ["unit_corruption"], "found_and_mended_by_manager": True}, "unknown"),
    ],
)  # fmt: skip
def test_a_public_employees_2026(unit: dict[str, Any], facts: dict[str, Any], level: str) -> None:
    units = [{"id": "T", "staff": "public_employee", "agency": True} | unit]
    told = found(2026, person(staff="public_employee", unit="T", **facts), units=units)
    assert told["level"] == level


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({}, "excellent"), ({"tasks_exceeded": 0.29}, "unknown"), ({"points": 75}, "good"), ({"points": 60, "tasks_short": 0.2}, "completed"),
        ({"points": 49}, "failed"), ({"failed_quarters": 1}, "unknown"), ({"shortcomings_fixed": False}, "unknown"),
    ],
)  # fmt: skip
def test_a_party_members_2026_stands_apart(facts: dict[str, Any], level: str) -> None:
    party = {
        "points": 92,
        "tasks_done": 1,
        "tasks_exceeded": 0.3,
        "tasks_short": 0,
        "shortcomings_fixed": True,
        "failed_quarters": 0,
    }
    told = found(2026, person(periods=flat(72), party=party | facts))
    assert (told["level"], told["party"]["level"]) == ("good", level)


@pytest.mark.parametrize(
    ("excellent", "good", "outstanding", "readings"),
    [
        (0, 4, False, (0, 1, 0, 1)), (1, 4, True, (1, 1, 1, 1)), (3, 14, False, (2, 3, 3, 3)), (2, 12, False, (2, 2, 2, 3)),
    ],
)  # fmt: skip
def test_the_quota_under_every_reading(excellent: int, good: int, outstanding: bool, readings: tuple[int, ...]) -> None:
    people = [person(f"x{n}", unit="P", duties="a", periods=flat(95)) for n in range(excellent)]
    people += [person(f"t{n}", unit="P", duties="a", periods=flat(80)) for n in range(good)]
    told = to_json(judged(*people, units=[{"id": "P", "agency": True, "outstanding": outstanding}]))["quotas"]
    assert [q["duties"] for q in told] == ["", "a"]
    names = ("good/down", "good/nearest", "good_and_above/down", "good_and_above/nearest")
    for quota in told:
        assert tuple(quota["readings"][n] for n in names) == readings
        assert quota["over"] == max(excellent - readings[0], 0)
