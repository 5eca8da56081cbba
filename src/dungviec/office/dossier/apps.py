"""The dossier: the rest of the official record, its forms out and in."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _prepares(viewer: Any) -> bool:
    return viewer is not None and bool(viewer.may_write)


class DossierConfig(AppConfig):
    """The 38 items of the official record, its papers, and how ready it is to leave."""

    name = "dungviec.office.dossier"
    label = "dossier"
    verbose_name = _("Lý lịch")
    rooms = (
        Room(
            "readiness", _("Lý lịch"), "dossier:readiness", icon="columns", order=22, open_to=_prepares, under="people"
        ),
    )

    def ready(self) -> None:
        """Put the tables under the registry's two axes of time."""
        from dungviec.office.dossier.models import MODELS
        from dungviec.office.registry.holdings import Holding, hold
        from dungviec.records.dossier import DOSSIER_TABLES

        for name, model in MODELS.items():
            hold(Holding(DOSSIER_TABLES[name], model, single=name == "particulars"))

    def fill_demo(self) -> None:
        """Made-up dossiers beside the demo city's records."""
        from dungviec.office.dossier import demo

        demo.load()
