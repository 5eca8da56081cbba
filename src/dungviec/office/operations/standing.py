"""How the office stands: database, disk, queue, workers, backups, ledger; read alike by pages, measurements and the terminal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import dungviec
from dungviec.office.access.ledger import anchors_on_file
from dungviec.office.access.models import LedgerEntry, LedgerHead
from dungviec.office.operations import backups
from dungviec.office.operations.models import RunKind, RunState, UpkeepRun, WorkerBeat

SILENT = timedelta(seconds=90)
"""A worker that has said nothing for so long counts as gone."""
ANCHOR_LINES = 200
"""So many lines of the ledger may stand without a copy of its head elsewhere."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker of long jobs."""

    name: str
    host: str
    pid: int
    software: str
    started_at: datetime
    beat_at: datetime
    alive: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs by state, and the age of the oldest that waits, in seconds."""

    waiting: int
    running: int
    failed: int
    oldest: int | None


@dataclass(frozen=True, slots=True)
class Replica:
    """The copy of the database that heavy pages read; seconds behind, None where it does not answer."""

    behind: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything an operator asks first, at one moment."""

    at: datetime
    software: str
    environment: str
    database: str
    database_bytes: int
    pending: tuple[str, ...]
    """Migrations the database has not seen."""
    disk_free: int
    disk_total: int
    queue: Queue
    workers: tuple[Worker, ...]
    backup_age: int | None
    """Seconds since the newest backup in the folder; None where there is none."""
    rehearsal_age: int | None
    """Seconds since a restore was last rehearsed with success."""
    ledger_lines: int
    ledger_verified_age: int | None
    anchor_lines_behind: int
    replica: Replica | None


def standing(now: datetime | None = None) -> Standing:
    """The office as it stands. Raises DatabaseError where the database does not answer."""
    now = now or timezone.now()
    disk = shutil.disk_usage(settings.HOME)
    newest = backups.newest()
    verified = LedgerEntry.objects.filter(action="verify_ledger").order_by("-number").values_list("at", flat=True).first()  # fmt: skip
    rehearsed = UpkeepRun.objects.filter(kind=RunKind.REHEARSAL, status=RunState.DONE).values_list("finished_at", flat=True).first()  # fmt: skip
    lines = LedgerHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    return Standing(
        at=now, software=dungviec.__version__, environment=settings.ENVIRONMENT, database=_database(),
        database_bytes=database_bytes(), pending=pending(), disk_free=disk.free, disk_total=disk.total, queue=queue(now),
        workers=workers(now), backup_age=_age(newest.made_at if newest else None, now), rehearsal_age=_age(rehearsed, now),
        ledger_lines=lines, ledger_verified_age=_age(verified, now), anchor_lines_behind=lines - last_anchor(), replica=replica(),
    )  # fmt: skip


def database_bytes() -> int:
    """How large the database is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def pending() -> tuple[str, ...]:
    """Migrations that have not run; they take part of a second to find out."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)


def queue(now: datetime) -> Queue:
    """What waits, runs and failed."""
    rows = DBTaskResult.objects.values_list("status", flat=True)
    counted = {status: rows.filter(status=status).count() for status in ("READY", "RUNNING", "FAILED")}
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return Queue(counted["READY"], counted["RUNNING"], counted["FAILED"], _age(oldest, now))


def workers(now: datetime) -> tuple[Worker, ...]:
    """Workers heard of within a day, those alive first."""
    found = WorkerBeat.objects.filter(beat_at__gt=now - timedelta(days=1)).order_by("-beat_at")[:50]
    return tuple(
        Worker(w.name, w.host, w.pid, w.software, w.started_at, w.beat_at, now - w.beat_at < SILENT) for w in found
    )


def last_anchor() -> int:
    """The number of the last copy of the ledger's head on file; 0 where there is none or the file cannot be read."""
    try:
        return max((a.number for a in anchors_on_file()), default=0)
    except (OSError, ValueError):
        return 0


def replica() -> Replica | None:
    """How far the copy is behind; None where the office has none."""
    if "replica" not in settings.DATABASES:
        return None
    from dungviec.office.shell.replica import seconds_behind

    try:
        return Replica(seconds_behind(connections["replica"]))
    except DatabaseError:
        return Replica(None)


def as_json(found: Standing) -> dict[str, Any]:
    """The same as plain values for machines."""
    return {
        "at": found.at.isoformat(), "software": found.software, "environment": found.environment,
        "database": {"kind": found.database, "bytes": found.database_bytes, "pending_migrations": list(found.pending)},
        "disk": {"free": found.disk_free, "total": found.disk_total},
        "queue": {"waiting": found.queue.waiting, "running": found.queue.running, "failed": found.queue.failed, "oldest_seconds": found.queue.oldest},
        "workers": {"alive": sum(w.alive for w in found.workers), "gone": sum(not w.alive for w in found.workers)},
        "backup": {"age_seconds": found.backup_age, "rehearsed_seconds": found.rehearsal_age},
        "ledger": {"lines": found.ledger_lines, "verified_seconds": found.ledger_verified_age, "lines_without_anchor": found.anchor_lines_behind},
        "replica": None if found.replica is None else {"seconds_behind": found.replica.behind},
    }  # fmt: skip


def free_bytes() -> int:
    """Space left on the disk of the data folder."""
    return shutil.disk_usage(Path(settings.HOME)).free


def _database() -> str:
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        number = int(getattr(connection, "pg_version", 0))
        return f"PostgreSQL {number // 10000}.{number % 10000}"
    import sqlite3

    return f"SQLite {sqlite3.sqlite_version}"


def _age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, round((now - moment).total_seconds()))
