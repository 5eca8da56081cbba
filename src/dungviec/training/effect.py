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
    went = rows.select(*_COURSE, *_ATTENDED).unique([*_COURSE, "person_id"], keep="last", maintain_order=True)
    books = _Books(snapshot, went)
    asked = list(teaches)
    found = []
    for (kind, title), own in went.group_by(_COURSE, maintain_order=True):
        for competency in [c for t, c in asked if t == title] if asked else books.seen(str(kind), str(title)):
            found.append(books.effect(str(kind), str(title), competency, own.select(_ATTENDED)))
    return tuple(sorted(found, key=lambda e: (-e.people, e.title, e.competency)))


_COURSE = ["kind", "title"]
_ATTENDED = ["person_id", "from_date", "to_date"]
_GAPS = ["before", "after"]


class _Books:
    """Levels, profiles and ratings of a snapshot, read once; ``went``: who attended which course when, a row per person and course."""

    def __init__(self, snapshot: Snapshot, went: pl.DataFrame) -> None:
        posts = snapshot.posts.select("post_id", "profile_id")
        asked = snapshot.main_posts.join(posts, on="post_id", maintain_order="left").join(
            snapshot["profiles"], on="profile_id", maintain_order="left"
        )
        least = asked.select("person_id", "competency", least="min_level").unique(
            ["person_id", "competency"], keep="last", maintain_order=True
        )
        known = snapshot["competencies"].filter(
            pl.col("assessed").is_not_null() & (pl.col("assessed") <= snapshot.as_of)
        )
        # Levels that a profile asks for, oldest first: others make no gap.
        self._levels = (
            known.select("person_id", "competency", "assessed", "level")
            .join(least.drop_nulls(), on=["person_id", "competency"], maintain_order="left")
            .sort("assessed", maintain_order=True)
        )
        ends = went["to_date"].unique().drop_nulls()
        until = pl.DataFrame({"to_date": ends, "_until": [add_months(d, AFTER) for d in ends]}, schema={"to_date": pl.Date, "_until": pl.Date})  # fmt: skip
        of_course = self._levels.join(went.join(until, on="to_date"), on="person_id", maintain_order="left")
        self._attended = _pairs(of_course, [*_COURSE, "person_id", "competency"])
        self._seen: dict[tuple[str, str], list[str]] = {}
        for kind, title, competency in (
            self._attended.select(*_COURSE, "competency").unique().sort("competency").iter_rows()
        ):
            self._seen.setdefault((kind, title), []).append(competency)
        self._beside: dict[tuple[date, date], pl.DataFrame] = {}
        mine = snapshot["ratings"].filter(pl.col("person_id").is_in(went["person_id"].unique().implode()))
        self._ratings: dict[tuple[str, int], str] = {
            (p, y): r for p, y, s, r in mine.select("person_id", "year", "system", "rating").iter_rows()
            if s == "state" and r is not None
        }  # fmt: skip

    def seen(self, kind: str, title: str) -> list[str]:
        """Competencies that some attendant was assessed in before and after."""
        return self._seen.get((kind, title), [])

    def _everybody(self, begins: date, ends: date) -> pl.DataFrame:
        """The gaps of everybody before and after a course of these days."""
        found = self._beside.get((begins, ends))
        if found is None:
            days = {"from_date": begins, "to_date": ends, "_until": add_months(ends, AFTER)}
            found = _pairs(
                self._levels.with_columns(pl.lit(v).alias(k) for k, v in days.items()), ["person_id", "competency"]
            )
            self._beside = {(begins, ends): found}  # the next course has other days
        return found

    def effect(self, kind: str, title: str, competency: str, went: pl.DataFrame) -> Effect:
        """One row."""
        this = pl.col("competency") == competency
        own = self._attended.filter(this & (pl.col("kind") == kind) & (pl.col("title") == title))
        days = list(went.iter_rows())
        middle = sorted((b, e) for _p, b, e in days)[len(days) // 2]
        rest = self._everybody(*middle).filter(this & ~pl.col("person_id").is_in(went["person_id"].implode()))
        pairs, others = list(own.select(_GAPS).iter_rows()), list(rest.select(_GAPS).iter_rows())
        closed, beside = _closed(pairs), _closed(others)
        ratings = [(self._ratings.get((p, b.year - 1)), self._ratings.get((p, e.year + 1))) for p, b, e in days]
        both = [(b in GOOD, a in GOOD) for b, a in ratings if b is not None and a is not None]
        return Effect(
            title, kind, competency, len(days), _mean(b for b, _a in pairs), _mean(a for _b, a in pairs), closed, beside,
            difference(closed, beside), Share(sum(b for b, _a in both), len(both)), Share(sum(a for _b, a in both), len(both)),
        )  # fmt: skip


def _pairs(levels: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The gap before and after for each ``key`` that has both: ``levels`` oldest first, with the days of the course beside each."""
    before = levels.filter(pl.col("assessed") <= pl.col("from_date")).group_by(key).agg(pl.last("level", "least"))
    after = levels.filter((pl.col("assessed") > pl.col("to_date")) & (pl.col("assessed") <= pl.col("_until")))
    gap = (pl.col("least") - pl.col("level")).clip(lower_bound=0)
    first = after.group_by(key).agg(pl.first("level", "least"))
    return before.select(*key, before=gap).join(first.select(*key, after=gap), on=key)


def _closed(pairs: list[tuple[int, int]]) -> Share:
    gaps = [(b, a) for b, a in pairs if b > 0]
    return Share(sum(a == 0 for _b, a in gaps), len(gaps))


def _mean(values: Iterable[int]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
