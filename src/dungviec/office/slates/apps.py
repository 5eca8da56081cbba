"""Leadership teams: a unit's leading posts filled on trial, and what the team as a whole would be."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.slates.rights import may_enter

    return may_enter(viewer)


class SlatesConfig(AppConfig):
    """The boards on which leadership teams are tried."""

    name = "dungviec.office.slates"
    label = "slates"
    verbose_name = _("Tập thể lãnh đạo")
    rooms = (
        Room(
            "slates",
            _("Tập thể lãnh đạo"),
            "slates:boards",
            icon="people",
            order=63,
            open_to=_open_to,
            under="placement",
        ),
    )
