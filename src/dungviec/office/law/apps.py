"""The law book: every rule with its clause and dates, the readings chosen, the office's own rules."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _has_role(viewer: Any) -> bool:
    return viewer is not None and viewer.role is not None


class LawConfig(AppConfig):
    """The room in which the law is read; open to every role: law is public."""

    name = "dungviec.office.law"
    label = "law"
    verbose_name = _("Luật")
    rooms = (Room("law", _("Luật"), "law:themes", icon="law", order=130, open_to=_has_role),)
