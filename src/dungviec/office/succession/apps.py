"""Succession in the rail: pools, stand-ins and the yearly review as its tabs."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.succession.rights import may_enter

    return may_enter(viewer)


class SuccessionConfig(AppConfig):
    """Reads the plans on file and what the law of the day says of them; it keeps no table of its own."""

    name = "dungviec.office.succession"
    label = "succession"
    verbose_name = _("Quy hoạch")
    rooms = (
        Room("succession", _("Quy hoạch"), "succession:pools", icon="heirs", order=57, open_to=_open_to, tab=_("Danh sách")),
        Room("bench", _("Người thay thế"), "succession:bench", icon="steps", order=58, open_to=_open_to, under="succession"),
        Room("nine_box", _("Chín ô"), "succession:boxes", icon="steps", order=58, open_to=_open_to, under="succession"),
        Room("plan_review", _("Rà soát quy hoạch"), "succession:review", icon="steps", order=59, open_to=_open_to, under="succession"),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds

        deeds.deeds().update(
            {
                "see_succession": _("Xem quy hoạch"), "see_succession_title": _("Xem quy hoạch một chức danh"), "see_bench": _("Xem người thay thế"),
                "see_nine_box": _("Xem chín ô quy hoạch"), "see_plan_review": _("Xem rà soát quy hoạch"),
            }
        )  # fmt: skip
