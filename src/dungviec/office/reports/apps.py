"""The reports room: figures that a leader, a province or a newspaper asks for, each with the people behind it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.reports.rights import may_enter

    return may_enter(viewer)


class ReportsConfig(AppConfig):
    """The room of reports; nothing here changes a record."""

    name = "dungviec.office.reports"
    label = "reports"
    verbose_name = _("Báo cáo")
    rooms = (
        Room("reports", _("Báo cáo"), "reports:interview", icon="chart", order=80, open_to=_open_to, tab=_("Phiếu phỏng vấn")),
        Room("bm01", _("Biểu thống kê"), "reports:bm01", icon="columns", order=81, open_to=_open_to, under="reports"),
        Room("movement", _("Biến động"), "reports:movement", icon="arrow", order=82, open_to=_open_to, under="reports"),
        Room("quality", _("Chất lượng"), "reports:quality", icon="columns", order=83, open_to=_open_to, under="reports"),
    )  # fmt: skip

    def ready(self) -> None:
        """The sheets of months, whose points stand in the summary of ratings, are work: the table of field groups says who sees them."""
        from dungviec.office.access.fields import declare

        declare("month_sheets", {"*": "work"})
