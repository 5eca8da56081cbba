"""Decisions about people's posts: drafted, signed, numbered, and in the records from their day of effect."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _reads_decisions(viewer: Any) -> bool:
    from dungviec.office.decisions.rights import may_enter

    return may_enter(viewer)


def _has_own(viewer: Any) -> bool:
    return viewer is not None and viewer.role == "official" and bool(viewer.person_id)


def _addresses(viewer: Any, person_id: str) -> Any:
    from dungviec.office.decisions.selectors import addresses

    return addresses(viewer, person_id)


def _works_with_clocks(viewer: Any) -> bool:
    from dungviec.office.decisions.rights import may_watch_clocks

    return may_watch_clocks(viewer)


class DecisionsConfig(AppConfig):
    """The rooms in which decisions are drafted, signed and read, procedures run and clocks are watched."""

    name = "dungviec.office.decisions"
    label = "decisions"
    verbose_name = _("Quyết định")
    rooms = (
        Room("decisions", _("Quyết định"), "decisions:decisions", icon="note", order=66, open_to=_reads_decisions, under="placement"),
        Room("procedures", _("Quy trình"), "decisions:procedures", icon="columns", order=67, open_to=_works_with_clocks, under="placement"),
        Room("due", _("Đến hạn"), "decisions:due", icon="clock", order=68, open_to=_works_with_clocks, under="placement"),
        Room("my_decisions", _("Quyết định của tôi"), "decisions:mine", icon="note", order=18, open_to=_has_own, under="me"),
    )  # fmt: skip

    def ready(self) -> None:
        """Tell the ledger's page what this room does."""
        from dungviec.office.access import deeds
        from dungviec.office.decisions.deeds import DEEDS, KINDS
        from dungviec.office.decisions.letterheads import kept
        from dungviec.office.registry import decided, issuing

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        decided.tell_by(_addresses)
        issuing.issue_by(kept())

    def fill_demo(self) -> None:
        """A few decisions in different states."""
        from dungviec.office.decisions.demo import fill

        fill()
