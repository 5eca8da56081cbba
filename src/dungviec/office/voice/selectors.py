"""Reading citizens' voices: the fair table of a period, signs, words, units' names, figures of the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.language import lang
from dungviec.office.shell.middleware import parse_day
from dungviec.office.voice.models import Desk, Promise, Rating, Result, Setup
from dungviec.office.voice.services.desks import result_of
from dungviec.voice import (
    Answer,
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
from dungviec.voice.levels import SATISFIED
from dungviec.voice.service_index import PART_WORDS

LONGEST_SPAN = 400
"""Days of a period; longer ones are cut, so that signs stay quick to look for."""
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A period; both days belong to it."""

    first: date
    last: date
    fault: str = ""


def span_of(first: str, last: str, day: date) -> Span:
    """The period asked for; three months up to ``day`` where nothing is asked, or what is asked is no period."""
    start, end = parse_day(first) if first else None, parse_day(last) if last else None
    usual = Span(day - timedelta(days=91), day)
    if (first and start is None) or (last and end is None):
        return Span(usual.first, usual.last, _("Ngày không đọc được, nên xem ba tháng gần nhất. Xin ghi theo mẫu 10/12/2020."))  # fmt: skip
    end = end or day
    start = start or end - timedelta(days=91)
    if start > end or (end - start).days > LONGEST_SPAN:
        return Span(usual.first, usual.last, _("Kỳ xem phải từ ngày trước đến ngày sau, không quá %d ngày; đang xem ba tháng gần nhất.") % LONGEST_SPAN)  # fmt: skip
    return Span(start, end)


@dataclass(frozen=True, slots=True)
class Picture:
    """A period as the page shows it."""

    verified: FairTable
    unverified: FairTable
    without: FairTable | None
    """The verified answers without those a sign points at; None where no sign touches them."""
    signs: tuple[Sign, ...]
    names: dict[str, str]
    kinds: list[tuple[str, int, int]]
    """Kind of case, answers, satisfied."""


def picture(desks: QuerySet[Desk], span: Span, *, by_unit: bool = False, signs: bool = True) -> Picture:
    """Everything about the desks in a period, in three queries."""
    setup = Setup.now()
    known = {d.pk: d for d in desks}
    units = unit_names({d.unit_id for d in known.values()}) if by_unit else {}
    group = {pk: (d.unit_id if by_unit else d.code) for pk, d in known.items()}
    rows = list(
        Rating.objects.filter(desk_id__in=known, day__range=(span.first, span.last)).values_list(
            "number", "desk_id", "day", "level", "verified", "procedure", "words"
        )
    )
    answers = [Answer(n, known[d].code, day, level, verified, words) for n, d, day, level, verified, _p, words in rows]
    found = find_signs(answers) if signs else ()
    marked = suspected(found)

    def table(verified: bool, leave_out: frozenset[str] = frozenset()) -> FairTable:
        counts: dict[tuple[str, str], list[int]] = {}
        for number, desk, _day, level, backed, kind, _words in rows:
            if backed == verified and number not in leave_out:
                cell = counts.setdefault((group[desk], kind), [0, 0])
                cell[0] += 1
                cell[1] += level >= SATISFIED
        return compare((Tally(g, k, n, s) for (g, k), (n, s) in counts.items()), fewest=setup.fewest)

    touched = any(backed and number in marked for number, _d, _day, _l, backed, _k, _w in rows)
    kinds: dict[str, list[int]] = {}
    for _n, _d, _day, level, backed, kind, _w in rows:
        if backed and kind:
            cell = kinds.setdefault(kind, [0, 0])
            cell[0] += 1
            cell[1] += level >= SATISFIED
    names = units if by_unit else {d.code: public_name(d) for d in known.values()}
    enough = [(k, n, s) for k, (n, s) in sorted(kinds.items(), key=lambda kv: -kv[1][0]) if n >= setup.fewest]
    return Picture(table(True), table(False), table(True, marked) if touched else None, found, names, enough)


def totals(desks: QuerySet[Desk], span: Span) -> list[dict[str, Any]]:
    """What staff see: answers and satisfied by desk, nothing else. Under five answers only the number is told."""
    found = desks.annotate(
        n=Count("ratings", filter=Q(ratings__day__range=(span.first, span.last))),
        s=Count("ratings", filter=Q(ratings__day__range=(span.first, span.last), ratings__level__gte=SATISFIED)),
    )
    return [{"name": public_name(d), "n": d.n, "satisfied": d.s if d.n >= 5 else None} for d in found]


def words_said(desks: QuerySet[Desk], span: Span) -> list[Rating]:
    """The latest things citizens wrote."""
    found = Rating.objects.filter(desk__in=desks, day__range=(span.first, span.last)).exclude(words="")
    return list(found.select_related("desk").order_by("-day", "number")[:MOST_WORDS])


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
    spans: dict[int, dict[tuple[date, date], list[int]]] = {}
    low, high = min(r.first for r in rows), max(r.last for r in rows)
    backed = Rating.objects.filter(verified=True, day__range=(low, high), desk__in={r.desk_id for r in rows})
    answers = list(backed.values_list("desk_id", "day", "level"))
    for r in rows:
        spans.setdefault(r.desk_id, {})[r.first, r.last] = [0, 0]
    for desk, day, level in answers:
        for (first, last), cell in spans[desk].items():
            if first <= day <= last:
                cell[0] += level >= SATISFIED
                cell[1] += 1
    points = (setup.early_points, setup.on_time_points, setup.late_points)
    law, found = standing_law(), []
    for r in rows:
        view, result = law.on(r.last), result_of(r)
        satisfied, n = spans[r.desk_id][r.first, r.last]
        found.append(Served(r, public_name(r.desk), service_index(view, result, (satisfied, n)), on_time_index(view, result, points)))  # fmt: skip
    return found


def promises_shown(published_only: bool = False) -> QuerySet[Promise]:
    """Promises with their meetings and steps; those kept longest ago last."""
    found = Promise.objects.select_related("meeting").prefetch_related("steps")
    return found.filter(published=True) if published_only else found
