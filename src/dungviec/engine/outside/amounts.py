"""Amounts as written → whole numbers, exactly: decimals are read as the decimals they were written as.

A number such as 12.35 has no exact float, but the float that was read for it is the nearest one; where ``x * 10**d`` rounded gives
back x when divided again, x was a decimal of d places and the rounded number stands for it exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.outside.problem import Amounts, OutsideProblem

_PLACES = 15
_SMALL = 2**52


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Whole numbers (int64, or Python numbers where these are too small) in units of ``unit``."""

    numbers: NDArray[Any]
    unit: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class WholeGains:
    """The objective in whole units: ``gain`` [pairs] of placing a pair (score, less the move, plus the vacancy filled), ``base``
    the value of the plan that places nobody."""

    gain: Whole
    base: Fraction


def whole_gains(problem: OutsideProblem) -> WholeGains:
    """What each pair adds to the plan that places nobody, exactly."""
    move = np.array([problem.move_cost], dtype=object if abs(problem.move_cost) > _SMALL else np.float64)
    (score, vacancy, cost), unit = _together((problem.score, problem.vacancy_cost, move))
    gain = _plus(
        _plus(score, vacancy[problem.edge_post]), -cost[np.zeros(len(score), dtype=np.int64)] * problem.is_move
    )
    base = -unit * sum(int(v) * c for v, c in zip(vacancy.tolist(), problem.capacity.tolist(), strict=True))
    divisor = _common_divisor(gain)
    return WholeGains(Whole(gain // divisor, unit * divisor), base)


def whole_numbers(amounts: Amounts) -> Whole:
    """Amounts of one kind (weights and their limit) in a common unit."""
    (numbers,), unit = _together((amounts,))
    divisor = _common_divisor(numbers)
    return Whole(numbers // divisor, unit * divisor)


def exactly(amount: Any) -> Fraction:
    """One amount as the decimal it was written as."""
    return Fraction(amount) if isinstance(amount, int) else Fraction(Decimal(repr(float(amount))))


def _together(groups: Sequence[Amounts]) -> tuple[list[NDArray[Any]], Fraction]:
    """All groups in whole numbers of one unit, a power of ten."""
    floats = [g for g in groups if g.dtype == np.float64]
    easy = all(g.dtype != object for g in groups)
    for places in range(_PLACES + 1) if easy else ():
        scale = 10**places
        scaled = [np.rint(g * float(scale)) for g in floats]
        if not all((np.abs(s) < _SMALL).all() for s in scaled):
            break
        if all((s / float(scale) == g).all() for s, g in zip(scaled, floats, strict=True)):
            wholes = [g for g in groups if g.dtype != np.float64]
            if all(_largest(g) * scale < 2**62 for g in wholes):
                at = iter(scaled)
                return [
                    next(at).astype(np.int64) if g.dtype == np.float64 else g * np.int64(scale) for g in groups
                ], Fraction(1, scale)
            break
    return _one_by_one(groups)


def _one_by_one(groups: Sequence[Amounts]) -> tuple[list[NDArray[Any]], Fraction]:
    """The same in Python numbers, for what 52 bits do not hold."""
    read = [[_digits(v) for v in g.tolist()] for g in groups]
    places = max((p for g in read for n, p in g if n), default=0)
    out = []
    for g in read:
        numbers = np.empty(len(g), dtype=object)
        numbers[:] = [n * int(10 ** (places - p)) if n else 0 for n, p in g]
        out.append(numbers)
    return [_narrow(g) for g in out], Fraction(1, 10**places)


def _digits(value: Any) -> tuple[int, int]:
    """A number as written: its digits as a whole number, and how many of them stand behind the point."""
    if isinstance(value, int):
        return value, 0
    text = repr(value)
    if "e" not in text:  # the plain form is read faster by hand
        whole, _, behind = text.partition(".")
        return int(whole + behind), len(behind)
    sign, digits, exponent = Decimal(text).as_tuple()
    number = int("".join(map(str, digits)))
    number, places = (number, -int(exponent)) if int(exponent) <= 0 else (number * int(10 ** int(exponent)), 0)
    return (-number if sign else number), places


def _narrow(numbers: NDArray[Any]) -> NDArray[Any]:
    return numbers.astype(np.int64) if _largest(numbers) < 2**61 else numbers


def _plus(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Sums of whole numbers, in Python numbers where 64 bits might not hold them."""
    if object in (one.dtype, other.dtype) or _largest(one) + _largest(other) >= 2**62:
        return np.asarray(one.astype(object) + other.astype(object))
    return np.asarray(one + other)


def _largest(numbers: NDArray[Any]) -> int:
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if len(numbers) else 0


def _common_divisor(numbers: NDArray[Any]) -> int:
    if not len(numbers):
        return 1
    found: int = math.gcd(*numbers.tolist()) if numbers.dtype == object else int(np.gcd.reduce(numbers))
    return found or 1
