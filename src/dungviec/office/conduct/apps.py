"""Discipline kept by the law of its day, signs asked as questions, declarations of assets and interests; roof of inspection and voice."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _late_declarations(snapshot: Any, view: Any) -> Any:
    from dungviec.office.conduct.noticing import late_declarations

    return late_declarations(snapshot, view)


def _approvals(snapshot: Any, view: Any) -> Any:
    from dungviec.office.conduct.noticing import approvals

    return approvals(snapshot, view)


def _has_own(viewer: Any) -> bool:
    from dungviec.office.conduct.rights import has_own

    return has_own(viewer)


def _reads(viewer: Any) -> bool:
    from dungviec.office.conduct.rights import may_enter

    return may_enter(viewer)


def _decision_paper(decision: Any, sources: Any) -> Any:
    from dungviec.office.conduct.papers import paper

    return paper(decision.case, "discipline", sources=sources)


def _story(viewer: Any, decision: Any) -> str:
    from django.urls import reverse

    from dungviec.office.conduct.rights import sees_case

    one = decision.case
    if sees_case(viewer, one):
        return reverse("conduct:case", args=[one.pk])
    return reverse("conduct:mine") if viewer.person_id == one.person_id else ""


class ConductConfig(AppConfig):
    """The rooms of cases, signs and registers, and what concerns oneself."""

    name = "dungviec.office.conduct"
    label = "conduct"
    verbose_name = _("Kỷ cương")
    rooms = (
        Room("conduct", _("Kỷ cương & Lắng nghe"), "conduct:cases", icon="shield", order=74, open_to=_reads, tab=_("Vụ việc kỷ luật")),
        Room("signs", _("Dấu hiệu sớm"), "conduct:signs", icon="unknown", order=74, open_to=_reads, under="conduct"),
        Room("declarations", _("Kê khai tài sản"), "conduct:declarations", icon="note", order=74, open_to=_reads, under="conduct"),
        Room("interests", _("Xung đột lợi ích"), "conduct:interests", icon="people", order=74, open_to=_reads, under="conduct"),
        Room("my_conduct", _("Kỷ cương của tôi"), "conduct:mine", icon="authority", order=20, open_to=_has_own, under="me"),
    )  # fmt: skip
    signs = (_late_declarations, _approvals)
    """Signs this office's own registers show; any room may name such functions (docs/explanation/signs.md)."""

    def ready(self) -> None:
        """Put the declarations under the registry's two axes of time, and tell the ledger's page what this room does."""
        from dungviec.office.access import deeds, fields
        from dungviec.office.conduct.deeds import DEEDS, KINDS
        from dungviec.office.conduct.models import AssetDeclaration, InterestDeclaration
        from dungviec.office.decisions.elsewhere import ELSEWHERE, Elsewhere
        from dungviec.office.registry.holdings import Holding, hold
        from dungviec.records.integrity import INTEGRITY_TABLES

        hold(Holding(INTEGRITY_TABLES["asset_declarations"], AssetDeclaration))
        hold(Holding(INTEGRITY_TABLES["interest_declarations"], InterestDeclaration))
        fields.declare("asset_declarations", {fields.EVERY: "assets"})
        fields.declare("interest_declarations", {fields.EVERY: "family"})
        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        ELSEWHERE["discipline"] = Elsewhere(_decision_paper, _story)

    def fill_demo(self) -> None:
        """Cases in every stage, declarations of a year, conflicts of interest."""
        from dungviec.office.conduct.demo import fill

        fill()
