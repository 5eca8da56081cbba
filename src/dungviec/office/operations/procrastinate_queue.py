"""Procrastinate as the queue behind django-tasks, for offices on PostgreSQL with workers on several machines (extra ``queue``).

The row of django-tasks-db stays the one record of a job: the page of jobs, the measurements and the taking back of lost work read it
whatever the queue. Procrastinate carries its number: put in the transaction that makes the row, announced by NOTIFY instead of asked
for twice a second, taken by one worker. A job whose worker died is taken back by ``taking_back`` and carried by a new number; the old
one finds nothing that waits.
"""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.db import close_old_connections, connection, transaction
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from procrastinate import App, jobs
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.manager import JobManager

logger = logging.getLogger("dungviec.office.operations")
CARRIED = "dungviec.run_job"
_LOST = 120
"""Seconds without a word after which Procrastinate lets a worker's own note of a job go."""


class ProcrastinateBackend(DatabaseBackend):
    """Enqueues for Procrastinate's workers; results are read where django-tasks-db keeps them."""

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> DBTaskResult[..., Any]:
        with transaction.atomic():
            row = super()._task_to_db_task(task, args, kwargs)
            self.hand_over(row)
        return row

    async def _atask_to_db_task(self, task: Any, args: Any, kwargs: Any) -> DBTaskResult[..., Any]:
        from asgiref.sync import sync_to_async

        made: DBTaskResult[..., Any] = await sync_to_async(self._task_to_db_task)(task, args, kwargs)
        return made

    def hand_over(self, row: DBTaskResult[..., Any]) -> None:
        """Give the number of a waiting row to the workers, in the transaction at hand."""
        later = row.run_after if row.task.run_after is not None else None
        put = app.configure_task(CARRIED, queue=row.queue_name, priority=row.priority, schedule_at=later)
        put.defer(row=str(row.pk))


def run_job(row: str, *, worker: str) -> bool:
    """Run the job of that number if it still waits; False where another took it or nothing waits."""
    close_old_connections()
    try:
        with transaction.atomic():
            waiting = DBTaskResult.objects.filter(pk=UUID(row), status="READY")
            taken = waiting.select_for_update(skip_locked=True).first()
            if taken is None:
                return False
            taken.claim(worker)
        runner = Worker(
            queue_names=["*"], interval=0, batch=False, backend_name=taken.backend_name, startup_delay=False, max_tasks=None,
            worker_id=worker, excluded_queue_names=[],
        )  # fmt: skip
        runner.run_task(taken)
        return True
    finally:
        connection.close()


def work(worker: str, *, batch: bool = False) -> None:
    """Take jobs until told to stop, one at a time; with ``batch`` until none waits.

    The worker's connections belong to an app of their own. Were they put into Django's app, as Procrastinate proposes
    (``replace_connector``), what is enqueued within a worker would be committed before the row it is about: another worker could
    take the number, find nothing that waits, and throw it away.
    """
    working = App(connector=app.connector.get_worker_connector())  # type: ignore[attr-defined]

    @working.task(name=CARRIED)
    def carried(row: str) -> bool:
        return run_job(row, worker=worker)

    let_go_of_lost()
    hand_over_forgotten()
    working.run_worker(name=worker, concurrency=1, wait=not batch, listen_notify=not batch, delete_jobs="successful")


def hand_over_forgotten() -> int:
    """Give a number to rows that wait and have none: those put while the site still used the other queue; how many there were.

    A row with two numbers does no harm: it is run once.
    """
    carried = ProcrastinateJob.objects.filter(task_name=CARRIED, status__in=("todo", "doing"))
    numbered = set(carried.values_list("args__row", flat=True))
    handed = 0
    for row in DBTaskResult.objects.filter(status="READY"):
        if str(row.pk) in numbered:
            continue
        try:
            backend = row.task.get_backend()
        except (ImportError, SuspiciousOperation):
            # What an older version could do: the page of jobs shows it, the worker works on.
            logger.warning("a job that waits is none of this version: %s", row.task_path.rpartition(".")[2])
            continue
        if isinstance(backend, ProcrastinateBackend):
            backend.hand_over(row)
            handed += 1
    return handed


def let_go_of_lost() -> int:
    """End Procrastinate's notes of jobs whose worker died; the jobs themselves are taken back by ``taking_back``."""
    from asgiref.sync import async_to_sync

    async def let_go() -> int:
        manager: JobManager = app.job_manager
        lost = list(await manager.get_stalled_jobs(seconds_since_heartbeat=_LOST))
        for job in lost:
            await manager.finish_job(job, jobs.Status.FAILED, delete_job=True)
        return len(lost)

    return int(async_to_sync(let_go)())
