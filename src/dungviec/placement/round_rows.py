"""All side rows of a round: relatives, limits on moves, requirements of groups, couples; each with what it comes from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dungviec.engine.problem import Flags, Ints, Problem, SideRow
from dungviec.engine.side_rows import move_limit
from dungviec.law import KinConflict, LawView, Verdict, kinship_conflicts
from dungviec.placement.bundles import Bundles
from dungviec.placement.candidates import Field
from dungviec.placement.group_rows import Asked, requirement_rows
from dungviec.placement.near_rows import near_rows
from dungviec.placement.policy import Policy
from dungviec.placement.requirements import Near
from dungviec.records import Snapshot

KINSHIP_PRICE = 200_000
"""What keeping a present breach of a kinship rule costs: more than any chain of moves, so it is kept only where nothing
lawful resolves it; new breaches are never allowed at any price."""

Origin = KinConflict | Asked | Near | None
"""What a side row comes from: a kinship rule, a requirement of the policy, a couple; None for the limits on moves and for seats that a person may
hold besides another."""


def round_rows(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, bundles: Bundles, bare: Problem
) -> Iterator[tuple[Origin, SideRow]]:
    """Every side row of the round, with its origin."""
    yield from bundles.seat_rows(bare, field.capacity)
    yield from _kinship_rows(snapshot, policy, view, field, bundles, bare)
    yield from requirement_rows(snapshot, policy, field, bundles, bare)
    yield from near_rows(snapshot, policy, field, bundles, bare)
    if policy.max_moves is not None:
        yield None, move_limit(bare.is_move, policy.max_moves)
    if policy.max_moves_per_unit is not None:
        left = _unit_left(snapshot, field, bare.edge_person)
        moves = np.flatnonzero(bare.is_move)
        order = moves[np.argsort(left[moves], kind="stable")]
        starts = np.flatnonzero(np.diff(left[order], prepend=-2))
        for edges in np.split(order, starts[1:]):
            if len(edges) > policy.max_moves_per_unit:
                yield None, SideRow(f"moves:unit:{int(left[edges[0]])}", edges, policy.max_moves_per_unit)


def _unit_left(snapshot: Snapshot, field: Field, person: Ints) -> Ints:
    """For each edge the number of the unit its person would leave, -1 for people without a post."""
    units = {u: k for k, u in enumerate(snapshot.units["unit_id"].to_list())}
    unit_of = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    of_post = np.array([units[unit_of[p]] for p in field.posts], dtype=np.int64)
    own = field.own[person]
    return np.where(own >= 0, of_post[np.maximum(own, 0)], -1)


def _kinship_rows(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, bundles: Bundles, bare: Problem
) -> list[tuple[KinConflict, SideRow]]:
    people = {p: i for i, p in enumerate(field.people)}
    posts = {p: j for j, p in enumerate(field.posts)}
    out = []
    seen: set[tuple[int, int, bytes, bytes]] = set()
    ties = snapshot["kinship"]
    related = set(ties["person_id"].to_list()) | set(ties["relative_id"].to_list())
    own = _edges_of(bare, np.array([p in related for p in field.people], dtype=np.bool_))
    reach = _reach(field, bundles, bare, own)
    for conflict in kinship_conflicts(snapshot, view, reach=reach):
        if conflict.person_a not in people or conflict.person_b not in people:
            continue
        if conflict.verdict == Verdict.NEEDS_AUTHORITY and policy.allow_needs_authority:
            continue
        a, b = (
            bundles.with_any_of(_indices({field.holder_of.get(p, p) for p in side}, posts))
            for side in (conflict.posts_a, conflict.posts_b)
        )
        i, k = people[conflict.person_a], people[conflict.person_b]
        key = (i, k, a.tobytes(), b.tobytes()) if i < k else (k, i, b.tobytes(), a.tobytes())
        if key in seen or not len(a) or not len(b):
            continue
        seen.add(key)
        name = f"kin:{conflict.rule_id}:{conflict.person_a}:{conflict.person_b}:{conflict.scope}"
        one, other = (own[p][np.isin(bare.edge_post[own[p]], side)] for p, side in ((i, a), (k, b)))
        if len(one) and len(other):
            broken_now = bare.is_stay[one].any() and bare.is_stay[other].any()
            edges = np.concatenate([one, other])
            out.append((conflict, SideRow(name, edges, 1, price=KINSHIP_PRICE if broken_now else None)))
    return out


def _edges_of(bare: Problem, flags: Flags) -> dict[int, Ints]:
    """The edges of each person flagged [n]."""
    edges = np.flatnonzero(flags[bare.edge_person])
    edges = edges[np.argsort(bare.edge_person[edges], kind="stable")]
    people, starts = np.unique(bare.edge_person[edges], return_index=True)
    found = dict.fromkeys(np.flatnonzero(flags).tolist(), np.zeros(0, dtype=np.int64))
    return found | dict(zip(people.tolist(), np.split(edges, starts[1:]), strict=False))  # no people: one empty part


def _reach(field: Field, bundles: Bundles, bare: Problem, own: dict[int, Ints]) -> dict[str, set[str]]:
    """Which posts each person with relatives could hold in some plan, those held together with them included."""
    also: dict[str, list[str]] = {}
    for post, main in field.holder_of.items():
        also.setdefault(main, []).append(post)
    reach: dict[str, set[str]] = {}
    for i, edges in own.items():
        could = reach.setdefault(field.people[i], set())
        for j in bare.edge_post[edges].tolist():
            for k in bundles.members(j):
                could.update((field.posts[k], *also.get(field.posts[k], ())))
    return reach


def _indices(ids: set[str], index: dict[str, int]) -> npt.NDArray[np.int64]:
    return np.array(sorted(index[p] for p in ids if p in index), dtype=np.int64)
