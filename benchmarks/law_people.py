"""A snapshot of any size for the memory benchmark: a made-up province many times over, everybody with an id of his own."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dungviec.records import Snapshot
from dungviec.synth import build_province

PROVINCE = 50_000
_IDS = ("person_id", "post_id", "unit_id", "parent_id", "held_with", "target")
_READ = (
    "units", "posts", "people", "tenures", "ratings", "training", "discipline", "plans", "profiles", "competencies", "wishes",
)  # fmt: skip


def tiled_province(people: int, *, seed: int) -> Snapshot:
    """``people`` officials (a multiple of 50,000, or fewer than that) in as many copies of one province as it takes.

    The tables that judging reads; each copy has its own units, posts and people.
    """
    if people <= PROVINCE:
        return build_province(people, seed)
    copies, rest = divmod(people, PROVINCE)
    if rest:
        raise ValueError(f"{people} is not a multiple of {PROVINCE}.")
    province = build_province(PROVINCE, seed)
    tables: Mapping[str, pl.DataFrame] = {
        name: pl.concat(_copy(province[name], k) for k in range(copies)) if name != "profiles" else province[name]
        for name in _READ
    }
    return Snapshot(province.as_of, province.name, tables, place_code=province.place_code)


def _copy(table: pl.DataFrame, number: int) -> pl.DataFrame:
    return table.with_columns((pl.col(name) + f"~{number}").alias(name) for name in _IDS if name in table.columns)
