"""Who gets titles: rates by sex, ethnic group, age, and leaders against staff, with statistics that hold for small numbers.

Two questions apart: of everybody on the rolls, who holds the title; and of those who reached the title below it, who was taken further.
The first mixes what people did with how they were looked at, the second is the choice itself. Neither proves unfairness, or fairness.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from dungviec.emulation.merits import Merits
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.selection import Rate, group_order, groupings, rate_of

OUTCOMES: dict[str, tuple[str, str]] = {
    "advanced": ("Lao động tiên tiến trong số có mặt", "Advanced workers among everybody"),
    "base": ("Chiến sĩ thi đua cơ sở trong số có mặt", "Base fighters among everybody"),
    "chosen": ("Chiến sĩ thi đua cơ sở trong số đạt Lao động tiên tiến", "Base fighters among advanced workers"),
}
"""What is compared, in words."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The rates of one year; ``unknown``: people whose group is not on file, by kind of group."""

    year: int
    rates: tuple[Rate, ...]
    unknown: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def shares_of(snapshot: Snapshot, merits: Collection[Merits], year: int) -> Shares:
    """The rates of ``year`` among people who hold a post on the snapshot's day."""
    posts = snapshot.main_posts.join(snapshot.live_posts.select("post_id", "level_rank"), on="post_id", how="left")
    rank = dict(posts.select("person_id", "level_rank").iter_rows())
    people = {r["person_id"]: r for r in snapshot.people.iter_rows(named=True) if r["person_id"] in rank}
    held = {m.person_id: m.titles.get(year, frozenset()) for m in merits}
    base = {p for p in people if "base" in held.get(p, ())}
    advanced = base | {p for p in people if "advanced" in held.get(p, ())}
    pools = {"advanced": (set(people), advanced), "base": (set(people), base), "chosen": (advanced, base)}
    rates: list[Rate] = []
    unknown: dict[str, int] = {}

    def leads(row: dict[str, Any]) -> tuple[str, str] | None:
        at = rank[row["person_id"]]
        if at is None:
            return None
        return ("lãnh đạo, quản lý", "leaders") if at >= LEADERSHIP_RANK else ("không giữ chức vụ", "staff")

    asked = {**groupings(snapshot.as_of), "leads": leads}
    group_of = {key: {p: grouped(row) for p, row in people.items()} for key, grouped in asked.items()}
    for outcome, (pool, chosen) in pools.items():
        for key, grouped in group_of.items():
            labels = {p: grouped[p] for p in pool}
            unknown[key] = max(unknown.get(key, 0), sum(v is None for v in labels.values()))
            known = {p: v for p, v in labels.items() if v is not None}
            rates += [rate_of(outcome, label, known, chosen) for label in sorted(set(known.values()), key=group_order)]
    return Shares(year, tuple(rates), unknown)


def on_rolls(snapshot: Snapshot) -> list[str]:
    """Identifiers of everybody who holds a post on the snapshot's day."""
    found: list[str] = snapshot.main_posts.select(pl.col("person_id")).to_series().to_list()
    return found
