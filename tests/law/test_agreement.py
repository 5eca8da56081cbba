"""Judging by kinds, pair by pair, and explaining one must never disagree."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.law.world import snapshots

from dungviec.law import (
    LawBook,
    LawSettings,
    Verdict,
    explain_pair,
    facts_at_hand,
    grid,
    judge,
    judge_grid,
    judge_pairs,
)
from dungviec.law.judge import by_kinds, one_by_one
from dungviec.synth import build_province

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
DAYS = (date(2020, 12, 10), date(2024, 6, 1), date(2025, 9, 1), date(2026, 12, 15))


def everybody_everywhere(world):
    return world.people.select("person_id").join(world.posts.select("post_id"), how="cross")


def same(one, other):
    return one[0].to_list() == other[0].to_list() and one[1].to_list() == other[1].to_list()


@SLOW
@given(snapshots())
def test_one_rule_three_uses(world):
    pairs = everybody_everywhere(world)
    judged = judge_pairs(world, pairs)
    assert judged.select("person_id", "post_id").equals(pairs)
    kinds = by_kinds(world, pairs, LawBook.load().on(world.as_of))
    assert same(kinds, (judged["verdict"], judged["blocking"]))
    for person, post, verdict, blocking in judged.select("person_id", "post_id", "verdict", "blocking").iter_rows():
        told = explain_pair(world, person, post)
        assert told.verdict == verdict, (person, post)
        assert set(told.blocking) == set(blocking)
        assert (verdict == Verdict.ALLOWED) == (not blocking)
        for finding in told.findings:
            assert finding.reason_vi.endswith("."), finding
            assert finding.reason_en.endswith("."), finding
            if finding.verdict == Verdict.UNKNOWN:
                assert finding.missing, finding.rule_id


@settings(SLOW, max_examples=4)
@given(snapshots())
def test_a_pair_is_judged_alike_alone_and_in_company(world):
    pairs = everybody_everywhere(world)
    together = judge_pairs(world, pairs)["verdict"].to_list()
    alone = [judge_pairs(world, pairs.slice(i, 1))["verdict"][0] for i in range(pairs.height)]
    assert together == alone
    doubled = judge_pairs(world, pl.concat([pairs, pairs.reverse()]))["verdict"].to_list()
    assert doubled == [*together, *reversed(together)]


@settings(SLOW, max_examples=4)
@given(snapshots(), st.sets(st.sampled_from(["planning", "rating", "file_assets", "products"])), st.booleans())
def test_other_readings_of_the_law_are_judged_alike_by_kinds(world, waived, higher_counts):
    law = LawBook.load().on(
        world.as_of, settings=LawSettings(lateral_waives=tuple(waived), higher_plan_counts_2020=higher_counts)
    )
    pairs = everybody_everywhere(world)
    assert same(by_kinds(world, pairs, law), one_by_one(world, pairs, law))


@pytest.fixture(scope="module")
def province():
    return build_province(1_700, 7)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_province_is_judged_alike_by_kinds_and_pair_by_pair(province, day):
    """Random pairs, and with them all those that people hold, are planned for, have asked for, or take with another post."""
    world = province.at(day)
    law = LawBook.load().on(day)
    draw = np.random.default_rng(day.toordinal())
    people, posts = world.people["person_id"], world.posts["post_id"]
    leads = world.posts["held_with"].drop_nulls()
    assert len(leads), "a province has posts held together"
    pairs = pl.concat(
        [
            pl.DataFrame({"person_id": people.sample(4_000, with_replacement=True, seed=1), "post_id": posts.sample(4_000, with_replacement=True, seed=2)}),
            pl.DataFrame({"person_id": people.sample(800, seed=3), "post_id": leads.sample(800, with_replacement=True, seed=4)}),
            world.current_tenures.select("person_id", "post_id").drop_nulls().sample(500, seed=5),
            world["plans"].select("person_id", "post_id").drop_nulls(),
            world["wishes"].filter(pl.col("kind") == "post").select("person_id", post_id="target").join(posts.to_frame(), on="post_id"),
        ]
    )  # fmt: skip
    pairs = pairs[draw.permutation(pairs.height)]
    kinds, each = by_kinds(world, pairs, law), one_by_one(world, pairs, law)
    assert same(kinds, each)
    assert set(each[0].to_list()) >= {Verdict.ALLOWED, Verdict.UNKNOWN, Verdict.FORBIDDEN}


def test_a_grid_in_parts_says_what_the_pairs_say(province, monkeypatch):
    """Small parts: facts gathered for a few hundred people at a time, columns in blocks, posts held together among them."""
    monkeypatch.setattr(facts_at_hand, "PEOPLE_AT_ONCE", 300)
    monkeypatch.setattr(grid, "CELLS_AT_ONCE", 2_000)
    world = province.at(DAYS[-1])
    people = world.people["person_id"].sample(700, seed=1)
    leads = world.posts["held_with"].drop_nulls().unique(maintain_order=True).head(5)
    posts = pl.concat([leads, world.live_posts["post_id"].sample(20, seed=2)]).unique(maintain_order=True)
    parts = list(judge_grid(world, people, posts))
    assert len(parts) > 3
    found = pl.concat(
        pl.DataFrame(
            {
                "person_id": part.people.to_list() * len(part.posts),
                "post_id": np.repeat(part.posts.to_numpy(), len(part.people)),
                "verdict": part.verdicts.ravel(),
                "blocking": [part.outcomes.blocking(n) for n in part.numbers.ravel().tolist()],
            },
            schema_overrides={"blocking": pl.List(pl.String)},
        )
        for part in parts
    )
    assert found.height == len(people) * len(posts)
    verdict, blocking = one_by_one(world, found, LawBook.load().on(world.as_of))
    assert found["verdict"].equals(verdict)
    assert found["blocking"].to_list() == blocking.to_list()


def test_many_pairs_go_by_kinds_and_few_or_scattered_ones_do_not(province, monkeypatch):
    """The choice is for speed only: the answers are the same."""
    world = province.at(DAYS[0])
    people, posts = world.people["person_id"].head(40), world.posts["post_id"].head(30)
    pairs = people.to_frame().join(posts.to_frame(), how="cross")
    chosen = []
    for way in (by_kinds, one_by_one):
        monkeypatch.setattr(judge, way.__name__, lambda *asked, way=way: chosen.append(way) or way(*asked))
    few = judge_pairs(world, pairs)
    monkeypatch.setattr(judge, "FEW", 1_000)
    many = judge_pairs(world, pairs)
    monkeypatch.setattr(judge, "SPARSE", 1)
    scattered = judge_pairs(world, pairs.sample(1_100, seed=1))
    assert chosen == [one_by_one, by_kinds, one_by_one]
    assert few.equals(many)
    assert scattered.equals(
        scattered.select("person_id", "post_id").join(
            few, on=["person_id", "post_id"], how="left", maintain_order="left"
        )
    )


def test_nobody_or_no_post_makes_no_grid(province):
    none = pl.Series([], dtype=pl.String)
    assert list(judge_grid(province, none)) == list(judge_grid(province, None, none)) == []
