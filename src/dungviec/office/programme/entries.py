"""What a programme and its targets say on a day: the latest entry up to that day, of those known at the standpoint."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from dungviec.office.programme.models import ProgrammeEntry, Report, TargetEntry
from dungviec.office.shell import standpoint

E = TypeVar("E", Report, ProgrammeEntry, TargetEntry)


def known(rows: Iterable[E]) -> list[E]:
    """Those written by the moment the request stands on."""
    moment = standpoint.known_on()
    return [r for r in rows if moment is None or r.at <= moment]


def standing(rows: Iterable[E], day: date) -> E | None:
    """The entry that stands on a day; None before the first."""
    found: list[E] = [r for r in known(rows) if r.day <= day]
    return max(found, key=lambda r: (r.day, r.pk)) if found else None


def counted(reports: Iterable[Report], day: date) -> list[Report]:
    """Reports that count on a day: written by then as far as known, not corrected, about a day that has come."""
    moment = standpoint.known_on()
    rows = [r for r in reports if moment is None or r.at <= moment]
    corrected = {r.corrects_id for r in rows if r.corrects_id}
    return sorted((r for r in rows if r.pk not in corrected and r.day <= day), key=lambda r: (r.day, r.pk))
