"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import LongWork, tell

tell(
    LongWork("dungviec.office.sandbox.tasks.staff_draft", _("Bố trí thử"), "draft_id", "sandbox.Draft", stopped="draft")
)
