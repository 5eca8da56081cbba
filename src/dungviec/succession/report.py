"""The whole of succession in a body on a day: pools, checks, readiness, N-1, the yearly review."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import polars as pl

from dungviec.law import LawBook, LawView, Verdict, judge_grid
from dungviec.records import Snapshot
from dungviec.records.vietnamese import fold
from dungviec.succession.bench import Bench, Removal, bench
from dungviec.succession.clauses import Check
from dungviec.succession.faults import SuccessionFault
from dungviec.succession.limits import check_pools
from dungviec.succession.plain import plain
from dungviec.succession.pools import Pool, everybody, pools
from dungviec.succession.readiness import Readiness, readiness
from dungviec.succession.review import Reviewed, review

OTHERS = 5
"""So many people of the unit who are not planned are named per post."""
ASKED = 40
"""So many of them are looked at, the highest levels first."""


@dataclass(frozen=True, eq=False, slots=True)
class Succession:
    """What the records and the law of ``as_of`` say of succession; ``others`` are people of the unit who are not planned."""

    as_of: date
    name: str
    pools: tuple[Pool, ...]
    checks: tuple[Check, ...]
    ready: tuple[Readiness, ...]
    others: tuple[Readiness, ...]
    bench: Bench
    reviewed: tuple[Reviewed, ...]
    by_pair: dict[tuple[str, str], Readiness] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data; days as ISO text."""
        told: dict[str, Any] = plain(
            {
                "as_of": self.as_of, "name": self.name, "pools": [asdict(p) for p in self.pools],
                "checks": [asdict(c) for c in self.checks], "readiness": [asdict(r) for r in self.ready],
                "others": [asdict(r) for r in self.others],
                "seats": [asdict(s) | {"risk": s.risk} for s in self.bench.seats],
                "units": [asdict(u) for u in self.bench.units], "review": [asdict(r) for r in self.reviewed],
            }
        )  # fmt: skip
        return told


@dataclass(frozen=True, eq=False, slots=True)
class Outline:
    """What is told without anybody's reasons: the pools, what the rules say of them, and the bench of their posts."""

    pools: tuple[Pool, ...]
    checks: tuple[Check, ...]
    bench: Bench


def outline(
    snapshot: Snapshot, view: LawView | None = None, *, title: str | None = None, unit: str | None = None
) -> Outline:
    """Pools, checks and bench of the snapshot's day, narrowed as :func:`succession` is; a small part of its cost.

    Raises :class:`SuccessionFault` for a title or unit not on file.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    every = pools(snapshot, law)
    checks = check_pools(every, law)
    shown = _narrowed(snapshot, every, title, unit)
    keys, posts = {p.key for p in shown}, {p.post_id for p in shown if p.post_id}
    whole = bench(snapshot, law)
    kept = Bench(
        tuple(s for s in whole.seats if s.post_id in posts),
        tuple(u for u in whole.units if any(s.unit_id == u.unit_id and s.post_id in posts for s in whole.seats)),
        whole.names,
    )
    return Outline(shown, tuple(c for c in checks if not c.pool or c.pool in keys), kept)


def succession(
    snapshot: Snapshot, view: LawView | None = None, *, title: str | None = None, unit: str | None = None,
    begun: Outline | None = None,
) -> Succession:  # fmt: skip
    """Succession in a body on the snapshot's day, by ``view`` (default: the national packs on that day).

    ``title`` (part of a title, or a post's id) and ``unit`` (id or name, with the units below) narrow what is shown; checks of
    people and terms are made on the whole body first. ``begun``: the outline of the same question, where it is there already.
    Raises :class:`SuccessionFault` for a title or unit not on file.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    told = begun or outline(snapshot, law, title=title, unit=unit)
    pairs = list(dict.fromkeys((m.person_id, p.post_id) for p in told.pools if p.post_id for m in p.members))
    ready = readiness(snapshot, pairs, law, planned=frozenset(pairs))
    by_pair = {(r.person_id, r.post_id): r for r in ready}
    narrowed = title is not None or unit is not None
    return Succession(
        snapshot.as_of, snapshot.name, told.pools, told.checks, tuple(ready),
        others(snapshot, told.pools, law) if narrowed else (), told.bench,
        review(snapshot, told.pools, law, by_pair), by_pair,
    )  # fmt: skip


def removal(snapshot: Snapshot, person_id: str, view: LawView | None = None) -> Removal:
    """The N-1 test of one person. Raises :class:`SuccessionFault` when nobody has that id."""
    if person_id not in set(snapshot.people["person_id"].to_list()):
        raise SuccessionFault(
            f"Không có cán bộ mang mã «{person_id}» trong dữ liệu; xem mã ở bảng Cán bộ.",
            f"There is no person with the id '{person_id}'; see the table of people.",
        )
    return bench(snapshot, view or LawBook.load().on(snapshot.as_of)).without(person_id)


def others(snapshot: Snapshot, shown: tuple[Pool, ...], law: LawView) -> tuple[Readiness, ...]:
    """People of the unit of each post who are not planned for it and whom nothing but planning, if anything, stands against."""
    units = dict(snapshot.live_posts.select("post_id", "unit_id").iter_rows())
    people = everybody(snapshot, law, units={units[p.post_id] for p in shown if p.post_id})
    asks_plan = {rule.id for rule in law.judged if rule.topic == "planning"}
    planned: dict[str, set[str]] = {}
    for pool in shown:
        if pool.post_id:
            planned.setdefault(pool.post_id, set()).update(m.person_id for m in pool.members)
    homes: dict[str, list[str]] = {}
    for person, row in people.items():
        homes.setdefault(str(row["unit_id"]), []).append(person)
    pairs: list[tuple[str, str]] = []
    ranks = dict(snapshot.live_posts.select("post_id", "level_rank").iter_rows())
    for post, mine in planned.items():
        near = [p for p in homes.get(units[post], []) if p not in mine and (people[p]["level_rank"] or 0) < ranks[post]]
        if not near:
            continue
        for part in judge_grid(snapshot, pl.Series("person_id", near), pl.Series("post_id", [post]), law):
            fits = [
                p
                for p, number, verdict in zip(part.people.to_list(), part.numbers[0].tolist(), part.verdicts[0].tolist(), strict=True)
                if verdict == Verdict.ALLOWED or asks_plan.issuperset(part.outcomes.blocking(number))
            ]  # fmt: skip
            fits.sort(key=lambda p: (-(people[p]["level_rank"] or 0), str(people[p]["name"]), p))  # type: ignore[operator]
            pairs += [(p, post) for p in fits[:ASKED]]
    # a rule on appointment has several conditions under one id: which of them objects is known once the pair is explained
    found: dict[str, list[Readiness]] = {}
    for r in readiness(snapshot, pairs, law):
        if {n.topic for n in r.needs} <= {"planning"}:
            found.setdefault(r.post_id, []).append(r)
    return tuple(r for mine in found.values() for r in mine[:OTHERS])


def _narrowed(snapshot: Snapshot, every: tuple[Pool, ...], title: str | None, unit: str | None) -> tuple[Pool, ...]:
    shown = every
    if title is not None:
        asked = fold(title).strip()
        shown = tuple(p for p in shown if asked and (asked in fold(p.title) or title == p.post_id))
        if not shown:
            raise SuccessionFault(
                f"Không có chức danh lãnh đạo hay quy hoạch nào chứa «{title}»; thử một phần tên, như «Trưởng phòng», hoặc mã vị trí.",
                f"No leading or planned title contains '{title}'; try part of a title, or a post's id.",
            )
    if unit is not None:
        below = _branch(snapshot, unit)
        shown = tuple(p for p in shown if p.unit_id in below)
        if not shown:
            raise SuccessionFault(
                f"Đơn vị «{unit}» không có chức danh lãnh đạo nào như vậy.",
                f"The unit '{unit}' has no such leading title.",
            )
    return shown


def _branch(snapshot: Snapshot, unit: str) -> set[str]:
    """The unit and all below it."""
    units = list(snapshot.live_units.select("unit_id", "name", "parent_id").iter_rows())
    asked = fold(unit).strip()
    roots = {u for u, name, _ in units if u == unit or fold(name) == asked}
    if not roots:
        raise SuccessionFault(
            f"Không có đơn vị mang mã hoặc tên «{unit}» vào ngày này; xem mã ở bảng Đơn vị.",
            f"No unit has the id or name '{unit}' on this day; see the table of units.",
        )
    found = set(roots)
    while more := {u for u, _, parent in units if parent in found and u not in found}:
        found |= more
    return found
