"""Facts from yearly ratings, worked out for everybody at once, against asking one person at a time."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.world import clean_person, snapshot

from dungviec.law.facts_ratings import last_due_year, rating_facts
from dungviec.records.codes import RATINGS

RANKS = {c.value: c.rank for c in RATINGS}
FILES = st.dictionaries(st.integers(2008, 2022), st.sampled_from([*RANKS, None]), max_size=9)


def one_person(file, day, years):
    """``rated_n, rated_min, rated_window_min, rated_gaps, prev_rating`` of a file year → rating."""
    due = last_due_year(day)
    known = {year: RANKS.get(rating) for year, rating in file.items() if year <= due}
    last = sorted((y for y, rank in known.items() if rank), reverse=True)[:years]
    fresh = due == day.year and due not in known  # the year has only just fallen due
    gaps = sum(y not in known for y in range(last[-1], due + 1)) - fresh if last else 0
    window = [known[y] for y in last if y > due - years]
    lowest = min((known[y] for y in last), default=None)
    return len(last), lowest, min(window, default=None), gaps, known.get(due - 1 if fresh else due)


@pytest.mark.parametrize("day", [date(2020, 12, 10), date(2020, 12, 15), date(2021, 3, 1)])
@given(files=st.lists(FILES, min_size=1, max_size=4), years=st.integers(1, 4))
def test_ratings_at_once_are_those_of_each_person(day, files, years):
    people = [clean_person(f"P{n}") for n in range(len(files))]
    ratings = [
        {"person_id": f"P{n}", "year": year, "system": "state", "rating": rating}
        for n, file in enumerate(files)
        for year, rating in file.items()
    ]
    # What the Party says, and what is on file of people who are not here, counts for nobody.
    ratings += [{"person_id": "P0", "year": 2019, "system": "party", "rating": "failed"}]
    world = snapshot(day, people=people, ratings=ratings)
    for n, row in enumerate(rating_facts(world, years).iter_rows()):
        assert row == (f"P{n}", *one_person(files[n], day, years))


def test_nobody_rated_at_all():
    facts = rating_facts(snapshot(date(2020, 12, 10), people=[clean_person("LAN")]), 3)
    assert facts.rows() == [("LAN", 0, None, None, 0, None)]
    assert facts["rated_n"].dtype == pl.Int32
