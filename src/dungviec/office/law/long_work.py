"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import LongWork, tell

tell(
    LongWork("dungviec.office.law.tasks.try_rules", _("Thử quy định riêng"), "trial_id", "law.RuleTrial", stopped="stopped")
)  # fmt: skip
