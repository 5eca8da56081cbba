"""The programme of the year in the rail: the board, what each unit answers for, what the system can measure."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.programme.rights import may_enter

    return may_enter(viewer)


class ProgrammeConfig(AppConfig):
    """Keeps themes, resolutions, targets and reports; live values are computed from the records."""

    name = "dungviec.office.programme"
    label = "programme"
    verbose_name = _("Chương trình")
    rooms = (
        Room("programme", _("Chương trình"), "programme:board", icon="flag", order=78, open_to=_open_to, tab=_("Chỉ tiêu của năm")),
        Room("programme_units", _("Theo đơn vị"), "programme:units", icon="units", order=78, open_to=_open_to, under="programme"),
        Room("programme_measures", _("Số liệu hệ thống"), "programme:measures", icon="columns", order=79, open_to=_open_to, under="programme"),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page, and the measures of the monthly sheets."""
        from dungviec.office.access import deeds
        from dungviec.office.access.fields import declare
        from dungviec.office.programme.deeds import DEEDS, KINDS
        from dungviec.office.programme.sheets_measure import SHEETS_SENT
        from dungviec.office.registry.measures import offer

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        declare("month_sheets", {"*": "work"})
        offer(SHEETS_SENT)

    def fill_demo(self) -> None:
        """The programme of 2020 of the demo city, and one of the present day."""
        from dungviec.office.programme.demo import fill

        fill()
