"""Who is alike, what a rule reads, and how outcomes are kept: the parts of judging by kinds."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.world import DECEMBER_2020, clean_person, snapshot

from dungviec.law import LawBook, facts_at_hand
from dungviec.law.alike import alike, alike_rows, numbered
from dungviec.law.arrangement import RULE_BITS, grouped
from dungviec.law.facts_at_hand import facts_of
from dungviec.law.outcomes import Outcomes
from dungviec.law.readings import reading_of
from dungviec.law.rule_columns import RuleColumns
from dungviec.law.verdict_table import VerdictTable

TABLES = st.integers(0, 30).flatmap(
    lambda rows: st.lists(st.lists(st.integers(0, 3), min_size=rows, max_size=rows), min_size=1, max_size=6)
)


@pytest.fixture
def office():
    units = [{"unit_id": "PNV", "name": "Phòng Nội vụ"}]
    posts = [
        {"post_id": "TP", "unit_id": "PNV", "level": "head_of_division"},
        {"post_id": "CV", "unit_id": "PNV", "level": "specialist"},
    ]
    people = [clean_person("LAN"), clean_person("HAI", criminal_open=True), clean_person("MAI", degree=None)]
    return snapshot(DECEMBER_2020, units=units, posts=posts, people=people, tenures=[{"person_id": "LAN", "post_id": "CV"}])  # fmt: skip


def always_reaching(ids, exprs):
    return RuleColumns(tuple(ids), tuple(exprs), (pl.lit(True),) * len(ids))


@given(TABLES)
def test_rows_are_of_one_kind_exactly_when_they_are_equal(columns):
    columns = [np.array(c, dtype=np.int64) for c in columns]
    rows = list(zip(*(c.tolist() for c in columns), strict=True))
    for first, kind in (alike(columns, len(rows)), alike_rows(np.stack(columns, axis=1))):
        assert len(first) == len(set(rows))
        assert all(rows[first[k]] == row for k, row in zip(kind.tolist(), rows, strict=True))


def test_many_different_values_are_still_told_apart():
    wide = [np.arange(5_000) * 7_919 % 5_003, np.arange(5_000) // 2, np.arange(5_000) % 2]
    first, kind = alike(wide, 5_000)
    assert np.array_equal(np.sort(first), np.arange(5_000))
    assert np.array_equal(first[kind], np.arange(5_000))


def test_rows_whose_hashes_collide_are_sorted_instead(monkeypatch):
    monkeypatch.setattr("dungviec.law.alike._MIX", np.uint64(0))
    first, kind = alike_rows(np.array([[1, 2], [3, 4], [1, 2]]))
    assert len(first) == 2
    assert kind[0] == kind[2] != kind[1]


@pytest.mark.parametrize(
    "values", [["b", None, "a", "b"], [1.5, None, -2.0, 1.5], [True, None, False, True], [40, None, -3, 40]]
)
def test_facts_as_numbers_keep_apart_what_differs(values):
    numbers = numbered(pl.DataFrame({"fact": values}))["fact"].tolist()
    assert numbers[0] == numbers[3] > 0
    assert numbers[1] == 0
    assert numbers[2] not in numbers[:2]


def test_a_fact_that_there_is_not_is_named(office):
    facts = facts_of(office, LawBook.load().on(office.as_of))
    with pytest.raises(KeyError, match="shoe_size"):
        reading_of(pl.col("shoe_size") > 40, facts)


def test_what_follows_from_other_facts_is_read_by_those(office):
    facts = facts_of(office, LawBook.load().on(office.as_of))
    reading = reading_of((pl.col("move") == "higher") & pl.col("asked") & pl.col("major_fits"), facts)
    assert reading.person == ("current_rank", "had_leadership")
    assert reading.post == ("target_rank",)
    assert (reading.relations, reading.ties, reading.derived) == (("major_fits",), ("asked",), ("move",))


def test_more_rules_than_one_word_holds(office):
    """Seventy rules: each objects to those whose person has a different serial remainder; all must come out again."""
    facts = facts_of(office, LawBook.load().on(office.as_of))
    ids = [f"R-{n}" for n in range(RULE_BITS + 9)]
    exprs = [
        pl.when(pl.col("degree_rank").is_null() & pl.lit(n % 3 == 0)).then(pl.lit(1 + n % 3, pl.UInt8)).otherwise(pl.lit(0, pl.UInt8))
        if n < RULE_BITS
        else pl.when(pl.col("criminal_open")).then(pl.lit(3, pl.UInt8)).otherwise(pl.lit(0, pl.UInt8))
        for n in range(len(ids))
    ]  # fmt: skip
    _groups, bits = grouped(facts, exprs)
    assert len(bits) == 2
    table = VerdictTable(facts, facts.people, facts.posts, rules=always_reaching(ids, exprs))
    by_person = dict(zip(facts.people["person_id"].to_list(), table.column(0).tolist(), strict=True))
    assert table.outcomes.blocking(by_person["LAN"]) == []
    assert table.outcomes.blocking(by_person["MAI"]) == [f"R-{n}" for n in range(0, RULE_BITS, 3)]
    assert table.outcomes.blocking(by_person["HAI"]) == ids[RULE_BITS:]
    assert table.outcomes.verdict_of(np.array([by_person[p] for p in ("LAN", "MAI", "HAI")])).tolist() == [0, 1, 3]


def test_outcomes_are_numbered_once_and_the_first_is_allowed():
    outcomes = Outcomes(["A", "B"], [[1, 0]])
    words = np.array([[0], [3 | 1 << 63], [0], [1 | 1 << 61]], dtype=np.uint64)
    numbers = outcomes.number(words)
    assert numbers[0] == numbers[2] == 0
    assert outcomes.number(words).tolist() == numbers.tolist()
    assert [outcomes.blocking(n) for n in numbers.tolist()] == [[], ["A", "B"], [], ["B"]]
    assert outcomes.verdict_of(numbers).tolist() == [0, 3, 0, 1]


def test_rows_beyond_what_is_kept_are_worked_out_anew(office, monkeypatch):
    monkeypatch.setattr("dungviec.law.verdict_table.ROWS_KEPT", 1)
    law = LawBook.load().on(office.as_of)
    facts = facts_of(office, law)
    exprs = [pl.when(pl.col("target_rank") > 2).then(pl.lit(2, pl.UInt8)).otherwise(pl.lit(0, pl.UInt8))]
    table = VerdictTable(facts, facts.people, facts.posts, rules=always_reaching(["X"], exprs))
    assert [table.outcomes.verdict_of(table.column(q)).tolist() for q in (0, 1, 0)] == [[2] * 3, [0] * 3, [2] * 3]


def test_facts_are_gathered_once_for_a_snapshot_and_a_law(office, monkeypatch):
    law = LawBook.load().on(office.as_of)
    kept = facts_of(office, law)
    monkeypatch.setattr(facts_at_hand, "build_facts", lambda *_: pytest.fail("gathered again"))
    assert facts_of(office, LawBook.load().on(office.as_of)) is kept
