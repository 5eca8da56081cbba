"""From which year a title could be proposed at the earliest, were everything that is still open to go well.

The coming years are lived through one by one: registered, rated excellent, an initiative recognised nationwide, every title given that
the standard of the day allows. What is on file stays as it is, and what is being looked into is taken as settled from next year on.
The first year that passes is the earliest; nothing is promised by it. Where no text is on file for a coming day, the last one there was
is used and said to be so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dungviec.emulation.ladder import ALLOWED, Asked, TitleAnswer, judge_title
from dungviec.emulation.merits import Merits, Stated, Work
from dungviec.emulation.standards import Calendar
from dungviec.emulation.titles import LADDER

HORIZON = 8
"""Years looked ahead: longer than the whole ladder takes from its foot (3 base titles, 2 of the province)."""
PROPOSED = (12, 20)
"""Month and day on which titles of a coming year are taken to be proposed: after the ratings due on 15 December."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The earliest year of one title; None: not within the years looked at. ``lapsed``: by a text that no longer holds.

    ``untold``: years before it for which no text is on file, so that nothing can be said of them.
    """

    title: str
    first_year: int | None
    lapsed: bool = False
    untold: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "title": self.title,
            "first_year": self.first_year,
            "by_lapsed_text": self.lapsed,
            "years_without_text": list(self.untold),
        }


@dataclass(frozen=True, slots=True)
class Prospect:
    """One person on one day: every title for the year asked, and the earliest year of each."""

    merits: Merits
    answers: tuple[TitleAnswer, ...]
    outlooks: tuple[Outlook, ...]

    def answer(self, title: str) -> TitleAnswer:
        """The answer on one title."""
        return next(a for a in self.answers if a.title.key == title)

    def outlook(self, title: str) -> Outlook:
        """The earliest year of one title."""
        return next(o for o in self.outlooks if o.title == title)

    @property
    def next_title(self) -> str:
        """The highest title that could be proposed for the year and was not given yet; empty where none."""
        return next((a.title.key for a in reversed(self.answers) if a.verdict == ALLOWED and not a.held), "")

    def to_json(self, lang: str = "vi") -> dict[str, Any]:
        """Plain data."""
        return {
            "person_id": self.merits.person_id, "name": self.merits.name, "next": self.next_title,
            "titles": [a.to_json(lang) | {"outlook": o.to_json()} for a, o in zip(self.answers, self.outlooks, strict=True)],
        }  # fmt: skip


def prospect_of(merits: Merits, calendar: Calendar, *, year: int, day: date, received: date | None = None) -> Prospect:
    """Every title of the ladder for ``year``, proposed on ``day``, and from which year each could come at the earliest."""
    asked = Asked.on(calendar, year, day, received)
    answers = tuple(judge_title(merits, t.key, asked) for t in LADDER)
    return Prospect(merits, answers, _earliest(merits, answers, calendar, year, day))


def _earliest(
    merits: Merits, answers: tuple[TitleAnswer, ...], calendar: Calendar, year: int, day: date
) -> tuple[Outlook, ...]:  # fmt: skip
    found = {a.title.key: Outlook(a.title.key, year) for a in answers if a.verdict == ALLOWED or a.held}
    lived = merits
    untold: dict[str, tuple[int, ...]] = {t.key: () for t in LADDER}
    lapsed = False  # once a title was won by a text that no longer holds, what stands on it rests on that text too
    for y in range(year, year + HORIZON + 1):
        if len(found) == len(LADDER):
            break
        on = day if y == year else date(y, *PROPOSED)
        asked = Asked.on(calendar, y, on, latest=True)
        lived = _well(lived, y, settled=y > year)
        for title in LADDER:
            if asked.standards.rule(title.key) is None:
                untold[title.key] += (y,)
            if judge_title(lived, title.key, asked).verdict != ALLOWED:
                continue
            lived = lived.with_title(y, title.key)
            lapsed = lapsed or calendar.on(on).rule(title.key) is None
            if title.key not in found:
                found[title.key] = Outlook(title.key, y, lapsed, untold[title.key])
    return tuple(found.get(t.key, Outlook(t.key, None, False, untold[t.key])) for t in LADDER)


def _well(merits: Merits, year: int, *, settled: bool) -> Merits:
    """The year as it goes at best: what is on file of it stays."""
    said = merits.stated
    stated = Stated(
        {**said.takes_part, year: said.takes_part.get(year, True)}, {**said.judged, year: said.judged.get(year, True)},
        (*(said.works or ()), Work("initiative", year, "nation")),
    )  # fmt: skip
    open_ = merits.procedures
    if open_ is not None and settled:
        open_ = dict.fromkeys(open_, False)
    return replace(merits, ratings={year: "excellent", **merits.ratings}, stated=stated, procedures=open_)
