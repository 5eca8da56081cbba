"""Who could be proposed for which title, and when: the whole body for the year asked and the years that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from dungviec.emulation.faults import EmulationFault
from dungviec.emulation.ladder import ALLOWED, UNKNOWN
from dungviec.emulation.merits import Stated, merits_of
from dungviec.emulation.outlook import Prospect, prospect_of
from dungviec.emulation.ratios import DEFAULT_SHARE, RatioLine, count_ratios
from dungviec.emulation.shares import on_rolls
from dungviec.emulation.standards import Calendar, Law
from dungviec.emulation.titles import LADDER
from dungviec.law.book import LawBook
from dungviec.records import Snapshot
from dungviec.records.vietnamese import name_sort_text

YEARS = (1990, 2100)
"""Years that may be asked for."""


@dataclass(frozen=True)
class Pipeline:
    """Everybody looked at, with the unit each stands in."""

    name: str
    as_of: date
    year: int
    prospects: tuple[Prospect, ...]
    units: Mapping[str, str]
    """Person → unit."""
    unit_names: Mapping[str, str]
    calendar: Calendar

    def of(self, person_id: str) -> Prospect:
        """One person. Raises EmulationFault for anybody who is not looked at."""
        found = next((p for p in self.prospects if p.merits.person_id == person_id), None)
        if found is None:
            raise EmulationFault(
                f"Không có cán bộ mã «{person_id}» đang giữ vị trí ngày {self.as_of:%d/%m/%Y}.",
                f"Nobody with the identifier '{person_id}' holds a post on {self.as_of:%d/%m/%Y}.",
            )
        return found

    @cached_property
    def by_name(self) -> tuple[Prospect, ...]:
        """Everybody in the order of their names."""
        return tuple(sorted(self.prospects, key=lambda p: (name_sort_text(p.merits.name), p.merits.person_id)))

    @cached_property
    def totals(self) -> dict[str, dict[str, int]]:
        """Title → verdict (and ``held``) → number of people, for the year asked."""
        found: dict[str, Counter[str]] = {t.key: Counter() for t in LADDER}
        for p in self.prospects:
            for a in p.answers:
                found[a.title.key]["held" if a.held else a.verdict.name.lower()] += 1
        return {key: dict(counts) for key, counts in found.items()}

    @cached_property
    def missing(self) -> dict[str, dict[str, int]]:
        """Title → missing fact → number of people whose answer hangs on it."""
        found: dict[str, Counter[str]] = {t.key: Counter() for t in LADDER}
        for p in self.prospects:
            for a in p.answers:
                if a.verdict == UNKNOWN and not a.held:
                    found[a.title.key].update(a.lacks)
        return {key: dict(counts.most_common()) for key, counts in found.items()}

    def first_years(self, title: str) -> dict[int | None, int]:
        """The earliest year of a title → number of people; None: not within the years looked at."""
        return self._first_years[title]

    @cached_property
    def _first_years(self) -> dict[str, dict[int | None, int]]:
        found: dict[str, Counter[int | None]] = {t.key: Counter() for t in LADDER}
        for p in self.prospects:
            for o in p.outlooks:
                found[o.title][o.first_year] += 1
        return {
            key: {y: counts[y] for y in sorted(counts, key=lambda y: (y is None, y or 0))}
            for key, counts in found.items()
        }

    @cached_property
    def by_lapsed_text(self) -> bool:
        """Whether anybody's earliest year rests on a text that is no longer in force."""
        return any(o.lapsed for p in self.prospects for o in p.outlooks)

    @cached_property
    def years_without_text(self) -> bool:
        """Whether some year looked at has no text on file for somebody."""
        return any(o.untold for p in self.prospects for o in p.outlooks)

    def due(self, title: str, year: int) -> list[Prospect]:
        """Those whose earliest year of a title is ``year`` and who do not hold it for that year."""
        return [p for p in self.prospects if p.outlook(title).first_year == year and not p.answer(title).held]

    def ratios(self, law: Law, *, setting: Fraction | None = DEFAULT_SHARE) -> list[RatioLine]:
        """The counter by unit: who reaches (or holds) the advanced title, and who could be or is a base fighter, of the year."""

        def units_of(title: str) -> list[str]:
            return [self.units[p.merits.person_id] for p in self.prospects if p.answer(title).held or p.answer(title).verdict == ALLOWED]  # fmt: skip

        day = self.prospects[0].answers[0].day if self.prospects else self.as_of
        return count_ratios(
            law(day), units_of("advanced"), units_of("base"), Counter(self.units.values()), self.unit_names, setting=setting, whole=self.name
        )  # fmt: skip

    def to_json(self, lang: str = "vi") -> dict[str, Any]:
        """Plain data: totals, missing facts, earliest years, everybody."""
        return {
            "name": self.name, "as_of": self.as_of.isoformat(), "year": self.year, "people": len(self.prospects), "totals": self.totals, "missing": self.missing,
            "first_years": {t.key: [[y, n] for y, n in self.first_years(t.key).items()] for t in LADDER},
            "prospects": [p.to_json(lang) | {"unit_id": self.units[p.merits.person_id], "unit": self.unit_names.get(self.units[p.merits.person_id], "")} for p in self.prospects],
        }  # fmt: skip


def pipeline_of(
    snapshot: Snapshot, *, year: int | None = None, day: date | None = None, received: date | None = None, law: Law | None = None,
    stated: Mapping[str, Stated] | None = None, people: Collection[str] | None = None, procedures: bool = True,
    kept: dict[str, Prospect] | None = None,
) -> Pipeline:  # fmt: skip
    """The pipeline of everybody with a post on the snapshot's day, or of ``people`` among them.

    ``year``: the year the titles are for (default: the snapshot's). ``day``: when they are proposed (default: the snapshot's day).
    ``received``: when the files were received, where they were. ``law``: the law of a day (default: the packs as shipped).
    ``procedures``: False for whoever may not read what is being looked into. ``kept``: answers of an earlier call for the same year,
    days and law, used again for whoever nothing has changed of, and brought up to date here.
    Raises EmulationFault for a year that cannot be asked for or a file received after it was proposed.
    """
    asked, on = year if year is not None else snapshot.as_of.year, day or snapshot.as_of
    if not YEARS[0] <= asked <= YEARS[1]:
        raise EmulationFault(f"Năm {asked}: chỉ xét từ {YEARS[0]} đến {YEARS[1]}.", f"Year {asked}: use {YEARS[0]} to {YEARS[1]}.")  # fmt: skip
    if received is not None and received > on:
        raise EmulationFault(
            f"Hồ sơ nhận ngày {received:%d/%m/%Y}, sau ngày xét {on:%d/%m/%Y}.",
            f"A file received on {received:%d/%m/%Y}, after the day it is looked at, {on:%d/%m/%Y}.",
        )
    calendar = Calendar(law or LawBook.load().on)
    mine = set(on_rolls(snapshot))
    wanted = mine if people is None else mine & set(people)
    units = dict(
        snapshot.main_posts.join(snapshot.live_posts.select("post_id", "unit_id"), on="post_id")
        .filter(pl.col("person_id").is_in(list(wanted)))
        .select("person_id", "unit_id")
        .iter_rows()
    )
    found = merits_of(snapshot, stated=stated, people=wanted)
    answered = {} if kept is None else kept
    prospects = []
    for who, known in found.items():
        merits = known if procedures else known.without_procedures()
        one = answered.get(who)
        if one is None or one.merits != merits:
            one = answered[who] = prospect_of(merits, calendar, year=asked, day=on, received=received)
        prospects.append(one)
    names = dict(snapshot.live_units.select("unit_id", "name").iter_rows())
    return Pipeline(snapshot.name, snapshot.as_of, asked, tuple(prospects), units, names, calendar)


def everyone_registered(merits: Collection[str], year: int, stated: Mapping[str, Stated]) -> dict[str, Stated]:
    """As if everybody whom nobody spoke of had registered for a year and been judged fit: an assumption, to be told wherever used."""
    return {
        who: Stated(
            {year: True, **(said := stated.get(who, Stated())).takes_part}, {year: True, **said.judged}, said.works
        )
        for who in merits
    }
