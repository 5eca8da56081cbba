"""Reports of one viewer's day: made of the records of the people in reach, without the fields that are not seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import polars as pl
from django.db.models import Avg, Q
from django.http import Http404
from django.utils.translation import get_language

from dungviec.law import LawView
from dungviec.office.access.fields import COLUMN_GROUPS, group_of
from dungviec.office.access.masks import Masked
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.models import MonthSheet
from dungviec.office.dossier.selectors import dossiers
from dungviec.office.registry.gate import SeenRecords, hidden
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.keeping import kept_few, kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import opened_units
from dungviec.office.reports.telling import told_by_rooms
from dungviec.records import Snapshot
from dungviec.records.dates import last_rating_year
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.workforce import (
    Interview,
    Movement,
    StatList,
    StatTable,
    WorkforceFault,
    bm01,
    bm01_vc,
    bm04,
    interview,
    movement,
    quick_table,
    rating_summary,
)
from dungviec.workforce.interview import joined_by_rooms
from dungviec.workforce.quality import Survey, survey, survey_days
from dungviec.workforce.quality_values import MEASURES, leniency
from dungviec.workforce.statutory_forms import WHO, Who

T = TypeVar("T")


_INTERVIEWS = 4
"""So many periods and units of a day are kept."""
_READ = 2
"""So many viewers' dossier tables: those of a large body are some ten megabytes."""


@kept_per_day
def _interviews(day: date) -> dict[tuple[date, str | None], Interview]:
    """Sheets of the day that were counted, by first day and unit; gone when the records change."""
    return {}


@kept_per_day
def _movements(day: date) -> dict[tuple[date, str | None], Movement]:
    """Movements up to the day that were counted, by first day and unit; gone when the records change."""
    return {}


@kept_per_day
def _surveys(day: date) -> dict[tuple[Viewer, int, str | None], Survey]:
    """Quality surveys of the day that were made, by viewer, years and unit; gone when the records change."""
    return {}


@kept_per_day
def _dossiers(day: date) -> dict[tuple[Viewer, tuple[str, ...]], dict[str, pl.DataFrame]]:
    """Dossier tables of everybody in a viewer's reach that were read, by viewer and names; gone when the records change."""
    return {}


def language() -> str:
    """The language of the page: ``vi`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "vi"


_NO_PEOPLE = ("units", "posts")
_ABOUT_PEOPLE = (
    "people",
    "tenures",
    "ratings",
    "training",
    "discipline",
    "awards",
    "plans",
    "competencies",
    "strengths",
    "wishes",
)
_FORMS: dict[str, Callable[[Snapshot, str | None, Who, dict[str, pl.DataFrame], LawView], StatTable]] = {
    "bm01": lambda s, unit, who, given, law: bm01(s, unit=unit, who=who, dossiers=given, law=law),
    "bm01-vc": lambda s, unit, _who, given, law: bm01_vc(s, unit=unit, dossiers=given, law=law),
    "quick": lambda s, unit, _who, given, law: quick_table(s, unit=unit, dossiers=given, law=law),
}
LISTS = ("bm04", "ratings")
"""Forms that list people instead of counting them."""


@dataclass(frozen=True)
class Reports:
    """The reports one viewer may have on the day looked at, for a unit in reach (the whole reach when None) and a period."""

    records: SeenRecords
    unit_id: str | None
    since: date

    @classmethod
    def ask(cls, records: SeenRecords, *, unit: str, since: date | None) -> Reports:
        """Http404 for a unit that may not be opened or does not live; a day after the office's counts as not given."""
        live = set(snapshot(records.day).live_units["unit_id"])
        if unit and unit not in live & set(opened_units(records.viewer)):
            raise Http404("unit")
        first = since if since is not None and since <= records.day else date(records.day.year, 1, 1)
        own = None if records.viewer.reaches_all else records.viewer.unit_id
        return cls(records, unit or own, first)

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """Units that may be chosen."""
        opened = opened_units(self.records.viewer)
        frame = snapshot(self.records.day).live_units.filter(pl.col("unit_id").is_in(opened))
        return list(frame.select("unit_id", "name").iter_rows())

    @cached_property
    def reached(self) -> Snapshot:
        """The records of the day that the figures are made of: those of the people in reach."""
        return self.reached_on(self.records.day)

    def reached_on(self, day: date) -> Snapshot:
        """The records of any day without the rows of people out of reach."""
        whole = snapshot(day)
        if self.records.viewer.reaches_all:
            return whole
        mine = [p["person_id"] for p in self.records.named(whole.people.select("person_id").to_dicts())]
        frames = {t: whole[t].filter(pl.col("person_id").is_in(mine)) for t in _ABOUT_PEOPLE}
        ties = whole["kinship"].clear()
        return replace(whole, tables={**whole.tables, **frames, "kinship": ties})

    def quality(self, years: int) -> Survey:
        """The quality survey over so many years, each day with the records as they stood; measures on fields not seen are left out."""
        asked = self.records.viewer, years, self.unit_id
        found = kept_few(_surveys(self.records.day), asked, lambda: self._survey(years), _INTERVIEWS, costly="survey")
        return found.withhold(self.unseen(("discipline.form", *(n for m in MEASURES for n in m.needs))))

    def _survey(self, years: int) -> Survey:
        day = self.records.day
        states = {d: self.reached_on(d) for d in _made(lambda: survey_days(day, years))}
        given = self.dossier_tables(("particulars", "studies"))
        lenient = _leniency_of_the_office(day)
        return _made(
            lambda: survey(self.reached, years=years, unit=self.unit_id, dossiers=given, states=states, lenient=lenient)
        )

    @cached_property
    def interview(self) -> Interview:
        """The interview sheet; figures on fields that are not seen are withheld."""
        told = told_by_rooms(self.records, since=self.since, unit_id=self.unit_id)
        made = _made(lambda: joined_by_rooms(self._counted(), told))
        return made.withhold(self.unseen(n for f in made.figures.values() for n in f.needs))

    def _counted(self) -> Interview:
        """What the records themselves tell; for those who reach everybody it is the same, and counted once."""
        if not self.records.viewer.reaches_all:
            return interview(self.reached, since=self.since, unit=self.unit_id)
        asked = self.since, self.unit_id
        return kept_few(
            _interviews(self.records.day),
            asked,
            lambda: interview(self.reached, since=self.since, unit=self.unit_id),
            _INTERVIEWS,
            costly="interview",
        )

    def table(self, form: str, who: Who) -> StatTable:
        """A counting form; columns on fields that are not seen are withheld. ``who`` is asked of BM01 alone."""
        given, law = self.dossier_tables(("particulars", "studies")), law_on(self.records.day)
        made = _made(lambda: _FORMS[form](self.reached, self.unit_id, who, given, law))
        return made.withhold(self.unseen(n for c in made.columns for n in c.needs))

    def people_list(self, form: str) -> StatList:
        """A form that lists people; columns on fields that are not seen are empty."""
        lang = language()
        if form == "bm04":
            given = self.dossier_tables(("particulars", "allowances"))
            made = _made(lambda: bm04(self.reached, unit=self.unit_id, dossiers=given, lang=lang))
        else:
            year = last_rating_year(self.records.day)
            points = year_points(year) if not self.unseen(["month_sheets.points"]) else {}
            made = _made(lambda: rating_summary(self.reached, unit=self.unit_id, year=year, points=points, lang=lang))
        return made.withhold(self.unseen(n for h in made.heads for n in h.needs))

    def dossier_tables(self, names: Sequence[str], people: Sequence[str] | None = None) -> dict[str, pl.DataFrame]:
        """Tables of the dossier about those in reach who are on the rolls (or those asked for), as far as they are seen."""
        if people is not None:
            return self._read_dossiers(names, people)
        asked = self.records.viewer, tuple(names)
        return kept_few(
            _dossiers(self.records.day), asked, lambda: self._read_dossiers(names), _READ, costly="dossier tables"
        )

    def _read_dossiers(self, names: Sequence[str], people: Sequence[str] | None = None) -> dict[str, pl.DataFrame]:
        rows: dict[str, list[dict[str, Any]]] = {n: [] for n in names}
        for d in dossiers(self.records.viewer, self.records.day, people):
            for name in names:
                found = (
                    [d.particulars]
                    if name == "particulars" and d.particulars
                    else list(d.rows(name))
                    if name != "particulars"
                    else []
                )
                rows[name] += [{**dict(r), "person_id": d.person_id} for r in found]
        return {n: _framed(n, rows[n]) for n in names}

    @cached_property
    def movement(self) -> Movement:
        """Who came and went. It is counted over everybody who held a post of the unit, those who have left too: who may not be
        opened is not named (:meth:`named`)."""
        day, asked = self.records.day, (self.since, self.unit_id)
        return kept_few(
            _movements(day), asked, lambda: _made(lambda: movement(snapshot(day), since=self.since, unit=self.unit_id)), _INTERVIEWS,
            costly="movement",
        )  # fmt: skip

    def named(self, people: Iterable[str]) -> frozenset[str]:
        """Those whose record the viewer may open."""
        return frozenset(p["person_id"] for p in self.records.named([{"person_id": p} for p in people]))

    def unseen(self, needs: Iterable[str]) -> frozenset[str]:
        """Those of ``table.column`` that the viewer may not see of others; units and posts are no people."""
        return frozenset(n for n in set(needs) if self._away(*n.split(".", 1)))

    def _away(self, table: str, column: str) -> bool:
        if table in _NO_PEOPLE:
            return False
        return table not in COLUMN_GROUPS or bool(hidden(self.records.viewer.role, self.records.scope, table, [column]))

    def mark(self, needs: Collection[str]) -> Masked:
        """What stands instead of a withheld figure, also of one that another room withholds."""
        table, column = sorted(self.unseen(needs) or needs)[0].split(".", 1)
        return Masked(group_of(table, column))

    @property
    def before(self) -> date:
        """The evening of the opening."""
        return self.since - timedelta(days=1)


@kept_per_day(tables=("ratings", "tenures", "posts", "units"))
def _leniency_of_the_office(day: date) -> tuple[pl.DataFrame, bool]:
    """How much more generous each unit of the whole office had become by the day, kept until a record it reads changes."""
    return leniency(snapshot(day))


def form_asked(asked: str) -> str:
    """Which form is wanted; BM01 unless another known key was given."""
    return asked if asked in (*_FORMS, *LISTS) else "bm01"


def _framed(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows of a dossier table as a frame; fields that were not seen are empty."""
    declared = DOSSIER_TABLES[table]
    return pl.DataFrame([{c: r.get(c) for c in declared.by_name} for r in rows], schema=declared.polars_schema)


def year_points(year: int) -> dict[str, tuple[float | None, float | None, float | None]]:
    """Person → mean of the own points, of those a head confirmed and of those a leader confirmed, over the sheets of a year.

    A sheet is confirmed once: by the leader for whoever heads a unit, by the head for everybody else. Where no account stands on it
    (sheets taken over), that follows from whether the person led in the period.
    """
    by_leader = Q(confirmed_by__membership__role=Role.LEADER) | Q(confirmed_by__isnull=True, leads=True)
    found = (
        MonthSheet.objects.filter(year=year).values("person_id")
        .annotate(own=Avg("self_points"), head=Avg("points", filter=~by_leader), leader=Avg("points", filter=by_leader))
        .values_list("person_id", "own", "head", "leader")
    )  # fmt: skip
    return {p: (_float(own), _float(head), _float(leader)) for p, own, head, leader in found}


def _float(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


def who_counted(asked: str) -> Who:
    """Whom BM01 counts; civil servants unless another known word was given."""
    return asked if asked in WHO else "civil_servants"


def _made(make: Callable[[], T]) -> T:
    """What was asked for; a unit that does not exist on that day is a page that does not exist."""
    try:
        return make()
    except WorkforceFault as fault:
        raise Http404(fault.vi) from fault
