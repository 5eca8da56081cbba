"""Emulation in the rail: who could be proposed, the rounds, the register of works, who gets titles; the own titles under one's file."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _enters(viewer: Any) -> bool:
    from dungviec.office.emulation.rights import may_enter

    return may_enter(viewer)


def _sees_shares(viewer: Any) -> bool:
    from dungviec.office.emulation.rights import may_see_shares

    return may_see_shares(viewer)


def _has_own(viewer: Any) -> bool:
    from dungviec.office.emulation.rights import has_own

    return has_own(viewer)


class EmulationConfig(AppConfig):
    """Titles of a year from registration to decision; the titles themselves stand in the records."""

    name = "dungviec.office.emulation"
    label = "emulation"
    verbose_name = _("Thi đua")
    rooms = (
        Room("emulation", _("Thi đua"), "emulation:pipeline", icon="medal", order=76, open_to=_enters, tab=_("Ai, danh hiệu gì, khi nào")),
        Room("title_rounds", _("Đợt xét"), "emulation:rounds", icon="columns", order=76, open_to=_enters, under="emulation"),
        Room("works", _("Sáng kiến"), "emulation:works", icon="note", order=77, open_to=_enters, under="emulation"),
        Room("title_shares", _("Công bằng"), "emulation:shares", icon="people", order=77, open_to=_sees_shares, under="emulation"),
        Room("my_titles", _("Thi đua của tôi"), "emulation:mine", icon="steps", order=19, open_to=_has_own, under="me", tab=_("Thi đua")),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page; thanks offered to other rooms; rows that go with a record when records are merged."""
        from dungviec.office.access import deeds
        from dungviec.office.appraisal.offered import offer
        from dungviec.office.emulation.deeds import DEEDS, KINDS
        from dungviec.office.emulation.evidence import offer_thanks
        from dungviec.office.emulation.models import Initiative, Proposal, Registration, Thanks
        from dungviec.office.registry.attached import Attached, attach

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        offer("colleagues_thanks", offer_thanks)
        attach(Attached("title_registrations", _("Đăng ký thi đua"), Registration))
        attach(Attached("title_proposals", _("Đề nghị danh hiệu"), Proposal))
        attach(Attached("works", _("Sáng kiến"), Initiative))
        attach(Attached("thanks_given", _("Lời cảm ơn đã viết"), Thanks, "giver_id"))
        attach(Attached("thanks_received", _("Lời cảm ơn đã nhận"), Thanks, "receiver_id"))

    def fill_demo(self) -> None:
        """The round of the demo's year with everybody registered, works recognised, units proposing, thanks given."""
        from dungviec.office.emulation.demo import fill

        fill()
