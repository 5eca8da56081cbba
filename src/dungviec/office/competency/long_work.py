"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import LongWork, tell

tell(
    LongWork(
        "dungviec.office.competency.tasks.run_back_test", _("Đối chiếu độ phù hợp"), "test_id", "competency.BackTest",
        status="state", asker="asked_by",
    )
)  # fmt: skip
