"""From a snapshot and a policy to a problem: candidates → law → fit → edges, prices and side rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from dungviec.competency import score_pairs
from dungviec.engine.problem import Ints, Problem, Progress
from dungviec.law import LawBook, LawView, judge_pairs
from dungviec.placement.candidates import Field, consider, survey
from dungviec.placement.continuity import as_continued, continuing
from dungviec.placement.leaving import must_leave
from dungviec.placement.near_rows import too_far
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.round_rows import Origin, round_rows
from dungviec.records import Snapshot
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
    pairs: pl.DataFrame
    """``person_id, post_id, i, j, stay, verdict, blocking, again, competence, strengths, record, wishes, fit, gain, edge``;
    ``again``: the person goes on in the same position under another unit; ``edge`` is the index in the problem, or null where the pair is not among its edges."""
    problem: Problem
    origins: tuple[Origin, ...]
    """What each side row of the problem comes from."""
    leavers: frozenset[str]
    """People who must leave their post in this round."""


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
    pairs = _candidate_pairs(field, policy)
    tell("law", 0.15)
    judged = judge_pairs(snapshot, pairs.select("person_id", "post_id"), view)
    pairs = as_continued(pairs.with_columns(judged["verdict"], judged["blocking"]), policy)
    tell("fit", 0.45)
    pairs = score_pairs(snapshot, pairs, policy.fit_weights())
    pairs = _with_gain(snapshot, policy, pairs)
    leavers = must_leave(snapshot, policy, field)
    pairs = _with_edges(snapshot, policy, pairs, leavers)
    tell("problem", 0.6)
    problem, origins = _problem(snapshot, policy, view, field, pairs)
    return Round(snapshot, policy, view, field, pairs, problem, origins, leavers)


def _candidate_pairs(field: Field, policy: Policy) -> pl.DataFrame:
    i, j = consider(field, policy)
    forced_i, forced_j = _locked_pairs(field, policy)
    again_i, again_j = continuing(field, policy)
    i, j = np.concatenate([i, forced_i, again_i]), np.concatenate([j, forced_j, again_j])
    frame = pl.DataFrame({"i": i, "j": j}).unique(["i", "j"], maintain_order=True).sort("i", "j")
    i, j = frame["i"].to_numpy(), frame["j"].to_numpy()
    people, posts = np.array(field.people, dtype=object), np.array(field.posts, dtype=object)
    return frame.with_columns(
        person_id=pl.Series(people[i].tolist(), dtype=pl.String),
        post_id=pl.Series(posts[j].tolist(), dtype=pl.String),
        stay=pl.Series(field.own[i] == j),
    )


def _locked_pairs(field: Field, policy: Policy) -> tuple[Ints, Ints]:
    people = {p: i for i, p in enumerate(field.people)}
    posts = {p: j for j, p in enumerate(field.posts)}
    for what, known, name in (
        *(("người", people, x.person) for x in policy.bans),
        *(("vị trí", posts, x.post) for x in policy.bans),
        *(("vị trí", posts, x.post) for x in policy.locks if x.post is not None),
    ):
        if name not in known:
            raise PolicyFault(
                f"Chính sách nêu {what} «{name}» nhưng không có trong dữ liệu của ngày này (hoặc vị trí do người khác kiêm).",
                f"The policy names '{name}', which is not there on this day (or is held together with another post).",
            )
    locked = [(people[x.person], posts[x.post]) for x in policy.locks if x.post is not None]
    _check_contradictions(field, policy)
    return np.array([i for i, _ in locked], dtype=np.int64), np.array([j for _, j in locked], dtype=np.int64)


def _with_gain(snapshot: Snapshot, policy: Policy, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add ``gain`` (fit less the price of the move) and ``own_fit`` (fit where the person stands now, null for nobody)."""
    where = snapshot.posts.select("post_id", "unit_id").join(
        snapshot.units.select("unit_id", "place_code"), on="unit_id", how="left"
    )
    own = pairs.filter(pl.col("stay")).select("person_id", own_fit="fit", own_post="post_id")
    prices = policy.prices.move
    borne = pl.DataFrame(
        {"person_id": [h.person for h in policy.hardship], "hardship": [h.points for h in policy.hardship]},
        schema={"person_id": pl.String, "hardship": pl.Int64},
    )
    return (
        pairs.join(borne.group_by("person_id").agg(pl.col("hardship").sum()), on="person_id", how="left", maintain_order="left")
        .with_columns(pl.col("hardship").fill_null(0))
        .join(own, on="person_id", how="left", maintain_order="left")
        .join(where, on="post_id", how="left", maintain_order="left")
        .join(where.rename({"post_id": "own_post", "unit_id": "own_unit", "place_code": "own_place"}), on="own_post", how="left", maintain_order="left")
        .with_columns(
            price=pl.when(pl.col("stay") | pl.col("own_post").is_null()).then(0)
            .when(pl.col("unit_id") == pl.col("own_unit")).then(prices.same_unit)
            .when(pl.col("place_code").eq_missing(pl.col("own_place"))).then(prices.same_place)
            .otherwise(prices.other_place + pl.col("hardship"))
        )
        .with_columns(gain=pl.col("fit").cast(pl.Int64) - pl.col("price"))
    )  # fmt: skip


def price_of(snapshot: Snapshot, policy: Policy, person: str, origin: str | None, target: str) -> int:
    """What moving a person from one post to another costs, in points; 0 for whoever has no post."""
    if origin is None:
        return 0
    unit = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    place = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    prices = policy.prices.move
    if unit[origin] == unit[target]:
        return prices.same_unit
    if place[unit[origin]] == place[unit[target]]:
        return prices.same_place
    return prices.other_place + sum(h.points for h in policy.hardship if h.person == person)


def _with_edges(snapshot: Snapshot, policy: Policy, pairs: pl.DataFrame, leavers: frozenset[str]) -> pl.DataFrame:
    """Add ``edge``: the running number of the pairs that stay in the problem."""
    rises = (pl.col("fit") - pl.col("own_fit").fill_null(0)) >= policy.min_gain
    must_go = pl.col("person_id").is_in(list(leavers))
    keep = (pl.col("stay") & ~must_go) | (
        ~pl.col("stay")
        & (pl.col("verdict") <= policy.worst_verdict)
        & (pl.col("fit") >= policy.min_fit)
        & (rises | must_go)
    )
    frame = pairs.with_columns(keep=keep & ~too_far(snapshot, policy, pairs))
    for lock in policy.locks:
        if lock.post is None:
            continue
        row = frame.filter((pl.col("person_id") == lock.person) & (pl.col("post_id") == lock.post))
        if row["verdict"][0] > policy.worst_verdict:
            raise PolicyFault(
                f"Chính sách khóa «{lock.person}» vào vị trí «{lock.post}» nhưng pháp luật không cho phép đề xuất "
                f"({', '.join(row['blocking'][0])}). Xem: dungviec why … --person {lock.person} --post {lock.post}",
                f"The policy locks '{lock.person}' into '{lock.post}', but the law does not allow proposing it "
                f"({', '.join(row['blocking'][0])}). See: dungviec why … --person {lock.person} --post {lock.post}",
            )
        frame = frame.with_columns(
            keep=pl.when(pl.col("person_id") == lock.person)
            .then(pl.col("post_id") == lock.post)
            .otherwise(pl.col("keep"))
        )
    if policy.bans:
        banned = pl.DataFrame([b.model_dump() for b in policy.bans]).rename({"person": "person_id", "post": "post_id"})
        out = frame.join(
            banned.with_columns(banned=pl.lit(True)), on=["person_id", "post_id"], how="left", maintain_order="left"
        )
        frame = out.with_columns(keep=pl.col("keep") & pl.col("banned").is_null()).drop("banned")
    number = pl.when(pl.col("keep")).then(pl.col("keep").cast(pl.Int64).cum_sum() - 1)
    return frame.with_columns(edge=number).drop("keep")


def _problem(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, pairs: pl.DataFrame
) -> tuple[Problem, tuple[Origin, ...]]:
    edges = pairs.filter(pl.col("edge").is_not_null())
    n, m = len(field.people), len(field.posts)
    stay = edges["stay"].to_numpy()
    person, post = edges["i"].to_numpy().astype(np.int64), edges["j"].to_numpy().astype(np.int64)
    held = np.bincount(field.own[field.own >= 0], minlength=m)  # also those whom a lock or a ban takes elsewhere
    over = held > field.capacity
    must = np.zeros(n, dtype=np.bool_)
    must[person[stay & ~over[post]]] = True
    must[_locked_people(field, policy)] = True
    base: dict[str, Any] = {
        "people": field.people,
        "posts": field.posts,
        "capacity": field.capacity,
        "edge_person": person,
        "edge_post": post,
        "gain": edges["gain"].to_numpy().astype(np.int64),
        "is_move": ~stay & (field.own[person] >= 0),
        "is_stay": stay.copy(),
        "must_place": must,
        "unplaced_price": np.full(n, policy.prices.unplaced, dtype=np.int64),
        "vacancy_price": np.array([policy.prices.vacancy.of(k) for k in field.importance], dtype=np.int64),
    }
    bare = Problem(**base)
    rows = list(round_rows(snapshot, policy, view, field, bare))
    return Problem(**base, rows=tuple(row for _, row in rows)), tuple(origin for origin, _ in rows)


def _locked_people(field: Field, policy: Policy) -> Ints:
    """Indices of the people a lock gives a certain post: they must be placed even where the post holds too many today."""
    index, out = {p: i for i, p in enumerate(field.people)}, []
    wanted: dict[int, list[str]] = {}
    for lock in policy.locks:
        i = index[lock.person]
        j = int(field.own[i]) if lock.post is None else field.posts.index(lock.post)
        if j >= 0 and i not in out:
            out.append(i)
            wanted.setdefault(j, []).append(lock.person)
    for j, people in wanted.items():
        if len(people) > field.capacity[j]:
            raise PolicyFault(
                f"Chính sách khóa {len(people)} người ({', '.join(people)}) vào vị trí «{field.posts[j]}» nhưng đợt này chỉ có "
                f"{int(field.capacity[j])} chỗ ở đó; bỏ bớt khóa.",
                f"The policy locks {len(people)} people ({', '.join(people)}) into '{field.posts[j]}', where this round has "
                f"{int(field.capacity[j])} seats; drop a lock.",
            )
    return np.array(out, dtype=np.int64)


def _check_contradictions(field: Field, policy: Policy) -> None:
    """Refuse locks that pull one person two ways, and bans from the very post a lock names."""
    index = {p: i for i, p in enumerate(field.people)}
    banned = {(b.person, b.post) for b in policy.bans}
    seen: dict[str, str | None] = {}
    for lock in policy.locks:
        own = int(field.own[index[lock.person]])
        post = lock.post or (field.posts[own] if own >= 0 else None)
        if seen.setdefault(lock.person, post) != post:
            raise PolicyFault(
                f"Chính sách khóa «{lock.person}» hai lần vào hai vị trí khác nhau; giữ một.",
                f"The policy locks '{lock.person}' twice, into different posts; keep one.",
            )
        if (lock.person, post) in banned:
            raise PolicyFault(
                f"Chính sách vừa khóa «{lock.person}» vào «{post}» vừa loại người này khỏi đó; giữ một trong hai.",
                f"The policy both locks '{lock.person}' into '{post}' and bans the pair; keep one of the two.",
            )
