"""What a report is about: a day, the period before it, and a unit with everything below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import LEVELS
from dungviec.records.vietnamese import fold, name_sort_text
from dungviec.records.whereabouts import placed
from dungviec.workforce.figure import WorkforceFault

SCHOOLS = ("kindergarten", "primary_school", "secondary_school")
COMMUNES = ("ward", "commune")
LEFT = ("retired", "left_service", "died")
"""Reasons with which somebody leaves the service, not only a post."""


def member_on(day: date) -> pl.Expr:
    """Whether somebody was a Party member on a day: who was admitted later was none yet, whatever the file says of today."""
    joined = pl.col("party_joined")
    return pl.when(joined > day).then(pl.lit(value=False)).otherwise(pl.coalesce("party_member", pl.when(joined.is_not_null()).then(pl.lit(value=True))))  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """The snapshot on its day (``until``), the first day of the period, and the unit; None is the whole body."""

    snapshot: Snapshot
    since: date
    unit_id: str | None = None

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise WorkforceFault(
                f"Kỳ báo cáo bắt đầu {self.since:%d/%m/%Y} sau ngày kết thúc {self.until:%d/%m/%Y}; đổi lại hai ngày.",
                f"The period begins on {self.since} after it ends on {self.until}; change the days.",
            )

    @classmethod
    def ask(cls, snapshot: Snapshot, *, since: date | None = None, unit: str | None = None) -> Scope:
        """The scope for a unit given by identifier or by name; ``since`` is 1 January of the year when not given.

        Raises :class:`WorkforceFault` for a unit that does not exist on the day, or a name that several bear.
        """
        first = since or date(snapshot.as_of.year, 1, 1)
        if unit is None:
            return cls(snapshot, first)
        live = snapshot.live_units
        if unit in set(live["unit_id"]):
            return cls(snapshot, first, unit)
        named = [i for i, n in live.select("unit_id", "name").iter_rows() if fold(n) == fold(unit)]
        if len(named) == 1:
            return cls(snapshot, first, named[0])
        day = f"{snapshot.as_of:%d/%m/%Y}"
        if named:
            raise WorkforceFault(
                f"Tên «{unit}» có {len(named)} đơn vị ngày {day}: {', '.join(named)}; ghi mã đơn vị.",
                f"{len(named)} units are called '{unit}' on {day}: {', '.join(named)}; give the identifier.",
            )
        near = [i for i, n in live.select("unit_id", "name").iter_rows() if fold(unit) in fold(n)][:4]
        hint = (f" Có phải: {', '.join(near)}?", f" Did you mean {', '.join(near)}?") if near else ("", "")
        raise WorkforceFault(
            f"Không có đơn vị «{unit}» ngày {day}.{hint[0]}", f"There is no unit '{unit}' on {day}.{hint[1]}"
        )

    @property
    def until(self) -> date:
        """The day of the report, the last of the period."""
        return self.snapshot.as_of

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.unit_id is None

    @property
    def name(self) -> str:
        """The name of the unit or of the whole body."""
        if self.unit_id is None:
            return self.snapshot.name
        return str(self.snapshot.units.filter(pl.col("unit_id") == self.unit_id)["name"][0])

    @cached_property
    def inside(self) -> frozenset[str]:
        """The units of the scope, live or not: the unit and everything that stands below it on file."""
        every = self.snapshot.units["unit_id"].to_list()
        if self.unit_id is None:
            return frozenset(every)
        below: dict[str | None, list[str]] = {}
        for unit, parent in self.snapshot.units.select("unit_id", "parent_id").iter_rows():
            below.setdefault(parent, []).append(unit)
        found, waiting = {self.unit_id}, [self.unit_id]
        while waiting:
            for unit in below.get(waiting.pop(), ()):
                if unit not in found:
                    found.add(unit)
                    waiting.append(unit)
        return frozenset(found)

    @cached_property
    def units(self) -> pl.DataFrame:
        """Units of the scope that exist on the day."""
        return self.snapshot.live_units.filter(pl.col("unit_id").is_in(list(self.inside)))

    @cached_property
    def everybody(self) -> pl.DataFrame:
        """People on the rolls of the scope, by name: their columns, with those of their main post (``post_…``) and unit (``unit_…``)."""
        return rolls(self.snapshot, self.inside).with_columns(party_member=member_on(self.until))

    @cached_property
    def posts(self) -> pl.DataFrame:
        """Every post on file of the scope, past and present, with the kind and place of its unit."""
        units = self.snapshot.units.select("unit_id", unit_name="name", unit_kind="kind", unit_place="place_code")
        return self.snapshot.posts.join(units, on="unit_id").filter(pl.col("unit_id").is_in(list(self.inside)))

    @cached_property
    def spells(self) -> pl.DataFrame:
        """Every tenure in a unit of the scope, with ``unit_id``, ``unit_kind`` and ``post_level``: by its post, else by the unit's name."""
        kinds = self.snapshot.units.select("unit_id", unit_kind="kind")
        return (
            placed(self.snapshot["tenures"], self.snapshot)
            .filter(pl.col("unit_id").is_in(list(self.inside)))
            .join(kinds, on="unit_id")
        )

    @cached_property
    def unplaced(self) -> pl.DataFrame:
        """People of the whole body who serve on the day in no unit on file, and those whose file holds no tenure at all; of a unit nobody."""
        if not self.whole:
            return self.snapshot.people.clear()
        tenures = self.snapshot["tenures"].select("person_id").unique()
        now = self.snapshot.current_tenures.select("person_id").unique()
        serving = self.snapshot.people.join(tenures.join(now, on="person_id", how="anti"), on="person_id", how="anti")
        return serving.join(self.everybody, on="person_id", how="anti")

    @cached_property
    def first_day(self) -> date | None:
        """The first day any tenure on file begins; before it the records know nobody. None where no tenure is on file."""
        found = self.snapshot["tenures"]["from_date"].min()
        return found if isinstance(found, date) else None

    @cached_property
    def leavers_known(self) -> bool:
        """Whether somebody of the whole body left the service in the twelve months up to the day: else the records seem not to keep leavers."""
        gone = self.snapshot["tenures"].filter(pl.col("left_because").is_in(LEFT))
        return bool(gone["to_date"].is_between(self.until - timedelta(days=365), self.until).any())

    def within(self, column: str = "from_date") -> pl.Expr:
        """Whether a date lies in the period."""
        return pl.col(column).is_between(self.since, self.until)


def rolls(snapshot: Snapshot, inside: frozenset[str]) -> pl.DataFrame:
    """Whoever works in these units on the snapshot's day (``Snapshot.whereabouts``), one row each, with own columns, post and unit."""
    ranks = {c.value: c.rank for c in LEVELS}
    posts = snapshot.posts.select("post_id", post_majors="majors", post_category="category")
    units = snapshot.units.select("unit_id", unit_name="name", unit_kind="kind", unit_place="place_code")
    return (
        snapshot.whereabouts.filter(pl.col("unit_id").is_in(list(inside)))
        .select(
            "person_id", "post_id", "unit_id", since="from_date", post_title="title",
            level_rank=pl.col("level").replace_strict(ranks, default=None, return_dtype=pl.Int32),
        )
        .join(posts, on="post_id", how="left")
        .join(units, on="unit_id")
        .join(snapshot.people, on="person_id")
        .with_columns(_name=_sort_text(pl.col("name")))
        .sort("_name", "person_id")
        .drop("_name")
    )  # fmt: skip


def _sort_text(name: pl.Expr) -> pl.Expr:
    """The order of Vietnamese names; each name is worked out once, however many bear it."""
    return name.map_batches(
        lambda s: s.replace_strict({n: name_sort_text(n) for n in s.unique().drop_nulls()}, default=None, return_dtype=pl.String),
        return_dtype=pl.String,
    )  # fmt: skip
