"""Impact asks only the rules that differ of everybody; it finds what judging every pair by both laws finds."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.law.world import snapshots
from tests.placement.cast import town

from dungviec.law import LawBook, judge_pairs, read_overlay
from dungviec.law.differing import LawFacts, differing
from dungviec.law.facts_at_hand import facts_of
from dungviec.law.impact import impact
from dungviec.law.rule_columns import rule_columns
from dungviec.records.codes import LEADERSHIP_RANK

BOOK = LawBook.load()
CITY = town()
TODAY = date(2026, 11, 22)
CITED = """    from: {day}
    instrument: "QĐ 12-QĐ/TU"
    vi: "Chặt hơn."
    en: "Stricter."
"""
THEN, NOW = CITED.format(day="2020-12-05"), CITED.format(day="2026-09-01")
OVERLAYS = {
    "planning": "changes:\n  - rule: APT-2020-02/plan\n    params: {elsewhere: this_post}\n" + THEN,
    "a rule of its own": (
        "rules:\n  - id: TU-A-01\n    topic: rating\n    kind: eligibility\n    check: last_ratings\n"
        "    params: {years: 1, min_rating: excellent}\n    applies_to: {moves: [first_leadership, higher]}\n" + THEN
    ),
    "a window": "changes:\n  - rule: DIS-P-2017\n    params: {forms: {reprimand: {months: 40}}}\n" + THEN,
    "months": "changes:\n  - rule: APT-2026-04\n    params: {min_months: 48}\n" + NOW,
    "years looked back": "changes:\n  - rule: APT-2026-05\n    no_exception: true\n    params: {years: 5}\n" + NOW,
}
DAYS = (date(2020, 11, 30), date(2020, 12, 1), date(2025, 10, 8), date(2026, 7, 31), date(2026, 8, 1), TODAY)


@pytest.fixture(scope="module")
def tightened(tmp_path_factory):
    """The book with each overlay."""
    books = {}
    for name, text in OVERLAYS.items():
        path = tmp_path_factory.mktemp("quy-dinh") / "tinh-a.yaml"
        path.write_text(text, encoding="utf-8")
        books[name] = BOOK.with_changes(read_overlay(path))
    return books


def every_pair(city, before, after):
    """``impact`` the slow way: every person and leading post judged by both laws, compared row by row."""
    facts = city.__class__(after.day, city.name, city.tables, place_code=city.place_code)
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
    return pairs.height, {
        key: (count, min(names), sorted(rules)) for key, (count, names, rules) in sorted(told.items())
    }


def found_by(city, before, after):
    """``impact`` in the same shape."""
    found = impact(city, before, after)
    rows = sorted(found.people.to_dicts(), key=lambda r: (r["person_id"], r["before"], r["after"]))
    told = {(r["person_id"], r["before"], r["after"]): (r["posts"], r["example"], r["rules"]) for r in rows}
    assert found.changed_pairs == sum(count for count, _, _ in told.values())
    return found.pairs, told


def test_an_overlay_changes_what_judging_every_pair_says(tightened):
    laws = BOOK.on(CITY.as_of), tightened["a rule of its own"].on(CITY.as_of)
    told = every_pair(CITY, *laws)
    assert told[1], "nothing changes: the test compares nothing"
    assert found_by(CITY, *laws) == told


@pytest.mark.parametrize(("eve", "day"), [(DAYS[0], DAYS[1]), (DAYS[1], TODAY)])
def test_a_decree_changes_what_judging_every_pair_says(eve, day):
    laws = BOOK.on(eve), BOOK.on(day)
    told = every_pair(CITY, *laws)
    assert told[1], "nothing changes between these days: the test compares nothing"
    assert found_by(CITY, *laws) == told


@settings(max_examples=10, deadline=None, phases=[Phase.generate])
@given(
    office=snapshots(),
    days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(sorted),
    name=st.sampled_from([None, *OVERLAYS]),
)
def test_offices_with_holes_in_their_records(tightened, office, days, name):
    before, after = BOOK.on(days[0]), (tightened[name] if name else BOOK).on(days[1])
    assert found_by(office, before, after) == every_pair(office, before, after)


def test_nothing_changes_between_two_days_of_one_law():
    found = impact(CITY, BOOK.on(date(2026, 11, 21)), BOOK.on(date(2026, 11, 21)))
    assert (found.changed_pairs, found.people.height, found.units.height) == (0, 0, 0)


def test_only_what_an_overlay_changes_differs_and_the_facts_are_gathered_once(tightened):
    before, after = BOOK.on(CITY.as_of), tightened["months"].on(CITY.as_of)
    assert facts_of(CITY, before) is facts_of(CITY, after)
    day = {"before": BOOK.on(TODAY), "after": tightened["months"].on(TODAY)}
    split = differing(*(LawFacts(rule_columns(law), facts_of(CITY, law)) for law in day.values()))
    assert (split.before.ids, split.after.ids) == (("APT-2026-04",), ("APT-2026-04",))
    assert len(split.common.ids) == len(rule_columns(day["after"]).ids) - 1


def test_a_rule_whose_facts_are_told_otherwise_differs_too(tightened):
    laws = BOOK.on(TODAY), tightened["years looked back"].on(TODAY)
    split = differing(*(LawFacts(rule_columns(law), facts_of(CITY, law)) for law in laws))
    readers = {
        rule
        for rule, expr in zip(rule_columns(laws[1]).ids, rule_columns(laws[1]).exprs, strict=True)
        if {"rated_n", "rated_min", "rated_gaps"} & set(expr.meta.root_names())
    }
    assert set(split.after.ids) <= readers
    assert "APT-2026-05" in split.after.ids
