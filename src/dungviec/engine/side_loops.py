"""Compiled loops over side rows: worths less the prices of rows, what a plan counts in each row, edges near the best."""

from __future__ import annotations

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow, Worth
from dungviec.engine.problem import Ints


@compiled
def index_by_place(place: Ints, row: Narrow, weight: Ints, pairs: int) -> tuple[Ints, Narrow, Ints]:
    """Entries (place, row, weight) in the order of places: where each place begins [pairs + 1], its rows and weights."""
    starts = np.zeros(pairs + 1, dtype=np.int64)
    for e in place:
        starts[e + 1] += 1
    for e in range(pairs):
        starts[e + 1] += starts[e]
    following = starts[:-1].copy()
    rows = np.empty(len(place), dtype=np.int32)
    weights = np.empty(len(place), dtype=np.int64)
    for k in range(len(place)):
        at = following[place[k]]
        following[place[k]] = at + 1
        rows[at] = row[k]
        weights[at] = weight[k]
    return starts, rows, weights


@compiled
def adjust(worth: Worth, scale: int, starts: Ints, row: Narrow, weight: Ints, price: Ints) -> Ints:
    """``scale`` x worth less the prices of the rows each place counts in, [pairs]."""
    adjusted = np.empty(len(worth), dtype=np.int64)
    for e in range(len(worth)):
        value = worth[e] * scale
        for at in range(starts[e], starts[e + 1]):
            value -= price[row[at]] * weight[at]
        adjusted[e] = value
    return adjusted


@compiled
def count(chosen: Narrow, starts: Ints, row: Narrow, weight: Ints, rows: int) -> Ints:
    """What the chosen places (-1 for none) count together in each row, [rows]."""
    used = np.zeros(rows, dtype=np.int64)
    for e in chosen:
        if e >= 0:
            for at in range(starts[e], starts[e + 1]):
                used[row[at]] += weight[at]
    return used


@compiled
def losses(starts: Ints, post: Narrow, adjusted: Ints, price: Ints, surplus: Ints) -> Ints:
    """What choosing each place loses against the prices (its reduced cost with the sign turned), [pairs]."""
    lost = np.empty(len(post), dtype=np.int64)
    for i in range(len(starts) - 1):
        for e in range(starts[i], starts[i + 1]):
            lost[e] = surplus[i] + price[post[e]] - adjusted[e]
    return lost
