"""Jobs whose worker died in the middle: they wait again for another, or end as lost after the third time.

A worker counts as dead when it has said nothing for ``standing.SILENT``, or at once when it lived on this machine and its process is
gone. The row of the room goes back to waiting in the same transaction, so that a job is never taken twice; what the dead worker had not
committed the database has forgotten by itself.
"""

from __future__ import annotations

import logging
import os
import socket
from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dungviec.office.access import ledger
from dungviec.office.operations.models import WorkerBeat
from dungviec.office.operations.standing import SILENT
from dungviec.office.shell.long_work import LongWork, kinds

MOST_TRIES = 3
logger = logging.getLogger("dungviec.office.operations")


def take_back() -> int:
    """Take back every job of a worker that is known to be dead; how many wait again."""
    words = {w.name: w for w in WorkerBeat.objects.all()}
    back = 0
    for pk, names in DBTaskResult.objects.filter(status="RUNNING").values_list("pk", "worker_ids"):
        word = words.get(names[-1]) if names else None
        if word is not None and is_dead(word):
            back += _take(pk, names)
    return back


def is_dead(word: WorkerBeat) -> bool:
    """Whether the worker that said this lives no more."""
    if timezone.now() - word.beat_at > SILENT:
        return True
    return word.host == socket.gethostname()[:100] and not _runs(word.pid)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@transaction.atomic
def _take(pk: UUID, names: list[str]) -> bool:
    rows = DBTaskResult.objects.filter(pk=pk, status="RUNNING", worker_ids=names)
    row = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
    if row is None:
        return False
    kind = kinds().get(row.task_path)
    arguments = dict(row.args_kwargs.get("kwargs") or {})
    again = kind is not None and _waits_again(kind, arguments) and len(row.worker_ids) < MOST_TRIES
    if kind is not None:
        kind.free(arguments[kind.argument], arguments)
    if again and kind is not None:
        kind.renew(arguments[kind.argument], arguments)
        row.status, row.started_at = "READY", None
        row.save(update_fields=["status", "started_at"])
        hand_over = getattr(row.task.get_backend(), "hand_over", None)
        if hand_over is not None:
            hand_over(row)
    else:
        row.status, row.finished_at, row.exception_class_path = "FAILED", timezone.now(), "WorkerLost"
        row.save(update_fields=["status", "finished_at", "exception_class_path"])
    ledger.record("dungviec", "take_job_back", kind="job", subject=str(row.pk), again=again, tries=len(row.worker_ids))
    logger.warning("a job of a lost worker: %s, again: %s", row.task_path.rpartition(".")[2], again)
    return again


def _waits_again(kind: LongWork, arguments: dict[str, object]) -> bool:
    """Whether the row may go back to waiting: as an administrator could ask for it, once it stands where it stood before."""
    number = arguments[kind.argument]
    found = kind.standings([number]).get(str(number))
    if found is None:
        return False
    return kind.may_renew(replace(found, state=kind.before(arguments)), arguments)
