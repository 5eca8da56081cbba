"""Clocks of a rating: closed before 15 December, sent to the national database within 5 days, petitions answered within 7 working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dungviec.appraisal.sheet import Official, Sheet
from dungviec.law.answers import Answer
from dungviec.law.book import LawBook, LawView
from dungviec.law.deadlines import Staff, petition_answered_by, rating_closes, results_synced_by
from dungviec.law.marks import in_brackets

State = Literal["in_time", "late", "open", "overdue", "unknown"]
Kind = Literal["rating", "sync", "petition"]

KINDS: dict[Kind, tuple[str, str]] = {
    "rating": ("Xếp loại", "Rating"), "sync": ("Cập nhật cơ sở dữ liệu quốc gia", "National database"),
    "petition": ("Trả lời kiến nghị", "Answer to a petition"),
}  # fmt: skip
STATES: dict[State, tuple[str, str]] = {
    "in_time": ("đúng hạn", "in time"), "late": ("quá hạn", "late"), "open": ("chưa xong", "open"),
    "overdue": ("chưa xong, đã quá hạn", "open, overdue"), "unknown": ("chưa có căn cứ để tính hạn", "no rule on file for the time"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """What must be done by when: whose, since when (None: no day of its own), the last day with its clause, the day it was done."""

    official: str
    kind: Kind
    since: date | None
    due: Answer[date]
    done: date | None
    state: State
    about: str = ""


def clocks(sheet: Sheet, book: LawBook, view: LawView) -> Iterator[Clock]:
    """The clocks of everybody with a decision or a petition on the sheet, each by the law of the day it starts."""
    for official in sheet.officials:
        if official.staff == "cadre":
            continue
        staff: Staff = official.staff
        first = official.decisions[0] if official.decisions else None
        if first is not None:
            closes = rating_closes(view, staff, sheet.year, special=sheet.special_sector)
            yield _clock(official, "rating", None, closes, first.on, sheet.as_of)
        for decision in official.decisions:
            synced = results_synced_by(book.on(decision.on, settings=view.settings), staff, decision.on)
            yield _clock(official, "sync", decision.on, synced, decision.synced, sheet.as_of, about=decision.number)
        for petition in official.petitions:
            due = petition_answered_by(book.on(petition.received, settings=view.settings), staff, petition.received)
            yield _clock(
                official, "petition", petition.received, due, petition.answered, sheet.as_of, about=petition.said
            )


def _clock(
    official: Official, kind: Kind, since: date | None, due: Answer[date], done: date | None, as_of: date | None, *, about: str = ""
) -> Clock:  # fmt: skip
    last = due.value
    state: State
    if last is None:
        state = "unknown"
    elif done is not None:
        state = "in_time" if done <= last else "late"
    else:
        state = "overdue" if as_of is not None and as_of > last else "open"
    return Clock(official.id, kind, since, due, done, state, about)


def told(clock: Clock, lang: str) -> str:
    """The clock in one sentence."""
    english = lang == "en"
    what = KINDS[clock.kind][english]
    since = "" if clock.since is None else f"from {clock.since:%d/%m/%Y}" if english else f"từ {clock.since:%d/%m/%Y}"
    if clock.due.value is None:
        last = (clock.due.en if english else clock.due.vi).rstrip(".")
    else:
        last = f"{'at the latest' if english else 'chậm nhất'} {clock.due.value:%d/%m/%Y} {in_brackets(clock.due.rule, lang)}"
    done = "" if clock.done is None else f"{'done' if english else 'đã làm'} {clock.done:%d/%m/%Y}"
    return ", ".join(filter(None, (what, since, last, done, STATES[clock.state][english])))
