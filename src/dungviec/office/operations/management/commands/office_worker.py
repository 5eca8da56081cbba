"""``python -m dungviec.office office_worker``: takes long jobs from the queue the site chose, and says that it lives."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django_tasks_db.management.commands import db_worker

from dungviec.engine.backends import Processes, choose, named
from dungviec.office.operations import tracing
from dungviec.office.operations.beating import EVERY, Beating


class Command(db_worker.Command):
    """The worker of the database queue, with a heart; or that of Procrastinate."""

    help = "Take long jobs from the queue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Those of ``db_worker``, and how often to say that it lives."""
        super().add_arguments(parser)
        parser.add_argument("--beat", type=float, default=EVERY, help="Seconds between two words of life.")

    def handle(self, *, beat: float, worker_id: str, **options: Any) -> None:  # type: ignore[override]
        """Work until told to stop."""
        tracing.start(settings.TRACES_TO)
        solver = named(settings.SOLVER)
        choose(solver)
        with Beating(worker_id, beat):
            if settings.QUEUE == "procrastinate":
                from dungviec.office.operations.procrastinate_queue import work

                work(worker_id, batch=bool(options.get("batch")))
            else:
                super().handle(worker_id=worker_id, **options)
        if isinstance(solver, Processes):
            solver.close()
