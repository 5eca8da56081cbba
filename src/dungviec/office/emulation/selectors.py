"""What pages read: the pipeline of whoever is in reach, its rows, people of a unit, proposals of a round, shares."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import RLock
from time import thread_time
from typing import Any

import polars as pl
from django.db.models import Count, Q, QuerySet

from dungviec.emulation import LADDER, Pipeline, Prospect, Shares, merits_of, pipeline_of, shares_of
from dungviec.emulation.shares import on_rolls
from dungviec.law.rules import Verdict
from dungviec.office.access.policy import Viewer
from dungviec.office.emulation import rights
from dungviec.office.emulation.models import LIVE, Proposal, Round
from dungviec.office.emulation.stating import mark, stated_of
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.keeping import NotAtHand, kept_per_viewer, would_wait
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.office.shell.language import lang

_lock = RLock()
_answers: OrderedDict[tuple[str, str, date, int, bool], dict[str, Prospect]] = OrderedDict()
"""Answers by law, day and year: whoever nothing has changed of is not judged again."""
_whole: OrderedDict[tuple[object, ...], Pipeline] = OrderedDict()
_took: dict[str, float] = {}
"""Seconds of processor time the last pipeline took."""


def pipeline(records: SeenRecords, year: int) -> Pipeline:
    """The pipeline of everybody in the viewer's reach, without what the viewer may not know is being looked into."""
    viewer, day = records.viewer, records.day
    mine, told = rights.reached(viewer), rights.tells_procedures(viewer)
    law = str(standing_law().mark)
    key = (revision(), law, day, year, told, mine, mark())
    found = _whole.get(key)
    if found is None and would_wait(_took.get("pipeline")):
        raise NotAtHand("pipeline")
    with _lock:
        found = _whole.get(key)
        if found is None:
            began = thread_time()
            here = snapshot(day)
            people = on_rolls(here) if mine is None else [p for p in on_rolls(here) if p in mine]
            kept = _answers.setdefault((law, revision().partition(":")[0], day, year, told), {})
            found = pipeline_of(here, year=year, law=law_on, stated=stated_of(people), people=people, procedures=told, kept=kept)  # fmt: skip
            _whole[key], _took["pipeline"] = found, thread_time() - began
            for store in (_whole, _answers):
                while len(store) > 4:
                    store.popitem(last=False)
    return found


def prospect(records: SeenRecords, person_id: str, year: int, *, own: bool) -> tuple[Pipeline, Prospect] | None:
    """One person; None where the person holds no post on the day. The own page never tells what is being looked into."""
    told = rights.tells_procedures(records.viewer) and not own
    here = snapshot(records.day)
    if person_id not in on_rolls(here):
        return None
    found = pipeline_of(here, year=year, law=law_on, stated=stated_of([person_id]), people=[person_id], procedures=told)
    return found, found.of(person_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of people is narrowed to."""

    title: str = ""
    verdict: str = ""
    unit: str = ""
    first: int | None = None


STANDINGS = {"allowed": Verdict.ALLOWED, "unknown": Verdict.UNKNOWN, "forbidden": Verdict.FORBIDDEN}


def matching(found: Pipeline, asked: Asked) -> list[Prospect]:
    """The people a filter leaves, in the order of their names."""

    def fits(p: Prospect) -> bool:
        answer = p.answer(asked.title) if asked.title else None
        if asked.verdict == "held" and not (answer is not None and answer.held):
            return False
        if asked.verdict in STANDINGS and (answer is None or answer.held or answer.verdict != STANDINGS[asked.verdict]):
            return False
        if asked.first is not None and (answer is None or p.outlook(asked.title).first_year != asked.first):
            return False
        return not asked.unit or found.units.get(p.merits.person_id) == asked.unit

    return list(filter(fits, found.by_name))


def unit_people(records: SeenRecords, unit: str) -> list[dict[str, Any]]:
    """The people of one unit in reach, the head first, as the page lists them."""
    frame = records.people.filter(pl.col("unit_id") == unit)
    rows = frame.sort(["leads", "sort_key"], descending=[True, False]) if "leads" in frame.columns else frame.sort("sort_key")  # fmt: skip
    return rows.select("person_id", "name", "title", "unit_id", "unit_name").to_dicts()


def units_of(records: SeenRecords) -> list[tuple[str, str, int]]:
    """Units with people in reach: identifier, name, how many."""
    frame = records.people.filter(pl.col("unit_id").is_not_null()).group_by("unit_id", "unit_name").len()
    return [(u, n or u, k) for u, n, k in frame.sort("unit_name").iter_rows()]


def proposals_of(one: Round, viewer: Viewer) -> list[Proposal]:
    """The proposals of a round about people in reach."""
    mine = rights.reached(viewer)
    found = list(one.proposals.all())
    return found if mine is None else [p for p in found if p.person_id in mine and p.person_id != viewer.person_id]


def rounds() -> QuerySet[Round]:
    """Every round with how many registered, were proposed, and got a title."""
    return Round.objects.annotate(
        registered=Count("registrations", filter=Q(registrations__withdrawn_at__isnull=True), distinct=True),
        proposed=Count("proposals", filter=Q(proposals__state__in=LIVE), distinct=True),
        awarded=Count("proposals", filter=Q(proposals__state="awarded"), distinct=True),
    )


def registered_by_unit(one: Round, records: SeenRecords) -> list[dict[str, Any]]:
    """For each unit in reach: how many people, how many registered."""
    who = set(one.registrations.filter(withdrawn_at__isnull=True).values_list("person_id", flat=True))
    people = records.people.filter(pl.col("unit_id").is_not_null()).select("person_id", "unit_id", "unit_name")
    rows = (
        people.with_columns(registered=pl.col("person_id").is_in(list(who)))
        .group_by("unit_id", "unit_name")
        .agg(people=pl.len(), registered=pl.col("registered").sum())
        .sort("unit_name")
    )
    return rows.to_dicts()


@kept_per_viewer(tables=("people", "tenures", "posts", "units", "awards"), costly=True)
def shares(records: SeenRecords, year: int) -> Shares:
    """Who holds titles of a year by group. Of the merits only the titles of that year are read."""
    here = snapshot(records.day)
    of_year = here["awards"].filter(pl.col("year") == year)
    few = {"awards": of_year, "ratings": here["ratings"].clear(), "discipline": here["discipline"].clear()}
    return shares_of(here, list(merits_of(replace(here, tables={**here.tables, **few}), stated={}).values()), year)


def years_with_titles(day: date) -> list[int]:
    """Years in which any title of the ladder stands in the records, the latest first."""
    found: list[int] = snapshot(day)["awards"].filter(pl.col("year") <= day.year)["year"].unique().sort(descending=True).to_list()  # fmt: skip
    return found


def short_names() -> Sequence[tuple[str, str]]:
    """The titles of the ladder: key and name in the language of the page."""
    return [(t.key, t.name(lang())) for t in LADDER]


def names_of(records: SeenRecords, people: list[str]) -> dict[str, str]:
    """Names of those who signed thanks to the viewer: they signed them for the viewer to read."""
    rows = snapshot(records.day).people.filter(pl.col("person_id").is_in(people)).select("person_id", "name")
    return dict(rows.iter_rows())
