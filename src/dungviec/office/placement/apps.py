"""Placement rounds: who should stand where, proposed and explained."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.placement.rights import may_enter

    return may_enter(viewer)


def _swaps_open_to(viewer: Any) -> bool:
    from dungviec.office.placement.consenting import may_enter

    return may_enter(viewer)


class PlacementConfig(AppConfig):
    """The rooms in which a round is opened, run, read and asked about."""

    name = "dungviec.office.placement"
    label = "placement"
    verbose_name = _("Bố trí")
    rooms = (
        Room(
            "placement",
            _("Bố trí"),
            "placement:rounds",
            icon="placement",
            order=60,
            open_to=_open_to,
            tab=_("Phương án"),
        ),
        Room("unit_needs", _("Nhu cầu"), "placement:needs", icon="note", order=61, open_to=_open_to, under="placement"),
        Room(
            "swaps", _("Đổi việc"), "placement:swaps", icon="arrow", order=62, open_to=_swaps_open_to, under="placement"
        ),
    )

    def ready(self) -> None:
        """Tell the ledger's readers what the deeds of this room are called."""
        from dungviec.office.access import deeds

        deeds.deeds().update(
            {
                "try_firmness": _("Thử độ bền của phương án"),
                "firmness_ended": _("Thử xong độ bền của phương án"),
                "plan_years": _("Tính bố trí nhiều năm"),
                "years_ended": _("Tính xong bố trí nhiều năm"),
                "view_years": _("Xem bố trí nhiều năm"),
            }
        )
