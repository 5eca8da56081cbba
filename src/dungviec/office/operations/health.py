"""Is the office alive, is it ready for visitors, is anything amiss that an operator should hear of?

What stops work (database, tables, space) makes it not ready. What is amiss elsewhere (no worker, an old backup, a ledger without
copies of its head) does not take the pages away from everybody: it is told to whoever asks for all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from dungviec.office.access.clock import last_jump
from dungviec.office.operations import backups
from dungviec.office.operations.standing import (
    ANCHOR_LINES,
    free_bytes,
    last_anchor,
    pending,
    queue,
    replica,
    workers,
)

BACKUP_OLD = timedelta(hours=26)
WAITS_LONG = 600
"""Seconds a job may wait before an operator should look."""
_seen_whole = False


@dataclass(frozen=True, slots=True)
class Check:
    """One question with its answer; ``stops``: without it the office is not ready."""

    name: str
    good: bool
    told: str
    stops: bool = False


def ready() -> list[Check]:
    """What has to be so before visitors may come."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as problem:
        return [Check("database", False, type(problem).__name__, stops=True), _space()]
    return [Check("database", True, connection.vendor, stops=True), _tables(), _space()]


def everything(now: datetime | None = None) -> list[Check]:
    """All of it."""
    first = ready()
    if not all(check.good for check in first):
        return first
    return [*first, *_beside(now or timezone.now())]


def _tables() -> Check:
    """Whether every migration has run; once it has, this process asks no more: its own software does not change."""
    global _seen_whole
    left = () if _seen_whole else pending()
    _seen_whole = not left
    return Check("migrations", not left, f"{len(left)} pending", stops=True)


def _space() -> Check:
    free = free_bytes()
    return Check("disk", free >= settings.DISK_FREE_MB * 1_000_000, f"{free // 1_000_000} MB free", stops=True)


def _beside(now: datetime) -> Iterator[Check]:
    alive = sum(w.alive for w in workers(now))
    yield Check("workers", alive > 0, f"{alive} alive")
    waiting = queue(now)
    yield Check(
        "queue", (waiting.oldest or 0) < WAITS_LONG, f"{waiting.waiting} waiting, oldest {waiting.oldest or 0} s"
    )
    if backups.folder() is not None:
        made = backups.newest()
        age = now - made.made_at if made else None
        told = f"{round(age.total_seconds() / 3600)} h old" if age is not None else "none"
        yield Check("backup", age is not None and age < BACKUP_OLD, told)
    from dungviec.office.access.models import LedgerHead

    behind = (LedgerHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0) - last_anchor()
    yield Check("anchors", behind <= ANCHOR_LINES, f"{behind} lines since the last copy of the head")
    jump = last_jump(now)
    yield Check("clock", jump is None, "steady" if jump is None else f"jumped {jump.by.total_seconds() / 3600:+.1f} h")
    copy = replica()
    if copy is not None:
        good = copy.behind is not None and copy.behind <= settings.REPLICA_MOST_SECONDS
        yield Check("replica", good, "no answer" if copy.behind is None else f"{copy.behind:.1f} s behind")
