"""The standards of the titles on one day, fetched once from the law in force; a title without a text on file has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dungviec.emulation.titles import LADDER
from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.rules import Rule

Law = Callable[[date], LawView]
"""The law of a day: ``LawBook.on``, or the office's own."""


@dataclass(frozen=True, slots=True)
class Standards:
    """What holds on ``day``: the rule of each title (absent: no text on file), who may not be honoured meanwhile, and the turn of 2026.

    ``gap``: what the packs declare as not on file that day, in both languages; empty where nothing is declared.
    """

    day: date
    rules: dict[str, Rule]
    principles: Rule | None
    turn: Rule | None
    money: Rule | None
    gap: tuple[str, str]
    lapsed: bool = False
    """The standards are those of an earlier day: none is on file for the day itself."""

    def rule(self, title: str) -> Rule | None:
        """The rule of a title."""
        return self.rules.get(title)


_KEYS = {
    "advanced": ("EMU-2022-LDTT", "EMU-2013-LDTT"),
    "base": ("EMU-2022-CSTD", "EMU-2017-CSTD"),
    "provincial": ("EMU-2022-PROV",),
    "national": ("EMU-2022-UP",),
}


def standards_of(view: LawView) -> Standards:
    """The standards in force in one view of the law."""
    found = {title: rule for title, keys in _KEYS.items() if (rule := in_force(view, *keys)) is not None}
    gap = next(((g.vi, g.en) for g in view.gaps if g.topic == "emulation"), ("", ""))
    return Standards(
        view.day, found, in_force(view, "EMU-2025-PRINC"), in_force(view, "EMU-2026-LAW"), in_force(view, "EMU-2025-MONEY"), gap
    )  # fmt: skip


class Calendar:
    """The standards of the days asked for, each read once; ``law`` gives the view of a day."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self.on = lru_cache(maxsize=64)(self._on)
        self.latest = lru_cache(maxsize=64)(self._latest)

    def _on(self, day: date) -> Standards:
        return standards_of(self._law(day))

    def _latest(self, day: date) -> Standards:
        """The standards of the day, with the last text there was for each title that has none any more; marked ``lapsed``."""
        here = self.on(day)
        view = self._law(day)
        older = dict(here.rules)
        for title in (t.key for t in LADDER if t.key not in here.rules):
            ended = [r for r in view.all_known if r.id in _KEYS[title] and r.to is not None and r.to < day]
            if ended:
                older[title] = max(ended, key=lambda r: r.to or date.min)
        return here if older == here.rules else replace(here, rules=older, lapsed=True)


def last_day_before(turn: Rule) -> date:
    """The last day on which a file could be received under the older law."""
    return date.fromisoformat(str(turn.params["received_before"])) - timedelta(days=1)
