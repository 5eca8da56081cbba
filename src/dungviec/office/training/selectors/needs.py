"""Who needs to learn what, from all three sources in one list, as far as the viewer may know it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

import polars as pl
from django.db.models import Count, Max

from dungviec.law.rules import Rule
from dungviec.office.access.fields import sees
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.office.shell.language import lang
from dungviec.office.training.asking import library_asked, library_catalogue
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import Asked, SelfStudy, TitleStandard
from dungviec.training.needs import SOURCES, TIER_WORDS, TIERS, Need, Needs, find_needs

GROUPS = {
    "law": "education", "post": "education", "title": "education", "plan": "planning", "profile": "ability", "request": "ability", "wish": "wish",
}  # fmt: skip
"""The field group each source tells of somebody."""
ORIGINS = {"records": ("law", "post", "title", "plan", "profile"), "unit": ("request",), "wish": ("wish",)}
"""The three sources of the page."""
_kept: OrderedDict[tuple[Any, ...], Needs] = OrderedDict()
_lock = Lock()


def needs_on(day: date, year: int) -> Needs:
    """Every need of the office on a day, for the plan of a year; kept until records, law or what was asked change."""
    marks = [
        tuple(m.objects.aggregate(n=Count("pk"), at=Max("at")).values()) for m in (Asked, SelfStudy, TitleStandard)
    ]
    key = (revision(), standing_law().mark, day, year, *marks)
    with _lock:
        found = _kept.get(key)
        if found is None:
            found = find_needs(
                snapshot(day), law_on(day), catalogue=library_catalogue(year, day=day), asked=library_asked(year)
            )
            _kept[key] = found
            while len(_kept) > 3:
                _kept.popitem(last=False)
    return found


@dataclass(slots=True)
class NeedRow:
    """One person and one subject: every need that asks for it, the strongest first."""

    person: dict[str, Any]
    what: str
    words: str
    tier: str
    size: int | None
    wants: int
    whys: list[tuple[str, str, Rule | None, str]] = field(default_factory=list)
    """Source in words, why, the rule it rests on, or the office's own basis."""
    learning: bool = False
    origins: set[str] = field(default_factory=set)

    @property
    def asked_twice(self) -> bool:
        """Whether several needs were put together."""
        return len(self.whys) > 1


@dataclass(frozen=True, slots=True)
class Filter:
    """What the page is narrowed to; empty means everything."""

    unit: str = ""
    tier: str = ""
    origin: str = ""
    what: str = ""
    unknown: bool = False


def seen_needs(records: SeenRecords, needs: Needs) -> list[tuple[Need, dict[str, Any]]]:
    """The needs of people in reach from sources the viewer sees, each with the person."""
    open_sources = {s for s, group in GROUPS.items() if sees(records.viewer.role, records.scope, group)}
    columns = records.people.select("person_id", "name", "title", "unit_id", "unit_name", "sort_key", "unit_path")
    people = {r["person_id"]: r for r in columns.iter_rows(named=True)}
    return [
        (n, people[n.person_id])
        for n in needs.rows
        if n.source in open_sources and n.person_id in people and n.size != 0
    ]


def rows_of(found: list[tuple[Need, dict[str, Any]]], asked: Filter, *, day: date) -> list[NeedRow]:
    """One row for each person and subject within the filter: duties first, then by name."""
    rules = {r.id: r for r in reversed(law_on(day).rules())}
    vi = lang() == "vi"
    words: dict[tuple[str, int], str] = {}
    rows: dict[tuple[str, str], NeedRow] = {}
    for need, person in found:
        if asked.unit and person["unit_id"] != asked.unit:
            continue
        if asked.what and need.what != asked.what:
            continue
        key = (need.person_id, need.what)
        row = rows.get(key)
        if row is None:
            name = words.setdefault((need.what, need.wants), subject_words(need.what, need.wants))
            row = rows[key] = NeedRow(person, need.what, name, need.tier, need.size, need.wants, learning=need.learning)
        row.origins |= {o for o, sources in ORIGINS.items() if need.source in sources}
        if need.wants > row.wants:
            row.wants, row.size = need.wants, need.size
            row.words = words.setdefault((need.what, need.wants), subject_words(need.what, need.wants))
        rule = rules.get(need.clause.rule_id) if need.clause else None
        row.whys.append((SOURCES[need.source][0 if vi else 1], need.vi if vi else need.en, rule, need.basis))
    kept = [
        r for r in rows.values()
        if (not asked.tier or r.tier == asked.tier) and (not asked.origin or asked.origin in r.origins) and (r.size is None) == asked.unknown
    ]  # fmt: skip
    return sorted(kept, key=lambda r: (TIERS.index(r.tier), r.person["sort_key"] or "", r.what))


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject of one tier over everybody in sight."""

    tier: str
    tier_words: str
    what: str
    words: str
    people: int
    levels: int
    unknown: int


def counted(found: list[tuple[Need, dict[str, Any]]]) -> list[SubjectLine]:
    """Per tier and subject: people short, levels missing, people of whom it is not known. Each opens its list."""
    lines: dict[tuple[str, str], tuple[dict[str, int], set[str]]] = {}
    for need, _person in found:
        sizes, unclear = lines.setdefault((need.tier, need.what), ({}, set()))
        if need.size is None:
            unclear.add(need.person_id)
        else:
            sizes[need.person_id] = max(need.size, sizes.get(need.person_id, 0))
    k = 0 if lang() == "vi" else 1
    made = [
        SubjectLine(tier, TIER_WORDS[tier][k], what, subject_words(what), len(sizes), sum(sizes.values()), len(unclear - set(sizes)))  # type: ignore[index]
        for (tier, what), (sizes, unclear) in lines.items()
    ]  # fmt: skip
    return sorted(made, key=lambda s: (TIERS.index(s.tier), -s.people, s.what))


def units_of(found: list[tuple[Need, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Units with a need, for the filter."""
    units = {p["unit_id"]: p["unit_name"] or p["unit_id"] for _n, p in found if p["unit_id"]}
    return sorted(units.items(), key=lambda u: u[1])


def people_named(records: SeenRecords, people: list[str]) -> dict[str, dict[str, Any]]:
    """Name, post and unit of people in reach, on the rolls or not."""
    found = records.people.filter(pl.col("person_id").is_in(people)).select(
        "person_id", "name", "title", "unit_id", "unit_name", "sort_key"
    )
    rows = {r["person_id"]: r for r in found.iter_rows(named=True)}
    for r in records.on_file([p for p in people if p not in rows]).iter_rows(named=True):
        rows[r["person_id"]] = {
            "person_id": r["person_id"],
            "name": r["name"],
            "title": "",
            "unit_id": "",
            "unit_name": "",
            "sort_key": r["name"],
        }
    return rows
