"""How a post meets a person's wishes: neutral without a wish, up with the strongest wish met, down when it meets none.

The wishes of everybody stand in two small tables (people × their wishes), so that millions of pairs are answered without a join.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.weights import NEUTRAL
from dungviec.records import Snapshot
from dungviec.records.known_by import wishes_by

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

DRIFT = 1_000
"""Taken from NEUTRAL when a person has wishes and the post meets none of them."""
_KINDS = ("stay", "unit", "field", "place", "post")


@dataclass(frozen=True, eq=False, slots=True)
class Wishes:
    """``kind``, ``target`` and ``lift`` [people, most wishes of anybody]; kind -1 where there are no more.

    ``told`` [kinds, posts]: the code of what each post is, for each kind of wish; targets are in the same codes, -1 for nothing on file.
    """

    kind: npt.NDArray[np.int8]
    target: Codes
    lift: npt.NDArray[np.int16]
    told: Codes

    def of(self, person: Ints, post: Ints) -> Ints:
        """Basis points of each pair."""
        found = np.full(len(person), NEUTRAL, dtype=np.int64)
        if not self.kind.shape[1]:
            return found
        asked = np.flatnonzero(self.kind[person, 0] >= 0)
        if len(asked):
            found[asked] = self._met(person[asked], post[asked])
        return found

    def _met(self, person: Ints, post: Ints) -> Ints:
        best = np.full(len(person), -1, dtype=np.int64)
        worst = np.full(len(person), 2 * NEUTRAL, dtype=np.int64)
        for w in range(self.kind.shape[1]):
            kind, lift = self.kind[person, w], self.lift[person, w].astype(np.int64)
            there = kind >= 0
            met = there & (self.told[kind, post] == self.target[person, w]) & (self.target[person, w] >= 0)
            best = np.where(met, np.maximum(best, NEUTRAL + lift), best)
            missed = np.where(kind == 0, NEUTRAL - lift, NEUTRAL - DRIFT)
            worst = np.where(there, np.minimum(worst, missed), worst)
        return np.where(best >= 0, best, worst)


def gather_wishes(snapshot: Snapshot, people: Mapping[str, int], posts: Mapping[str, int]) -> Wishes:
    """The wishes of a snapshot; ``people`` and ``posts``: where each stands in the arrays of the scores."""
    where = snapshot.posts.select("post_id", "unit_id", "field").join(
        snapshot.units.select("unit_id", "place_code"), on="unit_id", how="left", maintain_order="left"
    )
    codes: dict[str, dict[str, int]] = {"stay": dict(posts), "post": dict(posts)}
    told = np.empty((len(_KINDS), len(posts)), dtype=np.int32)
    told[_KINDS.index("stay")] = told[_KINDS.index("post")] = np.arange(len(posts))
    for kind, column in (("unit", "unit_id"), ("field", "field"), ("place", "place_code")):
        own = codes.setdefault(kind, {})
        told[_KINDS.index(kind)] = [-2 if v is None else own.setdefault(v, len(own)) for v in where[column].to_list()]
    held = dict(snapshot.main_posts.select("person_id", "post_id").iter_rows())
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for person, kind, target, strength in (
        wishes_by(snapshot).select("person_id", "kind", "target", pl.col("strength").fill_null(1)).iter_rows()
    ):
        if person in people:
            kind = kind if kind in _KINDS else "post"
            wanted = held.get(person) if kind == "stay" else target
            lift = min(max(strength, 1), 3) * NEUTRAL // 3
            rows.setdefault(people[person], []).append((_KINDS.index(kind), codes[kind].get(wanted or "", -1), lift))
    most = max((len(r) for r in rows.values()), default=0)
    kinds = np.full((len(people), most), -1, dtype=np.int8)
    targets = np.full((len(people), most), -1, dtype=np.int32)
    lifts = np.zeros((len(people), most), dtype=np.int16)
    for i, wishes in rows.items():
        for w, (code, wish_target, points) in enumerate(wishes):
            kinds[i, w], targets[i, w], lifts[i, w] = code, wish_target, points
    return Wishes(kinds, targets, lifts, told)
