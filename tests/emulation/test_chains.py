"""Counting titles year after year: against every history of eight years, and against the story of one person at a time."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.emulation import run_of

YEARS = tuple(range(2015, 2023))
HISTORIES = [frozenset(c) for n in range(len(YEARS) + 1) for c in combinations(YEARS, n)]


def longest(held: Collection[int], last: int) -> int:
    """The plain definition: the largest n with a title in each of the n years up to ``last``."""
    return max(n for n in range(len(YEARS) + 1) if all(last - k in held for k in range(n)))


def test_every_history_of_eight_years_is_counted_as_the_plain_definition_does() -> None:
    for held in HISTORIES:
        for year in (2021, 2022, 2023):
            chain = run_of(held, year)
            last = year if year in held else year - 1
            assert len(chain.sure) == longest({y for y in held if y <= year}, last), (held, year)
            assert chain.sure == chain.most
            assert chain.sure == tuple(range(last - len(chain.sure) + 1, last + 1))
            assert not set(chain.sure) - held


def most_of(held: Collection[int], calendar: Collection[int], last: int, gap: int) -> int:
    """The widest reading by recursion over the years that count at all: each step goes to the next title at most ``gap`` years on."""
    days = sorted((y for y in calendar if y <= last), reverse=True)

    def walk(at: int, missed: int) -> int:
        if at == len(days) or missed >= gap:
            return 0
        return 1 + walk(at + 1, 0) if days[at] in held else walk(at + 1, missed + 1)

    return walk(0, 0)


def test_every_history_with_every_unrated_year_agrees_with_a_calendar_without_it() -> None:
    """A year without a lawful rating may be taken out of the calendar; nothing else moves."""
    for held in HISTORIES[::3]:
        for unrated in YEARS:
            chain = run_of(held, 2022, unrated={unrated})
            calendar = [y for y in YEARS if y != unrated or y in held]
            last = 2022 if 2022 in held else 2021
            assert len(chain.most) == most_of(held, calendar, last, 1), (sorted(held), unrated)
            assert len(chain.sure) <= len(chain.most)
            assert set(chain.sure) <= set(chain.most) <= held


def test_every_history_with_a_gap_of_three_agrees_with_the_recursion() -> None:
    for held in HISTORIES:
        last = 2022 if 2022 in held else 2021
        assert len(run_of(held, 2022, gap=3).most) == most_of(held, YEARS, last, 3), sorted(held)


def test_an_interrupted_run_begins_anew_and_the_break_is_told() -> None:
    chain = run_of({2016, 2018, 2019}, 2020)
    assert chain.sure == (2018, 2019)
    assert chain.broken_by == 2017
    assert run_of({2016, 2017}, 2020).sure == ()
    assert run_of({2018, 2019, 2020}, 2020).sure == (2018, 2019, 2020)


def test_a_year_of_maternity_leave_neither_counts_nor_surely_breaks() -> None:
    chain = run_of({2017, 2018, 2020}, 2020, unrated={2019})
    assert chain.sure == (2020,)
    assert chain.most == (2017, 2018, 2020)
    assert chain.open


def test_titles_before_the_end_of_discipline_do_not_count_and_its_own_year_is_open() -> None:
    chain = run_of({2017, 2018, 2019, 2020}, 2020, since=2018, partial={2018})
    assert chain.sure == (2019, 2020)
    assert chain.most == (2018, 2019, 2020)


@given(st.frozensets(st.integers(2000, 2030)), st.integers(2000, 2031), st.integers(1, 4), st.frozensets(st.integers(2000, 2030)))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_a_further_title_never_shortens_the_run(held: frozenset[int], year: int, gap: int, unrated: frozenset[int]) -> None:  # fmt: skip
    before = run_of(held, year, unrated=unrated, gap=gap)
    for more in (year - 1, year - 2, year - 4):
        after = run_of(held | {more}, year, unrated=unrated, gap=gap)
        assert len(after.most) >= len(before.most)
        assert len(after.sure) >= len(before.sure)
