"""The alarms: what in the records of the day cannot be so, and how it is mended."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dungviec.office.access.models import Role
from dungviec.office.registry.alarm_counts import alarm_count, alarms_seen, badge
from dungviec.office.registry.alarms import ALARMS, Alarm
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import SeenRecords, opened_units, seen_here
from dungviec.records.vietnamese import format_date

PAGE = 50


@require_safe
def alarm_badge(request: HttpRequest) -> HttpResponse:
    """How many alarms ring? The number behind the tab, asked for by itself where it is not at hand."""
    seen = seen_here(request)
    if seen.viewer.role == Role.OFFICIAL:
        raise Http404("alarms")
    return HttpResponse(badge(alarm_count(seen)))


@require_safe
def alarm_page(request: HttpRequest) -> HttpResponse:
    """Which records contradict themselves today, and what mends each?"""
    seen = seen_here(request)
    if seen.viewer.role == Role.OFFICIAL:
        raise Http404("alarms")
    found = alarms_seen(seen)
    chosen = request.GET.get("loai", "")
    shown = chosen if chosen in found else next(iter(found), "")
    context: dict[str, Any] = {"kinds": [(ALARMS[key], rows.height) for key, rows in found.items()], "alarm": None}
    if shown:
        page = Paginator(range(found[shown].height), PAGE).get_page(request.GET.get("page"))
        part = found[shown].slice((page.number - 1) * PAGE, PAGE)
        context |= {
            "alarm": ALARMS[shown],
            "page": page,
            "rows": _words(seen, ALARMS[shown], part),
            "openable": opened_units(seen.viewer),
        }
    return render(request, "registry/alarms.html", context)


def _words(seen: SeenRecords, alarm: Alarm, rows: pl.DataFrame) -> list[dict[str, Any]]:
    s = snapshot(seen.day)
    asked = [p for row in rows.iter_rows(named=True) for p in (row["person_id"], *(row["others"] or [])) if p]
    names = dict(seen.on_file(asked).select("person_id", "name").iter_rows())
    posts = dict(s.posts.select("post_id", "title").iter_rows())
    units = dict(s.units.select("unit_id", "name").iter_rows())
    at = dict(seen.people.select("person_id", "unit_id").iter_rows())
    told = []
    for row in rows.to_dicts():
        unit = row["unit_id"] or at.get(row["person_id"])
        values = row | {"since": format_date(row["since"]) or "…", "until": format_date(row["until"]) or "…"}
        people = [row["person_id"], *(row["others"] or [])]
        told.append(
            {
                "people": [(p, names[p]) for p in people if p in names],
                "what": posts.get(row["post_id"]) or row["title"] or "",
                "unit_id": unit,
                "unit": units.get(unit, ""),
                "finding": str(alarm.finding) % values,
                "mend": _mend(alarm, people, names, may_write=seen.viewer.may_write),
            }
        )
    return told


def _mend(alarm: Alarm, people: list[str], names: dict[str, str], *, may_write: bool) -> list[tuple[str, str]]:
    """Where each of the people's ties are put right: the address and whose they are."""
    if not alarm.family or not may_write:
        return []
    return [(reverse("registry:person_family", args=[p]), names[p]) for p in people if p in names]
