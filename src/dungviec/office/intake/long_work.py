"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dungviec.office.intake.models import Status
from dungviec.office.shell.long_work import LongWork, Standing, tell


class _Intake(LongWork):
    """What an intake goes back to depends on the job; only reading is asked again: the officer looks before anything is written."""

    def before(self, arguments: Mapping[str, Any]) -> str:
        return str(Status.MAPPING if arguments.get("job") == "read" else Status.CHECKED)

    def may_renew(self, standing: Standing, arguments: Mapping[str, Any]) -> bool:
        return arguments.get("job") == "read" and super().may_renew(standing, arguments)


tell(
    _Intake(
        "dungviec.office.intake.tasks.run_intake", _("Nhập hồ sơ"), "intake_id", "intake.Intake",
        waiting=Status.WAITING, running=(Status.READING, Status.CHECKING, Status.WRITING), failed=Status.FAILED,
    )
)  # fmt: skip
