"""The work of the room in the background, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import Errand, tell

tell(Errand("dungviec.office.api.tasks.deliver", _("Gửi tin cho phần mềm khác")))
