"""One process measures judging and prints what it found as JSON: `python -m benchmarks.law_measure speed|memory …`.

A process of its own, because the number of threads is fixed when Polars loads, and the peak of memory cannot be taken back.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from benchmarks.law_people import tiled_province
from benchmarks.law_plain import PlainFacts, PlainLaw
from dungviec.law import LawBook, LawView, judge_grid
from dungviec.law.facts import TIES, FactBase, build_facts
from dungviec.law.facts_at_hand import facts_of
from dungviec.law.grid import companions_of, table_of
from dungviec.law.judge import one_by_one
from dungviec.law.readings import reading_of
from dungviec.law.rule_columns import rule_columns
from dungviec.records import Snapshot
from dungviec.synth import build_province

SEED = 1
PAIRWISE, PLAIN, SCANNED = 200_000, 30_000, 1_000_000
"""Pairs judged by the expressions pair by pair, by the plain loop, and read by the scan: each is timed per pair."""


class Timing(NamedTuple):
    """Seconds of all processor cores together, and by the clock on the wall."""

    cpu: float
    wall: float


NEVER = Timing(float("inf"), float("inf"))


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.law_measure", description=__doc__)
    parser.add_argument("what", choices=("speed", "memory"))
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--posts", type=int, required=True)
    parser.add_argument("--day", type=date.fromisoformat, required=True)
    parser.add_argument("--repeats", type=int, default=3)
    chosen = parser.parse_args()
    measure = speed if chosen.what == "speed" else memory
    json.dump(measure(chosen.people, chosen.posts, chosen.day, chosen.repeats), sys.stdout)


def speed(people: int, posts: int, day: date, repeats: int) -> dict[str, object]:
    """Seconds per pair of the whole grid, its parts and the baselines (in turns; the fastest of the repeats).

    The verdicts of the plain loop, and of the expressions pair by pair, are compared with those of the grid.
    """
    world = build_province(people, SEED).at(day)
    law = LawBook.load().on(day)
    chosen = world.live_posts["post_id"].sample(posts, seed=SEED)
    everybody = world.people["person_id"]
    pairs = _pairs(world, chosen, SCANNED)
    facts = facts_of(world, law)
    together = companions_of(world)
    plain_law, plain_facts = PlainLaw(law), PlainFacts(facts)
    wide = _wide(facts, law, pairs)
    scan = _scan(wide)
    few, sample = pairs.head(PLAIN), pairs.head(PAIRWISE)
    best: dict[str, Timing] = {}
    runs: dict[str, Callable[[], object]] = {
        "grid": lambda: _judged(world, everybody, chosen, law),
        "table": lambda: table_of(facts, rule_columns(law), everybody, chosen, together=together),
        "gathered": lambda: build_facts(world, law),
        "scan": lambda: wide.select(scan.sum()),
        "plain": lambda: _plain(plain_law, plain_facts, few),
        "pairwise": lambda: one_by_one(world, sample, law),
    }
    for _ in range(repeats):
        for name, run in runs.items():
            best[name] = min(best.get(name, NEVER), _timed(run))
    count = {"scan": wide.height, "plain": few.height, "pairwise": sample.height}
    verdicts, blocking = one_by_one(world, sample, law)
    table = table_of(facts, rule_columns(law), everybody, chosen, together=together)
    column = {p: table.column(q) for q, p in enumerate(chosen.to_list())}
    row = {p: i for i, p in enumerate(everybody.to_list())}
    ours = [int(column[q][row[p]]) for p, q in sample.iter_rows()]
    by_number = table.outcomes.verdicts.tolist()
    plain = _plain(plain_law, plain_facts, few)
    return {
        "people": people,
        "posts": posts,
        "threads": pl.thread_pool_size(),
        "rules": len(law.judged),
        "facts": len(wide.columns),
        "verdicts": _counted(world, everybody, chosen, law),
        "kinds": table.kinds,
        "outcomes": len(table.outcomes),
        "per_pair": {
            name: [t / count.get(name, people * posts) for t in (found.cpu, found.wall)] for name, found in best.items()
        },
        "same_as_pairwise": verdicts.to_list() == [by_number[n] for n in ours]
        and blocking.to_list() == [table.outcomes.blocking(n) for n in ours],
        "same_as_plain": plain == [(by_number[n], table.outcomes.blocking(n)) for n in ours[: few.height]],
    }


def memory(people: int, posts: int, day: date, repeats: int) -> dict[str, object]:
    """Seconds and peak memory of judging a very large snapshot in parts, once; and the peak before judging began."""
    world = tiled_province(people, seed=SEED).at(day)
    law = LawBook.load().on(day)
    chosen = world.live_posts["post_id"].sample(posts, seed=SEED)
    before = _peak()
    found = _timed(lambda: _judged(world, world.people["person_id"], chosen, law))
    return {
        "people": world.people.height,
        "posts": posts,
        "pairs": world.people.height * posts,
        "seconds": found.wall,
        "cpu": found.cpu,
        "before": before,
        "peak": _peak(),
    }


def _judged(world: Snapshot, people: pl.Series, posts: pl.Series, law: LawView) -> int:
    """Judge the grid, part by part; every pair's verdict is written."""
    return sum(part.verdicts.size for part in judge_grid(world, people, posts, law))


def _counted(world: Snapshot, people: pl.Series, posts: pl.Series, law: LawView) -> list[int]:
    """How many pairs have each verdict."""
    found = np.zeros(4, dtype=np.int64)
    for part in judge_grid(world, people, posts, law):
        found += [np.count_nonzero(part.verdicts == verdict) for verdict in range(4)]
    return found.tolist()


def _plain(law: PlainLaw, facts: PlainFacts, pairs: pl.DataFrame) -> list[tuple[int, list[str]]]:
    found = []
    for person_id, post_id in pairs.iter_rows():
        person, post = facts.people[person_id], facts.posts[post_id]
        found.append(law.judge(person, post, facts.between(person, post)))
    return found


def _pairs(world: Snapshot, posts: pl.Series, count: int) -> pl.DataFrame:
    """Random pairs of everybody and the posts that stand alone (the plain loop does not follow posts held together)."""
    alone = posts.filter(~posts.is_in(list(companions_of(world))))
    draw = np.random.default_rng(SEED)
    people = world.people["person_id"]
    return pl.DataFrame(
        {
            "person_id": people[draw.integers(0, len(people), count)],
            "post_id": alone[draw.integers(0, len(alone), count)],
        }
    )


def _wide(facts: FactBase, law: LawView, pairs: pl.DataFrame) -> pl.DataFrame:
    """The table of pairs with every fact the rules of the day read, as plain columns in memory."""
    names: set[str] = {"stay"}
    for expr in rule_columns(law).exprs:
        reading = reading_of(expr, facts)
        names |= {*reading.person, *reading.post, *reading.relations, *reading.ties, *reading.derived}
    asked = pairs.with_row_index("row").with_columns(own=pl.lit(True))
    return (
        facts.pairs(asked)
        .select(
            sorted(
                names & {*facts.people.columns, *facts.posts.columns, *facts.relations, *TIES, "move", "planned_higher"}
            )
        )
        .collect()
        .rechunk()
    )


def _scan(wide: pl.DataFrame) -> pl.Expr:
    """The least a judge that looks at each pair can do: compare every column once, and count the pairs where all differ."""
    return pl.all_horizontal(
        (
            pl.col(name) != wide[name].drop_nulls()[0]
            if wide[name].null_count() < wide.height
            else pl.col(name).is_null()
        ).fill_null(True)
        for name in wide.columns
    )


def _timed(run: Callable[[], object]) -> Timing:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return Timing(time.process_time() - cpu, time.perf_counter() - wall)


def _peak() -> int:
    """Peak resident memory of this process in bytes (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
