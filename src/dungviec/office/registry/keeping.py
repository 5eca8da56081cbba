"""Keeping what is costly to compute from the records, until the records change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from functools import wraps
from threading import Lock
from typing import TypeVar

from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.selectors import revision

T = TypeVar("T")


def kept_per_day(compute: Callable[[date], T]) -> Callable[[date], T]:
    """A function of the day, computed once per revision of the records, law in use and day; the four latest are kept."""
    kept: OrderedDict[tuple[str, str, date], T] = OrderedDict()
    lock = Lock()

    @wraps(compute)
    def remembered(day: date) -> T:
        key = (revision(), standing_law().mark, day)
        with lock:
            if key not in kept:
                kept[key] = compute(day)
                while len(kept) > 4:
                    kept.popitem(last=False)
            return kept[key]

    return remembered
