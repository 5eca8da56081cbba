"""Secret votes: prepared and counted by the personnel office, slips taken under one's name, cast under none."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _follows(viewer: Any) -> bool:
    from dungviec.office.ballots.rights import may_follow

    return may_follow(viewer)


def _votes(viewer: Any) -> bool:
    from dungviec.office.ballots.rights import may_vote

    return may_vote(viewer)


class BallotsConfig(AppConfig):
    """The room of secret votes, and the own slips."""

    name = "dungviec.office.ballots"
    label = "ballots"
    verbose_name = _("Bỏ phiếu kín")
    rooms = (
        Room("ballots", _("Bỏ phiếu kín"), "ballots:votes", icon="allowed", order=69, open_to=_follows, under="placement"),
        Room("my_ballots", _("Phiếu kín của tôi"), "ballots:mine", icon="allowed", order=19, open_to=_votes, under="me"),
    )  # fmt: skip

    def ready(self) -> None:
        """Tell the ledger's page what this room does."""
        from dungviec.office.access import deeds
        from dungviec.office.ballots.deeds import DEEDS, KINDS

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)

    def fill_demo(self) -> None:
        """One vote of a unit, slips being given out."""
        from dungviec.office.ballots.demo import fill

        fill()
