"""An attribute to ask about: how each person on the rolls falls into one of its values, and in which order the values stand.

Every person has exactly one value of a dimension; whoever's is not on file stands under :data:`MISSING`, so that the values of any
dimension add up to everybody counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from dungviec.records.code_list import CodeList
from dungviec.records.codes import LEVELS
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.vietnamese import collation_key, fold
from dungviec.workforce.counting import Pair
from dungviec.workforce.diplomas import add_diplomas
from dungviec.workforce.scope import Scope
from dungviec.workforce.statutory_forms import age_on

MISSING = "-"
"""The value of whoever's is not on file."""
NOT_STATED: Pair = ("chưa ghi", "not stated")
AGE_BANDS = ((0, 30), (31, 40), (41, 50), (51, 55), (56, 60), (61, None))
"""The ages of form BM01/BNV, with those over 60 named."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension: its key in questions and addresses, and its words."""

    key: str
    vi: str
    en: str

    def words(self, lang: str) -> str:
        """What it is called."""
        return self.vi if lang == "vi" else self.en


UNSTATED = Value(MISSING, *NOT_STATED)


@dataclass(frozen=True)
class Facts:
    """Everybody of a scope on its day, with what dimensions and measures read of them. ``dossiers``: tables of the dossier, where at hand."""

    scope: Scope
    dossiers: Mapping[str, pl.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def day(self) -> date:
        """The day asked about."""
        return self.scope.until

    @cached_property
    def people(self) -> pl.DataFrame:
        """One row a person on the rolls, by name: own fields, post, unit, ages and years."""
        snapshot, day = self.scope.snapshot, self.day
        posts = snapshot.posts.select("post_id", "field", "role")
        terms = snapshot.main_posts.select("person_id", "term_ends", tenure_kind="kind")
        levels = {c.rank: c.value for c in LEVELS}
        return (
            self.scope.everybody.join(posts, on="post_id", how="left", maintain_order="left")
            .join(terms, on="person_id", how="left", maintain_order="left")
            .with_columns(
                age=age_on(day), banded_age=age_on(day, tuple(low for low, _high in AGE_BANDS)), service_years=years_since("joined", day),
                post_years=years_since("since", day), own_category=pl.coalesce("category", "post_category"),
                level=pl.col("level_rank").replace_strict(levels, default=None, return_dtype=pl.String),
                party=pl.col("party_member"),
            )
        )  # fmt: skip

    @cached_property
    def diplomas(self) -> pl.DataFrame:
        """Everybody with the diplomas read from degrees and studies."""
        return add_diplomas(self.people.select("person_id", "major", "degree"), self.dossiers.get("studies"))

    @cached_property
    def particulars(self) -> pl.DataFrame:
        """Particulars of the official record, one row a person; empty where they are not at hand."""
        found = self.dossiers.get("particulars")
        return (DOSSIER_TABLES["particulars"].empty() if found is None else found).unique(
            "person_id", keep="first", maintain_order=True
        )

    @cached_property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """Unit → its line of units down to itself, from the first below the scope; the unit itself where the scope is that unit."""
        parents = dict(self.scope.snapshot.units.select("unit_id", "parent_id").iter_rows())
        roots = [u for u in self.scope.units["unit_id"] if not parents.get(u)]
        top = self.scope.unit_id or (roots[0] if len(roots) == 1 else None)
        return {unit: _line(unit, parents, top) for unit in self.scope.inside}


def _line(unit: str, parents: Mapping[str, str | None], top: str | None) -> tuple[str, ...]:
    found: list[str] = []
    here: str | None = unit
    while here is not None and here != top and here not in found:
        found.append(here)
        here = parents.get(here)
    return tuple(reversed(found)) or (unit,)


Given = pl.Expr | pl.DataFrame
"""A key for each row of ``Facts.people``, or a table of ``person_id`` and ``value``."""


@dataclass(frozen=True)
class Dimension:
    """One attribute. ``given`` makes the key of each person; ``values`` names the keys that may occur, in their order (None: whatever
    occurs, by its words); ``absent`` is the value of people of whom a kept table has no row; ``needs`` are the fields read."""

    key: str
    vi: str
    en: str
    group: str
    needs: tuple[str, ...]
    given: Callable[[Facts], Given] = field(repr=False)
    values: Callable[[Facts], Sequence[Value]] | None = field(default=None, repr=False)
    absent: str | None = None
    kept_in: str = ""
    """The table without any row of which nothing is known of anybody; dimensions of a dossier table name it as ``dossier:table``."""
    ordered: bool = False
    """Whether the values follow each other by themselves (ages, degrees), so that none is moved by its size."""

    def words(self, lang: str) -> str:
        """What it is called."""
        return self.vi if lang == "vi" else self.en

    def keys_of(self, facts: Facts) -> pl.Series:
        """The key of every person of ``facts.people``, in their order; never null."""
        people = facts.people
        if not self.known(facts):
            return pl.repeat(MISSING, people.height, dtype=pl.String, eager=True)
        given = self.given(facts)
        if isinstance(given, pl.Expr):
            found = people.select(given.cast(pl.String).alias("value"))["value"]
        else:
            rows = given.select("person_id", pl.col("value").cast(pl.String)).unique("person_id", keep="first", maintain_order=True)  # fmt: skip
            found = people.select("person_id").join(rows, on="person_id", how="left", maintain_order="left")["value"]
        if self.absent is not None:
            found = found.fill_null(self.absent)
        return pl.select(pl.when(found.str.strip_chars() == "").then(pl.lit(MISSING)).otherwise(found.fill_null(MISSING)))[:, 0]  # fmt: skip

    def known(self, facts: Facts) -> bool:
        """Whether the records keep what the dimension reads at all."""
        kind, _colon, dossier = self.kept_in.partition(":")
        if dossier:
            return bool((frame := facts.dossiers.get(dossier)) is not None and frame.height)
        return not kind or bool(facts.scope.snapshot[kind].height)

    def named(self, facts: Facts, present: set[str]) -> list[Value]:
        """The values that occur, in their order, those without one last; a key that no list names stands under its own text."""
        declared = list(self.values(facts)) if self.values is not None else []
        found = [v for v in declared if v.key in present]
        own = present - {v.key for v in declared} - {MISSING}
        found += [Value(k, k, k) for k in sorted(own, key=collation_key)]
        return [*found, UNSTATED] if MISSING in present else found


def years_since(column: str, day: date) -> pl.Expr:
    """Completed years from a date of the frame to ``day``; null where it is not known or still to come."""
    start = pl.col(column)
    reached = (start.dt.month() < day.month) | ((start.dt.month() == day.month) & (start.dt.day() <= day.day))
    years = day.year - start.dt.year() - 1 + reached.cast(pl.Int32)
    return pl.when(years >= 0).then(years)


def band_key(low: int, high: int | None) -> str:
    """The key of a band of whole numbers: ``31-40``, and ``61+`` for an open one."""
    return f"{low}+" if high is None else f"{low}-{high}"


def banded(number: pl.Expr, bands: Sequence[tuple[int, int | None]]) -> pl.Expr:
    """The key of the band a number falls into; null where it falls into none."""
    tests = (
        pl.when(number >= low if high is None else number.is_between(low, high)).then(pl.lit(band_key(low, high)))
        for low, high in bands
    )
    return pl.coalesce(*tests)


def band_values(bands: Sequence[tuple[int, int | None]], unit: Pair) -> tuple[Value, ...]:
    """The bands in words: «dưới 5 năm», «5–9 năm», «từ 30 năm»."""
    found = []
    for low, high in bands:
        if high is None:
            vi, en = f"từ {low} {unit[0]}", f"{low} {unit[1]} and over"
        elif low == 0:
            vi, en = f"đến {high} {unit[0]}", f"up to {high} {unit[1]}"
        else:
            vi, en = f"{low}–{high} {unit[0]}", f"{low}–{high} {unit[1]}"
        found.append(Value(band_key(low, high), vi, en))
    return tuple(found)


def of_codes(codes: CodeList, *, ranked: bool = False) -> Callable[[Facts], Sequence[Value]]:
    """The values of a code list; ``ranked``: the highest first."""
    items = sorted(codes, key=lambda c: -c.rank) if ranked else list(codes)
    values = tuple(Value(c.value, c.vi, c.en) for c in items)
    return lambda _facts: values


def fixed(*values: tuple[str, str, str]) -> Callable[[Facts], Sequence[Value]]:
    """Values that are declared on the spot: key, Vietnamese, English."""
    made = tuple(Value(*v) for v in values)
    return lambda _facts: made


def flag(test: pl.Expr) -> pl.Expr:
    """``yes`` and ``no`` of a test; null where it is not known."""
    return pl.when(test).then(pl.lit("yes")).when(~test).then(pl.lit("no"))


def meant(values: Sequence[Value], word: str) -> Value | None:
    """The value meant by a key or by its words in either language, marks and capitals apart; None where none or several fit."""
    exact = [v for v in values if v.key == word]
    if exact:
        return exact[0]
    close = [v for v in values if fold(word) in (fold(v.vi), fold(v.en))]
    return close[0] if len(close) == 1 else None
