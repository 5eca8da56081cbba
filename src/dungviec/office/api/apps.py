"""The office for programs in the rail: everybody's own keys, machines and subscriptions for administrators."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _keeps_accounts(viewer: Any) -> bool:
    return viewer is not None and viewer.role == "administrator"


def _has_a_role(viewer: Any) -> bool:
    return viewer is not None and viewer.role is not None


class ApiConfig(AppConfig):
    """REST with OpenAPI, keys with scope, webhooks."""

    name = "dungviec.office.api"
    label = "api"
    verbose_name = _("Giao diện cho phần mềm")
    default_auto_field = "django.db.models.BigAutoField"
    rooms = (
        Room("keys", _("Khoá truy cập"), "api:keys", icon="key", order=22, open_to=_has_a_role, under="me"),
        Room(
            "machines",
            _("Tài khoản máy"),
            "api:machines",
            icon="note",
            order=96,
            open_to=_keeps_accounts,
            under="accounts",
        ),
        Room(
            "subscribers",
            _("Nơi nhận tin"),
            "api:subscribers",
            icon="note",
            order=97,
            open_to=_keeps_accounts,
            under="accounts",
        ),
        Room("api", _("Tài liệu API"), "api:described", icon="note", order=23, open_to=_has_a_role, under="me"),
    )

    def ready(self) -> None:
        """Words for the ledger's page; the outbox listens to the ledger."""
        from dungviec.office.access import deeds
        from dungviec.office.api.deeds import DEEDS
        from dungviec.office.api.outbox import listen

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update({"token": _("Khoá truy cập"), "subscription": _("Nơi nhận tin")})
        listen()

    def fill_demo(self) -> None:
        """A machine of the personnel office with what its pages show; nothing of it is live."""
        from dungviec.office.api.demo import fill

        fill()
