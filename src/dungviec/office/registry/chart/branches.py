"""The chart on the screen: each unit a box, opened branch by branch, so that ten thousand nodes cost what is looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dungviec.office.registry.seating import post_rows
from dungviec.office.registry.structure import Group, Node, groups

BUNDLE_FROM = 7
"""So many units of one kind under one parent are drawn as one bundle first."""
ROWS = 40
"""Units of a bundle shown at once; the rest comes when asked for."""


@dataclass(frozen=True)
class Box:
    """A unit of the chart; ``posts`` and ``branches`` are filled where it is open."""

    node: Node
    is_open: bool = False
    marked: bool = False
    heads: tuple[tuple[str, str, str], ...] = ()
    """``person_id, name, title`` of those who head the unit; without a name where the viewer may not read it."""
    posts: list[dict[str, Any]] = field(default_factory=list)
    branches: list[Box | Bundle] = field(default_factory=list)

    @property
    def bundle(self) -> bool:
        """Whether it stands for several units."""
        return False


@dataclass(frozen=True)
class Bundle:
    """Units of one kind under one parent, drawn as one box until opened."""

    unit_id: str
    group: Group
    is_open: bool = False
    boxes: list[Box] = field(default_factory=list)
    after: int = 0
    """Where the next rows begin; 0 when there are no more."""

    @property
    def bundle(self) -> bool:
        """Whether it stands for several units."""
        return True


def box(node: Node, day: date, *, line: Sequence[str] = (), seen: Collection[str] | None = None) -> Box:
    """The box of ``node``, open along ``line`` (identifiers from it downwards, the last one marked)."""
    heads = tuple((p, n, title) if seen is None or p in seen else ("", "", title) for p, n, title in node.heads)
    if not line or line[0] != node.unit_id:
        return Box(node, heads=heads)
    posts, below = seats_of(day, node.unit_id, seen=seen), branches(node, day, line=line[1:], seen=seen)
    return Box(node, True, len(line) == 1, heads, posts, below)


def branches(
    node: Node, day: date, *, line: Sequence[str] = (), seen: Collection[str] | None = None
) -> list[Box | Bundle]:
    """What hangs below a unit, kind by kind; kinds with many units as a bundle, open where ``line`` goes through it."""
    found: list[Box | Bundle] = []
    for group in groups(node):
        if len(group.nodes) < BUNDLE_FROM:
            found += [box(child, day, line=line, seen=seen) for child in group.nodes]
        elif line and any(child.unit_id == line[0] for child in group.nodes):
            found.append(bundle(node, group, day, line=line, seen=seen))
        else:
            found.append(Bundle(node.unit_id, group))
    return found


def bundle(
    node: Node,
    group: Group,
    day: date,
    *,
    start: int = 0,
    line: Sequence[str] = (),
    seen: Collection[str] | None = None,
) -> Bundle:
    """A bundle opened at ``start``; one with a unit of ``line`` in it shows every unit down to that one."""
    end = start + ROWS
    wanted = next((i for i, child in enumerate(group.nodes) if line and child.unit_id == line[0]), 0)
    end = max(end, wanted + 1)
    boxes = [box(child, day, line=line, seen=seen) for child in group.nodes[start:end]]
    return Bundle(node.unit_id, group, True, boxes, end if end < len(group.nodes) else 0)


def seats_of(day: date, unit_id: str, *, seen: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The posts of a unit with who sits on them; people outside ``seen`` (None everybody) keep their seat and lose their name."""
    rows = post_rows(day, unit_id)
    if seen is not None:
        for row in rows:
            row["holders"] = [
                h if h["person_id"] in seen else h | {"person_id": "", "name": ""} for h in row["holders"]
            ]
    return rows
