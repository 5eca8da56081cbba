"""`python -m benchmarks doubles`: finding records of one person among 50,000, beside comparing everybody with everybody.

The baseline is the loop somebody would write first: every two people, by number or by name and birthday. It is run on a part of
the same people and its pairs are compared with those found; its time grows with the square, ours with the people.
"""

from __future__ import annotations

import argparse
import time
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

import polars as pl

from benchmarks.report import console, machine, mark, number, table
from dungviec.records.doubles import find_pairs, known_parents, personal_numbers
from dungviec.records.schema import TABLES
from dungviec.records.vietnamese import fold

PLANTED = 200


def _people(count: int, seed: int) -> tuple[pl.DataFrame, set[tuple[str, str]]]:
    """A made-up province, some of whose people stand twice: by number, by name and birthday, with marks or a day off."""
    from dungviec.synth import build_province

    people = build_province(count, seed).people
    draw = Random(seed)
    rows = people.sample(PLANTED, seed=seed).to_dicts()
    planted, twice = set(), []
    for i, row in enumerate(rows):
        other = row | {"person_id": f"{row['person_id']}-2", "citizen_id": None}
        kind = i % 3
        if kind == 0:
            row["citizen_id"] = row["citizen_id"] or f"{draw.randrange(10**11, 10**12)}"
            other |= {"citizen_id": row["citizen_id"], "born": row["born"] + timedelta(days=1) if row["born"] else None}
        elif kind == 1:
            other["name"] = fold(row["name"]).title()
        twice.append(other)
        planted.add((row["person_id"], other["person_id"]))
    numbered = {row["person_id"]: row["citizen_id"] for row in rows}
    kept = people.with_columns(
        citizen_id=pl.col("person_id").replace_strict(numbered, default=pl.col("citizen_id"), return_dtype=pl.String)
    )
    return pl.concat([kept, pl.DataFrame(twice, schema=people.schema)]), planted


def _pairwise(people: pl.DataFrame) -> set[tuple[str, str]]:
    """Every two people, by citizen number or by folded name and birthday."""
    rows: list[tuple[Any, ...]] = [
        (person, fold(name), born, citizen)
        for person, name, born, citizen in people.select("person_id", "name", "born", "citizen_id").iter_rows()
    ]
    return {
        (min(a[0], b[0]), max(a[0], b[0]))
        for a, b in combinations(rows, 2)
        if (a[3] and a[3] == b[3]) or (a[2] is not None and a[2] == b[2] and a[1] == b[1])
    }


def _seconds(people: pl.DataFrame) -> tuple[float, pl.DataFrame]:
    started = time.process_time()
    parents = known_parents(people, TABLES["kinship"].empty())
    found = find_pairs(people, numbers=personal_numbers(people), parents=parents)
    return time.process_time() - started, found


def main(arguments: list[str]) -> None:
    """Print the table; SystemExit(1) where the loop finds a pair we do not, or a planted pair is missing."""
    options = argparse.ArgumentParser(prog="python -m benchmarks doubles")
    options.add_argument("--people", type=int, default=50_000)
    options.add_argument("--part", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args(arguments)
    people, planted = _people(given.people, given.seed)
    part = people.tail(given.part)
    started = time.process_time()
    naive = _pairwise(part)
    loop = time.process_time() - started
    small, found_small = _seconds(part)
    whole, found = _seconds(people)
    missed = naive - set(found_small.select("first", "second").iter_rows())
    lost = {(min(p), max(p)) for p in planted} - set(found.select("first", "second").iter_rows())
    shown = table("Tìm hồ sơ trùng (doubles)", ["người (people)", "cách (how)", "giây xử lý (cpu s)", "cặp (pairs)"])
    shown.add_row(number(part.height), "từng cặp (pairwise)", number(loop, 2), number(len(naive)))
    shown.add_row(number(part.height), "dungviec", number(small, 3), number(found_small.height))
    shown.add_row(number(people.height), "dungviec", number(whole, 2), number(found.height))
    console().print(shown)
    grown = (people.height / part.height) ** 2
    console().print(
        f"{number(part.height)} người: {number(loop / small, 0)}×; cả {number(people.height)} người, vòng lặp ước "
        f"{number(loop * grown / 60)} phút (the loop, by the square): {number(loop * grown / whole, 0)}× · {machine()}\n"
        f"Đủ các cặp của vòng lặp và {len(planted)} cặp cài vào (nothing missed): {mark(not missed and not lost)}"
    )
    if missed or lost:
        raise SystemExit(1)
