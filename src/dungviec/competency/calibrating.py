"""How many standard errors hold 90 %: the estimate repeated on counts drawn from what it found (parametric bootstrap).

The bounds ±1.645 of a normal error held 86-89 % in the recovery study: counts near the ceiling are skewed, the sampling variance
is itself read from few products, the spreads are learnt from the same counts. What all that comes to depends on the data at hand, so
it is measured on them: people with these products are made up from the plausible spreads, estimated in the same way, and the
bounds are taken between which nine of ten of their true strengths lie (Carlin and Gelfand 1990 calibrate empirical Bayes intervals so).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dungviec.competency.estimating import Floats, Ints, deviation_of, over_spreads, peers_of
from dungviec.competency.spreads import MOST_PEOPLE, Spread, spreads

NORMAL = (-1.645, 1.645)
"""Bounds of a normal error, for too few pairs to measure others."""
LEAST_PAIRS = 30
PAIRS = 12_000
"""Made-up pairs from which the bounds are read: a twentieth of them lie beyond either."""
MOST_DRAWS = 12
TRIALS = 4
"""Made-up bodies that tell whether the spread itself comes out too small."""
MOST_SHORT = 1.5
_SEED = 20_201_210
_FLOOR, _CEILING = 0.01, 0.99
_TINY = 1e-9


def error_bounds(
    worlds: list[Spread], others: Floats, products: Floats, person: Ints, kind: Ints, enough: npt.NDArray[np.bool_]
) -> tuple[float, float]:
    """Lower and upper bound of (truth - estimate) / standard error that hold 90 % of made-up pairs like these.

    ``others`` rates of the peers, shape (pairs, 3); the rest of shape (pairs,), as :func:`dungviec.competency.revealed.revealed`
    has them. The same counts give the same bounds.
    """
    chosen = _sampled(person, enough)
    if len(chosen) < LEAST_PAIRS:
        return NORMAL
    draw = np.random.default_rng(_SEED)
    others, products, kind = others[chosen], products[chosen], kind[chosen]
    person = np.unique(person[chosen], return_inverse=True)[1].astype(np.int64)
    times = min(MOST_DRAWS, -(-PAIRS // len(chosen)))
    first = [_errors(draw, worlds, others, products, person, kind) for _time in range(TRIALS)]
    short = _shortfall(worlds, [world for _error, world in first])
    made = [_errors(draw, worlds, others, products, person, kind, short) for _time in range(times)]
    errors = np.concatenate([one for one, _spreads in made])
    low, high = np.quantile(errors, (0.05, 0.95))
    return float(low), float(high)


def _sampled(person: Ints, enough: npt.NDArray[np.bool_]) -> Ints:
    """Rows of which something is said, of at most ``MOST_PEOPLE`` people."""
    rows = np.flatnonzero(enough)
    people = np.unique(person[rows])
    step = max(1, -(-len(people) // MOST_PEOPLE))
    return rows[np.isin(person[rows], people[::step])]


def _shortfall(worlds: list[Spread], found: list[list[Spread]]) -> float:
    """How many times too small the spread of strengths comes out when it is known: found beside what was put in.

    Never below one: an interval is not narrowed because the spread came out too large.
    """
    again = [_spread(w) for w in found]
    return min(max(_spread(worlds) / max(float(np.mean(again)), _TINY), 1.0), MOST_SHORT)


def _spread(worlds: list[Spread]) -> float:
    return float(sum(w.weight * w.special**0.5 for w in worlds))


def _errors(
    draw: np.random.Generator,
    worlds: list[Spread],
    others: Floats,
    products: Floats,
    person: Ints,
    kind: Ints,
    short: float = 1.0,
) -> tuple[Floats, list[Spread]]:
    """(Truth - estimate) / standard error of each pair of one made-up body, estimated as real counts are; the spreads found.

    ``short``: how many times wider strengths differ than the worlds say.
    """
    world = worlds[draw.choice(len(worlds), p=[w.weight for w in worlds])]
    general = draw.normal(0, world.general**0.5, int(person.max()) + 1)[person, None]
    own = draw.normal(0, short * world.special**0.5, len(person))[:, None]
    plain = np.clip(others + general, _FLOOR, _CEILING)
    chances = np.clip(others + general + own, _FLOOR, _CEILING)
    truth = (chances - plain).mean(axis=1)
    rates = _counts(draw, products.astype(np.int64), chances, world.together) / products[:, None]
    seen, _peers = peers_of(rates, products, kind)
    deviation, noise, within = deviation_of(rates, seen, products)
    whole = np.ones(len(person), dtype=bool)
    again = spreads(deviation, noise, within, person)
    found, error, _sure = over_spreads(again, deviation, noise, person, whole)
    kept: Floats = (truth - found) / np.maximum(error, _TINY)
    return kept, again


def _counts(draw: np.random.Generator, products: Ints, chances: Floats, together: float) -> Floats:
    """Products done, good, on time, shape (pairs, 3), whose mean keeps the share ``together`` of the chance of one.

    In a share of the products one thing decides all three marks, in the others each falls for itself.
    """
    alike = draw.binomial(products, min(max((3 * together - 1) / 2, 0.0), 1.0))
    made = draw.binomial((products - alike)[:, None], chances).astype(np.float64)
    order = np.argsort(chances, axis=1)
    rising = np.take_along_axis(chances, order, axis=1)
    # What the least likely mark passes, the likelier ones pass too: one draw of luck for the product.
    passed = draw.binomial(alike, rising[:, 0])
    nested = [passed]
    for c in (1, 2):
        more = np.clip((rising[:, c] - rising[:, c - 1]) / np.maximum(1 - rising[:, c - 1], _TINY), 0, 1)
        passed = passed + draw.binomial(alike - passed, more)
        nested.append(passed)
    np.put_along_axis(made, order, np.take_along_axis(made, order, axis=1) + np.stack(nested, axis=1), axis=1)
    return made
