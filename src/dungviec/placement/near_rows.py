"""Couples and carers: who may not work further apart, or further from a place, than the policy says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dungviec.engine.problem import Flags, Ints, Problem, SideRow
from dungviec.placement.bundles import Bundles
from dungviec.placement.candidates import Field
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.requirements import Near
from dungviec.records import Snapshot

TORN_PRICE = 100_000
"""What keeping two people as far apart as they already are costs: only paid where nothing lawful brings them together."""


class Distances:
    """Kilometres between places, the same both ways, 0 within one place."""

    def __init__(self, policy: Policy) -> None:
        self._km = {frozenset((d.a, d.b)): d.km for d in policy.distances}

    def between(self, a: str, b: str, *, asked_by: str) -> int:
        """The way from a to b. Raises PolicyFault where it is not given: nothing is assumed about a family's way to work."""
        if a == b:
            return 0
        if (km := self._km.get(frozenset((a, b)))) is None:
            raise PolicyFault(
                f"Yêu cầu ở gần của «{asked_by}» cần khoảng cách giữa «{a}» và «{b}», nhưng mục distances không có. Thêm «{{a: {a}, b: {b}, km: …}}».",
                f"The nearness asked for '{asked_by}' needs the way between '{a}' and '{b}', which 'distances' does not give. "
                f"Add '{{a: {a}, b: {b}, km: …}}'.",
            )
        return km


def places_of(snapshot: Snapshot, field: Field) -> list[str]:
    """The place code of each post of the round, an empty text where the unit has none."""
    place = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    unit = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    return [place.get(unit[p]) or "" for p in field.posts]


def too_far(snapshot: Snapshot, policy: Policy, field: Field, pairs: pl.DataFrame) -> Flags:
    """Whether each pair (``i, j, stay``) takes a person further from the place that matters than allowed, [pairs].

    Staying where one is is never too far: the policy can ask to bring nobody further, not to move those who are.
    """
    far = np.zeros(len(pairs), dtype=np.bool_)
    limits = {n.person: n for n in policy.near if n.place is not None}
    if not limits:
        return far
    places = places_of(snapshot, field)
    ways = Distances(policy)
    people = {p: i for i, p in enumerate(field.people)}
    person, post, stay = (pairs[c].to_numpy() for c in ("i", "j", "stay"))
    for who, near in limits.items():
        for row in np.flatnonzero((person == people.get(who, -1)) & ~stay).tolist():
            far[row] = ways.between(places[int(post[row])], str(near.place), asked_by=who) > near.within_km
    return far


def near_rows(
    snapshot: Snapshot, policy: Policy, field: Field, bundles: Bundles, bare: Problem
) -> Iterator[tuple[Near, SideRow]]:
    """For each couple and each place of the one: that place and all too far places of the other exclude each other."""
    couples = [n for n in policy.near if n.other is not None]
    if not couples:
        return
    people = {p: i for i, p in enumerate(field.people)}
    places = bundles.by_main(np.array(places_of(snapshot, field), dtype=object))
    ways = Distances(policy)
    for near in couples:
        for name in (near.person, near.other):
            if name not in people:
                raise PolicyFault(
                    f"Yêu cầu ở gần nêu người «{name}» nhưng không có người này trong dữ liệu của ngày này.",
                    f"The nearness asked for names '{name}', who is not there on this day.",
                )
        one = np.flatnonzero(bare.edge_person == people[near.person])
        two = np.flatnonzero(bare.edge_person == people[str(near.other)])
        for place in sorted(set(places[bare.edge_post[one]].tolist())):
            here = one[places[bare.edge_post[one]] == place]
            far = two[_farther(places[bare.edge_post[two]], place, near, ways)]
            if len(here) and len(far):
                apart_now = bare.is_stay[here].any() and bare.is_stay[far].any()
                edges = np.concatenate([here, far]).astype(np.int64)
                yield (
                    near,
                    SideRow(
                        f"near:{near.person}:{near.other}:{place}", edges, 1, price=TORN_PRICE if apart_now else None
                    ),
                )


def _farther(places: Ints, place: str, near: Near, ways: Distances) -> Flags:
    return np.array(
        [ways.between(place, p, asked_by=f"{near.person}, {near.other}") > near.within_km for p in places.tolist()],
        dtype=np.bool_,
    )
