"""Own cross-tables as a tab of the reports."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.reports.rights import may_enter

    return may_enter(viewer)


class ExploreConfig(AppConfig):
    """Keeps questions, never answers: what is seen is read from the records anew for whoever asks."""

    name = "dungviec.office.explore"
    label = "explore"
    verbose_name = _("Khảo sát số liệu")
    rooms = (
        Room("explore", _("Khảo sát"), "explore:explore", icon="columns", order=87, open_to=_open_to, under="reports"),
    )

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds
        from dungviec.office.explore.deeds import DEEDS

        deeds.deeds().update(DEEDS)

    def fill_demo(self) -> None:
        """Three questions worth asking."""
        from dungviec.office.explore import demo

        demo.load()
