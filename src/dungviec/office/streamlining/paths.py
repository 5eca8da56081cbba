"""Glide paths of the whole body, kept until the records or the law in use change: totals of units, nobody by name."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.streamlining.glide_options import GlideOptions, glide_options
from dungviec.streamlining.glide_path import GlidePath, glide_path
from dungviec.streamlining.leaving_rate import read_rate


def path_to(
    day: date, year: int, cut: int, rate: str, deputies: Literal["law", "seats"]
) -> tuple[GlidePath, tuple[GlideOptions, ...]]:
    """The path from a day to a year, and what is open to units in doubt. Raises StreamliningFault for what cannot be asked."""
    return _path(day, year, cut, rate, deputies, revision(), standing_law().mark)


@lru_cache(maxsize=8)
def _path(
    day: date, year: int, cut: int, rate: str, deputies: Literal["law", "seats"], records: str, law: str
) -> tuple[GlidePath, tuple[GlideOptions, ...]]:
    """The path and the options; the last two tell when it has to be made anew."""
    here, view = snapshot(day), law_on(day)
    found = glide_path(here, year, view, rate=read_rate(rate) if rate else None, cut=cut, deputies=deputies)
    return found, glide_options(here, found, view)
