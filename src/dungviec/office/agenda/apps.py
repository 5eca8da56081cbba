"""The morning page in the rail; it knows no room's inner parts: each room tells its matters (``access.matters``)."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _has_role(viewer: Any) -> bool:
    return viewer is not None and viewer.role is not None


class AgendaConfig(AppConfig):
    """Keeps how an account wants to be told, and the addresses of calendars; what is told is read anew each time."""

    name = "dungviec.office.agenda"
    label = "agenda"
    verbose_name = _("Trang sáng")
    rooms = (
        Room("home", _("Trang sáng"), "agenda:morning", icon="home", order=4, open_to=_has_role, tab=_("Hôm nay")),
        Room("delivery", _("Thư và lịch"), "agenda:delivery", icon="calendar", order=5, open_to=_has_role, under="home"),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds

        deeds.deeds().update(
            {
                "choose_digest": _("Chọn cách nhận thư tóm tắt"), "make_calendar": _("Tạo địa chỉ lịch"), "revoke_calendar": _("Bỏ địa chỉ lịch"),
                "fill_sample": _("Nạp dữ liệu mẫu"), "remove_sample": _("Gỡ dữ liệu mẫu"),
            }
        )  # fmt: skip
