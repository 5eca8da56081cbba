"""Competency: frameworks and profiles, survey rounds, gaps, strengths, and whether fit means anything."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _reads(viewer: Any) -> bool:
    from dungviec.office.competency.rights import may_read

    return may_read(viewer)


def _follows(viewer: Any) -> bool:
    from dungviec.office.competency.rights import may_follow

    return may_follow(viewer)


def _tests(viewer: Any) -> bool:
    return _follows(viewer) and bool(viewer.reaches_all)


def _answers(viewer: Any) -> bool:
    return viewer is not None and bool(viewer.person_id)


class CompetencyConfig(AppConfig):
    """The rooms in which ability is measured, compared with what posts ask, and told."""

    name = "dungviec.office.competency"
    label = "competency"
    verbose_name = _("Năng lực")
    rooms = (
        Room("competency", _("Năng lực"), "competency:gaps", icon="steps", order=40, open_to=_reads, tab=_("Khoảng trống")),
        Room("forms", _("Phiếu năng lực"), "competency:forms", icon="note", order=41, open_to=_answers, under="competency", tab=_("Phiếu của tôi")),
        Room("surveys", _("Đợt khảo sát"), "competency:rounds", icon="calendar", order=42, open_to=_follows, under="competency"),
        Room("profiles", _("Khung của vị trí"), "competency:profiles", icon="columns", order=43, open_to=_reads, under="competency"),
        Room("frameworks", _("Khung năng lực"), "competency:frameworks", icon="columns", order=44, open_to=_reads, under="competency"),
        Room("strengths", _("Sở trường"), "competency:strengths", icon="placement", order=45, open_to=_follows, under="competency"),
        Room("back_test", _("Đối chiếu độ phù hợp"), "competency:back_test", icon="authority", order=46, open_to=_tests, under="competency"),
    )  # fmt: skip

    def ready(self) -> None:
        """Put the two tables under the records' axes of time, and their columns into the table of who sees what."""
        from dungviec.competency.tables import COMPETENCY_TABLES
        from dungviec.office.access.fields import declare
        from dungviec.office.competency.models import MODELS
        from dungviec.office.registry.holdings import Holding, hold

        for name, model in MODELS.items():
            hold(Holding(COMPETENCY_TABLES[name], model))
        declare("assessments", {"*": "assessment", "assessor": "marker"})
        declare("work_counts", {"*": "appraisal"})

    def fill_demo(self) -> None:
        """A finished and an open round, and counted work, beside the demo city's records."""
        from dungviec.office.competency import demo

        demo.load()
