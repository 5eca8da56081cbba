"""Cells cannot be subtracted: whatever two tables an attacker asks for, their difference is nothing or ten answers and more."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from dungviec.voice import Cell, Count, cells
from dungviec.voice.cells import LEAST

MONTHS = [date(2020, n, 1) for n in range(1, 13)]
END = date(2021, 1, 1)


def a_year(seed: int, desks: int = 4) -> list[Count]:
    """A year of answers at desks of very different size."""
    rng = random.Random(seed)
    found = []
    for desk in range(desks):
        for month in MONTHS:
            for verified in (True, False):
                for kind in ("K", "L", "M") if verified else ("",):
                    n = min(60, int(rng.expovariate(1 / (1 + 5 * desk))))
                    found.append(Count(f"Q{desk}", verified, kind, month, n, rng.randint(0, n)))
    return found


def figure(told: tuple[Cell, ...], first: int, last: int, desks: frozenset[str], kind: str | None = None, backed: bool | None = None) -> tuple[Cell, ...]:  # fmt: skip
    """What a table tells: months, desks, one kind or all, backed or not or both."""
    return tuple(
        c for c in told
        if MONTHS[first] <= c.month <= MONTHS[last] and c.group in desks and kind in (None, c.kind) and backed in (None, c.verified)
    )  # fmt: skip


def every_table(told: tuple[Cell, ...], names: list[str]) -> list[tuple[int, int, dict[int, int]]]:
    """All periods × all sets of desks × kinds × backing, as cases, satisfied, and which answers they are made of."""
    found = []
    groups = [frozenset(g) for size in range(1, len(names) + 1) for g in combinations(names, size)]
    for first in range(12):
        for last in range(first, 12):
            for desks in groups:
                for kind, backed in ((None, None), (None, True), (None, False), ("K", True), ("L", True)):
                    rows = figure(told, first, last, desks, kind, backed)
                    found.append((sum(c.cases for c in rows), sum(c.satisfied for c in rows), rows))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_every_difference_of_two_tables_is_nothing_or_ten_answers_and_more(seed: int) -> None:
    told = cells(a_year(seed, 3), END)
    tables = {(n, s) for n, s, _rows in every_table(told, ["Q0", "Q1", "Q2"])}
    rows = {frozenset(r): n for n, _s, r in every_table(told, ["Q0", "Q1", "Q2"])}
    rng = random.Random(seed)
    pairs = [rng.sample(list(rows), 2) for _ in range(60_000)]
    nested = [(a, b) for a, b in pairs if a < b or b < a]
    assert len(nested) > 1_000, "the attacker must have had tables to subtract"
    assert all(abs(rows[a] - rows[b]) >= LEAST for a, b in nested)
    assert len(tables) > 50


def test_a_plain_table_of_free_periods_falls_to_the_same_attacker() -> None:
    """The attack itself works: counts by month without cells give away months of one and two answers."""
    counts = [c for c in a_year(0, 3) if c.group == "Q0" and c.verified]
    by_month = Counter[date]()
    for c in counts:
        by_month[c.month] += c.cases
    assert any(0 < n < LEAST for n in by_month.values())


@pytest.mark.parametrize("seed", range(20))
def test_each_answer_is_told_once_at_most_and_only_a_tail_waits(seed: int) -> None:
    counts = a_year(seed)
    told = cells(counts, END)
    used = [c for cell in told for c in cell.counts]
    assert len(used) == len(set(used))
    assert set(used) <= set(counts)
    assert all(cell.cases >= LEAST and 0 <= cell.satisfied <= cell.cases for cell in told)
    waiting = Counter[tuple[str, bool]]()
    for c in set(counts) - set(used):
        waiting[c.group, c.verified] += c.cases
    assert max(waiting.values()) < LEAST


@pytest.mark.parametrize("seed", range(20))
def test_what_was_told_stays_told_whenever_and_of_whatever_desks_it_is_asked(seed: int) -> None:
    counts = a_year(seed)
    whole = cells(counts, END)
    for until in (date(2020, 4, 1), date(2020, 9, 17)):
        assert cells(counts, until) == tuple(c for c in whole if c.month < until.replace(day=1))
    rng = random.Random(seed)
    assert cells(rng.sample(counts, len(counts)), END) == whole
    alone = [c for name in ("Q0", "Q1", "Q2", "Q3") for c in cells([c for c in counts if c.group == name], END)]
    assert sorted(alone, key=repr) == sorted(whole, key=repr)


def test_the_running_month_is_never_told() -> None:
    full = [Count("Q1", True, "K", date(2020, 12, 1), 500, 400)]
    assert cells(full, date(2020, 12, 31)) == ()
    assert [c.cases for c in cells(full, date(2021, 1, 1))] == [500]
