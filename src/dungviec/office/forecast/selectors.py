"""Forecasts asked of this room, kept until the records or the law in use change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dungviec.forecast import BackTest, Coming, Hiring, Levers, Outlook, back_test, coming_free, outlook, read_hiring
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.streamlining.leaving_rate import read_rate
from dungviec.streamlining.surplus import units_below

YEARS = 10
TESTED_UP_TO = 5000
"""A body with more people is tested by the command: it takes minutes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form asks, as typed; empty fields mean: as on file."""

    years: int = YEARS
    unit: str = ""
    leave: str = ""
    hire: str = ""
    keep: int = 0
    cut: int = 0

    @property
    def moved(self) -> bool:
        """Whether any lever is pulled."""
        return bool(self.leave or self.hire or self.keep or self.cut)

    def levers(self) -> Levers:
        """The levers. Raises ForecastFault or StreamliningFault for what cannot be read."""
        hiring: Hiring | None = read_hiring(self.hire)
        return Levers(read_rate(self.leave) if self.leave else None, hiring, self.keep, self.cut)


def ahead(day: date, asked: Asked) -> tuple[Outlook, tuple[Coming, ...]]:
    """The forecast and the leading posts that come free. Raises ForecastFault or StreamliningFault."""
    return _ahead(day, asked, revision(), standing_law().mark)


@lru_cache(maxsize=8)
def _ahead(day: date, asked: Asked, records: str, law: str) -> tuple[Outlook, tuple[Coming, ...]]:
    """The last two tell when it has to be made anew."""
    here, view = snapshot(day), law_on(day)
    inside = units_below(here, asked.unit) if asked.unit else None
    levers = asked.levers()
    found = outlook(here, view, years=asked.years, levers=levers, unit=inside)
    return found, coming_free(here, view, years=asked.years, levers=levers, unit=inside)


def unit_names(day: date) -> dict[str, str]:
    """The units that exist on a day by their identifiers."""
    return dict(snapshot(day).live_units.select("unit_id", "name").iter_rows())


def too_many(day: date) -> bool:
    """Whether a back-test would take too long for a page."""
    return snapshot(day).main_posts.height > TESTED_UP_TO


def tested(day: date) -> BackTest:
    """The back-test of the records. Raises ForecastFault where too few leavers are on file."""
    return _tested(day, revision())


@lru_cache(maxsize=2)
def _tested(day: date, records: str) -> BackTest:
    return back_test(snapshot(day))
