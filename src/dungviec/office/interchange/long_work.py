"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import Errand, LongWork, tell

tell(
    LongWork("dungviec.office.interchange.tasks.make_export", _("Xuất dữ liệu"), "export_id", "interchange.DataExport"),
    Errand("dungviec.office.interchange.tasks.gather_changes", _("Gom thay đổi để gửi quốc gia")),
    Errand("dungviec.office.interchange.tasks.push_payloads", _("Gửi gói tin quốc gia")),
)
