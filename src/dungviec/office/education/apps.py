"""Political and ethical education in the rail: under the programme for who follows it, under the own record for who takes part."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _follows(viewer: Any) -> bool:
    from dungviec.office.education.rights import may_follow

    return may_follow(viewer)


def _sets(viewer: Any) -> bool:
    from dungviec.office.education.rights import may_set

    return may_set(viewer)


def _takes_part(viewer: Any) -> bool:
    from dungviec.office.education.rights import has_own

    return has_own(viewer)


class EducationConfig(AppConfig):
    """Keeps topics, commitments, activities, reflections and reviews; the forms they are written on are data."""

    name = "dungviec.office.education"
    label = "education"
    verbose_name = _("Giáo dục chính trị, đạo đức")
    rooms = (
        Room("education", _("Giáo dục chính trị, đạo đức"), "education:overview", icon="note", order=79, open_to=_follows, under="programme", tab=_("Giáo dục, đạo đức")),
        Room("education_activities", _("Sinh hoạt"), "education:activities", icon="people", order=79, open_to=_follows, under="programme"),
        Room("education_forms", _("Mẫu"), "education:forms", icon="columns", order=79, open_to=_sets, under="programme"),
        Room("my_education", _("Học tập, rèn luyện của tôi"), "education:mine", icon="note", order=19, open_to=_takes_part, under="me", tab=_("Rèn luyện")),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger, figures for the programme, and the review that the appraiser may read once it was seen."""
        from dungviec.office.access import deeds
        from dungviec.office.access.fields import declare
        from dungviec.office.appraisal.offered import offer as offer_sign
        from dungviec.office.education.deeds import DEEDS, KINDS
        from dungviec.office.education.offering import ATTENDED, REGISTERED, signs
        from dungviec.office.registry.measures import offer

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        declare("education", {"*": "appraisal"})
        offer(REGISTERED)
        offer(ATTENDED)
        offer_sign("education", signs)

    def fill_demo(self) -> None:
        """Topics of 2020 with commitments, activities, reflections and reviews of a few units."""
        from dungviec.office.education.demo import fill

        fill()
