"""The surplus list: people without a seat, posts with more people than seats, units above their assigned headcount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dungviec.law.facts_ratings import last_due_year
from dungviec.records import Snapshot
from dungviec.records.vietnamese import fold
from dungviec.streamlining.faults import StreamliningFault

Why = Literal["no_seat", "marked", "over_seats", "over_norm", "rating"]
WHYS: dict[Why, tuple[str, str]] = {
    "no_seat": ("không còn vị trí sau sắp xếp", "no seat after the reorganisation"),
    "marked": ("vị trí ghi «dôi dư»", "post marked as surplus"),
    "over_seats": ("vị trí có nhiều người hơn số chỗ", "post with more people than seats"),
    "over_norm": ("đơn vị vượt biên chế giao", "unit above its assigned headcount"),
    "rating": ("xếp loại không hoàn thành nhiệm vụ", "rated as not completed"),
}
"""Why somebody stands on the list, in words. Standing on it is not being chosen."""


@dataclass(frozen=True, slots=True)
class Surplus:
    """Somebody the review has to look at. ``post_id`` is the post held, or the one that ended."""

    person_id: str
    name: str
    unit_id: str
    post_id: str | None
    title: str
    level_rank: int | None
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class UnitSurplus:
    """One unit: how many it may have (None: not stated), how many it has, how many must go, and whom the review looks at.

    ``must_go`` counts heads: those above the norm, above the seats or in posts marked as surplus, and those without a seat; who they are is not decided by a count.
    """

    unit_id: str
    name: str
    kind: str
    norm: int | None
    present: int
    must_go: int
    people: tuple[Surplus, ...]


def surplus_of(
    snapshot: Snapshot, *, unit: str | None = None, without_seat: Mapping[str, str] | None = None
) -> tuple[UnitSurplus, ...]:
    """The surplus list of the day, the units with most to solve first.

    ``unit`` (id or name) narrows it to a unit and those below. ``without_seat`` names people a reorganisation on trial leaves
    without a post (person → the post that ends); then the snapshot is that of the trial. Otherwise people count as without a seat
    whose last post ended because its unit closed. Raises :class:`StreamliningFault` for a unit not on file.
    """
    seatless = _seatless(snapshot) if without_seat is None else dict(without_seat)
    held = _held(snapshot)
    inside = units_below(snapshot, unit) if unit is not None else None
    posts = {r["post_id"]: r for r in snapshot.posts.iter_rows(named=True)}
    ranks = dict(snapshot.live_posts.select("post_id", "level_rank").iter_rows())
    names = dict(snapshot.people.select("person_id", "name").iter_rows())
    failed = _failed(snapshot)
    per_post = held.group_by("post_id").len()
    crowded = {p for p, n in per_post.iter_rows() if n > (posts[p]["seats"] or 1)}
    by_unit: dict[str, list[tuple[str, str]]] = {}
    for person, post, unit_id in held.select("person_id", "post_id", "unit_id").iter_rows():
        by_unit.setdefault(unit_id, []).append((person, post))
    gone: dict[str, list[tuple[str, str]]] = {}
    for person, post in seatless.items():
        if post in posts and person in names:
            gone.setdefault(posts[post]["unit_id"], []).append((person, post))
    found = []
    for row in _units(snapshot, gone).iter_rows(named=True):
        unit_id = row["unit_id"]
        if inside is not None and unit_id not in inside:
            continue
        mine, lost = by_unit.get(unit_id, []), gone.get(unit_id, [])
        over = max(len(mine) - row["norm"], 0) if row["norm"] is not None else 0
        people = [Surplus(p, names[p], unit_id, q, posts[q]["title"], None, ("no_seat",)) for p, q in lost]
        for person, post in mine:
            whys: list[Why] = ["marked"] if marked(posts[post]["title"]) else []
            whys += ["over_seats"] if post in crowded else []
            whys += ["over_norm"] if over and not _leads(posts[post]) else []
            whys += ["rating"] if person in failed else []
            if whys:
                people.append(Surplus(person, names[person], unit_id, post, posts[post]["title"], ranks.get(post), tuple(whys)))  # fmt: skip
        if people:
            above = sum(
                max(0, sum(1 for _, q in mine if q == p) - (posts[p]["seats"] or 1)) for p in {q for _, q in mine}
            )
            must = len(lost) + max(over, above, sum(marked(posts[q]["title"]) for _, q in mine))
            found.append(
                UnitSurplus(unit_id, row["name"], row["kind"], row["norm"], len(mine), must, tuple(sorted(people, key=_order)))
            )  # fmt: skip
    return tuple(sorted(found, key=lambda u: (-u.must_go, u.name, u.unit_id)))


def marked(title: str) -> bool:
    """Whether a post is marked as surplus by its title, as rosters write it («Giáo viên (dôi dư)»)."""
    return "doi du" in fold(title)


def _leads(post: dict[str, object]) -> bool:
    return post["role"] in ("head", "deputy")


def _order(one: Surplus) -> tuple[int, str, str]:
    return min(list(WHYS).index(w) for w in one.whys), fold(one.name), one.person_id


def _held(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, post_id, unit_id`` of the main post of everybody who has one."""
    units = snapshot.live_posts.select("post_id", "unit_id")
    return snapshot.main_posts.select("person_id", "post_id").join(units, on="post_id").sort("unit_id", "person_id")


def _units(snapshot: Snapshot, gone: Mapping[str, object]) -> pl.DataFrame:
    """Live units, and ended ones whose people are without a seat."""
    ended = snapshot.units.filter(pl.col("unit_id").is_in(list(gone))).with_columns(norm=pl.lit(None, dtype=pl.Int32))
    return pl.concat([snapshot.live_units, ended.join(snapshot.live_units.select("unit_id"), on="unit_id", how="anti")])


def _seatless(snapshot: Snapshot) -> dict[str, str]:
    """People without a post whose last main one ended because its unit closed."""
    rows = (
        snapshot["tenures"]
        .filter(pl.col("post_id").is_not_null() & (pl.col("kind") == "main") & (pl.col("from_date") <= snapshot.as_of))
        .sort("from_date", "post_id")
        .unique("person_id", keep="last", maintain_order=True)
        .filter((pl.col("to_date") < snapshot.as_of) & (pl.col("left_because") == "unit_closed"))
        .join(snapshot.main_posts.select("person_id"), on="person_id", how="anti")
    )
    return dict(rows.select("person_id", "post_id").iter_rows())


def _failed(snapshot: Snapshot) -> frozenset[str]:
    year = last_due_year(snapshot.as_of)
    rows = snapshot["ratings"].filter(
        (pl.col("system") == "state")
        & (pl.col("year") == year)
        & (pl.col("rating") == "failed")
        & (pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
    )
    return frozenset(rows["person_id"])


def units_below(snapshot: Snapshot, unit: str) -> frozenset[str]:
    """The unit meant by an id or a name, and all below it. Raises :class:`StreamliningFault` where none is."""
    units = list(snapshot.units.select("unit_id", "name", "parent_id").iter_rows())
    found = {u for u, name, _ in units if u == unit or fold(name) == fold(unit)}
    if not found:
        raise StreamliningFault(
            f"Không có đơn vị mang mã hoặc tên «{unit}»; xem mã ở bảng Đơn vị.",
            f"No unit has the id or name '{unit}'; see the table of units.",
        )
    while more := {u for u, _, parent in units if parent in found and u not in found}:
        found |= more
    return frozenset(found)
