"""Single values of a problem from outside, and the sentences that refuse them."""

from __future__ import annotations

import json
import math
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from dungviec.engine.outside.problem import Amounts, Number
from dungviec.engine.problem import LARGEST, ProblemFault

EXACT = 2**53
"""Whole numbers up to here are exact as floats."""
_LONGEST = 60


def refuse(where: str, vi: str, where_en: str, en: str) -> ProblemFault:
    """The fault that says where and what, in both languages."""
    return ProblemFault(f"{where}: {vi}.", f"{where_en}: {en}.")


def shown(value: Any) -> str:
    """A value as a reader finds it in the file, cut where it is long."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError):
        text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def known_keys(data: Mapping[str, Any], known: Sequence[str], *, where: str, where_en: str) -> None:
    """Refuse a key that nothing reads: a misspelt one would be lost in silence."""
    for key in data:
        if key not in known:
            can = ", ".join(k for k in known if k != "$schema")
            raise refuse(
                where,
                f"không có mục «{key}»; các mục được đọc: {can}",
                where_en,
                f"'{key}' is not a key that is read; known are: {can}",
            )


def as_count(value: Any, where: str) -> int:
    """A whole number of 0 or more; 2.0 is one too."""
    whole = isinstance(value, numbers.Integral) or (isinstance(value, float) and value.is_integer())
    whole = whole and not isinstance(value, bool)
    if not whole or not 0 <= value <= LARGEST:
        raise refuse(
            where, f"phải là số nguyên từ 0 đến {LARGEST}, không phải {shown(value)}",
            where, f"must be a whole number from 0 to {LARGEST}, not {shown(value)}",
        )  # fmt: skip
    return int(value)


def as_amount(value: Any, where: str) -> Number:
    """Any finite number."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not _finite(value):
        raise refuse(
            where,
            f"phải là một số hữu hạn, không phải {shown(value)}",
            where,
            f"must be a finite number, not {shown(value)}",
        )
    return int(value) if isinstance(value, numbers.Integral) else float(value)


def as_amounts(values: Any, where: Callable[[int], str]) -> Amounts:
    """Finite numbers as an array that holds every one exactly; ``where`` names the place of the k-th."""
    if isinstance(values, np.ndarray) and values.dtype in (np.int64, np.float64):
        wrong = np.flatnonzero(~np.isfinite(values))
        if len(wrong):
            as_amount(float(values[wrong[0]]), where(int(wrong[0])))
        return values
    listed = list(values)
    kinds = {type(v) for v in listed}
    if not kinds <= {int, float}:
        listed = [as_amount(v, where(k)) for k, v in enumerate(listed)]
        kinds = {type(v) for v in listed}
    if kinds <= {int}:
        return _whole(listed)
    if int in kinds and any(type(v) is int and abs(v) > EXACT for v in listed):
        for k, v in enumerate(listed):
            as_amount(v, where(k))
        return np.array(listed, dtype=object)
    array = np.array(listed, dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(array))
    if len(wrong):
        as_amount(listed[int(wrong[0])], where(int(wrong[0])))
    return array


def _whole(listed: Iterable[int]) -> Amounts:
    try:
        return np.array(listed, dtype=np.int64)
    except OverflowError:
        return np.array(listed, dtype=object)


def _finite(value: Any) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond any float is finite all the same
        return True
