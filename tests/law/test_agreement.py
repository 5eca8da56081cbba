"""Judging all pairs and explaining one must never disagree."""

import polars as pl
from hypothesis import HealthCheck, given, settings
from tests.law.world import snapshots

from dungviec.law import Verdict, explain_pair, judge_pairs


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots())
def test_one_rule_two_uses(world):
    pairs = world.people.select("person_id").join(world.posts.select("post_id"), how="cross")
    judged = judge_pairs(world, pairs)
    assert judged.select("person_id", "post_id").equals(pairs)
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


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots())
def test_a_pair_is_judged_alike_alone_and_in_company(world):
    pairs = world.people.select("person_id").join(world.posts.select("post_id"), how="cross")
    together = judge_pairs(world, pairs)["verdict"].to_list()
    alone = [judge_pairs(world, pairs.slice(i, 1))["verdict"][0] for i in range(pairs.height)]
    assert together == alone
    doubled = judge_pairs(world, pl.concat([pairs, pairs.reverse()]))["verdict"].to_list()
    assert doubled == [*together, *reversed(together)]
