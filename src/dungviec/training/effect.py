"""What a course did: gaps before and after, people who did not go beside it, ratings afterwards, each with its uncertainty.

Small numbers stay small numbers: below :data:`FEWEST` people nothing is concluded. Who is sent is chosen, often because the gap
is large, and large gaps shrink by themselves; so the difference to comparable people counts, and even that is no proof of a cause.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import add_months

FEWEST = 10
"""Fewer people than this say nothing."""
AFTER = 24
"""An assessment counts as after a course until so many months from its end."""
GOOD = ("good", "excellent")
_Z = 1.959964
"""95 per cent."""


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``of`` with a 95-per-cent interval (Wilson), in per mille; ``known`` False below :data:`FEWEST`."""

    hits: int
    of: int

    @property
    def known(self) -> bool:
        """Whether there are enough people to say something."""
        return self.of >= FEWEST

    @property
    def interval(self) -> tuple[float, float]:
        """The 95-per-cent interval of the share, between 0 and 1; the whole range where nobody is counted."""
        return wilson(self.hits, self.of)


@dataclass(frozen=True, slots=True)
class Effect:
    """One course and one competency. ``before`` and ``after``: mean gap (levels below the least level of the post's profile) of
    the same people; ``closed``: whose gap of at least one level was gone afterwards; ``beside``: the same among people with such a gap
    who did not attend; ``difference``: of the two shares with its interval, None below the fewest; ``good``: rated good or
    better in the year after; ``good_before``: in the year of the course or before."""

    title: str
    kind: str
    competency: str
    people: int
    before: float | None
    after: float | None
    closed: Share
    beside: Share
    difference: tuple[float, float, float] | None
    good_before: Share
    good: Share

    @property
    def verdict(self) -> str:
        """``not_enough``, ``more`` (the interval lies above 0), ``less`` or ``unclear``."""
        if self.difference is None:
            return "not_enough"
        _mean, low, high = self.difference
        return "more" if low > 0 else "less" if high < 0 else "unclear"

    def words(self, lang: str = "vi") -> str:
        """The effect in a sentence."""
        vi = lang == "vi"
        if self.verdict == "not_enough":
            return (
                f"Chưa đủ số liệu: {self.closed.of} người học và {self.beside.of} người không học có đánh giá trước và sau (cần từ {FEWEST})."
                if vi
                else f"Not enough data: {self.closed.of} who attended and {self.beside.of} who did not have levels before and after (at least {FEWEST} are needed)."
            )  # fmt: skip
        assert self.difference is not None
        mean, low, high = (round(100 * v) for v in self.difference)
        told = {"more": ("hết khoảng cách nhiều hơn", "closed more often"), "less": ("hết khoảng cách ít hơn", "closed less often"),
                "unclear": ("chưa thấy khác rõ", "no clear difference")}[self.verdict][0 if vi else 1]  # fmt: skip
        if vi:
            return f"So với người không học: {told}, chênh {mean:+d} điểm phần trăm (95 %: {low:+d} đến {high:+d}); không phải bằng chứng về nguyên nhân."
        return f"Beside people who did not attend: {told}, {mean:+d} points (95 %: {low:+d} to {high:+d}); no proof of a cause."

    def to_json(self) -> dict[str, Any]:
        """The effect as plain data."""
        return {
            "title": self.title, "kind": self.kind, "competency": self.competency, "people": self.people, "gap_before": self.before,
            "gap_after": self.after, "closed": [self.closed.hits, self.closed.of], "beside": [self.beside.hits, self.beside.of],
            "difference": list(self.difference) if self.difference else None, "verdict": self.verdict,
            "good_before": [self.good_before.hits, self.good_before.of], "good_after": [self.good.hits, self.good.of],
            "vi": self.words(), "en": self.words("en"),
        }  # fmt: skip


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson interval of a share at 95 per cent.

    >>> tuple(round(v, 3) for v in wilson(5, 10))
    (0.237, 0.763)
    """
    if of == 0:
        return 0.0, 1.0
    p, z2 = hits / of, _Z**2
    middle, reach = p + z2 / (2 * of), _Z * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    low, high = (middle - reach) / (1 + z2 / of), (middle + reach) / (1 + z2 / of)
    return (0.0 if hits == 0 else low, 1.0 if hits == of else high)


def difference(one: Share, other: Share) -> tuple[float, float, float] | None:
    """The difference of two shares with its interval at 95 per cent (Newcombe's, of two Wilson intervals); None below the fewest."""
    if not (one.known and other.known):
        return None
    p, q = one.hits / one.of, other.hits / other.of
    (l1, u1), (l2, u2) = one.interval, other.interval
    low = p - q - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    high = p - q + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    return p - q, low, high


def course_effects(
    snapshot: Snapshot, *, since: date, until: date | None = None, teaches: Iterable[tuple[str, str]] = ()
) -> tuple[Effect, ...]:  # fmt: skip
    """The effect of courses that ended between ``since`` and ``until`` (default: the snapshot's day), one row per title and competency.

    ``teaches``: pairs of title and competency; without any, every competency assessed before and after for some attendant. The gap is
    against the profile of the post held on the snapshot's day. Levels before: the last assessed by the first day of the course;
    after: the first within :data:`AFTER` months from its last day. People beside: with a gap on that first day, assessed after
    its end, without this course.
    """
    day = snapshot.as_of if until is None else min(until, snapshot.as_of)
    rows = snapshot["training"].filter(
        pl.col("person_id").is_not_null() & pl.col("to_date").is_between(since, day)
    )  # fmt: skip
    books = _Books(snapshot)
    asked = list(teaches)
    found = []
    for (kind, title), own in rows.group_by(["kind", "title"], maintain_order=True):
        went = {p: (b, e) for p, b, e in own.select("person_id", "from_date", "to_date").iter_rows()}
        for competency in [c for t, c in asked if t == title] if asked else books.seen(went):
            found.append(books.effect(str(kind), str(title), competency, went))
    return tuple(sorted(found, key=lambda e: (-e.people, e.title, e.competency)))


class _Books:
    """Levels, profiles and ratings of a snapshot, read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._levels: dict[tuple[str, str], list[tuple[date, int]]] = {}
        known = snapshot["competencies"].filter(
            pl.col("assessed").is_not_null() & (pl.col("assessed") <= snapshot.as_of)
        )
        for p, c, on, level in (
            known.sort("assessed").select("person_id", "competency", "assessed", "level").iter_rows()
        ):
            self._levels.setdefault((p, c), []).append((on, level))
        posts = snapshot.posts.select("post_id", "profile_id")
        asked = snapshot.main_posts.join(posts, on="post_id").join(snapshot["profiles"], on="profile_id")
        self._least: dict[tuple[str, str], int] = {(p, c): m for p, c, m in asked.select("person_id", "competency", "min_level").iter_rows()}  # fmt: skip
        self._ratings: dict[tuple[str, int], str] = {
            (p, y): r for p, y, s, r in snapshot["ratings"].select("person_id", "year", "system", "rating").iter_rows()
            if s == "state" and r is not None
        }  # fmt: skip

    def seen(self, went: dict[str, tuple[date, date]]) -> list[str]:
        """Competencies that some attendant was assessed in before and after."""
        codes = sorted({c for _p, c in self._least})
        return [c for c in codes if any(self._pair(p, c, *days) is not None for p, days in went.items())]

    def _pair(self, person: str, competency: str, begins: date, ends: date) -> tuple[int, int] | None:
        """The gap before and after."""
        least = self._least.get((person, competency))
        levels = self._levels.get((person, competency), [])
        before = [level for on, level in levels if on <= begins]
        after = [level for on, level in levels if ends < on <= add_months(ends, AFTER)]
        if least is None or not before or not after:
            return None
        return max(0, least - before[-1]), max(0, least - after[0])

    def effect(self, kind: str, title: str, competency: str, went: dict[str, tuple[date, date]]) -> Effect:
        """One row."""
        pairs = [pair for p, days in went.items() if (pair := self._pair(p, competency, *days)) is not None]
        spans = sorted(went.values())
        middle = spans[len(spans) // 2]
        others = [
            pair for p, c in self._least
            if c == competency and p not in went and (pair := self._pair(p, competency, *middle)) is not None
        ]  # fmt: skip
        closed, beside = _closed(pairs), _closed(others)
        ratings = [
            (self._ratings.get((p, begins.year - 1)), self._ratings.get((p, ends.year + 1)))
            for p, (begins, ends) in went.items()
        ]
        both = [(b in GOOD, a in GOOD) for b, a in ratings if b is not None and a is not None]
        return Effect(
            title, kind, competency, len(went), _mean(b for b, _a in pairs), _mean(a for _b, a in pairs), closed, beside,
            difference(closed, beside), Share(sum(b for b, _a in both), len(both)), Share(sum(a for _b, a in both), len(both)),
        )  # fmt: skip


def _closed(pairs: list[tuple[int, int]]) -> Share:
    gaps = [(b, a) for b, a in pairs if b > 0]
    return Share(sum(a == 0 for _b, a in gaps), len(gaps))


def _mean(values: Iterable[int]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
