"""The tree of units on a day: norm against people present, what is vacant, what is over the norm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.seating import seats as seats
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce
from dungviec.records.codes import UNIT_KINDS
from dungviec.records.snapshot import Snapshot


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
    seats: int = 0
    parent_id: str | None = None

    @cached_property
    def total_norm(self) -> int:
        """Norm of the unit and all below it."""
        return (self.norm or 0) + sum(c.total_norm for c in self.children)

    @cached_property
    def total_present(self) -> int:
        """People in the unit and all below it."""
        return self.present + sum(c.total_present for c in self.children)

    @cached_property
    def total_vacant(self) -> int:
        """Vacant seats in the unit and all below it."""
        return self.vacant + sum(c.total_vacant for c in self.children)

    @cached_property
    def total_seats(self) -> int:
        """Seats in the unit and all below it."""
        return self.seats + sum(c.total_seats for c in self.children)

    @cached_property
    def total_units(self) -> int:
        """The unit and all below it."""
        return 1 + sum(c.total_units for c in self.children)

    @cached_property
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
    counted = (
        seats(day)
        .group_by("unit_id")
        .agg(
            pl.col("vacant").sum(),
            lead=pl.col("vacant").filter(pl.col("leads")).sum(),
            seats=pl.col("seats").filter(~pl.col("unified")).sum(),
        )
    )
    vacancies = {unit: figures for unit, *figures in counted.iter_rows()}
    heads = _heads(s)
    nodes: dict[str, Node] = {}
    rows = s.live_units.select("unit_id", "name", "kind", "norm", "parent_id").to_dicts()
    for row in rows:
        unit = row["unit_id"]
        vacant, leads, places = vacancies.get(unit, (0, 0, 0))
        nodes[unit] = Node(
            unit, row["name"], row["kind"], row["norm"], present.get(unit, 0), vacant, leads, heads.get(unit, []),
            seats=places, parent_id=row["parent_id"],
        )  # fmt: skip
    top: list[Node] = []
    for row in rows:
        parent = nodes.get(row["parent_id"] or "")
        (parent.children if parent else top).append(nodes[row["unit_id"]])
    for node in top:
        _set_depth(node, 0)
    return top


SHOWS: dict[str, Callable[[Node], bool]] = {
    "over": lambda node: node.balance_css == "over",
    "short": lambda node: node.balance_css == "short",
    "vacant": lambda node: bool(node.vacant_leads),
}
"""The ways to narrow the tree, each with its test of a unit."""


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


@kept_per_day
def _nodes(day: date) -> dict[str, Node]:
    """Every unit of the day by its identifier."""
    return {node.unit_id: node for top in tree(day) for node in top.walk()}


def find(day: date, unit_id: str) -> Node | None:
    """The unit's node on that day."""
    return _nodes(day).get(unit_id)


def line_to(day: date, unit_id: str) -> list[str]:
    """Identifiers from the topmost unit of the day down to ``unit_id``; empty when it does not exist then."""
    line: list[str] = []
    node = find(day, unit_id)
    while node is not None:
        line.insert(0, node.unit_id)
        node = find(day, node.parent_id) if node.parent_id else None
    return line


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
