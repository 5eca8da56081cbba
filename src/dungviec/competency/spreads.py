"""How widely strengths differ among people, and how sure that is: the posterior of the spreads on a grid.

Taking the likeliest spreads for certain made the intervals of strengths too narrow (with ten products a kind 74 % where 90 % was
meant): with few products what people differ by and what chance makes look alike. Here every plausible combination counts with its
weight, and the three rates of one pair tell among themselves how much of their chance they share.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_SPREAD = 0.01**2
"""Strengths are never taken to differ by less than one product of a hundred: intervals must not close on nothing."""
MOST_PEOPLE = 2_000
"""People from whom the spreads are learnt; more would narrow them by less than the model is right."""
_STEPS, _SHARES, _APART = 12, 9, 10
_NEGLIGIBLE = 1e-3


@dataclass(frozen=True, slots=True)
class Spread:
    """One plausible world: variances of general standing and of strengths, the share of the noise that the mean of three rates keeps."""

    general: float
    special: float
    together: float
    weight: float


def spreads(deviation: Floats, noise: Floats, within: Floats, person: Ints) -> list[Spread]:
    """Plausible spreads with weights that add up to one, the weightiest first.

    ``deviation`` mean of three rates above the peers' (shares of products), ``noise`` its variance were the three the same,
    ``within`` sum of squares of the three around their mean, ``person`` whose pair it is; all of shape (pairs,). The prior is flat in
    the standard deviations and in the share.
    """
    if len(deviation) < 3:
        return [Spread(LEAST_SPREAD, LEAST_SPREAD, 1.0, 1.0)]
    deviation, noise, within, person = _sampled(deviation, noise, within, person)
    shares = np.linspace(1 / 3, 1, _SHARES)
    told = np.array([_of_share(t, noise, within) for t in shares])
    most = np.sqrt(max(4 * float(deviation.var()), 4 * LEAST_SPREAD))
    coarse = np.linspace(np.sqrt(LEAST_SPREAD), most, _STEPS)
    found = _weighed(deviation, noise, person, coarse, coarse, shares, told)
    # Once more where the weight lies, so that the steps are finer than what is learnt.
    general, special = (_near(coarse, [(getattr(f, name) ** 0.5, f.weight) for f in found]) for name in ("general", "special"))  # fmt: skip
    return _weighed(deviation, noise, person, general, special, shares, told)


def _sampled(deviation: Floats, noise: Floats, within: Floats, person: Ints) -> tuple[Floats, Floats, Floats, Ints]:
    """Every so many people, and their numbers without gaps."""
    people = np.unique(person)
    kept = np.isin(person, people[:: max(1, -(-len(people) // MOST_PEOPLE))])
    numbers = np.unique(person[kept], return_inverse=True)[1].astype(np.int64)
    return deviation[kept], noise[kept], within[kept], numbers


def _of_share(together: float, noise: Floats, within: Floats) -> float:
    """Log likelihood of the differences between the three rates, were the mean to keep this share of the noise.

    Rates whose chance goes together differ little: the variance between them is noise × (1 - correlation) and what is truly different
    between them in this person, which does not shrink with the number of products.
    """
    alone = 1.5 * (1 - together)  # 1 - correlation
    typical = float(within.mean()) / 2
    told = []
    for apart in np.linspace(0, 1, _APART) * typical:
        spread = np.maximum(noise * alone + apart, 1e-6)
        told.append(-float((np.log(spread) + within / (2 * spread)).sum()))
    best = max(told)
    return best + float(np.log(np.mean(np.exp(np.array(told) - best))))


def _weighed(
    deviation: Floats, noise: Floats, person: Ints, general: Floats, special: Floats, shares: Floats, told: Floats
) -> list[Spread]:
    """The worlds of a grid (standard deviations of both spreads, shares) with their weights; those that do not count left out."""
    logs = {}
    for (t, share), s in product(enumerate(shares), special):
        inner = s * s + noise * share
        ones, pulled = np.bincount(person, weights=1 / inner), np.bincount(person, weights=deviation / inner)
        same = told[t] - 0.5 * float(np.log(inner).sum() + (deviation**2 / inner).sum())
        for g in general:
            shared = 1 + g * g * ones
            logs[float(g), float(s), float(share)] = same - 0.5 * float(
                np.log(shared).sum() - (g * g * pulled**2 / shared).sum()
            )
    best = max(logs.values())
    weights = {at: float(np.exp(log - best)) for at, log in logs.items() if log - best > np.log(_NEGLIGIBLE)}
    whole = sum(weights.values())
    listed = [Spread(g * g, s * s, share, weight / whole) for (g, s, share), weight in weights.items()]
    return sorted(listed, key=lambda one: -one.weight)


def _near(grid: Floats, found: list[tuple[float, float]]) -> Floats:
    """A finer grid over what of a coarse one carries weight, one step beyond at either end."""
    step = float(grid[1] - grid[0])
    held = [at for at, _weight in found]
    return np.linspace(max(min(held) - step, float(grid[0])), max(held) + step, _STEPS)
