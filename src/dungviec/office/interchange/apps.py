"""Interchange in the rail: tabs of the reports."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _exports(viewer: Any) -> bool:
    from dungviec.office.interchange.rights import may_export

    return may_export(viewer)


def _outbox(viewer: Any) -> bool:
    from dungviec.office.interchange.rights import may_see_outbox

    return may_see_outbox(viewer)


class InterchangeConfig(AppConfig):
    """Data packages, the outbox for the national database, and the views for analysts."""

    name = "dungviec.office.interchange"
    label = "interchange"
    verbose_name = _("Liên thông")
    rooms = (
        Room("interchange", _("Liên thông quốc gia"), "interchange:outbox", icon="arrow", order=88, open_to=_outbox, under="reports"),
        Room("data_export", _("Xuất dữ liệu"), "interchange:exports", icon="download", order=89, open_to=_exports, under="reports"),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page; views stand aside while tables change."""
        from django.db.models.signals import post_migrate, pre_migrate

        from dungviec.office.access import deeds
        from dungviec.office.interchange.analyst.surviving import after_migrations, before_migrations
        from dungviec.office.interchange.deeds import DEEDS, KINDS

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        pre_migrate.connect(before_migrations, sender=self, dispatch_uid="analyst views away")
        post_migrate.connect(after_migrations, sender=self, dispatch_uid="analyst views back")

    def fill_demo(self) -> None:
        """An outbox that was followed for a while."""
        from dungviec.office.interchange.demo import fill

        fill()
