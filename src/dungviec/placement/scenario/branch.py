"""Branching the organisation: the same people on the day of the change, in the units and posts of the scenario.

Nothing of the records is altered: a branch is another snapshot, to be staffed, compared, and committed or thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any

import polars as pl

from dungviec.placement.policy import PolicyFault
from dungviec.placement.requirements import Continuing
from dungviec.placement.scenario.changes import Change, Merge, Move, NewPost, NewUnit, Scenario, Split
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Branch:
    """A branched organisation.

    ``displaced``: people whose post ended, to be placed anew; ``carried``: person → post they go along to; ``new_units``,
    ``ended_units``, ``new_posts``, ``ended_posts``: ids, for the comparison and the papers.
    """

    scenario: Scenario
    before: Snapshot
    snapshot: Snapshot
    displaced: tuple[str, ...]
    carried: dict[str, str]
    new_units: tuple[str, ...]
    ended_units: tuple[str, ...]
    new_posts: tuple[str, ...]
    ended_posts: tuple[str, ...]
    continuing: tuple[Continuing, ...]
    """Displaced people and the new posts that are the position they held."""


@dataclass(slots=True)
class _Work:
    """The organisation while it is being changed: rows by id, and where each ended post's holders go."""

    day: date
    basis: str
    units: dict[str, Row]
    posts: dict[str, Row]
    carried_to: dict[str, str] = field(default_factory=dict)
    """Ended post → post its holders go along to."""
    ended_units: list[str] = field(default_factory=list)
    ended_posts: list[str] = field(default_factory=list)
    new_units: list[str] = field(default_factory=list)
    new_posts: list[str] = field(default_factory=list)
    continues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """New post → patterns of the ended posts that are the same position."""

    def unit(self, unit_id: str) -> Row:
        """The row of a unit that exists on the day."""
        row = self.units.get(unit_id)
        if row is None or row["valid_to"] is not None:
            raise PolicyFault(
                f"Kịch bản nêu đơn vị «{unit_id}» nhưng ngày {self.day:%d/%m/%Y} không có đơn vị này (hoặc một bước trước đã giải thể).",
                f"The scenario names unit '{unit_id}', which does not exist on {self.day:%d/%m/%Y} (or an earlier step ended it).",
            )
        return row

    def post(self, post_id: str) -> Row:
        """The row of a post that exists on the day."""
        row = self.posts.get(post_id)
        if row is None or row["valid_to"] is not None:
            raise PolicyFault(
                f"Kịch bản nêu vị trí «{post_id}» nhưng ngày {self.day:%d/%m/%Y} không có vị trí này (hoặc một bước trước đã bỏ).",
                f"The scenario names post '{post_id}', which does not exist on {self.day:%d/%m/%Y} (or an earlier step ended it).",
            )
        return row

    def posts_of(self, unit_id: str) -> list[Row]:
        """The running posts of one unit."""
        return [p for p in self.posts.values() if p["unit_id"] == unit_id and p["valid_to"] is None]

    def end_unit(self, unit_id: str) -> None:
        """A unit ends the day before; its posts have ended or gone elsewhere."""
        self.unit(unit_id)["valid_to"] = self.day - timedelta(days=1)
        self.ended_units.append(unit_id)

    def end_post(self, post_id: str, carried_to: str | None = None) -> None:
        """A post ends the day before; its holders go along to another, or are displaced."""
        self.post(post_id)["valid_to"] = self.day - timedelta(days=1)
        self.ended_posts.append(post_id)
        if carried_to is not None:
            self.carried_to[post_id] = carried_to


def branch(snapshot: Snapshot, scenario: Scenario) -> Branch:
    """The organisation after the scenario's changes, on its effective day. Raises PolicyFault for units or posts not there."""
    before = snapshot.at(scenario.effective)
    live_units, live_posts = set(before.live_units["unit_id"]), set(before.live_posts["post_id"])
    work = _Work(
        scenario.effective,
        scenario.basis,
        {
            r["unit_id"]: {**r, "valid_to": None}
            for r in before.units.iter_rows(named=True)
            if r["unit_id"] in live_units
        },
        {
            r["post_id"]: {**r, "valid_to": None}
            for r in before.posts.iter_rows(named=True)
            if r["post_id"] in live_posts
        },
    )
    for change in scenario.changes:
        _apply(work, change)
    _refuse_loose_ends(work)
    past_units = before.units.filter(~pl.col("unit_id").is_in(list(live_units)))
    past_posts = before.posts.filter(~pl.col("post_id").is_in(list(live_posts)))
    changed = before.with_table("units", _rows(past_units, work.units)).with_table(
        "posts", _rows(past_posts, work.posts)
    )
    tenures, displaced, carried = _tenures(before, work)
    return Branch(
        scenario,
        before,
        changed.with_table("tenures", tenures),
        displaced=displaced,
        carried=carried,
        new_units=tuple(work.new_units),
        ended_units=tuple(work.ended_units),
        new_posts=tuple(work.new_posts),
        ended_posts=tuple(work.ended_posts),
        continuing=tuple(_continuing(before, work, displaced)),
    )


def _continuing(before: Snapshot, work: _Work, displaced: tuple[str, ...]) -> Iterator[Continuing]:
    """One group for each set of new posts that continue the same ended posts."""
    held = {p: q for p, q in before.main_posts.select("person_id", "post_id").iter_rows() if p in set(displaced)}
    successors: dict[tuple[str, ...], list[str]] = {}
    for post, patterns in work.continues.items():
        successors.setdefault(patterns, []).append(post)
    for patterns, posts in successors.items():
        people = sorted(p for p, q in held.items() if any(fnmatchcase(q, pattern) for pattern in patterns))
        if people:
            yield Continuing(people=tuple(people), posts=tuple(posts), because=work.basis)


def _apply(work: _Work, change: Change) -> None:
    if change.create is not None:
        _create(work, change.create)
    elif change.merge is not None:
        _merge(work, change.merge)
    elif change.split is not None:
        _split(work, change.split)
    elif change.abolish is not None:
        for unit in _with_children(work, change.abolish.units):
            for post in work.posts_of(unit):
                work.end_post(post["post_id"])
            work.end_unit(unit)
    elif change.move is not None:
        for unit in (*change.move.units, *_meant(work, change.move)):
            row = work.unit(unit)
            if change.move.parent is not None:
                work.unit(change.move.parent)
                row["parent_id"] = change.move.parent
            row["place_code"] = change.move.place_code or row["place_code"]
    elif change.norm is not None:
        work.unit(change.norm.unit)["norm"] = change.norm.norm
    elif change.seats is not None:
        work.post(change.seats.post)["seats"] = change.seats.seats
    elif change.close is not None:
        for closed in change.close.posts:
            work.end_post(closed)
    elif change.unify is not None:
        work.post(change.unify.by)
        work.post(change.unify.post)["held_with"] = change.unify.by


def _meant(work: _Work, move: Move) -> list[str]:
    """The running units of the kinds, and in the places, that a move names."""
    return [
        u for u, row in work.units.items()
        if row["valid_to"] is None and row["kind"] in move.kinds and (not move.places or row["place_code"] in move.places)
        and u not in work.new_units
    ]  # fmt: skip


def _create(work: _Work, new: NewUnit) -> Row:
    if new.unit_id in work.units:
        raise PolicyFault(
            f"Kịch bản lập đơn vị «{new.unit_id}» nhưng mã này đã có; chọn mã khác.",
            f"The scenario sets up unit '{new.unit_id}', but that id is taken; choose another.",
        )
    if new.parent is not None:
        work.unit(new.parent)
    row: Row = {
        "unit_id": new.unit_id, "name": new.name, "kind": new.kind, "parent_id": new.parent, "place_code": new.place_code,
        "norm": new.norm, "valid_from": work.day, "valid_to": None, "basis": work.basis or None, "newly_formed": True,
        "has_approved_plan": False,
    }  # fmt: skip
    work.units[new.unit_id] = row
    work.new_units.append(new.unit_id)
    for post in new.posts:
        _set_up(work, new.unit_id, post)
    return row


def _set_up(work: _Work, unit_id: str, new: NewPost) -> str:
    data: Row = {"role": "member", "importance": 3}
    if new.like is not None:
        if new.like not in work.posts:
            raise PolicyFault(
                f"Kịch bản lấy tiêu chuẩn của vị trí «{new.like}» cho «{new.title}» nhưng không có vị trí này.",
                f"The scenario takes the standard of post '{new.like}' for '{new.title}', but there is no such post.",
            )
        data = {k: v for k, v in work.posts[new.like].items() if k not in ("held_with", "basis")}
    given = {k: v for k, v in new.model_dump(exclude={"code", "like", "continues"}).items() if v is not None}
    lists: Row = {k: list(given[k]) for k in ("majors", "functions") if k in given}
    post_id = _add_post(work, f"{unit_id}.{new.code}", {**data, **given, **lists, "unit_id": unit_id})
    if new.continues:
        work.continues[post_id] = new.continues
    return post_id


def _add_post(work: _Work, post_id: str, data: Row) -> str:
    if post_id in work.posts:
        raise PolicyFault(
            f"Kịch bản lập vị trí «{post_id}» hai lần; đổi mã.",
            f"The scenario sets up post '{post_id}' twice; change the code.",
        )
    work.posts[post_id] = {**data, "post_id": post_id, "valid_from": work.day, "valid_to": None}
    work.new_posts.append(post_id)
    return post_id


def _merge(work: _Work, merge: Merge) -> None:
    _create(work, merge.into)
    target, number = merge.into.unit_id, 0
    joined: dict[tuple[Any, ...], str] = {}
    for unit in merge.units:
        for post in work.posts_of(unit):
            leads = (LEVELS.rank(post["level"]) or 0) >= LEADERSHIP_RANK
            key = (
                (post["role"], post["level"])
                if leads
                else (post["title"], post["level"], post["field"], post["category"])
            )
            if key not in joined:
                number += 1
                seats = (merge.heads if post["role"] == "head" else merge.deputies) if leads else 0
                same = {k: v for k, v in post.items() if k != "held_with"}
                joined[key] = _add_post(work, f"{target}.{number}", {**same, "unit_id": target, "seats": seats})
            if not leads:
                work.posts[joined[key]]["seats"] += post["seats"]
            work.end_post(post["post_id"], None if leads else joined[key])
        for child in work.units.values():
            if child["parent_id"] == unit and child["valid_to"] is None:
                child["parent_id"] = target
        work.end_unit(unit)
    if merge.into.norm is None:
        norms = [work.units[u]["norm"] for u in merge.units]
        work.units[target]["norm"] = None if None in norms else sum(norms)


def _split(work: _Work, split: Split) -> None:
    for new in split.into:
        _create(work, new)
    first = split.into[0].unit_id
    targets = {new.unit_id for new in split.into}
    own = {post["post_id"] for post in work.posts_of(split.unit)}
    for post_id, target in split.posts.items():
        if post_id not in own or target not in targets:
            raise PolicyFault(
                f"Kịch bản tách «{split.unit}» xếp vị trí «{post_id}» vào «{target}», nhưng vị trí hoặc đơn vị mới này không có trong phép tách.",
                f"The split of '{split.unit}' sends post '{post_id}' to '{target}', one of which is not part of the split.",
            )
    for post in work.posts_of(split.unit):
        target = split.posts.get(post["post_id"], first)
        leads = (LEVELS.rank(post["level"]) or 0) >= LEADERSHIP_RANK
        if leads:
            for new in split.into:
                same = {k: v for k, v in post.items() if k != "held_with"}
                _add_post(work, f"{new.unit_id}.{post['post_id']}", {**same, "unit_id": new.unit_id})
            work.end_post(post["post_id"])
        else:
            carried = _add_post(work, f"{target}.{post['post_id']}", {**post, "unit_id": target, "held_with": None})
            work.end_post(post["post_id"], carried)
    work.end_unit(split.unit)


def _with_children(work: _Work, roots: tuple[str, ...]) -> list[str]:
    """The units and everything running below them, children first."""
    out: list[str] = []
    queue = list(roots)
    while queue:
        unit = queue.pop(0)
        work.unit(unit)
        if unit not in out:
            out.append(unit)
            queue += [c["unit_id"] for c in work.units.values() if c["parent_id"] == unit and c["valid_to"] is None]
    return out[::-1]


def _refuse_loose_ends(work: _Work) -> None:
    """No running unit or post may hang on one that ended."""
    for unit in work.units.values():
        parent = unit["parent_id"]
        if unit["valid_to"] is None and parent in work.units and work.units[parent]["valid_to"] is not None:
            raise PolicyFault(
                f"Sau kịch bản, đơn vị «{unit['unit_id']}» còn trực thuộc «{parent}» đã giải thể; thêm bước move hoặc abolish cho nó.",
                f"After the scenario unit '{unit['unit_id']}' still hangs on '{parent}', which has ended; add a move or abolish step.",
            )
    for post in work.posts.values():
        by = post.get("held_with")
        if post["valid_to"] is None and by in work.posts and work.posts[by]["valid_to"] is not None:
            post["held_with"] = None


def _rows(past: pl.DataFrame, rows: dict[str, Row]) -> pl.DataFrame:
    return pl.concat([past, pl.DataFrame(list(rows.values()), schema=past.schema)])


def _tenures(before: Snapshot, work: _Work) -> tuple[pl.DataFrame, tuple[str, ...], dict[str, str]]:
    """Tenures of ended posts end the day before; who goes along gets one in the new post; the others are displaced."""
    eve = work.day - timedelta(days=1)
    unified = {p["post_id"] for p in work.posts.values() if p["valid_to"] is None and p.get("held_with")}
    was_unified = set(before.live_posts.filter(pl.col("held_with").is_not_null())["post_id"])
    ended = set(work.ended_posts) | (unified - was_unified)
    running = before.current_tenures.filter(pl.col("post_id").is_in(list(ended)))
    keys = ["person_id", "post_id", "from_date", "title"]
    closed = before["tenures"].join(
        running.select(keys).with_columns(_ends=pl.lit(True)), on=keys, how="left", nulls_equal=True
    )
    tenures = closed.with_columns(
        to_date=pl.when("_ends").then(pl.lit(eve)).otherwise("to_date"),
        left_because=pl.when("_ends").then(pl.lit("reassigned")).otherwise("left_because"),
    ).drop("_ends")
    main = dict(before.main_posts.select("person_id", "post_id").iter_rows())
    names = {u: r["name"] for u, r in work.units.items()}
    rows, carried = [], {}
    for row in running.iter_rows(named=True):
        target = work.carried_to.get(row["post_id"])
        while target in work.carried_to:  # a later step may have taken the new post further
            target = work.carried_to[target]
        if target is None or work.posts[target]["valid_to"] is not None:
            continue
        post = work.posts[target]
        rows.append({**row, "post_id": target, "title": post["title"], "unit_name": names[post["unit_id"]], "from_date": work.day, "to_date": None, "how": work.basis or "sắp xếp tổ chức"})  # fmt: skip
        if main.get(row["person_id"]) == row["post_id"]:
            carried[row["person_id"]] = target
    if rows:
        tenures = pl.concat([tenures, pl.DataFrame(rows, schema=tenures.schema)])
    displaced = sorted(p for p, q in main.items() if q in ended and p not in carried)
    return tenures, tuple(displaced), carried
