"""What moving costs, in points: by how far it goes, and dearer for whoever was sent far before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dungviec.engine.problem import Ints
from dungviec.placement.candidates import Field
from dungviec.placement.policy import Policy
from dungviec.records import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class PriceList:
    """Unit and place of each post of the round as codes, hardship points of each person."""

    policy: Policy
    own: Ints
    unit: Ints
    place: Ints
    hardship: Ints

    def of(self, person: npt.NDArray[np.integer], post: npt.NDArray[np.integer]) -> Ints:
        """The price of each pair; 0 for staying and for whoever has no post."""
        own = self.own[person]
        at = np.maximum(own, 0)
        prices = self.policy.prices.move
        far = prices.other_place + self.hardship[person]
        price = np.where(self.place[at] == self.place[post], prices.same_place, far)
        price = np.where(self.unit[at] == self.unit[post], prices.same_unit, price)
        found: Ints = np.where((own < 0) | (own == post), 0, price)
        return found


def price_list(snapshot: Snapshot, policy: Policy, field: Field) -> PriceList:
    """The prices of a round."""
    unit = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    place = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    points: dict[str, int] = {}
    for borne in policy.hardship:
        points[borne.person] = points.get(borne.person, 0) + borne.points
    return PriceList(
        policy=policy,
        own=field.own,
        unit=_codes(unit[p] for p in field.posts),
        place=_codes(place[unit[p]] for p in field.posts),
        hardship=np.array([points.get(p, 0) for p in field.people], dtype=np.int64),
    )


def _codes(values: Iterable[str | None]) -> Ints:
    seen: dict[str | None, int] = {}
    return np.array([seen.setdefault(v, len(seen)) for v in values], dtype=np.int64)


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
