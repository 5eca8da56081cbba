"""The estimate of strengths from rates: how far above the peers somebody is, split into general standing and strength in the kind."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from dungviec.competency.spreads import Spread

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SHORT = 1e-9


def peers_of(rates: Floats, products: Floats, kind: Ints) -> tuple[Floats, Ints]:
    """For each row the rates of all *others* with that kind of work, and how many others there are."""
    whole = np.bincount(kind, weights=products)[kind]
    people = np.bincount(kind)[kind] - 1
    rest = np.maximum(whole - products, _SHORT)
    sums = np.stack([np.bincount(kind, weights=rates[:, c] * products)[kind] for c in range(3)], axis=1)
    return (sums - rates * products[:, None]) / rest[:, None], people


def deviation_of(rates: Floats, others: Floats, products: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean of the three rates above the peers', its sampling variance, and the sum of squares of the three around it.

    The three rates of one product go together (what is late is often redone); they are taken as one observation, which
    is careful: the variance is that of their mean were they the same. Peers' rates stand for the chance, so that a person
    with ten of ten is not taken as certain.
    """
    chance = np.clip((rates * products[:, None] + others * 4) / (products + 4)[:, None], 0.01, 0.99)
    spread = np.sqrt(chance * (1 - chance)).mean(axis=1)
    above = rates - others
    mean = above.mean(axis=1)
    return mean, spread**2 / products, ((above - mean[:, None]) ** 2).sum(axis=1)


def over_spreads(
    worlds: list[Spread], deviation: Floats, noise: Floats, person: Ints, enough: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Strength of each row, its standard error and the chance that it is above nothing, over all plausible spreads."""
    mean, square, sure = (np.zeros(len(deviation)) for _each in range(3))
    for world in worlds:
        found, error = _strengths(deviation, noise * world.together, person, enough, world.general, world.special)
        mean += world.weight * found
        square += world.weight * (error**2 + found**2)
        sure += world.weight * special.ndtr(found / np.maximum(error, _SHORT))
    return mean, np.sqrt(np.maximum(square - mean**2, 0)), sure


def _strengths(
    deviation: Floats, noise: Floats, person: Ints, enough: npt.NDArray[np.bool_], general: float, own: float
) -> tuple[Floats, Floats]:
    """Strength of each row and its standard error: the person's own other kinds say what the general standing is."""
    inner = np.where(enough, own + noise, np.inf)
    ones, pulled = np.bincount(person, weights=1 / inner), np.bincount(person, weights=deviation / inner)
    shared = (general / (1 + general * ones))[person]
    weighed = deviation / inner - shared * pulled[person] / inner
    known = 1 / inner - shared / inner**2
    return own * weighed, np.sqrt(np.maximum(own - own**2 * known, 0))
