"""A Snapshot: what is known of a city on a day, as typed tables.

The day is always passed in; nothing in the library reads a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import polars as pl

from dungviec.records.codes import LEVELS
from dungviec.records.schema import TABLES
from dungviec.records.whereabouts import KIND_ORDER, serve_on


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The facts of one city (or province, or body) as they stand on ``as_of``.

    ``tables`` holds one frame per name of :data:`dungviec.records.schema.TABLES`, each conforming to its declaration;
    tables not given are empty. Rows are never dropped by date here: history stays in, readers ask ``current_tenures``.
    """

    as_of: date
    name: str
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    place_code: str | None = None
    """Code of the city or province itself."""
    note: str = ""

    def __post_init__(self) -> None:
        unknown = set(self.tables) - set(TABLES)
        if unknown:
            raise ValueError(f"Unknown tables {sorted(unknown)}: a snapshot holds {', '.join(TABLES)}.")
        frames = {n: t.conform(self.tables[n]) if n in self.tables else t.empty() for n, t in TABLES.items()}
        object.__setattr__(self, "tables", frames)

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    @property
    def people(self) -> pl.DataFrame:
        """Everybody on file."""
        return self.tables["people"]

    @property
    def posts(self) -> pl.DataFrame:
        """Every post on file, past and present."""
        return self.tables["posts"]

    @property
    def units(self) -> pl.DataFrame:
        """Every unit on file, past and present."""
        return self.tables["units"]

    def at(self, as_of: date) -> Snapshot:
        """The same facts looked at on another day."""
        return replace(self, as_of=as_of)

    def with_table(self, name: str, frame: pl.DataFrame) -> Snapshot:
        """A copy with one table replaced."""
        return replace(self, tables={**self.tables, name: frame})

    @cached_property
    def live_units(self) -> pl.DataFrame:
        """Units that exist on ``as_of``."""
        return _live(self.units, "valid_from", "valid_to", self.as_of)

    @cached_property
    def live_posts(self) -> pl.DataFrame:
        """Posts that exist on ``as_of`` in units that exist, with ``level_rank`` added."""
        posts = _live(self.posts, "valid_from", "valid_to", self.as_of)
        return posts.join(self.live_units.select("unit_id"), on="unit_id", how="semi").with_columns(
            level_rank=pl.col("level").replace_strict(
                {c.value: c.rank for c in LEVELS}, default=None, return_dtype=pl.Int32
            )
        )

    @cached_property
    def current_tenures(self) -> pl.DataFrame:
        """Tenures that run on ``as_of``, of every kind, in posts on file or not."""
        return _live(self.tables["tenures"], "from_date", "to_date", self.as_of)

    @cached_property
    def main_posts(self) -> pl.DataFrame:
        """``person_id, post_id, from_date, kind, term_ends`` of the one post each person mainly holds on ``as_of``.

        A main tenure comes before a secondment, an acting one and a concurrent one; the latest start wins a tie.
        People without a current tenure in a post on file are absent: who serves where is asked of :attr:`whereabouts`.
        """
        return (
            self.current_tenures.filter(pl.col("post_id").is_not_null())
            .join(self.live_posts.select("post_id"), on="post_id", how="semi")
            .with_columns(_order=pl.col("kind").replace_strict(KIND_ORDER, return_dtype=pl.Int8))
            .sort(["person_id", "_order", "from_date", "post_id"], descending=[False, False, True, False])
            .group_by("person_id", maintain_order=True)
            .first()
            .select("person_id", "post_id", "from_date", "kind", "term_ends")
        )

    @cached_property
    def whereabouts(self) -> pl.DataFrame:
        """``person_id, unit_id, post_id, title, level, field, from_date, kind, term_ends`` of whoever serves in a living unit on ``as_of``, by person.

        As :attr:`main_posts`, and then people whose running tenure names no living post (as histories of earlier years do): they
        stand in the unit of that post, or in the one unit that bears the name the tenure states; their ``post_id`` is null.
        """
        return serve_on(self)


def _live(frame: pl.DataFrame, start: str, end: str, day: date) -> pl.DataFrame:
    """Rows whose dated span covers ``day``; an empty bound is open."""
    return frame.filter(
        (pl.col(start).is_null() | (pl.col(start) <= day)) & (pl.col(end).is_null() | (pl.col(end) >= day))
    )
