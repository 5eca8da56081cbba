"""The forecast as a tab of the reports."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.forecast.rights import may_enter

    return may_enter(viewer)


class ForecastConfig(AppConfig):
    """Reads the records of the day; it keeps no table of its own."""

    name = "dungviec.office.forecast"
    label = "forecast"
    verbose_name = _("Dự báo")
    rooms = (
        Room("forecast", _("Dự báo"), "forecast:outlook", icon="clock", order=88, open_to=_open_to, under="reports"),
    )

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds

        deeds.deeds().update({"see_forecast": _("Xem dự báo"), "export_forecast": _("Tải dự báo"), "test_forecast": _("Xem kiểm nghiệm dự báo")})  # fmt: skip
