"""The work of the room in the background, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.agenda.models import SampleState
from dungviec.office.shell.long_work import Errand, LongWork, tell

tell(
    Errand("dungviec.office.agenda.tasks.send_digests", _("Gửi thư tóm tắt")),
    LongWork(
        "dungviec.office.agenda.tasks.fill_sample", _("Nạp dữ liệu mẫu"), "sample_id", "agenda.Sample", status="state",
        waiting=SampleState.QUEUED, running=(SampleState.FILLING,), failed=SampleState.NONE, stopped=SampleState.NONE,
    ),
)  # fmt: skip
