"""Who needs to learn what, from all three sources in one list, as far as the viewer may know it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import thread_time
from typing import Any

import polars as pl
from django.db.models import Count, Max

from dungviec.law.rules import Rule
from dungviec.office.access.fields import sees
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.keeping import NotAtHand, would_wait
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.office.shell.language import lang
from dungviec.office.training.asking import library_asked, library_catalogue
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import Asked, SelfStudy, TitleStandard
from dungviec.training.needs import SOURCES, TIER_WORDS, TIERS, Needs, find_needs

GROUPS = {
    "law": "education", "post": "education", "title": "education", "plan": "planning", "profile": "ability", "request": "ability", "wish": "wish",
}  # fmt: skip
"""The field group each source tells of somebody."""
ORIGINS = {"records": ("law", "post", "title", "plan", "profile"), "unit": ("request",), "wish": ("wish",)}
"""The three sources of the page."""
_kept: OrderedDict[tuple[Any, ...], _Held] = OrderedDict()
_took: dict[str, float] = {}
"""Seconds of processor time the needs of a day took the last time."""
_lock = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The needs of a day, and the same as columns: a body of 50,000 has a hundred thousand, of which a page shows 25."""

    needs: Needs
    columns: pl.DataFrame


def needs_on(day: date, year: int) -> Needs:
    """Every need of the office on a day, for the plan of a year; kept until records, law or what was asked change."""
    return _held(day, year).needs


def _held(day: date, year: int) -> _Held:
    marks = [
        tuple(m.objects.aggregate(n=Count("pk"), at=Max("at")).values()) for m in (Asked, SelfStudy, TitleStandard)
    ]
    key = (revision(), standing_law().mark, day, year, *marks)
    if key not in _kept and would_wait(_took.get("needs")):
        raise NotAtHand("needs")
    with _lock:
        found = _kept.get(key)
        if found is None:
            began = thread_time()
            needs = find_needs(
                snapshot(day), law_on(day), catalogue=library_catalogue(year, day=day), asked=library_asked(year)
            )
            found = _kept[key] = _Held(needs, _columns(needs))
            _took["needs"] = thread_time() - began
            while len(_kept) > 3:
                _kept.popitem(last=False)
    return found


def _columns(needs: Needs) -> pl.DataFrame:
    rows = needs.rows
    return pl.DataFrame(
        {
            "k": range(len(rows)), "person_id": [n.person_id for n in rows], "what": [n.what for n in rows], "size": [n.size for n in rows],
            "wants": [n.wants for n in rows], "tier": [TIERS.index(n.tier) for n in rows], "source": [n.source for n in rows],
        },
        schema={"k": pl.Int64, "person_id": pl.String, "what": pl.String, "size": pl.Int64, "wants": pl.Int64, "tier": pl.Int8, "source": pl.String},
    )  # fmt: skip


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


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Needs of people in reach from sources the viewer sees: ``columns`` of the needs, with the person's name, post and unit."""

    needs: Needs
    columns: pl.DataFrame

    @property
    def people(self) -> int:
        """How many lack something for certain."""
        return self.columns.filter(pl.col("size") > 0)["person_id"].n_unique()


def seen_needs(records: SeenRecords, year: int) -> Seen:
    """What the viewer may know of the needs of the day looked at, for the plan of a year."""
    held = _held(records.day, year)
    open_sources = [s for s, group in GROUPS.items() if sees(records.viewer.role, records.scope, group)]
    people = records.people.select("person_id", "name", "title", "unit_id", "unit_name", "sort_key")
    asked = pl.col("source").is_in(open_sources) & pl.col("size").ne_missing(0)
    return Seen(held.needs, held.columns.filter(asked).join(people, on="person_id", how="inner", maintain_order="left"))


def rows_of(found: Seen, asked: Filter) -> pl.DataFrame:
    """One row for each person and subject within the filter, duties first, then by name: what :func:`told` puts into words.

    ``ks``: the needs put together, the strongest first; ``wants`` and ``size``: of the one that wants most.
    """
    narrowed = found.columns
    for column, value in (("unit_id", asked.unit), ("what", asked.what)):
        if value:
            narrowed = narrowed.filter(pl.col(column) == value)
    most = pl.col("wants").arg_max()
    rows = narrowed.group_by("person_id", "what", maintain_order=True).agg(
        pl.col("k").alias("ks"), pl.col("tier").first(), pl.col("size").get(most), pl.col("wants").max(), pl.col("source").alias("sources"),
        pl.col("name", "title", "unit_id", "unit_name", "sort_key").first(),
    )  # fmt: skip
    rows = rows.filter(pl.col("size").is_null() if asked.unknown else pl.col("size").is_not_null())
    if asked.tier:
        rows = rows.filter(pl.col("tier") == (TIERS.index(asked.tier) if asked.tier in TIERS else -1))
    if asked.origin:
        wanted = list(ORIGINS.get(asked.origin, ()))
        rows = rows.filter(pl.col("sources").list.eval(pl.element().is_in(wanted)).list.any())
    order = [pl.col("tier"), pl.col("sort_key").fill_null(""), pl.col("what")]
    return rows.sort(order, maintain_order=True)


def told(found: Seen, rows: pl.DataFrame, *, day: date) -> list[NeedRow]:
    """Rows of :func:`rows_of`, usually those of one page, in words and with every reason."""
    rules = {r.id: r for r in reversed(law_on(day).rules())}
    vi = lang() == "vi"
    made = []
    for row in rows.iter_rows(named=True):
        needs = [found.needs.rows[k] for k in row["ks"]]
        made.append(
            NeedRow(
                {name: row[name] for name in ("person_id", "name", "title", "unit_id", "unit_name")}, row["what"],
                subject_words(row["what"], row["wants"]), TIERS[row["tier"]], row["size"], row["wants"],
                [
                    (SOURCES[n.source][0 if vi else 1], n.vi if vi else n.en, rules.get(n.clause.rule_id) if n.clause else None, n.basis)
                    for n in needs
                ],
                needs[0].learning, {o for o, sources in ORIGINS.items() if any(n.source in sources for n in needs)},
            )
        )  # fmt: skip
    return made


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


def counted(found: Seen) -> list[SubjectLine]:
    """Per tier and subject: people short, levels missing, people of whom it is not known. Each opens its list."""
    by_person = found.columns.group_by("tier", "what", "person_id").agg(pl.col("size").max())
    lines = by_person.group_by("tier", "what").agg(
        people=pl.col("size").count(), levels=pl.col("size").sum(), unknown=pl.col("size").null_count()
    )
    k = 0 if lang() == "vi" else 1
    return [
        SubjectLine(TIERS[r["tier"]], TIER_WORDS[TIERS[r["tier"]]][k], r["what"], subject_words(r["what"]), r["people"], r["levels"], r["unknown"])
        for r in lines.sort("tier", "people", "what", descending=[False, True, False]).iter_rows(named=True)
    ]  # fmt: skip


def units_of(found: Seen) -> list[tuple[str, str]]:
    """Units with a need, for the filter."""
    units = found.columns.filter(pl.col("unit_id").is_not_null() & (pl.col("unit_id") != "")).unique(
        "unit_id", keep="last"
    )
    named = units.select("unit_id", pl.col("unit_name").fill_null(pl.col("unit_id"))).rows()
    return sorted(named, key=lambda u: (u[1], u[0]))


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
