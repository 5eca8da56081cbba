"""Days of a case: what may be left out, where a clock ends, and what is unknown because no text is on file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.conduct import Case, Pause, clocks_of, next_clock, paused_days
from dungviec.law import LawBook

LAW = LawBook.load().on
FOUND = date(2026, 3, 2)
CASE = Case("A", "civil_servant", False, date(2026, 2, 1), FOUND, date(2026, 3, 4))


def clock(case: Case, key: str, on: date) -> tuple[date | None, str]:
    found = next(c for c in clocks_of(case, LAW, on=on) if c.key == key)
    return found.last, found.state


@pytest.mark.parametrize(
    ("changes", "on", "expected"),
    [
        ({}, date(2026, 4, 1), (date(2026, 5, 31), "running")),
        ({}, date(2026, 5, 16), (date(2026, 5, 31), "soon")),
        ({}, date(2026, 5, 31), (date(2026, 5, 31), "soon")),
        ({}, date(2026, 6, 1), (date(2026, 5, 31), "overdue")),
        ({"extended_on": date(2026, 5, 1)}, date(2026, 6, 1), (date(2026, 7, 30), "running")),
        ({"signed_on": date(2026, 5, 31)}, date(2026, 9, 1), (date(2026, 5, 31), "done")),
        ({"signed_on": date(2026, 6, 1)}, date(2026, 9, 1), (date(2026, 5, 31), "late")),
        ({"pauses": (Pause("illness", date(2026, 3, 10), date(2026, 3, 19)),)}, date(2026, 4, 1), (date(2026, 6, 10), "running")),
        ({"pauses": (Pause("illness", date(2026, 3, 10)),)}, date(2026, 3, 19), (date(2026, 6, 10), "paused")),
        ({"found": date(2025, 6, 30)}, date(2026, 4, 1), (None, "unknown")),
        ({"category": "public_employee"}, date(2026, 4, 1), (None, "unknown")),
    ],
)  # fmt: skip
def test_ninety_days_and_a_hundred_and_fifty(changes: dict[str, object], on: date, expected: tuple[date | None, str]) -> None:  # fmt: skip
    assert clock(replace(CASE, **changes), "processing", on) == expected  # type: ignore[arg-type]


def test_the_other_reading_stands_beside_the_clock() -> None:
    ill = replace(CASE, pauses=(Pause("illness", date(2026, 3, 10), date(2026, 3, 19)),))
    found = clocks_of(ill, LAW, on=date(2026, 4, 1))[0]
    assert (found.last, found.other) == (date(2026, 6, 10), date(2026, 5, 31))
    assert "31/05/2026" in found.vi


@pytest.mark.parametrize(
    ("happened", "found", "opened", "states"),
    [
        (date(2022, 1, 1), date(2026, 7, 2), date(2026, 7, 3), ["done", "done"]),
        (date(2021, 1, 1), date(2026, 7, 2), date(2026, 7, 3), ["overdue", "done"]),
        (date(2016, 1, 1), date(2026, 7, 2), date(2026, 7, 3), ["overdue", "overdue"]),
        (date(2021, 7, 11), date(2026, 7, 10), date(2026, 7, 11), ["unknown", "done"]),
    ],
)
def test_limitation_of_public_employees(happened: date, found: date, opened: date, states: list[str]) -> None:
    case = replace(CASE, category="public_employee", happened=happened, found=found, opened=opened)
    told = [c.state for c in clocks_of(case, LAW, on=opened) if c.key.startswith("limitation")]
    assert told == states


def test_limitation_of_civil_servants_is_not_on_file() -> None:
    assert clock(CASE, "limitation", FOUND) == (None, "unknown")


def test_the_party_link_runs_thirty_days_for_public_employees_alone() -> None:
    teacher = replace(CASE, category="public_employee", party_decided=date(2026, 7, 10))
    assert clock(teacher, "party", date(2026, 7, 11)) == (date(2026, 8, 9), "running")
    assert clock(replace(CASE, party_decided=date(2026, 7, 10)), "party", date(2026, 7, 11)) == (None, "unknown")


def test_what_is_next_is_what_runs_out_first() -> None:
    case = replace(CASE, category="civil_servant", party_decided=None)
    coming = next_clock(clocks_of(case, LAW, on=date(2026, 4, 1)))
    assert coming is not None
    assert coming.key == "processing"
    assert next_clock(clocks_of(replace(case, kind="party"), LAW, on=FOUND)) is None


days = st.integers(0, 200).map(lambda n: FOUND + timedelta(days=n))
pauses = st.lists(
    st.tuples(days, st.integers(0, 60)).map(lambda p: Pause("illness", p[0], p[0] + timedelta(days=p[1]))), max_size=4
)


@settings(max_examples=100, deadline=None)
@given(pauses, st.integers(1, 150))
def test_a_span_has_as_many_days_that_count_as_the_rule_says(held: list[Pause], span: int) -> None:
    last = FOUND + timedelta(days=span + paused_days(held, FOUND, span, on=date(2030, 1, 1)))
    counted, day = 0, FOUND
    while counted < span:
        day += timedelta(days=1)
        counted += not any(p.running(day) for p in held)
    assert last == day
