"""The library asked with the office's records, law and registers: answers for people, the counter of a round, the terms in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
from django.utils import timezone

from dungviec.emulation import Asked, Calendar, RatioLine, Stated, TitleAnswer, count_ratios, judge_title, merits_of
from dungviec.emulation.ratios import DEFAULT_SHARE
from dungviec.emulation.votes import DEFAULT_FOR, DEFAULT_PRESENT
from dungviec.office.access.policy import Viewer
from dungviec.office.emulation import rights
from dungviec.office.emulation.models import LIVE, Round, Stage, Terms
from dungviec.office.emulation.stating import stated_of
from dungviec.office.registry.gate import seen
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot


def terms() -> Terms:
    """The terms in use: the latest kept, else the defaults (not saved)."""
    found = Terms.objects.first()
    return found if found is not None else Terms(
        share=_percent(DEFAULT_SHARE), per_unit=False, quorum=_percent(DEFAULT_PRESENT), least=_percent(DEFAULT_FOR), by="", at=timezone.now(),
    )  # fmt: skip


def fraction(percent: Decimal) -> Fraction:
    """A percentage as an exact part; 66.6667 means two thirds, as it was meant."""
    found = Fraction(percent) / 100
    near = found.limit_denominator(12)
    return near if abs(near - found) < Fraction(1, 100_000) else found


def _percent(part: Fraction) -> Decimal:
    return Decimal(str(round(float(part * 100), 4)))


def standing(people: Collection[str], viewer: Viewer) -> dict[str, dict[str, Any]]:
    """Name and unit of those of ``people`` in reach who hold a post on the viewer's day."""
    day = viewer.day or date.min
    rows = seen(viewer, day).people.filter(pl.col("person_id").is_in(list(people)) & pl.col("unit_id").is_not_null())
    return {r["person_id"]: r for r in rows.select("person_id", "name", "unit_id", "unit_name", "title").iter_rows(named=True)}  # fmt: skip


def answers(
    one: Round,
    title: str,
    people: Collection[str],
    viewer: Viewer,
    *,
    judged: bool = False,
    day: date | None = None,
    full: bool = False,
) -> dict[str, TitleAnswer]:
    """The verdict on one title for each of ``people``, by the law of ``day`` (the viewer's own), as far as the viewer may know.

    ``judged``: the collective's word comes with the proposal that is being made. ``full``: with what is being looked into, whoever asks:
    for deeds, whose refusals tell it to nobody who may not know (:func:`services.refusal`). Nobody reads that of themselves.
    """
    on = day or viewer.day or date.min
    stated = stated_of(people)
    if judged:
        stated = {who: Stated(s.takes_part, {**s.judged, one.year: True}, s.works) for who, s in stated.items()}
    asked = Asked.on(Calendar(law_on), one.year, on, one.received_on)
    found = merits_of(snapshot(on), stated=stated, people=people)
    if not full:
        told = rights.tells_procedures(viewer)
        found = {who: m if told and who != viewer.person_id else m.without_procedures() for who, m in found.items()}
    return {who: judge_title(m, title, asked) for who, m in found.items()}


def counter(one: Round, viewer: Viewer, *, more: Collection[tuple[str, str]] = ()) -> list[RatioLine]:
    """The live counter of a round: who is proposed for the advanced title (or above) and for the base one, by unit, the whole first.

    ``more``: (person, title) about to be proposed. Of the viewer's own people only, so that nobody counts others' proposals.
    """
    day = viewer.day or date.min
    mine = rights.reached(viewer)
    rows = [(p, t) for p, t in one.proposals.filter(state__in=LIVE).exclude(state="failed").values_list("person_id", "title")]  # fmt: skip
    rows = [pair for pair in {*rows, *more} if mine is None or pair[0] in mine]
    people = seen(viewer, day).people.filter(pl.col("unit_id").is_not_null())
    unit = dict(people.select("person_id", "unit_id").iter_rows())
    names = dict(people.select("unit_id", "unit_name").unique().iter_rows())
    reaching = {p for p, t in rows if t in ("advanced", "base") and p in unit}
    base = {p for p, t in rows if t == "base" and p in unit}
    held = terms()
    setting = None if held.share is None else fraction(held.share)
    involved = {unit[p] for p in reaching | base}
    heads = Counter(unit.values())
    lines = count_ratios(
        law_on(one.decided_on or day), [unit[p] for p in reaching], [unit[p] for p in base],
        {u: n for u, n in heads.items() if u in involved}, names, setting=setting, whole="",
    )  # fmt: skip
    return [replace(lines[0], headcount=len(unit)), *lines[1:]]


def running() -> list[Round]:
    """Rounds that are under way, the latest year first."""
    return list(Round.objects.exclude(stage__in=[Stage.DECIDED, Stage.CALLED_OFF]))
