"""The unit's own year, its meeting and the votes of it."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import Level, Meeting, UnitYear
from dungviec.office.appraisal.services import bodies
from dungviec.office.appraisal.typed import Typed
from dungviec.office.appraisal.views.common import account, unit_here, year_here
from dungviec.office.appraisal.views.years import appraised, year_room
from dungviec.office.registry.gate import SeenRecords

BODY_SHARES = ("done", "on_time", "exceeding")


@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest) -> HttpResponse:
    """What was the unit's year, and which level was decided for it?"""
    records = year_room(request)
    unit_id, units = unit_here(request, records)
    year = year_here(request, records)
    if not bodies.may_keep(records.viewer, unit_id):
        raise PermissionDenied("unit year")
    kept = UnitYear.objects.filter(unit_id=unit_id, year=year).first()
    context: dict[str, Any] = {"given": {}, "faults": {}}
    if request.method == "POST":
        typed = Typed(request.POST)
        try:
            messages.success(request, _keep_body(typed, request, records, unit_id, year))
            return redirect(f"{request.path}?don-vi={unit_id}&nam={year}")
        except AppraisalRefused as refused:
            context = {"given": request.POST, "fault": str(refused), "faults": typed.faults | refused.fields}
    found, broken = appraised(records, unit_id, year, whole=False)
    facts = dict(kept.facts) if kept else {}
    for name in BODY_SHARES:
        if name in facts:
            facts[name] = f"{facts[name] * 100:.10g}".replace(".", ",")
    facts = {n: ("co" if v else "khong") if isinstance(v, bool) else v for n, v in facts.items()}
    people = _voted(records, unit_id)
    meetings = list(Meeting.objects.filter(unit_id=unit_id, year=year))
    context |= {
        "people": list(people.items()), "votes": {m.pk: _told(m.votes, people) for m in meetings},
        "unit": next((u for u in units if u["unit_id"] == unit_id), {}), "units": units, "year": year, "kept": kept, "facts": facts, "levels": Level.choices,
        "answer": found.units.get(unit_id) if found else None, "broken": broken, "meetings": meetings,
    }  # fmt: skip
    return render(request, "appraisal/body.html", context, status=422 if "fault" in context else 200)


def _voted(records: SeenRecords, unit_id: str) -> dict[str, str]:
    """On whom the meeting of a unit votes: its people in reach and the heads right below, name by identifier."""
    ids = assembling.managed_in(unit_id, records.day)["person_id"]
    seen = records.people.filter(pl.col("person_id").is_in(ids.implode())).sort(pl.col("unit_id") != unit_id, "name")
    return dict(seen.select("person_id", "name").iter_rows())


def _told(votes: dict[str, dict[str, int]], people: dict[str, str]) -> list[tuple[str, list[int]]]:
    """Votes by level of those in reach, in the order of the levels."""
    return [(people[p], [own.get(level, 0) for level in Level.values]) for p, own in votes.items() if p in people]


def _keep_body(typed: Typed, request: HttpRequest, records: SeenRecords, unit_id: str, year: int) -> str:
    who: Any = {"viewer": records.viewer, "by": account(request)}
    if "hop" in request.POST:
        votes = {
            p: {level: typed.whole(f"phieu-{p}-{level}", empty=0) or 0 for level in Level.values} for p in _voted(records, unit_id)
        }  # fmt: skip
        held = typed.day("ngay-hop")
        present, called = typed.whole("co-mat"), typed.whole("trieu-tap")
        if typed.faults:
            raise AppraisalRefused(next(iter(typed.faults.values())), typed.faults)
        bodies.keep_meeting(
            unit_id, year, held_on=held, place=typed.text("noi-hop"), chair=typed.text("chu-tri"), secretary=typed.text("thu-ky"), present=present,
            called=called, said=typed.text("y-kien"), party_opinion=typed.text("cap-uy"), votes=votes, **who,
        )  # fmt: skip
        return _("Đã ghi biên bản họp.")
    points = typed.number("points")
    facts: dict[str, Any] = {n: typed.share(n) for n in BODY_SHARES} | {
        "points": None if points is None else float(points)
    }
    facts["failing_sub_units"] = typed.whole("failing_sub_units")
    facts |= {n: typed.yes_no(n) for n in ("shortcomings_fixed", "wrongdoing", "force_majeure")}
    decided = typed.day("ngay")
    if typed.faults:
        raise AppraisalRefused(next(iter(typed.faults.values())), typed.faults)
    bodies.keep_unit_year(
        unit_id, year, facts=facts, level=typed.text("muc"), number=typed.text("so"), decided_on=decided,
        agency=typed.yes_no("co-quan") is True, outstanding=typed.yes_no("noi-troi") is True, **who,
    )  # fmt: skip
    return _("Đã ghi năm của đơn vị.")
