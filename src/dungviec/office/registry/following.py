"""Frames of the records kept in this process, which follow the change feed: what was written is read again, nothing else."""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import NamedTuple

import polars as pl

from dungviec.office.registry.holdings import Holding, holding
from dungviec.office.registry.models import Change, City
from dungviec.office.registry.patching import put
from dungviec.office.registry.reading import ENTRIES, KEY, ORDER, dated_entries, read_rows

MANY = 2_000
"""From so many changed rows on a table is read whole."""
_LOG = 20_000
"""So many lines of the feed are remembered for what is computed from the frames."""


class Line(NamedTuple):
    """One line of the feed."""

    seq: int
    table: str
    key: str
    person: str


@dataclass
class _Table:
    frame: pl.DataFrame
    entries: pl.DataFrame
    seq: int


@dataclass
class Followed:
    """The tables of one city as far as they were asked for, and the feed they follow."""

    city: str
    """Origin of the city."""
    seq: int
    revision: str
    anchor: datetime | None
    """When the newest line taken in was written: another line under its number means that one was rolled back."""
    tables: dict[str, _Table] = field(default_factory=dict)
    log: list[Line] = field(default_factory=list)
    log_from: int = 0
    """Lines after this number are in the log."""
    newest: dict[str, int] = field(default_factory=dict)
    """Number of the newest line of each table."""
    origin: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Unlike that of anything kept before: what is computed from these frames is kept under it."""
    lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def epoch(self) -> int:
        """Number of the last line that said «anything may have changed»."""
        return self.newest.get("", self.log_from)

    def catch_up(self, city: City) -> bool:
        """Take in the lines written since; tables follow when they are next asked for. False when the feed is another one."""
        if city.feed == self.seq:
            return city.revision == self.revision
        rows = list(
            Change.objects.filter(seq__gte=self.seq, seq__lte=city.feed)
            .order_by("seq")
            .values_list("seq", "table", "key", "person", "at")
        )
        if self.seq and (not rows or (rows[0][0], rows[0][4]) != (self.seq, self.anchor)):
            return False
        new = [Line(*row[:4]) for row in rows if row[0] > self.seq]
        self.log.extend(new)
        self.newest.update((line.table, line.seq) for line in new)
        if len(self.log) > _LOG:
            self.log_from = self.log[-_LOG - 1].seq
            self.log = self.log[-_LOG:]
        self.seq, self.revision, self.anchor = city.feed, city.revision, rows[-1][4] if rows else None
        return True

    def since(self, seq: int, tables: Iterable[str] | None = None) -> list[Line] | None:
        """Lines after ``seq`` about ``tables`` (all when None); None when they are not remembered that far back."""
        if seq < self.log_from:
            return None
        wanted = None if tables is None else {*tables, ""}
        start = len(self.log)
        while start and self.log[start - 1].seq > seq:
            start -= 1
        return [line for line in self.log[start:] if wanted is None or line.table in wanted]

    def version(self, tables: Iterable[str]) -> int:
        """Number of the newest line about any of ``tables``: what is computed from them is kept under it."""
        return max(self.newest.get(name, 0) for name in (*tables, ""))

    def table(self, name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """A table's newest rows (with KEY) and the timelines of its dated fields, up to date with the feed."""
        to = holding(name)
        kept = self.tables.get(name)
        lines = self.since(kept.seq, (name,)) if kept else None
        if kept is None or lines is None or any(not line.key for line in lines):
            kept = _Table(read_rows(to), _entries(to, None), self.seq)
        elif lines:
            keys = sorted({line.key for line in lines})
            if len(keys) >= MANY:
                kept = _Table(read_rows(to), _entries(to, None), self.seq)
            else:
                kept = _Table(_patched_rows(to, kept.frame, keys), _patched_entries(to, kept.entries, keys), self.seq)
        else:
            kept.seq = self.seq
        self.tables[name] = kept
        return kept.frame, kept.entries


_followed: OrderedDict[str, Followed] = OrderedDict()
_lock = RLock()


def follow(city: City) -> Followed:
    """What is kept of the city, up to date with its feed. Hold its ``lock`` while reading tables."""
    with _lock:
        kept = _followed.get(city.origin)
        if kept is not None and city.feed >= kept.seq:
            with kept.lock:
                if kept.catch_up(city):
                    return kept
        anchor = Change.objects.filter(seq=city.feed).values_list("at", flat=True).first()
        kept = _followed[city.origin] = Followed(city.origin, city.feed, city.revision, anchor, log_from=city.feed)
        while len(_followed) > 2:
            _followed.popitem(last=False)
    return kept


def _entries(to: Holding, keys: list[str] | None) -> pl.DataFrame:
    return dated_entries(to, keys=keys) if to.single else pl.DataFrame(schema=ENTRIES)


def _patched_rows(to: Holding, frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    gone = pl.Series([to.pk_value(key) for key in keys], dtype=frame.schema[KEY])
    order = ORDER if ORDER in frame.columns else KEY
    return put(frame, read_rows(to, keys=keys), key=KEY, gone=gone, order=[order])


def _patched_entries(to: Holding, entries: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    if not to.single:
        return entries
    return pl.concat([entries.filter(~pl.col("key").is_in(keys)), dated_entries(to, keys=keys)])
