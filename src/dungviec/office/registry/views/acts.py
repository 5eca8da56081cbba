"""Acts on units: filled in, looked at beforehand, carried out as one batch."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.access import ledger
from dungviec.office.registry import acts, people_list
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import SeenRecords, opened_units, seen_here, user_of
from dungviec.office.registry.workforce import unit_frame
from dungviec.records.codes import CODE_LISTS

MOST_NAMED = 60


@require_http_methods(["GET", "HEAD", "POST"])
def unit_acts(request: HttpRequest) -> HttpResponse:
    """What does the resolution do to which units, and whom does it touch?"""
    seen = seen_here(request)
    if not seen.viewer.may_write:
        raise PermissionDenied("unit acts")
    posted = request.POST if request.method == "POST" else QueryDict(mutable=True)
    kind = request.POST.get("viec") or request.GET.get("viec", "")
    act = acts.ACTS.get(kind) or acts.ACTS["lap"]
    asked = acts.Asked.read(act, posted)
    if request.method != "POST":
        start = request.GET.get("don-vi", "")
        asked = acts.Asked(act, dict(asked.given) | {"don-vi": start}, (start,) if start else ())
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _in_reach(seen, asked)
            looked = acts.preview(asked, user_of(request), seen.day)
            if "ghi" in request.POST:
                batch = acts.carry_out(asked, user_of(request))
                messages.success(
                    request, _("Đã ghi «%s». Ai còn giữ vị trí của đơn vị kết thúc hiện ở Báo động.") % batch.title
                )
                return redirect("registry:batch", batch.pk)
            context |= _told(seen, looked)
        except RegistryFault as fault:
            context["fault"] = fault.sentence(get_language())
    opened = set(opened_units(seen.viewer))
    frame = unit_frame(snapshot(seen.day))
    found = [row for row in frame.select("unit_id", "name", "path").iter_rows() if row[0] in opened]
    named = [*asked.units, *asked.touched()]
    context |= {
        "acts": acts.ACTS.values(), "act": act, "given": asked.given, "chosen": set(asked.units),
        "units": people_list.unit_choices(found, next(iter(named), "")), "kinds": CODE_LISTS["unit_kind"].items,
        "parts": [*asked.parts, *[("", "")] * (acts.NEW_PARTS - len(asked.parts))],
    }  # fmt: skip
    return render(request, "registry/unit_acts.html", context, status=422 if "fault" in context else 200)


def _in_reach(seen: SeenRecords, asked: acts.Asked) -> None:
    """Refuse units the viewer may not open, and a topmost unit to whoever does not see everybody."""
    named, opened = asked.touched(), set(opened_units(seen.viewer))
    top = "parent" in asked.act.fields and not asked.given["cap-tren"] and not asked.given["thanh"]
    if any(unit not in opened for unit in named) or (top and not seen.viewer.reaches_all):
        raise PermissionDenied("unit")


def _told(seen: SeenRecords, looked: acts.Preview) -> dict[str, Any]:
    names = dict(seen.on_file(looked.people["person_id"].to_list()).select("person_id", "name").iter_rows())
    people = [row for row in looked.people.to_dicts() if row["person_id"] in names]
    ledger.listed(seen.viewer, "see_affected", len(people), kind="unit")
    shown = [row | {"name": names[row["person_id"]]} for row in people[:MOST_NAMED]]
    return {"preview": looked, "people": shown, "people_count": len(people)}
