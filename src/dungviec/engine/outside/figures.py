"""Exact amounts as plain JSON numbers: whole numbers stay whole, bounds are rounded up."""

from __future__ import annotations

import math
from fractions import Fraction

PLACES = 9


def nearest(amount: Fraction) -> int | float:
    """The number nearest to an amount; whole amounts exactly."""
    if amount.denominator == 1:
        return int(amount)
    try:
        return float(amount)
    except OverflowError:
        return round(amount)


def at_least(amount: Fraction, lowest: float) -> int | float:
    """The smallest plain number that is neither below the amount nor below ``lowest``."""
    number = nearest(amount)
    if Fraction(number) < amount:
        number = math.nextafter(number, math.inf) if isinstance(number, float) else number + 1
    return max(number, lowest)


def relative_gap(value: Fraction, bound: Fraction) -> Fraction:
    """Bound less value as a share of the larger of the two in size; 0 where they are equal."""
    return (bound - value) / max(abs(bound), abs(value)) if bound != value else Fraction(0)


def rounded_gap(gap: Fraction) -> float:
    """A gap in nine places, rounded up."""
    return float(math.ceil(gap * 10**PLACES) / 10**PLACES)
