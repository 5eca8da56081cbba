"""From a snapshot and a policy to a problem: candidates → law → fit → edges, prices and side rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from dungviec.engine.problem import Flags, Ints, Problem, Progress
from dungviec.law import LawBook, LawView
from dungviec.placement.bundles import Bundles, bundles_of
from dungviec.placement.candidates import Field, survey
from dungviec.placement.concurrent import options_of, reopened
from dungviec.placement.continuity import continuing
from dungviec.placement.leaving import must_leave
from dungviec.placement.locks import keep_to_locks, locked_pairs, locked_people, refuse_unlawful_locks
from dungviec.placement.move_prices import price_list
from dungviec.placement.near_rows import too_far
from dungviec.placement.pair_table import Considered, Kept, judged_pairs
from dungviec.placement.policy import Policy
from dungviec.placement.round_rows import Origin, round_rows
from dungviec.records import TABLES, Snapshot
from dungviec.records.reserve import Reserve

LawOfDay = Callable[[date], LawView]
"""What gives the law of a day."""


@dataclass(frozen=True, eq=False)
class Round:
    """Everything one placement round stands on, so that every answer about it can be traced back."""

    snapshot: Snapshot
    policy: Policy
    view: LawView
    field: Field
    edges: pl.DataFrame
    """Row e is edge e of the problem: ``i, j`` (person, post of the problem), ``stay, again, verdict, competence, strengths, record, wishes, fit,
    gain, own_fit``; ``again``: the person goes on in the same position under another unit; ``own_fit``: the fit in the post held, null for none."""
    present: pl.DataFrame
    """The same columns (without ``gain``) of everybody in the post held today, in the order of the people."""
    considered: Considered
    """How many were considered for what, and what stood against them."""
    bundles: Bundles
    """Posts of the problem that are several posts of the records held by one person, behind the others."""
    problem: Problem
    origins: tuple[Origin, ...]
    """What each side row of the problem comes from."""
    leavers: frozenset[str]
    """People who must leave their post in this round."""

    def pair(self, person: int, post: int) -> dict[str, Any] | None:
        """The row of one pair, from the edges or the posts held today; None where it is in neither."""
        here = (pl.col("i") == person) & (pl.col("j") == post)
        for frame in (self.edges, self.present):
            found = frame.filter(here)
            if len(found):
                return found.row(0, named=True)
        return None

    def main_posts(self, seats: Ints) -> Ints:
        """The main post of each person whose post of the problem is in ``seats`` [n] (-1 for none)."""
        return self.bundles.main_of(seats)


def build_problem(snapshot: Snapshot, policy: Policy, *, reserved: Reserve | None = None) -> Problem:
    """Only the arrays of :func:`build_round`."""
    return build_round(snapshot, policy, reserved=reserved).problem


def build_round(
    snapshot: Snapshot,
    policy: Policy,
    *,
    reserved: Reserve | None = None,
    progress: Progress | None = None,
    law: LawOfDay | None = None,
) -> Round:
    """Prepare a round on the day of the snapshot (or the policy's own day).

    ``reserved``: seats not to be given away and people not to be moved. ``law`` gives the law of a day where it is not the
    shipped packs alone (own rules, chosen readings). Raises :class:`PolicyFault` where the policy names people, posts or units that are not there, contradicts itself, or locks somebody into a post the law forbids or that is full.
    """
    if policy.as_of is not None and policy.as_of != snapshot.as_of:
        snapshot = snapshot.at(policy.as_of)
    tell = progress or (lambda _stage, _share: None)
    view = (law or LawBook.load().on)(snapshot.as_of)
    tell("candidates", 0.05)
    field = survey(snapshot, policy, view, reserved=reserved)
    options = options_of(snapshot, policy, view, field)
    field, held = reopened(snapshot, field, options)
    locked = locked_pairs(field, policy)
    again = continuing(field, policy)
    leavers = must_leave(snapshot, policy, field)
    tell("law", 0.15)
    table = judged_pairs(
        snapshot, policy, view, field, forced=locked, again=again, tell=tell,
        keep=lambda present: _keeper(snapshot, policy, field, leavers, present),
    )  # fmt: skip
    refuse_unlawful_locks(field, policy, table.edges, table.stopped)
    tell("fit", 0.56)
    edges = _with_gain(snapshot, policy, field, table.edges, table.present)
    bundles = bundles_of(snapshot, policy, view, field, edges, options, held)
    edges = bundles.joined_to(edges)
    problem, origins = _problem(snapshot, policy, view, field, bundles, edges)
    tell("problem", 0.6)
    return Round(
        snapshot, policy, view, field, edges, table.present, table.considered, bundles, problem, origins, leavers
    )


def _keeper(snapshot: Snapshot, policy: Policy, field: Field, leavers: frozenset[str], present: pl.DataFrame) -> Kept:
    """Which judged pairs stay in the problem: lawful, good enough, no loss to the person, near enough; staying where that is open."""
    own_fit = np.zeros(len(field.people), dtype=np.int64)
    own_fit[present["i"].to_numpy()] = present["fit"].to_numpy()
    must_go = np.array([p in leavers for p in field.people], dtype=np.bool_)

    def decide(pairs: pl.DataFrame) -> Flags:
        i, stay, fit = (pairs[c].to_numpy() for c in ("i", "stay", "fit"))
        go = must_go[i]
        rises = fit - own_fit[i] >= policy.min_gain
        kept = (pairs["verdict"].to_numpy() <= policy.worst_verdict) & (fit >= policy.min_fit) & (rises | go)
        kept = np.where(stay, ~go, kept) & ~too_far(snapshot, policy, field, pairs)
        return keep_to_locks(field, policy, pairs, kept)

    return decide


def _with_gain(
    snapshot: Snapshot, policy: Policy, field: Field, edges: pl.DataFrame, present: pl.DataFrame
) -> pl.DataFrame:
    """Add ``gain`` (fit less the price of the move) and ``own_fit`` (fit where the person stands now, null for nobody)."""
    own_fit = np.full(len(field.people), -1, dtype=np.int16)
    own_fit[present["i"].to_numpy()] = present["fit"].to_numpy()
    i, j = edges["i"].to_numpy(), edges["j"].to_numpy()
    price = price_list(snapshot, policy, field).of(i, j)
    gain = edges["fit"].to_numpy().astype(np.int64) - price
    return edges.with_columns(gain=pl.Series(gain), own_fit=pl.Series(own_fit[i])).with_columns(
        own_fit=pl.when(pl.col("own_fit") >= 0).then("own_fit")
    )


def _problem(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, bundles: Bundles, edges: pl.DataFrame
) -> tuple[Problem, tuple[Origin, ...]]:
    n, m = len(field.people), len(field.posts)
    stay = edges["stay"].to_numpy()
    person, post = edges["i"].to_numpy().astype(np.int64), edges["j"].to_numpy().astype(np.int64)
    held = np.bincount(field.own[field.own >= 0], minlength=m)  # also those whom a lock or a ban takes elsewhere
    over = held > field.capacity
    must = np.zeros(n, dtype=np.bool_)
    main = bundles.main_of(post)
    must[person[(main == field.own[person]) & ~over[main]]] = True
    must[locked_people(field, policy)] = True
    vacancy = np.array([policy.prices.vacancy.of(k) for k in field.importance], dtype=np.int64)
    base: dict[str, Any] = {
        "people": field.people,
        "posts": (*field.posts, *bundles.names),
        "capacity": np.append(field.capacity, bundles.seats),
        "edge_person": person,
        "edge_post": post,
        "gain": edges["gain"].to_numpy().astype(np.int64) + bundles.relief(post, vacancy),
        "is_move": (main != field.own[person]) & (field.own[person] >= 0),
        "is_stay": stay.copy(),
        "must_place": must,
        "unplaced_price": np.full(n, policy.prices.unplaced, dtype=np.int64),
        "vacancy_price": np.append(vacancy, np.zeros(len(bundles), dtype=np.int64)),
    }
    bare = Problem(**base)
    rows = list(round_rows(snapshot, policy, view, field, bundles, bare))
    return Problem(**base, rows=tuple(row for _, row in rows)), tuple(origin for origin, _ in rows)


def with_record(round_: Round, changed: Snapshot, person_id: str) -> Round:
    """The round with one person's record changed (``changed``: the same day, everybody else as before): only that person's pairs are made anew.

    Where posts may be held besides, the whole round is built again.
    """
    policy, view, field = round_.policy, round_.view, round_.field
    if policy.concurrent or person_id not in field.people:
        return build_round(changed, policy, law=lambda _day: view)
    small = only_person(changed, person_id)
    own_policy = policy.model_copy(
        update={
            "locks": tuple(x for x in policy.locks if x.person == person_id),
            "bans": tuple(x for x in policy.bans if x.person == person_id),
            "leave": policy.leave.model_copy(
                update={"people": tuple(p for p in policy.leave.people if p == person_id)}
            ),
            "near": tuple(n for n in policy.near if n.person == person_id),
        }
    )
    alone = replace(survey(small, own_policy, view), capacity=field.capacity)
    if alone.people != (person_id,) or alone.posts != field.posts:
        return build_round(changed, policy, law=lambda _day: view)
    leavers = must_leave(small, own_policy, alone)
    table = judged_pairs(
        small, own_policy, view, alone, forced=locked_pairs(alone, own_policy), again=continuing(alone, own_policy),
        tell=lambda _stage, _share: None, keep=lambda present: _keeper(small, own_policy, alone, leavers, present),
    )  # fmt: skip
    i = field.people.index(person_id)
    mine = _with_gain(small, own_policy, alone, table.edges, table.present).with_columns(i=pl.lit(i, dtype=pl.Int32))
    others = round_.edges.filter(pl.col("i") != i)
    edges = pl.concat([others, mine.select(others.columns).cast(dict(others.schema))]).sort("i", "j")  # type: ignore[arg-type]
    present = table.present.with_columns(i=pl.lit(i, dtype=pl.Int32))
    present = pl.concat([round_.present.filter(pl.col("i") != i), present]).sort("i")
    problem, origins = _problem(changed, policy, view, field, round_.bundles, edges)
    left = (round_.leavers - {person_id}) | leavers
    return replace(
        round_, snapshot=changed, edges=edges, present=present, problem=problem, origins=origins, leavers=left
    )


def only_person(snapshot: Snapshot, person_id: str) -> Snapshot:
    """The snapshot with one person, and everybody's succession plans: that plans are kept at all is a fact of its own."""
    tables = {
        name: snapshot[name].filter(pl.col("person_id") == person_id)
        if "person_id" in table.by_name and name != "plans"
        else snapshot[name]
        for name, table in TABLES.items()
    }
    return replace(snapshot, tables=tables)
