"""Units, posts, seats: norm against people present, who holds what, what is vacant, what is over the norm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame, workforce
from dungviec.records.codes import LEADERSHIP_RANK, UNIT_KINDS
from dungviec.records.snapshot import Snapshot


@kept_per_day(tables=("units", "posts", "tenures"))
def seats(day: date) -> pl.DataFrame:
    """Every live post with ``held`` (people in it on the day), ``vacant`` seats and its unit; unified seats count for their holder.

    A post that is held together with another (``held_with``) has no seat of its own: it is filled by the other's holder.
    """
    s = snapshot(day)
    held = (
        s.current_tenures.filter(pl.col("post_id").is_not_null())
        .unique(["person_id", "post_id"])
        .group_by("post_id")
        .agg(held=pl.len().cast(pl.Int32))
    )
    units = unit_frame(s).select("unit_id", unit_name="name", unit_kind="kind", path="path")
    return (
        s.live_posts.join(held, on="post_id", how="left")
        .join(units, on="unit_id", how="left")
        .with_columns(pl.col("held").fill_null(0), unified=pl.col("held_with").is_not_null())
        .with_columns(
            vacant=pl.when("unified").then(0).otherwise((pl.col("seats") - pl.col("held")).clip(lower_bound=0)),
            over=pl.when("unified").then(0).otherwise((pl.col("held") - pl.col("seats")).clip(lower_bound=0)),
            leads=(pl.col("level_rank") >= LEADERSHIP_RANK).fill_null(False),
        )
    )


@dataclass
class Node:
    """One unit of the tree with its own figures and those of everything below it."""

    unit_id: str
    name: str
    kind: str
    norm: int | None
    present: int
    vacant: int
    vacant_leads: int
    heads: list[tuple[str, str, str]]
    """``person_id, name, title`` of those who head the unit."""
    children: list[Node] = field(default_factory=list)
    depth: int = 0

    @property
    def total_norm(self) -> int:
        """Norm of the unit and all below it."""
        return (self.norm or 0) + sum(c.total_norm for c in self.children)

    @property
    def total_present(self) -> int:
        """People in the unit and all below it."""
        return self.present + sum(c.total_present for c in self.children)

    @property
    def total_vacant(self) -> int:
        """Vacant seats in the unit and all below it."""
        return self.vacant + sum(c.total_vacant for c in self.children)

    @property
    def total_vacant_leads(self) -> int:
        """Vacant leadership seats in the unit and all below it."""
        return self.vacant_leads + sum(c.total_vacant_leads for c in self.children)

    @property
    def balance(self) -> str:
        """People against the norm, in words."""
        return in_words(self.norm, self.present)

    @property
    def balance_css(self) -> str:
        """Colour class of the balance."""
        if self.norm is None or self.norm == self.present:
            return ""
        return "over" if self.present > self.norm else "short"

    def groups(self) -> list[Group]:
        """The units directly below, by kind."""
        return groups(self)

    def below(self) -> list[Node]:
        """All units below, in order."""
        return [node for child in self.children for node in child.walk()]

    @property
    def over_below(self) -> int:
        """How many units below are over their norm."""
        return sum(1 for n in self.below() if n.norm is not None and n.present > n.norm)

    @property
    def short_below(self) -> int:
        """How many units below are under their norm."""
        return sum(1 for n in self.below() if n.norm is not None and n.present < n.norm)

    def walk(self) -> Iterator[Node]:
        """The unit and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def in_words(norm: int | None, present: int) -> str:
    """People present against the norm: «thừa 2», «thiếu 3», «đủ»."""
    if norm is None:
        return ""
    if present == norm:
        return _("đủ")
    if present > norm:
        return ngettext("thừa %d", "thừa %d", present - norm) % (present - norm)
    return ngettext("thiếu %d", "thiếu %d", norm - present) % (norm - present)


@dataclass(frozen=True)
class Group:
    """Units of one kind under the same parent, shown as one branch of the tree."""

    kind: str
    nodes: list[Node]

    @property
    def norm(self) -> int:
        """Norm of all of them, without the units below."""
        return sum(n.norm or 0 for n in self.nodes)

    @property
    def present(self) -> int:
        """People in all of them."""
        return sum(n.present for n in self.nodes)

    @property
    def vacant(self) -> int:
        """Vacant seats in all of them."""
        return sum(n.vacant for n in self.nodes)

    @property
    def vacant_leads(self) -> int:
        """Vacant leadership seats in all of them."""
        return sum(n.vacant_leads for n in self.nodes)

    @property
    def over(self) -> int:
        """How many of them are over their norm."""
        return sum(1 for n in self.nodes if n.norm is not None and n.present > n.norm)

    @property
    def short(self) -> int:
        """How many of them are under their norm."""
        return sum(1 for n in self.nodes if n.norm is not None and n.present < n.norm)


@kept_per_day(tables=("units", "posts", "tenures", "people"))
def tree(day: date) -> list[Node]:
    """The topmost units of the day, each with what is below it."""
    s = snapshot(day)
    present = dict(workforce(day).group_by("unit_id").len().iter_rows())
    vacancies = {
        u: (v, lead)
        for u, v, lead in seats(day)
        .group_by("unit_id")
        .agg(pl.col("vacant").sum(), lead=pl.col("vacant").filter(pl.col("leads")).sum())
        .iter_rows()
    }
    heads = _heads(s)
    nodes: dict[str, Node] = {}
    rows = s.live_units.select("unit_id", "name", "kind", "norm", "parent_id").to_dicts()
    for row in rows:
        unit = row["unit_id"]
        vacant, leads = vacancies.get(unit, (0, 0))
        nodes[unit] = Node(
            unit, row["name"], row["kind"], row["norm"], present.get(unit, 0), vacant, leads, heads.get(unit, [])
        )
    top: list[Node] = []
    for row in rows:
        parent = nodes.get(row["parent_id"] or "")
        (parent.children if parent else top).append(nodes[row["unit_id"]])
    for node in top:
        _set_depth(node, 0)
    return top


def groups(node: Node) -> list[Group]:
    """The children of a unit by kind, in the order of the code list."""
    by_kind: dict[str, list[Node]] = {}
    for child in node.children:
        by_kind.setdefault(child.kind, []).append(child)
    return [Group(kind, by_kind[kind]) for kind in UNIT_KINDS.values if kind in by_kind]


def branch(nodes: list[Node], path_test: Any) -> list[Node]:
    """The topmost nodes for which ``path_test(unit_id)`` holds."""
    found: list[Node] = []
    for node in nodes:
        found.extend([node] if path_test(node.unit_id) else branch(node.children, path_test))
    return found


def find(day: date, unit_id: str) -> Node | None:
    """The unit's node on that day."""
    return next((node for top in tree(day) for node in top.walk() if node.unit_id == unit_id), None)


def post_rows(day: date, unit_id: str) -> list[dict[str, Any]]:
    """Posts of one unit, the head first, each with its holders (``person_id, name, since, kind, term_ends``)."""
    s = snapshot(day)
    holders: dict[str, list[dict[str, Any]]] = {}
    names = s.people.select("person_id", "name")
    running = s.current_tenures.filter(pl.col("post_id").is_not_null()).join(names, on="person_id", how="left")
    posts = seats(day).filter(pl.col("unit_id") == unit_id)
    wanted = [*posts["post_id"].to_list(), *posts["held_with"].drop_nulls().to_list()]
    for row in running.filter(pl.col("post_id").is_in(wanted)).sort("from_date").to_dicts():
        holders.setdefault(row["post_id"], []).append(row)
    rows = posts.sort(["level_rank", "importance", "title"], descending=[True, True, False], nulls_last=True).to_dicts()
    for row in rows:
        row["holders"] = holders.get(row["post_id"], []) or holders.get(row["held_with"] or "", [])
    return rows


def _heads(s: Snapshot) -> dict[str, list[tuple[str, str, str]]]:
    posts = s.live_posts.filter(pl.col("role") == "head").select("post_id", "unit_id", "title")
    held = (
        s.current_tenures.join(posts, on="post_id", how="inner", suffix="_post")
        .join(s.people.select("person_id", "name"), on="person_id", how="left")
        .unique(["unit_id", "person_id"], maintain_order=True)
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for unit, person, name, title in held.select("unit_id", "person_id", "name", "title_post").iter_rows():
        found.setdefault(unit, []).append((person, name, title))
    return found


def _set_depth(node: Node, depth: int) -> None:
    node.depth = depth
    for child in node.children:
        _set_depth(child, depth + 1)
