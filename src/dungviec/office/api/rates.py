"""How often a key may call within a minute, counted over all processes of the office together.

One row for each key holds how many calls of the minute are spoken for. A process takes them a few at a time and lets that many in
before it asks again, so that not every reading is a write: together no more than the rate are ever let in, and with several
processes a caller may be turned away up to one such handful for each of them early.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from django.db import OperationalError, transaction
from django.db.models import F

from dungviec.office.api.models import CallCount

HANDFULS = 40
"""A process takes a fortieth of the rate at a time."""
MOST_KEPT = 10_000
"""Callers of whom a process remembers what it took; beyond it forgets all of them, and asks anew."""


@dataclass(slots=True)
class _Taken:
    """What this process took of a caller's minute and has not let in yet."""

    minute: int
    left: int


_taken: dict[tuple[str, int], _Taken] = {}
_lock = Lock()


def within(caller: str, most: int, minute: int) -> bool:
    """Whether one more call of ``caller`` fits into the ``most`` of this minute (minutes since 1970); it is counted then.

    A database too busy to count lets the call in: whoever reads must not wait for a long write.
    """
    with _lock:
        held = _taken.get((caller, most))
        if held is not None and held.minute == minute and held.left:
            held.left -= 1
            return True
    handful = max(1, most // HANDFULS)
    try:
        got = _take(caller, most, minute, handful)
    except OperationalError:
        got = 1
    if not got:
        return False
    with _lock:
        if len(_taken) >= MOST_KEPT:
            _taken.clear()
        _taken[caller, most] = _Taken(minute, got - 1)
    return True


def _take(caller: str, most: int, minute: int, handful: int) -> int:
    """How many calls were taken out of the minute: a handful, one where fewer are left, none where none is.

    A machine whose clock is behind takes from the minute that the others are in.
    """
    with transaction.atomic():
        for _turn in range(2):
            mine = CallCount.objects.filter(caller=caller)
            for wanted in dict.fromkeys((handful, 1)):
                if mine.filter(minute__gte=minute, taken__lte=most - wanted).update(taken=F("taken") + wanted):
                    return wanted
            if mine.filter(minute__lt=minute).update(minute=minute, taken=handful):
                return handful
            if mine.exists():
                return 0
            CallCount.objects.bulk_create([CallCount(caller=caller, minute=minute)], ignore_conflicts=True)
    return 0


def forget_all() -> None:
    """Drop what this process holds, as a process that starts."""
    with _lock:
        _taken.clear()
