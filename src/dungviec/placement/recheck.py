"""The last look before a plan is shown: every hard rule again, from the records, by another path than the one that made it."""

from __future__ import annotations

from collections import Counter

import polars as pl

from dungviec.law import LawBook, LawView, Verdict, judge_pairs, kinship_conflicts
from dungviec.placement.policy import Policy
from dungviec.placement.recheck_besides import recheck_besides
from dungviec.placement.recheck_groups import recheck_groups
from dungviec.records import Snapshot


def recheck(
    snapshot: Snapshot,
    policy: Policy,
    placement: dict[str, str],
    *,
    kept_kinship: frozenset[tuple[str, str]] = frozenset(),
    without_seat: frozenset[str] = frozenset(),
    law: LawView | None = None,
    besides: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[str, ...]:
    """Sentences about what is wrong with ``placement`` (person → post); empty when nothing is.

    Looks at: posts exist and are not over-filled beyond what they are today, incumbents keep a post, every change is
    lawful on the day, locks and bans, the limits on moves, hard requirements of groups, and that no two relatives newly stand where they may not.
    ``kept_kinship``: present breaches that nothing lawful resolves; ``without_seat``: people whose present post has more
    holders than seats, who may therefore be left over; ``besides``: (person, post) held besides the main one by the plan; ``law``: the law of the day where it is not the shipped packs alone.
    """
    law = law or LawBook.load().on(snapshot.as_of)
    main = dict(snapshot.main_posts.select("person_id", "post_id").iter_rows())
    with_ = {p: h for p, h in snapshot.posts.select("post_id", "held_with").iter_rows() if h is not None}
    before: dict[str, str] = {p: with_.get(q) or q for p, q in main.items()}
    moved = {p: q for p, q in placement.items() if before.get(p) != q}
    seats = dict(snapshot.live_posts.select("post_id", "seats").iter_rows())
    faults = []
    today = Counter(before.values())
    filled = Counter([*placement.values(), *(q for _, q in besides)])
    faults += recheck_besides(snapshot, policy, placement, besides, law)
    faults += [
        f"Vị trí {q} có {n} người nhưng chỉ có {seats.get(q, 0)} chỗ."
        for q, n in sorted(filled.items())
        if n > max(seats.get(q, 0), today[q] if q in seats else 0)
    ]
    pairs = pl.DataFrame(
        {"person_id": list(moved), "post_id": list(moved.values())},
        schema={"person_id": pl.String, "post_id": pl.String},
    )
    again = policy.continuing_pairs()
    judged = judge_pairs(snapshot, pairs, law)
    faults += [
        f"{p} vào {q} không được phép: {', '.join(b)}."
        for p, q, v, b in judged.select("person_id", "post_id", "verdict", "blocking").iter_rows()
        if v > policy.worst_verdict and (p, q) not in again
    ]
    banned = {(b.person, b.post) for b in policy.bans}
    faults += [
        f"{p} đang giữ {q} nhưng phương án không để lại vị trí nào."
        for p, q in sorted(before.items())
        if p not in placement and p not in without_seat and (p, q) not in banned
    ]
    for lock in policy.locks:
        wanted = lock.post or before.get(lock.person)
        if placement.get(lock.person) != wanted:
            faults.append(f"{lock.person} bị khóa nhưng phương án xếp khác.")
    faults += [
        f"{b.person} bị loại khỏi {b.post} nhưng phương án vẫn xếp."
        for b in policy.bans
        if placement.get(b.person) == b.post
    ]
    changes = sum(1 for p in moved if p in before)
    if policy.max_moves is not None and changes > policy.max_moves:
        faults.append(f"Có {changes} lượt chuyển, quá giới hạn {policy.max_moves}.")
    if policy.max_moves_per_unit is not None:
        unit_of = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
        leaving = Counter(unit_of[before[p]] for p in moved if p in before)
        faults += [
            f"Có {n} người rời {u}, quá giới hạn {policy.max_moves_per_unit} người mỗi đơn vị."
            for u, n in sorted(leaving.items())
            if n > policy.max_moves_per_unit
        ]
    faults += recheck_groups(snapshot, policy, placement, before, besides)
    return (*faults, *_kinship(snapshot, placement, with_, kept_kinship, policy, law, besides))


def _kinship(
    snapshot: Snapshot,
    placement: dict[str, str],
    with_: dict[str, str],
    kept: frozenset[tuple[str, str]],
    policy: Policy,
    law: LawView,
    besides: frozenset[tuple[str, str]],
) -> list[str]:
    holds: dict[str, set[str]] = {}
    also: dict[str, list[str]] = {}
    for post, main in with_.items():
        also.setdefault(main, []).append(post)
    for person, post in (*placement.items(), *besides):
        holds.setdefault(person, set()).update((post, *also.get(post, ())))
    faults = []
    for c in kinship_conflicts(snapshot, law, reach=holds):
        if c.verdict == Verdict.NEEDS_AUTHORITY and policy.allow_needs_authority:
            continue
        a, b = holds.get(c.person_a, set()), holds.get(c.person_b, set())
        if a & c.posts_a and b & c.posts_b and (c.person_a, c.person_b) not in kept:
            faults.append(f"{c.person_a} và {c.person_b} ({c.relation}) cùng ở {c.scope}: trái {c.rule_id}.")
    return faults
