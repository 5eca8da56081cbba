"""Satisfaction of desks compared fairly: shrunk where answers are few, levelled for what kind of case a desk handles.

A logistic model with two random effects, fitted by empirical Bayes (Laplace approximation, EM for the two spreads)::

    logit P(satisfied) = mean + desk + kind of case,   desk ~ N(0, spread²),  kind ~ N(0, kind spread²)

The spreads come from the data, so a desk with few answers is drawn towards the mean by as much as desks really differ, and a
desk that handles what nobody likes is not blamed for it. The fair share of a desk is its share were it to handle the whole
house's mix of cases. Both spreads carry a weak prior (one pseudo-effect of ±0.4), else three desks could not be fitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from dungviec.voice.faults import VoiceFault

FEWEST = 30
"""Answers from which on a desk may stand in an order, unless the office sets another number."""
LOWEST_FEWEST = 10
_WEAK, _WEIGHT = 0.4, 1.0
_ROUNDS, _STEPS = 120, 25
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers of one desk (or unit) on one kind of case: how many, how many of them satisfied."""

    group: str
    kind: str
    cases: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class FairRow:
    """One desk (or unit): what was counted, and what can be said fairly. Shares are 0 to 1."""

    group: str
    cases: int
    satisfied: int
    fair: float
    low: float
    high: float
    """The interval of the fair share at the level asked for."""
    enough: bool
    """Whether it has as many answers as an order needs."""
    standing: str
    """``above``, ``below``, ``alike`` (not to be told from the mean) or ``few``."""
    place: int | None
    """Its place in the order; None under the fewest answers."""

    @property
    def raw(self) -> float:
        """The share as counted."""
        return self.satisfied / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class FairTable:
    """Every desk in the order of its fair share, those with too few answers behind and in the order of their names."""

    rows: tuple[FairRow, ...]
    cases: int
    satisfied: int
    spread: float
    """How much desks differ, as a standard deviation on the logit scale."""
    fewest: int
    level: float

    @property
    def share(self) -> float | None:
        """The share of the whole house; None without answers."""
        return self.satisfied / self.cases if self.cases else None


def compare(tallies: Iterable[Tally], *, fewest: int = FEWEST, level: float = 0.9) -> FairTable:
    """The fair table of the tallies. Raises VoiceFault for counts that cannot be, or a ``fewest`` under ten."""
    cells = [t for t in tallies if t.cases]
    _check(cells, fewest, level)
    if not cells:
        return FairTable((), 0, 0, 0.0, fewest, level)
    groups, kinds = sorted({t.group for t in cells}), sorted({t.kind for t in cells})
    at_group, at_kind = {g: i for i, g in enumerate(groups)}, {k: i for i, k in enumerate(kinds)}
    cases, satisfied = np.zeros((len(groups), len(kinds))), np.zeros((len(groups), len(kinds)))
    for t in cells:
        cases[at_group[t.group], at_kind[t.kind]] += t.cases
        satisfied[at_group[t.group], at_kind[t.kind]] += t.satisfied
    fitted, covariance, spread = _fit(cases, satisfied)
    rows = _rows(groups, cases, satisfied, fitted, covariance, fewest=fewest, level=level)
    return FairTable(tuple(rows), int(cases.sum()), int(satisfied.sum()), spread, fewest, level)


def _check(cells: Sequence[Tally], fewest: int, level: float) -> None:
    bad = next((t for t in cells if not 0 <= t.satisfied <= t.cases), None)
    if bad is not None:
        raise VoiceFault(
            f"«{bad.group}»: {bad.satisfied} lượt hài lòng trên {bad.cases} lượt đánh giá; số hài lòng phải từ 0 đến số lượt.",
            f"'{bad.group}': {bad.satisfied} satisfied of {bad.cases} answers; it must lie between 0 and the answers.",
        )
    if fewest < LOWEST_FEWEST:
        raise VoiceFault(
            f"Số lượt ít nhất để xếp thứ tự là {fewest}; không dưới {LOWEST_FEWEST}.",
            f"The fewest answers for an order are {fewest}; not under {LOWEST_FEWEST}.",
        )
    if not 0.5 <= level < 1:
        raise VoiceFault(f"Độ tin cậy {level}: cần từ 0,5 đến dưới 1.", f"Level {level}: from 0.5 to below 1.")


def _expit(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


def _fit(cases: Array, satisfied: Array) -> tuple[Array, Array, float]:
    """Effects (mean, groups, kinds), their covariance, and the spread of the groups."""
    groups, kinds = cases.shape
    size = 1 + groups + kinds
    share = (satisfied.sum() + 0.5) / (cases.sum() + 1)
    effects = np.zeros(size)
    effects[0] = np.log(share / (1 - share))
    spread, kind_spread = 0.25, 0.25  # variances
    covariance = np.eye(size)
    for _round in range(_ROUNDS):
        # The mean gets a prior so wide that it only matters where everybody answered the same.
        precision = np.concatenate(([1 / 25], np.full(groups, 1 / spread), np.full(kinds, 1 / kind_spread)))
        covariance = _mode(effects, precision, cases, satisfied)
        diagonal = np.diag(covariance)
        before = spread, kind_spread
        spread = _spread(effects[1 : 1 + groups], diagonal[1 : 1 + groups])
        kind_spread = _spread(effects[1 + groups :], diagonal[1 + groups :])
        if max(abs(spread / before[0] - 1), abs(kind_spread / before[1] - 1)) < 1e-3:
            break
    return effects, covariance, float(np.sqrt(spread))


def _spread(effects: Array, variances: Array) -> float:
    return float((np.sum(effects**2 + variances) + _WEIGHT * _WEAK**2) / (len(effects) + _WEIGHT))


def _mode(effects: Array, precision: Array, cases: Array, satisfied: Array) -> Array:
    """Move ``effects`` to the mode of their posterior (Newton); answers with the covariance there."""
    groups = len(cases)
    inverse: Array = np.diag(1 / precision)
    for _step in range(_STEPS):
        p = _expit(effects[0] + effects[1 : 1 + groups, None] + effects[None, 1 + groups :])
        rest, weight = satisfied - cases * p, cases * p * (1 - p)
        gradient = np.concatenate(([rest.sum()], rest.sum(axis=1), rest.sum(axis=0))) - precision * effects
        hessian = np.diag(np.concatenate(([weight.sum()], weight.sum(axis=1), weight.sum(axis=0))) + precision)
        hessian[0, 1 : 1 + groups] = hessian[1 : 1 + groups, 0] = weight.sum(axis=1)
        hessian[0, 1 + groups :] = hessian[1 + groups :, 0] = weight.sum(axis=0)
        hessian[1 : 1 + groups, 1 + groups :] = weight
        hessian[1 + groups :, 1 : 1 + groups] = weight.T
        inverse = np.asarray(np.linalg.inv(hessian), dtype=np.float64)
        step = inverse @ gradient
        effects += np.clip(step, -2, 2)  # in place: the caller's next round begins here
        if np.abs(step).max() < 1e-7:
            break
    return inverse


def _rows(
    names: Sequence[str], cases: Array, satisfied: Array, effects: Array, covariance: Array, *, fewest: int, level: float
) -> list[FairRow]:  # fmt: skip
    groups = len(names)
    mix = cases.sum(axis=0) / cases.sum()
    z = NormalDist().inv_cdf((1 + level) / 2)
    kinds = effects[1 + groups :]
    found: list[tuple[float, FairRow]] = []
    for at, name in enumerate(names):
        direction = np.zeros(len(effects))
        direction[0] = direction[1 + at] = 1
        direction[1 + groups :] = mix
        wide = z * float(np.sqrt(direction @ covariance @ direction))
        share, low, high = (float(mix @ _expit(effects[0] + effects[1 + at] + kinds + d)) for d in (0, -wide, wide))
        effect, own = float(effects[1 + at]), z * float(np.sqrt(covariance[1 + at, 1 + at]))
        enough = cases[at].sum() >= fewest
        standing = "few" if not enough else "above" if effect > own else "below" if effect < -own else "alike"
        found.append((share, FairRow(name, int(cases[at].sum()), int(satisfied[at].sum()), share, low, high, bool(enough), standing, None)))  # fmt: skip
    ordered = sorted((f for f in found if f[1].enough), key=lambda f: (-f[0], f[1].group))
    placed = [
        FairRow(r.group, r.cases, r.satisfied, r.fair, r.low, r.high, r.enough, r.standing, place)
        for place, (_share, r) in enumerate(ordered, 1)
    ]
    return placed + sorted((r for _share, r in found if not r.enough), key=lambda r: r.group)
