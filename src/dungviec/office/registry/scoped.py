"""Keeping what is counted over everybody a viewer sees, until the records change: the same for every page of a list."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from functools import wraps
from threading import Lock
from typing import TypeVar

import polars as pl

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.selectors import revision

T = TypeVar("T")
_KEPT = 32
"""So many viewers' answers are kept of each function."""


def kept_per_viewer(
    compute: Callable[[pl.DataFrame, date], T],
) -> Callable[[Viewer, pl.DataFrame, date], T]:
    """A function of the frame of everybody a viewer sees on a day, kept per role, reach and own record.

    The frame must be the viewer's whole one (``seen(viewer, day).people``), never a part of it.
    """
    kept: OrderedDict[tuple[object, ...], T] = OrderedDict()
    lock = Lock()

    @wraps(compute)
    def remembered(viewer: Viewer, frame: pl.DataFrame, day: date) -> T:
        key = (revision(), standing_law().mark, day, viewer.role, viewer.unit_id, viewer.person_id)
        with lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        found = compute(frame, day)
        with lock:
            kept[key] = found
            while len(kept) > _KEPT:
                kept.popitem(last=False)
        return found

    return remembered
