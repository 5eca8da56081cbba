"""The sandbox: the organisation changed on trial, staffed, compared, and committed or thrown away."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.sandbox.rights import may_enter

    return may_enter(viewer)


class SandboxConfig(AppConfig):
    """The room in which a reorganisation is tried before it is resolved."""

    name = "dungviec.office.sandbox"
    label = "sandbox"
    verbose_name = _("Sắp xếp tổ chức")
    rooms = (
        Room(
            "sandbox",
            _("Sắp xếp tổ chức"),
            "sandbox:drafts",
            icon="units",
            order=64,
            open_to=_open_to,
            under="placement",
        ),
    )
