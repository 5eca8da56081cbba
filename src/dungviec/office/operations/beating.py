"""The word of a worker that it lives; while it says so it also looks after the work of those that live no more."""

from __future__ import annotations

import logging
import os
import socket
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

import dungviec
from dungviec.office.access.leaving import sweep_each_hour
from dungviec.office.ballots import covers
from dungviec.office.operations import backups
from dungviec.office.operations.models import WorkerBeat
from dungviec.office.operations.taking_back import take_back
from dungviec.office.requests import sweeping

EVERY = 10.0
"""Seconds between two words."""
_KEPT = timedelta(days=7)
logger = logging.getLogger("dungviec.office.operations")


def beat(name: str) -> None:
    """Say that the worker of that name, this process, lives."""
    now = timezone.now()
    told = {"host": socket.gethostname()[:100], "pid": os.getpid(), "software": dungviec.__version__, "beat_at": now}
    WorkerBeat.objects.update_or_create(name=name, defaults=told, create_defaults=told | {"started_at": now})


def look_after() -> None:
    """What every worker does beside its jobs: lost work is taken back, who left is locked out, files no row names and keys of votes that are over go, the daily backup asked for, old words forgotten."""
    take_back()
    if sweep_each_hour(timezone.now()) is not None:
        sweeping.sweep()
        covers.sweep()
    backups.ask_if_due(timezone.now())
    WorkerBeat.objects.filter(beat_at__lt=timezone.now() - _KEPT).delete()


class Beating:
    """A thread that says every few seconds that this worker lives, until the end of the context."""

    def __init__(self, name: str, every: float = EVERY) -> None:
        self.name, self.every = name, every
        self.heard = Event()
        """Set once the first word is said and what goes with it is done."""
        self._over = Event()
        self._thread = Thread(target=self._run, name="beat", daemon=True)

    def __enter__(self) -> Beating:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(timeout=10)
        WorkerBeat.objects.filter(name=self.name).delete()  # it left in order: nobody waits for it

    def _run(self) -> None:
        try:
            while True:
                try:
                    beat(self.name)
                    look_after()
                    self.heard.set()
                except DatabaseError as problem:  # the next word may get through
                    logger.warning("the worker's word was not heard: %s", type(problem).__name__)
                    connection.close()
                except (
                    Exception
                ) as problem:  # whatever else is wrong: a worker that fell silent would lose its job to another
                    logger.error("looking after the office failed: %s", type(problem).__name__)
                if self._over.wait(self.every):
                    return
        finally:
            connection.close()
