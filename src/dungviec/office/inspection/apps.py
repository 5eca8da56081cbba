"""Inspection in the rail: draws, visits, findings and what came of them; under the roof of conduct."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _enters(viewer: Any) -> bool:
    from dungviec.office.inspection.rights import may_enter

    return may_enter(viewer)


class InspectionConfig(AppConfig):
    """Keeps what was looked at and found on visits; nothing here lowers anybody's rating."""

    name = "dungviec.office.inspection"
    label = "inspection"
    verbose_name = _("Kiểm tra")
    rooms = (
        Room("inspection", _("Kiểm tra"), "inspection:home", icon="search", order=75, open_to=_enters, under="conduct"),
    )

    def ready(self) -> None:
        """Words for the ledger's page; findings follow a person whose records are joined; appraisal is offered what was answered."""
        from dungviec.office.access import deeds
        from dungviec.office.appraisal import offered
        from dungviec.office.inspection.deeds import DEEDS, KINDS
        from dungviec.office.inspection.models import Finding
        from dungviec.office.inspection.offering import offer_findings
        from dungviec.office.registry.attached import Attached, attach

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        attach(Attached("inspection_findings", _("Phát hiện kiểm tra"), Finding))
        offered.offer("inspection", offer_findings)

    def fill_demo(self) -> None:
        """A published draw with its visits, findings at every stage, and a visit that waits for its phone."""
        from dungviec.office.inspection.demo import fill

        fill()
