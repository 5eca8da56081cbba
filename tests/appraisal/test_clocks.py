"""Ms An petitions: seven working days run from the day after, holidays left out; a new decision replaces the old one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.appraisal.sheets import judged, person, sheet

from dungviec.appraisal import appraise, to_json, understand

DECIDED = {"level": "completed", "on": "2026-12-14", "number": "12/QĐ"}


def clocks(**more: Any) -> list[dict[str, Any]]:
    as_of = more.pop("as_of", None)
    found = judged(person(**more), **({"as_of": as_of} if as_of else {}))
    return to_json(found)["clocks"]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-12-21", "2026-12-30"),  # a plain week: Tuesday 22 to Wednesday 30
        ("2026-12-28", "2027-01-07"),  # over New Year's Day
        ("2026-12-19", "2026-12-29"),  # received on a Saturday
    ],
)
def test_seven_working_days_after_the_day_of_receipt(received: str, due: str) -> None:
    [clock] = clocks(petitions=[{"received": received}])
    assert (clock["clock"], clock["since"], clock["due"], clock["state"]) == ("petition", received, due, "open")
    assert "Điều 22" in clock["citation"]


@pytest.mark.parametrize(
    ("answered", "as_of", "state"),
    [
        ("2026-12-30", None, "in_time"), ("2026-12-31", None, "late"), (None, "2026-12-30", "open"), (None, "2026-12-31", "overdue"),
    ],
)  # fmt: skip
def test_answered_in_time_late_or_not_yet(answered: str | None, as_of: str | None, state: str) -> None:
    [clock] = clocks(petitions=[{"received": "2026-12-21", "answered": answered}], as_of=as_of)
    assert clock["state"] == state


def test_a_decision_starts_the_clocks_of_closing_and_of_the_national_database() -> None:
    again = {"level": "good", "on": "2027-01-12", "reason": "Cộng thiếu", "synced": "2027-01-18"}
    found = clocks(decisions=[DECIDED, again])
    assert [(c["clock"], c["due"], c["state"]) for c in found] == [
        ("rating", "2026-12-14", "in_time"), ("sync", "2026-12-19", "open"), ("sync", "2027-01-17", "late"),
    ]  # fmt: skip


def test_special_sectors_close_in_january() -> None:
    late = person(decisions=[DECIDED | {"on": "2027-01-10"}])
    assert to_json(judged(late))["clocks"][0]["state"] == "late"
    assert to_json(judged(late, special_sector=True))["clocks"][0]["state"] == "in_time"


def test_where_no_text_names_a_time_none_is_made_up() -> None:
    [clock] = clocks(
        staff="public_employee", periods=[{"month": 1, "points": 80}], petitions=[{"received": "2026-12-21"}]
    )
    assert (clock["due"], clock["state"]) == (None, "unknown")
    [old] = to_json(appraise(understand(sheet(person(periods=[], petitions=[{"received": "2024-12-20"}]), year=2024))))[
        "clocks"
    ]
    assert old["state"] == "unknown"
