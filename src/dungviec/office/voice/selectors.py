"""Reading citizens' voices: the fair table of a period, signs, words, units' names, figures of the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncMonth

from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.language import lang
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.models import Desk, Promise, Rating, Result, Setup
from dungviec.office.voice.services.desks import result_of
from dungviec.office.voice.told import Span, end_of, last_told, told_cells
from dungviec.voice import (
    Answer,
    Cell,
    FairTable,
    Part,
    ServiceIndex,
    Sign,
    Tally,
    compare,
    find_signs,
    on_time_index,
    service_index,
    suspected,
)
from dungviec.voice.cells import LEAST, month_of
from dungviec.voice.levels import SATISFIED
from dungviec.voice.service_index import PART_WORDS

MOST_WORDS = 600
_Part = tuple[str, str, date, bool]
"""A desk, a kind of case, a month, whether satisfied."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A period as the page shows it: sums of cells, nothing else."""

    verified: FairTable
    unverified: FairTable
    without: FairTable | None
    """The verified answers without those a sign points at; None where no sign touches them."""
    signs: tuple[Sign, ...]
    names: dict[str, str]
    kinds: list[tuple[str, int, int]]
    """Kind of case, answers, satisfied."""
    few: list[str]
    """Desks (or units) of which too little was answered to tell anything."""
    earlier: int
    """Answers told here that came in months before the period, when they were too few to be told."""


def picture(desks: QuerySet[Desk], span: Span, *, by_unit: bool = False, signs: bool = True) -> Picture:
    """Everything about the desks in a period, in four queries. ``signs``: whether signs of organised answers are told, too."""
    setup = Setup.now()
    known = {d.code: d for d in desks}
    units = unit_names({d.unit_id for d in known.values()}) if by_unit else {}
    group = {code: (d.unit_id if by_unit else code) for code, d in known.items()}
    told = [c for c in told_cells([d.pk for d in known.values()], span.last) if span.holds(c)]
    found, marked = _signs(known, span) if signs else ((), Counter())

    def table(chosen: Iterable[tuple[Cell, int, int]]) -> FairTable:
        tallies: dict[tuple[str, str], list[int]] = {}
        for c, n, s in chosen:
            tally = tallies.setdefault((group[c.group], c.kind), [0, 0])
            tally[0] += n
            tally[1] += s
        return compare((Tally(g, k, n, s) for (g, k), (n, s) in tallies.items()), fewest=setup.fewest)

    backed = [(c, c.cases, c.satisfied) for c in told if c.verified]
    kinds: dict[str, list[int]] = {}
    for c, n, s in backed:
        if c.kind:
            tally = kinds.setdefault(c.kind, [0, 0])
            tally[0] += n
            tally[1] += s
    rest = list(_without(backed, marked))
    verified, bare = table(backed), table((c, c.cases, c.satisfied) for c in told if not c.verified)
    names = units if by_unit else {code: public_name(d) for code, d in known.items()}
    shown = {r.group for t in (verified, bare) for r in t.rows}
    return Picture(
        verified, bare, table(rest) if rest != backed else None, found, names,
        [(k, n, s) for k, (n, s) in sorted(kinds.items(), key=lambda kv: -kv[1][0]) if n >= setup.fewest],
        sorted({names.get(g, g) for g in group.values()} - {names.get(g, g) for g in shown}),
        sum(n.cases for c in told for n in c.counts if n.month < span.first),
    )  # fmt: skip


def _signs(desks: dict[str, Desk], span: Span) -> tuple[tuple[Sign, ...], Counter[_Part]]:
    """Signs of a period, and how many answers (and satisfied ones) of each desk, month, kind they point at among the backed."""
    rows = list(
        Rating.objects.filter(desk__in=[d.pk for d in desks.values()], day__range=(span.first, span.last)).values_list(
            "number", "desk__code", "day", "level", "verified", "procedure", "words"
        )
    )
    found = find_signs([Answer(n, d, day, level, backed, words) for n, d, day, level, backed, _kind, words in rows])
    numbers, marked = suspected(found), Counter[_Part]()
    for number, desk, day, level, backed, kind, _words in rows:
        if backed and number in numbers:
            marked[desk, kind, month_of(day), level >= SATISFIED] += 1
    return found, marked


def _without(backed: Iterable[tuple[Cell, int, int]], marked: Counter[_Part]) -> Iterator[tuple[Cell, int, int]]:
    """The cells without marked answers. Neither fewer than a cell's least answers are taken out of it nor fewer left: it stays whole, or goes."""
    for cell, n, s in backed:
        off = [marked[c.group, c.kind, c.month, good] for c in cell.counts for good in (False, True)]
        bad, good = sum(off[::2]), sum(off[1::2])
        if bad + good < LEAST:
            yield cell, n, s
        elif n - bad - good >= LEAST:
            yield cell, n - bad - good, s - good


def totals(desks: QuerySet[Desk], span: Span) -> list[dict[str, Any]]:
    """What staff see: answers and satisfied by desk, as far as they are told; None where too few answered."""
    told = [c for c in told_cells(desks, span.last) if span.holds(c)]
    found = []
    for d in desks:
        mine = [c for c in told if c.group == d.code]
        found.append({"name": public_name(d), "n": sum(c.cases for c in mine) or None, "satisfied": sum(c.satisfied for c in mine)})  # fmt: skip
    return found


def words_said(desks: QuerySet[Desk], span: Span, *, by_month: bool = False) -> list[Rating]:
    """The latest things citizens wrote; ``by_month``: in no order within a month, for whoever is not to learn the day."""
    found = Rating.objects.filter(desk__in=desks, day__range=(span.first, span.last)).exclude(words="")
    order = (TruncMonth("day").desc() if by_month else F("day").desc(), "number")
    return list(found.select_related("desk").order_by(*order)[:MOST_WORDS])


def public_name(desk: Desk) -> str:
    """A desk's public name in the language of the page."""
    return desk.english if lang() == "en" and desk.english else desk.name


def unit_names(units: set[str]) -> dict[str, str]:
    """Units' names."""
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))


def person_names(people: set[str], day: date) -> dict[str, str]:
    """Names of people already found in reach."""
    known = snapshot(day).people if people else None
    return {} if known is None else dict(known.filter(known["person_id"].is_in(list(people))).select("person_id", "name").iter_rows())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """A desk's figures of the service in one period."""

    row: Result
    name: str
    index: ServiceIndex
    one_stop: Any

    @property
    def parts(self) -> list[tuple[Part, tuple[str, str]]]:
        """Each part of the index with its name in two languages."""
        return [(p, PART_WORDS[p.key]) for p in self.index.parts]


def served(desks: QuerySet[Desk]) -> list[Served]:
    """The figures of every period on file, each by the law of its last day."""
    setup = Setup.now()
    rows = list(Result.objects.filter(desk__in=desks).select_related("desk")[:120])
    if not rows:
        return []
    told = [c for c in told_cells({r.desk_id for r in rows}, last_told(citizens_day())) if c.verified]
    points = (setup.early_points, setup.on_time_points, setup.late_points)
    law, found = standing_law(), []
    for r in rows:
        view, result = law.on(r.last), result_of(r)
        mine = [c for c in told if c.group == r.desk.code and r.first <= c.month and end_of(c.month) <= r.last]
        satisfied, n = sum(c.satisfied for c in mine), sum(c.cases for c in mine)
        found.append(Served(r, public_name(r.desk), service_index(view, result, (satisfied, n)), on_time_index(view, result, points)))  # fmt: skip
    return found


def promises_shown(published_only: bool = False) -> QuerySet[Promise]:
    """Promises with their meetings and steps; those kept longest ago last."""
    found = Promise.objects.select_related("meeting").prefetch_related("steps")
    return found.filter(published=True) if published_only else found
