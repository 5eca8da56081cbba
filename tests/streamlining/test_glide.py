"""The glide path: retirements to the day, one seed one path, bands that hold what they say, and units that do not get there."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.placement.cast import edited, tenure, town

from dungviec.records import TABLES, Snapshot
from dungviec.streamlining import StreamliningFault
from dungviec.streamlining.glide_options import glide_options
from dungviec.streamlining.glide_path import GlidePath, Path, glide_path
from dungviec.streamlining.leaving_rate import rate_on_file, rate_stated

DAY = date(2026, 3, 1)
NOBODY = rate_stated(0, 0)


def office(norm: int = 4) -> Snapshot:
    """Four people of the land office; anh Tâm, born 05/1966, retires at 62 on 31/05/2028, the others long after."""
    base = edited(town(), "people", "TAM", born=date(1966, 5, 5))
    rows = [tenure("LAN", "DD.CV"), tenure("TAM", "DD.CV"), tenure("MAI", "DD.TP"), tenure("BINH", "DD.PTP"), tenure("HOA", "PH.TP")]  # fmt: skip
    frames = {"tenures": rows, "units": [r | {"norm": norm if r["unit_id"] == "DD" else 1} for r in base.units.to_dicts()]}  # fmt: skip
    for name, given_rows in frames.items():
        base = base.with_table(name, TABLES[name].conform(pl.DataFrame(given_rows, infer_schema_length=None)))
    return base.at(DAY)


def of(found: GlidePath, unit: str, what: str = "people") -> Path:
    return next(p for p in found.units if (p.unit_id, p.of) == (unit, what))


def test_a_retirement_counts_in_the_year_of_its_last_day() -> None:
    path = of(glide_path(office(), 2029, rate=NOBODY), "DD")
    assert [(b.year, b.retired_only, b.retiring) for b in path.years] == [(2026, 4, 0), (2027, 4, 0), (2028, 3, 1), (2029, 3, 0)]  # fmt: skip
    assert all(b.low == b.median == b.high == b.retired_only for b in path.years)


def test_reaching_the_target_is_told_from_not_reaching_it() -> None:
    assert of(glide_path(office(4), 2028, rate=NOBODY), "DD").reach == "reached"
    assert of(glide_path(office(3), 2028, rate=NOBODY), "DD").reach == "by_itself"
    late = of(glide_path(office(3), 2027, rate=NOBODY), "DD")
    assert (late.reach, late.short_by, late.met_in) == ("not", 1, 2028)
    cut = of(glide_path(office(4), 2027, rate=NOBODY, cut=25), "DD")
    assert (cut.target, cut.why[0]) == (3, "biên chế giao 4 giảm 25 %")


def test_the_most_deputies_follow_the_text_known_on_the_day() -> None:
    by_law = of(glide_path(office(4), 2027, rate=NOBODY), "DD", "deputies")
    assert (by_law.target, by_law.reach) == (2, "reached")
    assert "Kết luận 187" in by_law.why[0]
    assert "theo nguồn tin" in by_law.why[0]
    early = of(glide_path(office(4).at(date(2025, 8, 28)), 2027, rate=NOBODY), "DD", "deputies")
    assert (early.target, early.reach) == (None, "unknown")  # issued the day after: not known then
    seats = of(glide_path(office(4), 2027, rate=NOBODY, deputies="seats", cut=50), "DD", "deputies")
    assert (seats.target, seats.reach) == (0, "not")


def test_the_same_seed_gives_the_same_path_and_the_whole_is_the_sum() -> None:
    rate = rate_stated(0.05, 0.2)
    one, again = glide_path(office(), 2030, rate=rate, seed=7), glide_path(office(), 2030, rate=rate, seed=7)
    assert one.to_json() == again.to_json()
    assert one.people.present == sum(p.present for p in one.units if p.of == "people")
    assert one.people.years != glide_path(office(), 2030, rate=rate, seed=8, runs=20).people.years


@settings(max_examples=8, deadline=None)
@given(low=st.floats(0, 0.2), more=st.floats(0, 0.2), seed=st.integers(0, 99))
def test_bands_are_ordered_and_never_above_retirements_alone(low: float, more: float, seed: int) -> None:
    found = glide_path(OFFICE, 2032, rate=rate_stated(low, low + more), seed=seed, runs=60)
    for path in found.units:
        assert all(b.low <= b.median <= b.high <= b.retired_only for b in path.years)
        medians = [b.median for b in path.years]
        assert medians == sorted(medians, reverse=True)


OFFICE = office()


def test_a_high_rate_leaves_about_what_the_exponential_says() -> None:
    path = glide_path(OFFICE, 2028, rate=rate_stated(0.3, 0.3), runs=1500).people
    years = (date(2028, 12, 31) - DAY).days / 365.25
    assert path.years[-1].low <= 4 * 2.718281828 ** (-0.3 * years) + 1 <= path.years[-1].high + 2


def test_units_that_do_not_get_there_are_told_what_is_open() -> None:
    found = glide_path(office(3), 2027, rate=NOBODY)
    [land] = glide_options(office(3), found)
    assert (land.unit_id, land.of, land.short_by, land.later) == ("DD", "people", 1, 2028)
    assert land.early == 1  # anh Tâm is within five years of retirement
    assert glide_options(office(9), glide_path(office(9), 2027, rate=NOBODY)) == ()


def test_the_rate_on_file_counts_those_who_left_and_does_not_take_none_for_never() -> None:
    nobody = rate_on_file(office())
    assert (nobody.events, round(nobody.person_years)) == (0, 25)
    assert "nêu tỷ lệ" in nobody.words()
    left = tenure("HOA", "PH.TP", to_date=date(2025, 1, 1), left_because="left_service")
    rows = TABLES["tenures"].conform(pl.DataFrame([left, tenure("LAN", "DD.CV")], infer_schema_length=None))
    assert rate_on_file(office().with_table("tenures", rows)).events == 1
    assert glide_path(office(), 2046, rate=nobody).people.years[-1].low < 5


def test_sentences_for_what_cannot_be_asked() -> None:
    with pytest.raises(StreamliningFault, match="2025"):
        glide_path(office(), 2025)
    with pytest.raises(StreamliningFault, match="Mức giảm"):
        glide_path(office(), 2028, cut=100)
    with pytest.raises(StreamliningFault, match="Tỷ lệ"):
        rate_stated(0.2, 0.1)
