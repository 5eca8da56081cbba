"""What courses did: the library's answer for the people in reach, course by course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dungviec.office.competency.catalogue import name_of
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.keeping import kept_per_viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.language import lang
from dungviec.office.training.models import Course
from dungviec.training.effect import Effect, Share, course_effects

_OF_PEOPLE = ("training", "people", "tenures", "competencies", "ratings")


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One course and one competency, in words."""

    effect: Effect
    competency: str
    words: str
    closed: str
    beside: str
    ratings: str

    @property
    def mark(self) -> str:
        """The colour of the verdict; small numbers have none."""
        return {"more": "tag-jade", "less": "tag-amber"}.get(self.effect.verdict, "")


def effects(records: SeenRecords, since: date) -> list[Effect]:
    """Courses that ended since a day, those with the most people first. The people in reach alone are counted."""
    return _effects(
        records, since, tuple((c.title, w) for c in Course.objects.all() for w, _s, _e in c.closes if len(w) <= 3)
    )


@kept_per_viewer(tables=(*_OF_PEOPLE, "posts", "units", "profiles"), costly=True)
def _effects(records: SeenRecords, since: date, asked: tuple[tuple[str, str], ...]) -> list[Effect]:
    whole = snapshot(records.day)
    if not records.viewer.reaches_all:
        mine = [p["person_id"] for p in records.named(whole.people.select("person_id").to_dicts())]
        whole = replace(
            whole, tables={**whole.tables, **{t: whole[t].filter(pl.col("person_id").is_in(mine)) for t in _OF_PEOPLE}}
        )
    seen = {(e.title, e.competency): e for e in course_effects(whole, since=since)}
    if asked:
        seen |= {(e.title, e.competency): e for e in course_effects(whole, since=since, teaches=asked)}
    return sorted(seen.values(), key=lambda e: (-e.people, e.title, e.competency))


def in_words(found: Iterable[Effect]) -> list[EffectRow]:
    """Courses as a page shows them."""
    return [
        EffectRow(e, name_of(e.competency), e.words(lang()), share(e.closed), share(e.beside), ratings(e))
        for e in found
    ]


def share(one: Share) -> str:
    """``7/12``, with its interval where there are enough people."""
    if not one.known:
        return f"{one.hits}/{one.of}"
    low, high = (round(100 * v) for v in one.interval)
    return f"{one.hits}/{one.of} ({low}–{high} %)"


def ratings(effect: Effect) -> str:
    """How many were rated good or better before and in the year after."""
    return f"{effect.good_before.hits}/{effect.good_before.of} → {effect.good.hits}/{effect.good.of}"
