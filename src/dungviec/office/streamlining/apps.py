"""Streamlining in the rail: the surplus list, the glide path and concurrent posts as its tabs."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _reviews(viewer: Any) -> bool:
    from dungviec.office.streamlining.rights import may_review

    return may_review(viewer)


def _reads_ledger(viewer: Any) -> bool:
    from dungviec.office.streamlining.rights import may_read_ledger

    return may_read_ledger(viewer)


class StreamliningConfig(AppConfig):
    """Keeps what no record holds about somebody who may leave, and which way was chosen; the rest is computed."""

    name = "dungviec.office.streamlining"
    label = "streamlining"
    verbose_name = _("Tinh giản")
    rooms = (
        Room("streamlining", _("Tinh giản"), "streamlining:surplus", icon="trim", order=70, open_to=_reviews, tab=_("Dôi dư")),
        Room("glide", _("Lộ trình giảm"), "streamlining:glide", icon="leave", order=71, open_to=_reviews, under="streamlining"),
        Room("concurrent", _("Kiêm nhiệm"), "streamlining:concurrent", icon="leave", order=72, open_to=_reads_ledger, under="streamlining"),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds
        from dungviec.office.streamlining.deeds import DEEDS

        deeds.deeds().update(DEEDS)
