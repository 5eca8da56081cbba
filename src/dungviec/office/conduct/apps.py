"""Discipline kept by the law of its day, signs asked as questions, declarations of assets and interests; roof of inspection and voice."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _reads(viewer: Any) -> bool:
    from dungviec.office.conduct.rights import may_enter

    return may_enter(viewer)


class ConductConfig(AppConfig):
    """The rooms of cases, signs and registers, and what concerns oneself."""

    name = "dungviec.office.conduct"
    label = "conduct"
    verbose_name = _("Kỷ cương")
    rooms = (
        Room("conduct", _("Kỷ cương & Lắng nghe"), "conduct:cases", icon="authority", order=74, open_to=_reads, tab=_("Vụ việc kỷ luật")),
    )  # fmt: skip

    def ready(self) -> None:
        """Put the declarations under the registry's two axes of time."""
        from dungviec.office.access import fields
        from dungviec.office.conduct.models import AssetDeclaration, InterestDeclaration
        from dungviec.office.registry.holdings import Holding, hold
        from dungviec.records.integrity import INTEGRITY_TABLES

        hold(Holding(INTEGRITY_TABLES["asset_declarations"], AssetDeclaration))
        hold(Holding(INTEGRITY_TABLES["interest_declarations"], InterestDeclaration))
        fields.declare("asset_declarations", {fields.EVERY: "assets"})
        fields.declare("interest_declarations", {fields.EVERY: "family"})
