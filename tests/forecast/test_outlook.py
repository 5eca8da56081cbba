"""The forecast: what is known to the day is told to the day, levers do what they say, and one seed gives one forecast."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.forecast.history import body
from tests.placement.cast import edited, tenure, town

from dungviec.forecast import ForecastFault, Hiring, Levers, coming_free, outlook, read_hiring
from dungviec.records import TABLES, Snapshot
from dungviec.streamlining.leaving_rate import rate_stated

DAY = date(2026, 3, 1)
NOBODY = Levers(leave=rate_stated(0, 0), hiring=Hiring("none"))


def office(**of_tam: object) -> Snapshot:
    """Five people; anh Tâm, born 05/1966, retires at 62 on 31/05/2028; chị Mai heads the land office until 30/06/2027."""
    base = edited(town(), "people", "TAM", **({"born": date(1966, 5, 5)} | of_tam))
    rows = [tenure("LAN", "DD.CV"), tenure("TAM", "DD.CV"), tenure("MAI", "DD.TP") | {"term_ends": date(2027, 6, 30)}, tenure("BINH", "DD.PTP"), tenure("HOA", "PH.TP")]  # fmt: skip
    return base.with_table("tenures", TABLES["tenures"].conform(pl.DataFrame(rows, infer_schema_length=None))).at(DAY)


def test_a_retirement_is_told_to_the_day_and_counts_at_the_end_of_its_year() -> None:
    found = outlook(office(), years=3, levers=NOBODY)
    assert [(x.person_id, x.day) for x in found.leavers] == [("TAM", date(2028, 5, 31))]
    assert list(found.by_month()) == [(2028, 5)]
    assert [(y.year, y.retiring, y.people) for y in found.years] == [
        (2026, 0, (5, 5, 5)), (2027, 0, (5, 5, 5)), (2028, 1, (4, 4, 4)), (2029, 0, (4, 4, 4)),
    ]  # fmt: skip
    assert [(t.person_id, t.day) for t in found.terms] == [("MAI", date(2027, 6, 30))]


def test_whoever_is_past_the_day_or_has_none_is_named_apart() -> None:
    past = outlook(office(born=date(1963, 1, 5)), years=2, levers=NOBODY)
    assert (past.overdue, past.years[0].people) == (1, (4, 4, 4))
    unknown = outlook(office(born=None, born_year_only=None), years=3, levers=NOBODY)
    assert (unknown.birth_unknown, unknown.years[-1].people) == (1, (5, 5, 5))


def test_levers_do_what_they_say() -> None:
    here = body(1)
    before = outlook(here, years=6)
    kept = outlook(here, years=6, levers=Levers(kept=100, hiring=Hiring("none")))
    assert kept.years[-1].today == (kept.years[-1].retired_only,) * 3
    more = outlook(here, years=6, levers=Levers(kept=-50))
    assert more.years[-1].today[1] < before.years[-1].today[1] < kept.years[-1].today[1]
    filled = outlook(here, years=6, levers=Levers(hiring=Hiring("fill")))
    assert all(y.people == (y.seats,) * 3 for y in filled.years)
    cut = outlook(here, years=6, levers=Levers(hiring=Hiring("fill"), cut=20))
    assert (cut.years[-1].seats, cut.years[-1].people[1]) == (240, 240)
    steady = outlook(here, years=6, levers=Levers(hiring=Hiring("number", 7, 7)))
    assert all(y.hired == (7, 7, 7) for y in steady.years)
    half = outlook(here, years=6, levers=Levers(hiring=Hiring("share", 50)))
    assert before.seats >= half.years[-1].people[2]
    assert half.years[-1].today == before.years[-1].today  # the same draws: hiring moves nobody of today


def test_one_seed_gives_one_forecast_and_another_seed_another() -> None:
    here = body(2)
    one, same, other = outlook(here, years=5), outlook(here, years=5), outlook(here, years=5, seed=7)
    assert one.to_json() == same.to_json()
    assert one.to_json()["years"] != other.to_json()["years"]


def test_runs_agree_with_the_exact_probability() -> None:
    """With one rate for all, those of today who still serve are binomial: its mean and spread are known exactly."""
    here = body(4, people=400)
    found = outlook(here, years=3, levers=Levers(leave=rate_stated(0.06, 0.06), hiring=Hiring("none")), runs=4000)
    years = (date(found.years[-1].year, 12, 31) - here.as_of).days / 365.25
    stays = 2.718281828459045 ** (-0.06 * years)
    low, median, high = found.years[-1].today
    staying = found.years[-1].retired_only
    spread = (staying * stays * (1 - stays)) ** 0.5
    assert median == pytest.approx(staying * stays, abs=0.15 * spread + 1)
    assert high - low == pytest.approx(2 * 1.2816 * spread, rel=0.1, abs=1)


def test_a_group_runs_short_from_the_year_its_median_falls_below_the_need() -> None:
    here = body(5)
    lines = outlook(here, years=8, levers=Levers(hiring=Hiring("none"))).of("field")
    line = next(t for t in lines if t.group.key == "field:economy")
    assert line.group.need == 300
    medians = [b[1] for b in line.years]
    assert medians == sorted(medians, reverse=True)
    assert line.gap == 300 - medians[-1]
    assert line.short_now == (line.able < 300)


def test_a_leading_post_that_comes_free_tells_who_is_planned_and_still_there() -> None:
    here = office()  # chị Mai retires on 31/07/2030
    plans = [
        {"person_id": p, "title": "Trưởng phòng", "post_id": "DD.TP", "level": "division_head", "approved": date(2025, 1, 1)}
        for p in ("TAM", "LAN", "MAI")
    ]  # fmt: skip
    here = here.with_table("plans", TABLES["plans"].conform(pl.DataFrame(plans)))
    sure = next(c for c in coming_free(here, levers=NOBODY) if c.post_id == "DD.TP")
    assert (sure.holder, sure.day) == ("MAI", date(2030, 7, 31))
    assert sure.planned == ("LAN", "TAM")  # not the holder
    assert sure.there == ("LAN",)  # anh Tâm retires before
    assert sure.chance == 100
    likely = next(c for c in coming_free(here, levers=Levers(leave=rate_stated(0.2, 0.2))) if c.post_id == "DD.TP")
    years = (date(2030, 7, 31) - DAY).days / 365.25
    assert likely.chance == round(100 * 2.718281828459045 ** (-0.2 * years))
    assert [c.post_id for c in coming_free(here, years=3, levers=NOBODY)] == []


def test_what_cannot_be_asked_is_said() -> None:
    with pytest.raises(ForecastFault, match="Số năm dự báo 0"):
        outlook(office(), years=0)
    with pytest.raises(ForecastFault, match="không ai giữ vị trí"):
        outlook(office().at(date(1990, 1, 1)))
    with pytest.raises(ForecastFault, match="giữ chân 101"):
        Levers(kept=101)
    with pytest.raises(ForecastFault, match="giảm số chỗ 100"):
        Levers(cut=100)


@pytest.mark.parametrize("words", ["x", "20-10", "-5", "300%", "1-2-3", "10-20%", "1e9", "9999999"])
def test_hiring_that_cannot_be_read_is_said(words: str) -> None:
    with pytest.raises(ForecastFault, match="Mức tuyển"):
        read_hiring(words)


def test_hiring_is_read() -> None:
    assert read_hiring("records") is None
    assert read_hiring(" 10–20 ") == Hiring("number", 10, 20)
    assert read_hiring("50%") == Hiring("share", 50, 50)
    assert read_hiring("fill") == Hiring("fill")
