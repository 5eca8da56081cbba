"""What a report is about: a day, the period before it, and a unit with everything below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.vietnamese import fold, name_sort_text
from dungviec.workforce.figure import WorkforceFault

SCHOOLS = ("kindergarten", "primary_school", "secondary_school")
COMMUNES = ("ward", "commune")


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
        return rolls(self.snapshot, self.inside)

    @cached_property
    def posts(self) -> pl.DataFrame:
        """Every post on file of the scope, past and present, with the kind and place of its unit."""
        units = self.snapshot.units.select("unit_id", unit_name="name", unit_kind="kind", unit_place="place_code")
        return self.snapshot.posts.join(units, on="unit_id").filter(pl.col("unit_id").is_in(list(self.inside)))

    def within(self, column: str = "from_date") -> pl.Expr:
        """Whether a date lies in the period."""
        return pl.col(column).is_between(self.since, self.until)


def rolls(snapshot: Snapshot, inside: frozenset[str]) -> pl.DataFrame:
    """Whoever mainly holds a post of these units on the snapshot's day, one row each."""
    posts = snapshot.live_posts.select(
        "post_id", "unit_id", "level_rank", post_title="title", post_majors="majors", post_category="category"
    ).filter(pl.col("unit_id").is_in(list(inside)))
    units = snapshot.units.select("unit_id", unit_name="name", unit_kind="kind", unit_place="place_code")
    return (
        snapshot.main_posts.select("person_id", "post_id", since="from_date")
        .join(posts, on="post_id")
        .join(units, on="unit_id")
        .join(snapshot.people, on="person_id")
        .with_columns(_name=pl.col("name").map_elements(name_sort_text, return_dtype=pl.String))
        .sort("_name", "person_id")
        .drop("_name")
    )
