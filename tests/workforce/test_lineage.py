"""count(list) = cell, for random days and units, in the interview, in BM01 and in the movement."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workforce.town import DAY, demo, town

from dungviec.workforce import bm01, interview, movement
from dungviec.workforce.statutory import TOTAL

_COUNTED = ("people", "units", "classes", "records")


UNITS = (None, "TP", "P-NV", "TT-HCC", "W-06790", "LD-UBND")


@pytest.mark.city
@settings(max_examples=4, deadline=None)
@given(day=st.dates(date(2013, 1, 1), date(2020, 12, 10)), unit=st.sampled_from(UNITS))
def test_every_figure_is_its_list(day: date, unit: str | None) -> None:
    sheet = interview(demo().at(day), unit=unit)
    for figure in sheet.figures.values():
        if figure.value is None:
            assert figure.missing
        elif figure.measure in _COUNTED:
            assert figure.value == len(figure.behind) == len({(b.key, b.person_id) for b in figure.behind}), figure.key
        else:
            assert figure.value == sum(b.weight for b in figure.behind)
        if figure.measure == "people" and not figure.key.startswith("left."):
            assert figure.missing or figure.value == len(figure.people)


@pytest.mark.city
@settings(max_examples=4, deadline=None)
@given(day=st.dates(date(2013, 1, 1), date(2020, 12, 10)), number=st.sampled_from([2, *range(3, 22), *range(29, 39)]))
def test_every_cell_of_the_form_is_its_list(day: date, number: int) -> None:
    table = bm01(demo().at(day), who="all")
    lists = {u: table.behind(u, number) for u, _n in table.units}
    for unit, figure in lists.items():
        assert table.cell(unit, number) == figure.value
    if table.cell(TOTAL, number) is not None:
        assert set(table.behind(TOTAL, number).people) == {p for f in lists.values() for p in f.people}
        assert table.cell(TOTAL, number) == sum(f.value or 0 for f in lists.values())


@pytest.mark.city
@settings(max_examples=5, deadline=None)
@given(
    days=st.tuples(st.dates(date(2013, 1, 1), date(2020, 12, 10)), st.dates(date(2013, 1, 1), date(2020, 12, 10))),
    unit=st.sampled_from(UNITS),
)
def test_opening_and_in_less_out_is_closing(days: tuple[date, date], unit: str | None) -> None:
    found = movement(demo().at(max(days)), since=min(days), unit=unit)
    assert found.balanced
    assert len(found.opening) + len(found.came) - len(found.went) == len(found.closing)
    assert (
        len(found.closing)
        == interview(demo().at(max(days)), since=min(days), unit=unit).figure("workforce.total").value
    )


def test_the_movement_names_everybody() -> None:
    found = movement(town(), since=date(2020, 1, 1))
    assert (len(found.opening), len(found.came), len(found.went), len(found.closing)) == (3, 1, 1, 3)
    assert [(m.person_id, m.why_vi, m.decision) for m in found.came] == [("A2", "tuyển dụng", "12/QĐ")]
    assert [(m.person_id, m.why_vi, m.day) for m in found.went] == [("A4", "nghỉ hưu", date(2020, 3, 31))]
    moved = [(m.person_id, m.unit_id, m.other_unit_id) for line in found.lines for m in line.came if m.other_unit_id]
    assert moved == [("A3", "PH", "NV")]
    assert found.passed == ("A5",)


def test_a_unit_sees_its_own_coming_and_going() -> None:
    found = movement(town(), since=date(2020, 1, 1), unit="Phòng Nội vụ")
    assert [m.person_id for m in found.went] == ["A3"]
    assert len(found.closing) == 1


def test_a_withheld_figure_has_no_value_and_no_list() -> None:
    sheet = interview(town()).withhold({"people.degree"})
    figure = sheet.figure("degree.master")
    assert (figure.value, figure.behind) == (None, ())
    survey = next(a for a in sheet.answers("vi") if a.key == "survey")
    assert "Bạn không được xem số liệu này." in survey.text
    table = bm01(town(), who="all").withhold({"people.degree"})
    assert table.cell(TOTAL, 13) is None
    assert table.behind(TOTAL, 13).behind == ()
    assert all("12 + " not in c.vi for c in table.checks)


def test_a_past_day_counts_whoever_held_a_post_then() -> None:
    sheet = interview(town().at(date(2020, 2, 1)))
    assert set(sheet.figure("workforce.total").people) == {"A1", "A3", "A4"}
    assert interview(town()).scope.until == DAY
    assert isinstance(interview(town()).scope.everybody, pl.DataFrame)
