"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import LongWork, tell

tell(
    LongWork("dungviec.office.interchange.tasks.make_export", _("Xuất dữ liệu"), "export_id", "interchange.DataExport")
)
