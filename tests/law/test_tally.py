"""Changes of verdict counted post by post are those that judging pair by pair finds."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest
from tests.placement.cast import town

from dungviec.law import LawBook, judge_pairs
from dungviec.law.impact import impact
from dungviec.records.codes import LEADERSHIP_RANK

BOOK = LawBook.load()
CITY = town()


@pytest.mark.parametrize(
    ("eve", "day"),
    [(date(2020, 11, 30), date(2020, 12, 1)), (date(2020, 12, 1), date(2026, 11, 22))],
)  # fmt: skip
def test_who_changes_status_as_told_pair_by_pair(eve, day):
    before, after = BOOK.on(eve), BOOK.on(day)
    found = impact(CITY, before, after)
    facts = CITY.__class__(day, CITY.name, CITY.tables, place_code=CITY.place_code)
    posts = facts.live_posts.filter((pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null())
    pairs = facts.people.select("person_id").join(posts.select("post_id"), how="cross")
    old, new = judge_pairs(facts, pairs, before), judge_pairs(facts, pairs, after)
    told = defaultdict(lambda: [0, [], set()])
    for a, b in zip(old.iter_rows(named=True), new.iter_rows(named=True), strict=True):
        if a["verdict"] != b["verdict"]:
            row = told[(a["person_id"], a["verdict"], b["verdict"])]
            row[0] += 1
            row[1].append(a["post_id"])
            row[2] |= set(b["blocking"]) - set(a["blocking"])
    assert told, "nothing changes between these days: the test compares nothing"
    assert {(r["person_id"], r["before"], r["after"]): [r["posts"], r["example"], r["rules"]] for r in found.people.to_dicts()} == {
        key: [count, min(names), sorted(rules)] for key, (count, names, rules) in told.items()
    }  # fmt: skip
    assert (found.pairs, found.changed_pairs) == (pairs.height, sum(count for count, _, _ in told.values()))


def test_nothing_changes_between_two_days_of_one_law():
    found = impact(CITY, BOOK.on(date(2026, 11, 21)), BOOK.on(date(2026, 11, 21)))
    assert (found.changed_pairs, found.people.height, found.units.height) == (0, 0, 0)
