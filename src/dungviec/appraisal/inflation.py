"""Inflation gauge: how much more generous the ratings of a unit have become, year by year, for the same work.

Each unit and year is a rater of its own (see :mod:`.thermometer`); people rated in both years, or by two units, link them.
What they have in common is taken as their own standing, so that a real rise of everybody's work counts as generosity: the
gauge is a question for the head, not a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dungviec.appraisal.thermometer import Floats, Ints, read_ratings


@dataclass(frozen=True, slots=True)
class Gauge:
    """One unit in one year: ``generosity`` in points above the unit's own first year with its standard error, the plain mean, how many."""

    unit: int
    year: int
    generosity: float
    error: float
    mean: float
    ratings: int
    enough: bool


def gauge(person: Ints, unit: Ints, year: Ints, score: Floats) -> list[Gauge]:
    """The gauge of each unit and year with ratings, by unit and year. Raises ThermometerFault like ``read_ratings``."""
    cells, cell = np.unique(np.stack([unit, year]), axis=1, return_inverse=True)
    cell = np.asarray(cell, dtype=np.int64).reshape(-1)
    people, who = np.unique(person, return_inverse=True)
    found = read_ratings(np.asarray(who, dtype=np.int64), cell, score, people=len(people), raters=cells.shape[1])
    number = np.bincount(cell, minlength=cells.shape[1])
    mean = np.bincount(cell, weights=score, minlength=cells.shape[1]) / number
    told = []
    first: dict[int, int] = {}
    for k, (u, y) in enumerate(cells.T.tolist()):
        base = first.setdefault(u, k)
        linked = bool(found.rater_enough[k] and found.rater_group[k] == found.rater_group[base])
        error = float(np.hypot(found.rater_error[k], found.rater_error[base])) if k != base else 0.0
        told.append(
            Gauge(
                u,
                y,
                float(found.rater[k] - found.rater[base]),
                error,
                float(mean[k]),
                int(number[k]),
                linked or k == base,
            )
        )
    return told
