"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.operations.models import RunState
from dungviec.office.shell.long_work import LongWork, tell

tell(
    LongWork(
        "dungviec.office.operations.tasks.run_upkeep", _("Sao lưu, diễn tập"), "run_id", "operations.UpkeepRun",
        waiting=RunState.QUEUED, running=(RunState.RUNNING,), failed=RunState.FAILED, stopped=RunState.FAILED,
    )
)  # fmt: skip
