"""Whoever the forecast follows, with what groups them: unit, field of work, level, qualifications, competencies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.framework import BUILT_IN, load_framework
from dungviec.law import LawView
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, FIELDS, LEADERSHIP_RANK, THEORY
from dungviec.streamlining.serving import serving

Ones = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """People who share something, against how many of them the posts on file ask for.

    ``need`` None: nothing on file says how many are needed. ``able``: those of the group who hold what is counted today.
    """

    key: str
    kind: str
    """``unit``, ``field``, ``leaders``, ``degree``, ``theory``, ``competency``."""
    vi: str
    en: str
    need: int | None
    people: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Staff:
    """``frame``: one row per person who mainly holds a post (``person_id, post_id, unit_id, leaves, born, …``); groups over it."""

    frame: pl.DataFrame
    groups: tuple[Group, ...]

    def matrix(self) -> Ones:
        """People × (everybody, then the groups): zeros and ones."""
        at = {p: n for n, p in enumerate(self.frame["person_id"])}
        made = np.zeros((self.frame.height, len(self.groups) + 1), dtype=np.float32)
        made[:, 0] = 1
        for g, group in enumerate(self.groups, start=1):
            made[[at[p] for p in group.people], g] = 1
        return made


def staff_of(snapshot: Snapshot, view: LawView, unit: frozenset[str] | None = None) -> Staff:
    """The people of the body (or of ``unit``: identifiers) and their groups."""
    people = snapshot.people.select(
        "person_id",
        "name",
        "degree",
        "theory",
        "sex",
        born=pl.coalesce("born", pl.date(pl.col("born_year_only"), 1, 1)),
    )
    posts = _posts(snapshot, unit)
    frame = (
        serving(snapshot, view, unit)
        .join(people, on="person_id", how="left", maintain_order="left")
        .join(posts.select("post_id", "title", "field", "level_rank", "profile_id"), on="post_id", how="left", maintain_order="left")
        .join(snapshot.main_posts.select("person_id", "term_ends"), on="person_id", how="left", maintain_order="left")
    )  # fmt: skip
    groups = (*_units(snapshot, frame, posts), *_fields(frame, posts), *_leaders(frame, posts), *_qualified(frame, posts), *_competent(snapshot, frame, posts))  # fmt: skip
    return Staff(frame, groups)


def seats_of(snapshot: Snapshot, unit: frozenset[str] | None = None) -> int:
    """Seats of the posts that exist on the day; posts held with another one are none of their own."""
    return int(_posts(snapshot, unit)["seats"].sum())


def _posts(snapshot: Snapshot, unit: frozenset[str] | None) -> pl.DataFrame:
    posts = snapshot.live_posts.filter(pl.col("held_with").is_null())
    return posts if unit is None else posts.filter(pl.col("unit_id").is_in(list(unit)))


def _ids(frame: pl.DataFrame) -> tuple[str, ...]:
    return tuple(frame["person_id"])


def _units(snapshot: Snapshot, frame: pl.DataFrame, posts: pl.DataFrame) -> list[Group]:
    seats = dict(posts.group_by("unit_id").agg(pl.col("seats").sum()).iter_rows())
    names = snapshot.live_units.filter(pl.col("unit_id").is_in(list(seats))).select("unit_id", "name")
    mine = {key[0]: _ids(part) for key, part in frame.group_by("unit_id")}
    return [Group(f"unit:{u}", "unit", name, name, seats[u], mine.get(u, ())) for u, name in names.iter_rows()]


def _fields(frame: pl.DataFrame, posts: pl.DataFrame) -> list[Group]:
    seats = dict(posts.group_by("field").agg(pl.col("seats").sum()).sort("field").iter_rows())
    return [
        Group(f"field:{f}", "field", FIELDS.label(f, "vi"), FIELDS.label(f, "en"), seats[f], _ids(frame.filter(pl.col("field") == f)))
        for f in seats
    ]  # fmt: skip


def _leaders(frame: pl.DataFrame, posts: pl.DataFrame) -> list[Group]:
    seats = int(posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK)["seats"].sum())
    who = _ids(frame.filter(pl.col("level_rank") >= LEADERSHIP_RANK))
    return [Group("leaders", "leaders", "Người giữ chức vụ lãnh đạo, quản lý", "Holders of leading posts", seats, who)]


def _qualified(frame: pl.DataFrame, posts: pl.DataFrame) -> list[Group]:
    """Holders of each degree and level of theory or more, against the seats that ask for at least that."""
    found = []
    for kind, codes, column in (("degree", DEGREES, "min_degree"), ("theory", THEORY, "min_theory")):
        for code in codes:
            at_least = [c.value for c in codes if c.rank >= code.rank]
            need = int(posts.filter(pl.col(column).is_in(at_least))["seats"].sum())
            who = _ids(frame.filter(pl.col(kind).is_in(at_least)))
            if need or who:
                found.append(Group(f"{kind}:{code.value}", kind, f"{code.vi} trở lên", f"{code.en} or more", need or None, who))  # fmt: skip
    return found


def _competent(snapshot: Snapshot, frame: pl.DataFrame, posts: pl.DataFrame) -> list[Group]:
    """For each competency: seats whose profile asks for it, and the people whose latest level meets what their own post asks."""
    asked = snapshot["profiles"].select("profile_id", "competency", "min_level")
    if not asked.height:
        return []
    need = dict(
        posts.join(asked, on="profile_id").group_by("competency").agg(pl.col("seats").sum()).sort("competency").iter_rows()
    )  # fmt: skip
    known = (
        snapshot["competencies"]
        .filter(pl.col("assessed") <= snapshot.as_of)
        .sort("assessed")
        .unique(["person_id", "competency"], keep="last", maintain_order=True)
        .select("person_id", "competency", "level")
    )
    meets = frame.select("person_id", "profile_id").join(asked, on="profile_id").join(known, on=["person_id", "competency"]).filter(pl.col("level") >= pl.col("min_level"))  # fmt: skip
    mine = {key[0]: _ids(part.sort("person_id")) for key, part in meets.group_by("competency")}
    catalogue = {c.code: c for name in BUILT_IN for c in load_framework(name).competencies}

    def words(code: str, lang: str) -> str:
        one = catalogue.get(code)
        return code if one is None else one.vi if lang == "vi" else one.en

    return [
        Group(f"competency:{c}", "competency", words(c, "vi"), words(c, "en"), n, mine.get(c, ()))
        for c, n in need.items()
    ]
