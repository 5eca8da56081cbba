"""Facts that tie a person to a post through one key of each: kept as small matrices, read by position.

A major and the majors a post wants, a person and the level aimed at, a person and a post's competency profile: each has
a value for every combination of the two keys, so that nothing is joined pair by pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.facts_history import months_at_or_above
from dungviec.records import Snapshot
from dungviec.records.codes import LEVELS
from dungviec.records.known_by import competencies_by
from dungviec.records.vietnamese import fold

FRAMEWORK_FITS, FRAMEWORK_BELOW, FRAMEWORK_MISSING = 0, 1, 2
NOT_ON_FILE = -1
"""Stands in the matrix where the fact is null."""

Codes = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Relation:
    """One fact by two keys: ``values[code of the person's key, code of the post's key]``.

    The last row and the last column stand for an empty key, so that the code -1 finds them. Columns lie in memory one after
    the other where there are many rows: judging reads them column by column.
    """

    person_key: str
    post_key: str
    values: Matrix
    kind: pl.DataType

    def read(self, name: str, people: Codes, posts: Codes) -> pl.Series:
        """The fact for each couple of key codes as a column of that name, null where it is not on file."""
        values = pl.DataFrame({name: self.values[people, posts]})
        return values.select(as_fact(pl.col(name), self.kind))[name]


def as_fact(values: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """Matrix values as facts."""
    return pl.when(values != NOT_ON_FILE).then(values).cast(kind)


def key_codes(keys: pl.Series) -> Codes:
    """The position a key has in a relation; -1 for an empty key. ``keys`` is an enumeration or small whole numbers."""
    return keys.to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def relations(
    snapshot: Snapshot,
    people: pl.DataFrame,
    posts: pl.DataFrame,
    *,
    tenures: pl.DataFrame,
    plans: pl.DataFrame,
    framework: bool,
) -> dict[str, Relation]:
    """Every relation of the snapshot by the name of its fact.

    ``people`` and ``posts`` hold their keys as enumerations; ``plans`` has ``person_id, plan_rank``.
    """
    person_ids = people.schema["person_id"]
    assert isinstance(person_ids, pl.Enum)
    ranked = months_at_or_above(tenures)
    levels = plans.filter(pl.col("plan_rank").is_not_null()).select(
        "person_id", target_rank="plan_rank", equal=pl.lit(1)
    )
    profiles = _categories(posts["profile_id"])
    fits = (
        _framework(snapshot, person_ids, profiles)
        if framework
        else np.broadcast_to(np.int16(NOT_ON_FILE), (len(person_ids.categories) + 1, len(profiles) + 1))
    )
    return {
        "months_adjacent": Relation(
            "person_id", "target_rank", _by_rank(person_ids, ranked, "months_adjacent"), pl.Int32()
        ),
        "planned_equal": Relation("person_id", "target_rank", _by_rank(person_ids, levels, "equal"), pl.Boolean()),
        "major_fits": Relation("major_key", "majors_key", _majors(people, posts), pl.Boolean()),
        "framework": Relation("person_id", "profile_id", fits, pl.UInt8()),
    }


def _categories(column: pl.Series) -> list[str]:
    assert isinstance(column.dtype, pl.Enum)
    return column.dtype.categories.to_list()


def _by_rank(ids: pl.Enum, rows: pl.DataFrame, value: str) -> Matrix:
    """Person by level aimed at; zero where nothing is on file."""
    matrix = np.zeros((len(ids.categories) + 1, len(LEVELS.values) + 2), dtype=np.int16, order="F")
    known = rows.with_columns(pl.col("person_id").cast(ids, strict=False)).drop_nulls()
    matrix[key_codes(known["person_id"]), known["target_rank"].to_numpy()] = known[value].to_numpy()
    return matrix


def _majors(people: pl.DataFrame, posts: pl.DataFrame) -> Matrix:
    """A major fits when a wanted one stands in it word for word (marks ignored); a post that wants none takes any."""
    majors, wanted = _categories(people["major_key"]), _categories(posts["majors_key"])
    matrix = np.full((len(majors) + 1, len(wanted) + 1), NOT_ON_FILE, dtype=np.int16)
    for j, key in enumerate(wanted):
        if not key:
            matrix[:, j] = 1
            continue
        words = [f" {fold(w)} " for w in key.split("|")]
        matrix[:-1, j] = [any(w in f" {major} " for w in words) for major in majors]
    return matrix


def _framework(snapshot: Snapshot, ids: pl.Enum, profiles: list[str]) -> Matrix:
    """Person by competency profile: fits, below, or not assessed; empty for a profile that asks nothing."""
    people = len(ids.categories)
    matrix = np.full((people + 1, len(profiles) + 1), NOT_ON_FILE, dtype=np.int16, order="F")
    needs = (
        snapshot["profiles"]
        .filter(pl.col("profile_id").is_in(profiles))
        .select("profile_id", "competency", "min_level")
    )
    if needs.height == 0 or not people:
        return matrix
    codes = needs["competency"].unique().sort()
    known = (
        competencies_by(snapshot)
        .filter(pl.col("competency").is_in(codes.implode()) & pl.col("level").is_not_null())
        .select(pl.col("person_id").cast(ids, strict=False), pl.col("competency").cast(pl.Enum(codes)), "level")
        .filter(pl.col("person_id").is_not_null())
    )
    levels = np.zeros((len(codes), people), dtype=np.int8)
    levels[key_codes(known["competency"]), key_codes(known["person_id"])] = known["level"].to_numpy()
    at = {p: j for j, p in enumerate(profiles)}
    answered: dict[tuple[int, int], tuple[Flags, Flags]] = {}
    for (profile,), rows in needs.group_by(["profile_id"], maintain_order=True):
        below, missing = np.zeros(people, dtype=np.bool_), np.zeros(people, dtype=np.bool_)
        for code, want in zip(codes.search_sorted(rows["competency"]), rows["min_level"], strict=True):
            if (code, want) not in answered:  # many profiles ask the same level of the same competency
                have = levels[code]
                answered[code, want] = (have > 0) & (have < want), have == 0
            short, unknown = answered[code, want]
            below |= short
            missing |= unknown
        matrix[:-1, at[str(profile)]] = np.where(
            below, FRAMEWORK_BELOW, np.where(missing, FRAMEWORK_MISSING, FRAMEWORK_FITS)
        )
    return matrix
