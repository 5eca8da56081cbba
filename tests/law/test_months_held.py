"""Months covered by periods, counted in arrays, against counting them one by one."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dungviec.law.months_held import cumulative_months, whole_months_to
from dungviec.records.dates import add_months, whole_months

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
PERIODS = st.lists(st.tuples(st.sampled_from(["LAN", "HAI", "MAI"]), DAYS, st.integers(0, 4000)), max_size=12)


def one_by_one(periods):
    """Whole months of merged periods; left-over days of several of them make a month for each thirty."""
    found = {}
    for who in {p[0] for p in periods}:
        merged = []
        for start, end in sorted((s, s + timedelta(days=n)) for w, s, n in periods if w == who):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        months = [whole_months(start, end) for start, end in merged]
        days = [(end - add_months(start, m)).days for (start, end), m in zip(merged, months, strict=True)]
        found[who] = sum(months) + (sum(days) // 30 if sum(d > 0 for d in days) > 1 else 0)
    return found


@given(PERIODS)
def test_months_of_periods_are_those_counted_one_by_one(periods):
    frame = pl.DataFrame(
        [(who, start, start + timedelta(days=n)) for who, start, n in periods],
        schema={"person_id": pl.String, "from_date": pl.Date, "end": pl.Date},
        orient="row",
    )
    assert dict(cumulative_months(frame, ["person_id"]).iter_rows()) == one_by_one(periods)


def test_the_thirty_days_that_one_period_leaves_over_are_no_month():
    """Six whole months and, apart, five months and thirty days: a day short of twelve."""
    rows = [("A", date(2024, 1, 1), date(2024, 7, 1)), ("A", date(2026, 3, 1), date(2026, 8, 31))]
    frame = pl.DataFrame(rows, schema=["person_id", "from_date", "end"], orient="row")
    assert cumulative_months(frame, ["person_id"]).rows() == [("A", 11)]


def test_groups_may_have_more_than_one_key():
    rows = [("A", 1, date(2020, 1, 1), date(2021, 1, 1)), ("A", 2, date(2020, 6, 1), date(2020, 7, 1))]
    frame = pl.DataFrame(rows, schema=["person_id", "rank", "from_date", "end"], orient="row")
    assert cumulative_months(frame, ["person_id", "rank"]).rows() == [("A", 1, 12), ("A", 2, 1)]


@given(DAYS, DAYS)
def test_whole_months_of_a_column_are_those_of_each_date(start, end):
    column = pl.DataFrame({"start": [start, None]}, schema={"start": pl.Date})
    assert column.select(whole_months_to(pl.col("start"), end)).to_series().to_list() == [
        whole_months(start, end),
        None,
    ]
