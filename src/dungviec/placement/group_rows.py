"""From the requirements of a policy to side rows: who counts, in which posts, of which unit, and how many are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dungviec.engine.problem import Flags, Ints, Problem, Sense, SideRow
from dungviec.placement.bundles import Bundles
from dungviec.placement.candidates import Field, subtree
from dungviec.placement.concurrent import besides as held_besides
from dungviec.placement.group_posts import posts_meant
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.requirements import PeopleWanted, Requirement, meaning_of
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement in one unit (``unit_id`` None: all units together), as it stands in a problem.

    ``limit``: how many are asked for; ``fixed``: of them how many hold their seat besides a main post and are not part of the
    problem; ``unclear``: people who could count but lack the fact asked for.
    """

    requirement: Requirement
    unit_id: str | None
    unit: str
    limit: int
    fixed: int
    unclear: int

    def words(self, lang: str = "vi") -> str:
        """``«Nữ lãnh đạo» ở Phường X: ít nhất 1 (người)``."""
        where = (f" ở {self.unit}" if lang == "vi" else f" in {self.unit}") if self.unit_id else ""
        because = f" – {self.requirement.because}" if self.requirement.because else ""
        return f"«{self.requirement.name}»{where}: {meaning_of(self.requirement, lang)} ({self.limit}){because}"


def requirement_rows(
    snapshot: Snapshot, policy: Policy, field: Field, bundles: Bundles, bare: Problem
) -> Iterator[tuple[Asked, SideRow]]:
    """A row for every requirement and unit that could be broken; raises PolicyFault for units, posts or people not there."""
    if not policy.requirements:
        return
    posts = snapshot.posts.join(pl.DataFrame({"post_id": list(field.posts)}), on="post_id", how="right")
    people = snapshot.people.join(pl.DataFrame({"person_id": list(field.people)}), on="person_id", how="right")
    unit_of = np.array(posts["unit_id"].to_list(), dtype=object)
    names = dict(snapshot.units.select("unit_id", "name").iter_rows())
    besides = [pair for pair in held_besides(snapshot, field) if pair not in bundles.held]
    for requirement in policy.requirements:
        _refuse_strangers(requirement, field)
        in_post = posts_meant(requirement.posts, posts)
        counts, unclear = _people_meant(requirement, people, snapshot)
        for unit_id, members in _groups(snapshot, requirement, unit_of, in_post):
            seats = in_post & np.isin(unit_of, members)
            held = bundles.count_among(seats)[bare.edge_post]
            if requirement.people.incumbents:
                main = bundles.main_of(bare.edge_post)
                held = (seats[main] & (main == field.own[bare.edge_person])).astype(np.int64)
            held = held * counts[bare.edge_person]
            fixed = 0
            if not requirement.people.incumbents:
                fixed = sum(1 for i, j in besides if seats[j] and counts[i])
            wanted = _how_many(snapshot, requirement, field, unit_id=unit_id, seats=seats, counts=counts)
            asked = Asked(
                requirement,
                unit_id,
                names.get(unit_id or "", ""),
                wanted,
                fixed,
                int(
                    np.isin(
                        np.flatnonzero(unclear), bare.edge_person[bundles.count_among(seats)[bare.edge_post] > 0]
                    ).sum()
                ),
            )
            row = _row(asked, held)
            if row is not None:
                yield asked, row


def _row(asked: Asked, held: Ints) -> SideRow | None:
    """The row over the edges by how many of the seats meant each fills [E], or None where it can never be broken."""
    edges = np.flatnonzero(held)
    counted = held[edges]
    limit = max(0, asked.limit - asked.fixed)
    at_least = asked.requirement.kind == "at_least"
    if limit == 0 if at_least else int(counted.sum()) <= limit:
        return None
    name = f"req:{asked.requirement.name}:{asked.unit_id or '*'}"
    sense = Sense.AT_LEAST if at_least else Sense.AT_MOST
    return SideRow(name, edges, limit, sense, asked.requirement.price, None if (counted == 1).all() else counted)


def _groups(
    snapshot: Snapshot, requirement: Requirement, unit_of: Ints, in_post: Flags
) -> Iterator[tuple[str | None, list[str]]]:
    """The units a requirement is asked of, each with the units counted for it."""
    units = snapshot.live_units
    if requirement.units:
        units = units.filter(pl.col("unit_id").is_in(list(subtree(snapshot, requirement.units))))
    if requirement.unit_kinds:
        units = units.filter(pl.col("kind").is_in(list(requirement.unit_kinds)))
    meant = [u for u in units.sort("unit_id")["unit_id"].to_list() if u in set(unit_of[in_post].tolist())]
    if requirement.per == "all":
        yield None, meant
        return
    for unit in meant:
        yield unit, [unit]


def _how_many(
    snapshot: Snapshot, requirement: Requirement, field: Field, *, unit_id: str | None, seats: Flags, counts: Flags
) -> int:
    """The number asked for: given, the unit's norm, or a share of seats (of today's holders, where incumbents are asked for)."""
    if requirement.count is not None:
        return requirement.count
    if requirement.norm:
        norm = snapshot.units.filter(pl.col("unit_id") == unit_id)["norm"].to_list()
        if not norm or norm[0] is None:
            raise PolicyFault(
                f"Yêu cầu «{requirement.name}» lấy biên chế giao của đơn vị «{unit_id}», nhưng dữ liệu không có số này.",
                f"Requirement '{requirement.name}' takes the assigned headcount of unit '{unit_id}', which is not on file.",
            )
        return int(norm[0])
    held = (field.own >= 0) & seats[field.own] & counts
    whole = int(held.sum()) if requirement.people.incumbents else int(field.capacity[seats].sum())
    share = (requirement.percent or 0) * whole
    return -(-share // 100) if requirement.kind == "at_least" else share // 100


def _people_meant(requirement: Requirement, people: pl.DataFrame, snapshot: Snapshot) -> tuple[Flags, Flags]:
    """Who counts, and for whom that is not known. Unknown people never help a plan: they are no gain towards *at least*
    and count towards *at most*."""
    wanted: PeopleWanted = requirement.people
    tests: list[pl.Expr] = []
    if wanted.ids:
        tests.append(pl.col("person_id").is_in(list(wanted.ids)))
    if wanted.sex is not None:
        tests.append(pl.col("sex") == wanted.sex)
    if wanted.under_age is not None:
        youngest = add_months(snapshot.as_of, -12 * wanted.under_age)
        by_year = pl.date(pl.col("born_year_only"), 1, 1)
        tests.append(pl.coalesce(pl.col("born"), by_year) > youngest)
    if wanted.minority is not None:
        kinh = pl.col("ethnicity").map_elements(fold, return_dtype=pl.String) == "kinh"
        tests.append(kinh != wanted.minority)
    if wanted.majors:
        majors = {fold(m) for m in wanted.majors}
        tests.append(pl.col("major").map_elements(lambda m: fold(m) in majors, return_dtype=pl.Boolean))
    if wanted.min_degree is not None:
        rank = pl.col("degree").replace_strict({c.value: c.rank for c in DEGREES}, default=None, return_dtype=pl.Int32)
        tests.append(rank >= (DEGREES.rank(wanted.min_degree) or 0))
    if not tests:
        return np.ones(people.height, dtype=np.bool_), np.zeros(people.height, dtype=np.bool_)
    answers = people.select(pl.all_horizontal(tests).alias("met"))["met"]
    unclear: Flags = answers.is_null().to_numpy().copy()
    counts: Flags = answers.fill_null(requirement.kind == "at_most").to_numpy().copy()
    return counts, unclear


def _refuse_strangers(requirement: Requirement, field: Field) -> None:
    for known, asked, vi, en in (
        (field.posts, requirement.posts.ids, "vị trí", "post"),
        (field.people, requirement.people.ids, "người", "person"),
    ):
        for name in sorted(set(asked) - set(known)):
            raise PolicyFault(
                f"Yêu cầu «{requirement.name}» nêu {vi} «{name}» nhưng không có trong dữ liệu của ngày này.",
                f"Requirement '{requirement.name}' names {en} '{name}', which is not there on this day.",
            )
