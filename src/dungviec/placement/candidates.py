"""Which people are considered for which posts before the law is asked: a wide net, drawn by plain reasons.

A pair is considered when the post is of a level the person could hold next, of the same kind of service, and the person
was trained for it, has worked in its field, is planned for it, or leads at that level already. Everybody is considered
for the post he or she holds. ``why_not_considered`` says which of these failed for one pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.scores import Facts, gather_facts
from dungviec.law import LawView, service_ages
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.reserve import Reserve
from dungviec.records.vietnamese import format_number

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MOST_PAIRS = 400_000_000
"""Pairs one round may ask the law about. A province of 50,000 people has 87 million of them."""
FIELD_YEARS = 2_000
"""Basis points of YEARS_IN_FULL (ten): two years of work in a field count as knowing it."""
_SERVICE = {"cadre": 0, "civil_servant": 0, "public_employee": 1, "public_employee_manager": 1}


@dataclass(frozen=True, eq=False)
class Field:
    """People and posts of a round as arrays, in the order of the problem to be solved."""

    people: tuple[str, ...]
    posts: tuple[str, ...]
    own: Ints
    """Index of the post each person mainly holds, -1 for none."""
    rank: Ints
    """Level rank each person holds or last held."""
    movable: Flags
    capacity: Ints
    """Seats that this round may fill: seats less those held concurrently or reserved."""
    importance: tuple[int | None, ...]
    person_fact: Ints
    post_fact: Ints
    """Where each person and post stands in the arrays of ``facts``."""
    facts: Facts
    post_rank: Ints
    service: Ints
    post_service: Ints
    planned: frozenset[tuple[str, str]]
    """(person, post) and (person, ``level:field``) pairs from the succession plans in force."""
    plan_key: tuple[str, ...]
    past_age: frozenset[str]
    """People past retirement age who are still on file; the round leaves them where they are."""
    holder_of: dict[str, str]
    """Post held together with another → that other post."""


def survey(snapshot: Snapshot, policy: Policy, view: LawView, *, reserved: Reserve | None = None) -> Field:
    """Lay out people in service and posts to be filled on the day of the snapshot."""
    posts = snapshot.live_posts.sort("post_id")
    holder_of = {p: h for p, h in posts.select("post_id", "held_with").iter_rows() if h is not None}
    seated = posts.filter(pl.col("held_with").is_null())
    post_ids = tuple(seated["post_id"].to_list())
    at = {p: j for j, p in enumerate(post_ids)}
    reserved = reserved or Reserve()
    people = _in_service(snapshot, reserved)
    ids = tuple(people["person_id"].to_list())
    main = {p: holder_of.get(q, q) for p, q in snapshot.main_posts.select("person_id", "post_id").iter_rows()}
    own = np.array([at.get(main.get(p, ""), -1) for p in ids], dtype=np.int64)
    post_rank = seated["level_rank"].to_numpy().astype(np.int64)
    post_service = np.array([_SERVICE[c] for c in seated["category"].to_list()], dtype=np.int64)
    facts = gather_facts(snapshot)
    last = _last_rank(snapshot)
    rank = np.array(
        [post_rank[j] if j >= 0 else last.get(p, 1) for p, j in zip(ids, own.tolist(), strict=True)], dtype=np.int64
    )
    kind = people["category"].to_list()
    service = np.array(
        [post_service[j] if j >= 0 else _SERVICE.get(c or "", 0) for c, j in zip(kind, own.tolist(), strict=True)],
        dtype=np.int64,
    )
    past_age = retired(snapshot, view)
    plans = snapshot["plans"].filter(
        (pl.col("approved") <= snapshot.as_of) & (pl.col("until").is_null() | (pl.col("until") >= snapshot.as_of))
    )
    planned = {(p, q) for p, q in plans.select("person_id", "post_id").iter_rows() if q is not None}
    planned |= {(p, f"{lv}:{f or ''}") for p, lv, f in plans.select("person_id", "level", "field").iter_rows()}
    return Field(
        people=ids,
        posts=post_ids,
        own=own,
        rank=rank,
        movable=_movable(snapshot, policy, people, own=own, seated=seated, past_age=past_age),
        past_age=past_age,
        capacity=_capacity(snapshot, seated, at, reserved.seats, holder_of),
        importance=tuple(seated["importance"].to_list()),
        person_fact=np.array([facts.people[p] for p in ids], dtype=np.int64),
        post_fact=np.array([facts.posts[p] for p in post_ids], dtype=np.int64),
        facts=facts,
        post_rank=post_rank,
        service=service,
        post_service=post_service,
        planned=frozenset(planned),
        plan_key=tuple(f"{lv}:{f}" for lv, f in seated.select("level", "field").iter_rows()),
        holder_of=holder_of,
    )


def consider(field: Field, policy: Policy) -> Iterator[tuple[int, Ints]]:
    """``(post index, person indices)``: who is worth asking the law about for each post with a seat, holders of the post left out.

    Posts of one kind (the same training, field, level and service) share their answer: it is found once.
    """
    f, facts = field, field.facts
    planned = _planned_for(f)
    kinds: dict[tuple[int, ...], tuple[Ints, Flags]] = {}
    total = 0
    for j, post in enumerate(f.posts):
        if f.capacity[j] <= 0:
            continue
        row = f.post_fact[j]
        kind = tuple(
            int(v)
            for v in (
                facts.majors_of[row],
                facts.min_degree[row],
                facts.field_of[row],
                f.post_rank[j],
                f.post_service[j],
            )
        )
        if kind not in kinds:
            kinds[kind] = _fitting(f, policy, row=int(row), rank=int(f.post_rank[j]), service=int(f.post_service[j]))
        chosen, open_to = kinds[kind]
        if f.post_rank[j] >= LEADERSHIP_RANK:
            extra = np.array([*planned.get(post, ()), *planned.get(f.plan_key[j], ())], dtype=np.int64)
            chosen = np.union1d(chosen, extra[open_to[extra]])
        chosen = chosen[f.own[chosen] != j]
        total += len(chosen)
        if total > MOST_PAIRS:
            raise _too_many(f)
        yield j, chosen


def _fitting(f: Field, policy: Policy, *, row: int, rank: int, service: int) -> tuple[Ints, Flags]:
    """People trained for a kind of post, with years in its field or already at its level; and whom level and service would let be planned."""
    facts = f.facts
    open_to = f.movable & (f.service == service) & _level_fits(f.rank, rank, policy)
    fits = facts.trained[f.person_fact, facts.majors_of[row]] & (facts.degree[f.person_fact] >= facts.min_degree[row])
    fits |= facts.years[f.person_fact, facts.field_of[row]] >= FIELD_YEARS
    if rank >= LEADERSHIP_RANK:
        fits |= f.rank >= rank
    return np.flatnonzero(fits & open_to), open_to


def _planned_for(field: Field) -> dict[str, list[int]]:
    """Post, or ``level:field``, → the people planned for it."""
    at = {p: i for i, p in enumerate(field.people)}
    found: dict[str, list[int]] = {}
    for person, key in field.planned:
        if person in at:
            found.setdefault(key, []).append(at[person])
    return found


def _too_many(field: Field) -> PolicyFault:
    n, m, most = (format_number(v) for v in (len(field.people), len(field.posts), MOST_PAIRS))
    return PolicyFault(
        f"Đợt này có {n} người và {m} vị trí, phải so sánh hơn {most} cặp cùng lúc, quá sức một máy. Thu hẹp phạm vi trong chính sách, "
        "ví dụ từng thành phố: scope: {units: [mã đơn vị]}.",
        f"This round has {n} people and {m} posts, more than {most} pairs at once: too much for one machine. Narrow the scope in the "
        "policy, city by city for instance: scope: {units: [unit id]}.",
    )


def _level_fits(rank: Ints, target: int, policy: Policy) -> Flags:
    """The same level or the next one up; specialists may become deputies where no team leader stands between."""
    lowest = rank if policy.keep_level else np.zeros_like(rank)
    highest = np.where(rank < LEADERSHIP_RANK, LEADERSHIP_RANK, rank + 1)
    fits: Flags = (target >= lowest) & (target <= highest) & ((target > 0) | (rank == 0))
    return fits


def why_not_considered(field: Field, policy: Policy, i: int, j: int) -> tuple[str, str] | None:
    """One sentence in each language saying why the pair was not among those considered, or None if it is."""
    f, facts = field, field.facts
    if f.own[i] == j:
        return None
    if not f.movable[i]:
        return (
            "Người này đang ngoài phạm vi, bị khóa, nghỉ dài ngày hoặc đã đến tuổi nghỉ hưu",
            "This person is out of scope, locked, on long leave or past retirement age",
        )
    if f.service[i] != f.post_service[j]:
        return (
            "Khác khối công chức – viên chức: phải qua tiếp nhận, tuyển dụng, không phải bố trí",
            "Another service (civil servants / public employees): needs recruitment, not placement",
        )
    if not bool(_level_fits(f.rank[i : i + 1], int(f.post_rank[j]), policy)[0]):
        return "Cấp chức vụ cách xa cấp hiện giữ", "The level is too far from the one held"
    if f.capacity[j] <= 0:
        return "Không còn chỗ nào để bố trí ở vị trí này", "This post has no seat to fill"
    person, post = f.person_fact[i], f.post_fact[j]
    trained = facts.trained[person, facts.majors_of[post]] and facts.degree[person] >= facts.min_degree[post]
    worked = facts.years[person, facts.field_of[post]] >= FIELD_YEARS
    leads = f.post_rank[j] >= LEADERSHIP_RANK and (
        f.rank[i] >= f.post_rank[j]
        or (f.people[i], f.posts[j]) in f.planned
        or (f.people[i], f.plan_key[j]) in f.planned
    )
    if not (trained or worked or leads):
        return (
            "Không được đào tạo đúng ngành, chưa đủ hai năm làm lĩnh vực này, không trong quy hoạch",
            "Not trained for it, less than two years in its field, and not planned for it",
        )
    return None


def _in_service(snapshot: Snapshot, reserved: Reserve) -> pl.DataFrame:
    """People with a running tenure, or without any that ended by leaving the service. Those whose own row about the post
    they hold was rejected are left out: they may have one."""
    day = snapshot.as_of
    unsettled = set(reserved.people) - set(snapshot.main_posts["person_id"].to_list())
    running = snapshot.current_tenures.select("person_id").unique()
    gone = (
        snapshot["tenures"]
        .filter((pl.col("to_date") < day) & pl.col("left_because").is_in(["retired", "left_service", "died"]))
        .select("person_id")
        .unique()
        .join(running, on="person_id", how="anti")
    )
    not_yet = (
        snapshot.people.filter(pl.col("joined") > day).select("person_id").join(running, on="person_id", how="anti")
    )
    return (
        snapshot.people.join(gone, on="person_id", how="anti")
        .join(not_yet, on="person_id", how="anti")
        .filter(~pl.col("person_id").is_in(list(unsettled)))
        .sort("person_id")
    )


def _last_rank(snapshot: Snapshot) -> dict[str, int]:
    rows = (
        snapshot["tenures"]
        .filter(pl.col("level").is_not_null() & (pl.col("from_date") <= snapshot.as_of))
        .sort("from_date")
    )
    return {p: LEVELS.rank(lv) or 0 for p, lv in rows.select("person_id", "level").iter_rows()}


def _movable(
    snapshot: Snapshot,
    policy: Policy,
    people: pl.DataFrame,
    *,
    own: Ints,
    seated: pl.DataFrame,
    past_age: frozenset[str],
) -> Flags:
    """Who this round may move: in scope, not on long leave, not held by a lock, not past retirement age."""
    movable = people["on_leave"].is_null().to_numpy().copy()
    movable &= ~people["person_id"].is_in(list(past_age)).to_numpy()
    scope = policy.scope
    if scope.categories:
        movable &= people["category"].is_in(list(scope.categories)).fill_null(False).to_numpy()
    if scope.units:
        inside = subtree(snapshot, scope.units)
        units = seated["unit_id"].to_list()
        movable &= np.array([j < 0 or units[j] in inside for j in own.tolist()], dtype=np.bool_)
    index = {p: i for i, p in enumerate(people["person_id"].to_list())}
    for lock in policy.locks:
        if lock.person not in index:
            raise PolicyFault(
                f"Chính sách khóa người «{lock.person}» nhưng không có người này trong dữ liệu ngày {snapshot.as_of:%d/%m/%Y}.",
                f"The policy locks '{lock.person}', who is not in service on {snapshot.as_of:%d/%m/%Y}.",
            )
        movable[index[lock.person]] = False
    return movable


def retired(snapshot: Snapshot, view: LawView) -> frozenset[str]:
    """People whose last day of service, by the retirement ages in force that day, lies before the day of the snapshot."""
    ages = service_ages(snapshot, view)
    return frozenset(ages.filter(pl.col("retire_on") < snapshot.as_of)["person_id"].to_list())


def subtree(snapshot: Snapshot, roots: tuple[str, ...]) -> set[str]:
    """The units named and everything below them; raises PolicyFault for a unit that is not there."""
    known = set(snapshot.units["unit_id"].to_list())
    for root in roots:
        if root not in known:
            raise PolicyFault(
                f"Phạm vi nêu đơn vị «{root}» nhưng không có đơn vị này trong dữ liệu.",
                f"The scope names unit '{root}', which is not in the data.",
            )
    inside = set(roots)
    children: dict[str, list[str]] = {}
    for unit, parent in snapshot.units.select("unit_id", "parent_id").iter_rows():
        children.setdefault(parent or "", []).append(unit)
    queue = list(roots)
    while queue:
        for child in children.get(queue.pop(), []):
            if child not in inside:
                inside.add(child)
                queue.append(child)
    return inside


def _capacity(
    snapshot: Snapshot, seated: pl.DataFrame, at: dict[str, int], reserved: Mapping[str, int], holder_of: dict[str, str]
) -> Ints:
    """Seats less those somebody holds besides a main post, and those reserved for people whose row was rejected."""
    capacity = seated["seats"].to_numpy().astype(np.int64).copy()
    main = set(snapshot.main_posts.select("person_id", "post_id").iter_rows())
    others = snapshot.current_tenures.filter(pl.col("kind") == "concurrent").select("person_id", "post_id")
    for person, post in others.iter_rows():
        if post in at and post not in holder_of and (person, post) not in main:
            capacity[at[post]] -= 1
    for post, seats in reserved.items():
        if post in at:
            capacity[at[post]] -= seats
    free: Ints = np.maximum(capacity, 0)
    return free
