"""Operations in the rail of whoever keeps the machines."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _keeps_machines(viewer: Any) -> bool:
    return viewer is not None and viewer.role == "administrator"


class OperationsConfig(AppConfig):
    """Health, measurements, logs, workers and backups: for the administrator, who reads no records."""

    name = "dungviec.office.operations"
    label = "operations"
    verbose_name = _("Vận hành")
    rooms = (Room("operations", _("Vận hành"), "operations:desk", icon="server", order=92, open_to=_keeps_machines),)

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds
        from dungviec.office.operations.deeds import DEEDS

        deeds.deeds().update(DEEDS)
