"""Pages of the sandbox: the drafts, one draft with what it comes to, the comparison, and what is done to a draft."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.placement import wording
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import city
from dungviec.office.sandbox import committing, rights, services
from dungviec.office.sandbox.models import Draft, Status
from dungviec.office.shell.clauses import cited_basis
from dungviec.office.shell.middleware import parse_day
from dungviec.records.vietnamese import fold

ROWS = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 3
START = "name: {name}\neffective: {day}\nchanges: []\npolicy:\n  name: {name}\n  keep_level: false\n  allow_needs_authority: true\n"
"""The scenario a new draft begins with."""


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rights.require(rights.may_enter(viewer))
    return viewer


def _said(fault: Exception) -> str:
    vi = str(getattr(fault, "vi", fault))
    return vi if (get_language() or "vi").startswith("vi") else str(getattr(fault, "english", getattr(fault, "en", vi)))


@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts so far, the ready scenarios, and the form for an own one."""
    _viewer(request)
    from dungviec.placement.scenario.shelf import ready

    found = Draft.objects.select_related("made_by__membership")[:100]
    shelf = [(name, scenario.name, scenario.effective) for name, scenario in ready().items()]
    return render(request, "sandbox/drafts.html", {"drafts": found, "shelf": shelf})


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new draft: from a ready scenario, or begun empty with a name and a day."""
    _viewer(request)
    from dungviec.placement.scenario.shelf import text_of

    text = text_of(request.POST.get("mau", ""))
    if text is None:
        day, name = (
            parse_day(request.POST.get("ngay", "")),
            " ".join(request.POST.get("ten", "").replace(":", " ").split()),
        )
        if day is None or not name:
            messages.error(request, _("Xin ghi tên và ngày có hiệu lực, ví dụ 01/07/2025."))
            return redirect("sandbox:drafts")
        text = START.format(name=name[:180], day=day.isoformat())
    try:
        made = services.make(text, request.user)  # type: ignore[arg-type]
    except services.DraftFault as fault:
        messages.error(request, str(fault))
        return redirect("sandbox:drafts")
    return redirect("sandbox:draft", pk=made.pk)


@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: its scenario, and what staffing it came to."""
    viewer = _viewer(request)
    one = get_object_or_404(Draft.objects.select_related("made_by__membership", "ended_by__membership"), pk=pk)
    here = city()
    context: dict[str, Any] = {
        "one": one, "stage": wording.stage_words(one.stage), "share": one.progress / 10, "trouble": wording.said(one, "trouble"),
        "may_commit": rights.may_commit(viewer), "units": Unit.objects.filter(withdrawn_at__isnull=True, valid_to__isnull=True).order_by("name", "pk"),
        "outdated": one.status == Status.STAFFED and here is not None and here.revision != one.revision,
    }  # fmt: skip
    outcome = getattr(one, "outcome", None)
    if outcome is not None:
        from dungviec.placement.plan import Plan

        plan = Plan.from_json(outcome.plan)
        page = Paginator(plan.moves, ROWS).get_page(request.GET.get("trang"))
        rules, lang = law_on(plan.as_of).judged, "en" if get_language() == "en" else "vi"
        context |= {
            "clauses": {m.person_id: cited_basis(map(asdict, m.basis), rules, lang) for m in page.object_list},
            "plan": plan, "figures": [wording.compare(f) for f in plan.figures], "proof": wording.proof(plan), "lines": _lines(outcome.lines),
            "changed_units": outcome.units, "page": page,
        }  # fmt: skip
        ledger.listed(viewer, "view_draft", len(plan.moves), kind="draft", subject=str(pk))
    return render(request, "sandbox/draft.html", context)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """A staffed draft as a workbook, the same file that ``dungviec place`` writes; Http404 before it is staffed."""
    viewer = _viewer(request)
    one = get_object_or_404(Draft.objects.select_related("outcome").exclude(outcome=None), pk=pk)
    from dungviec.exchange import write_plan
    from dungviec.placement.plan import Plan

    plan = Plan.from_json(one.outcome.plan)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_plan(plan, path)
        body = path.read_bytes()
    ledger.listed(viewer, "export_draft", len(plan.moves), kind="draft", subject=str(pk), bytes=len(body))
    name = f"sap-xep-{pk}-{slugify(fold(one.name))[:60]}.xlsx"
    return HttpResponse(body, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _lines(stored: list[list[Any]]) -> list[tuple[str, float | None]]:
    vi = (get_language() or "vi").startswith("vi")
    return [(line[1] if vi else line[2], line[3]) for line in stored]


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two or three staffed drafts side by side."""
    viewer = _viewer(request)
    ready = [d for d in Draft.objects.select_related("outcome")[:60] if hasattr(d, "outcome")]
    wanted = list(dict.fromkeys(request.GET.getlist("kb")))[:MOST]
    chosen = [d for pk in wanted for d in ready if str(d.pk) == pk]
    rows = []
    if len(chosen) > 1:
        values = [{line[0]: line[3] for line in d.outcome.lines} for d in chosen]
        vi = (get_language() or "vi").startswith("vi")
        rows = [(line[1] if vi else line[2], [v.get(line[0]) for v in values]) for line in chosen[0].outcome.lines]
        ledger.listed(viewer, "compare_drafts", len(rows), kind="draft", subject=",".join(wanted))
    return render(
        request,
        "sandbox/compare.html",
        {"ready": ready, "chosen": chosen, "chosen_ids": {d.pk for d in chosen}, "rows": rows},
    )


@require_http_methods(["POST"])
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """What is done to a draft: ``sua``, ``buoc``, ``chay``, ``dung``, ``bo``, ``ghi`` or ``hoan-tac``."""
    viewer = _viewer(request)
    one = get_object_or_404(Draft, pk=pk)
    user: Any = request.user
    given = request.POST
    deeds: dict[str, Callable[[], object]] = {
        "sua": lambda: services.rewrite(one, given.get("kich-ban", ""), user),
        "buoc": lambda: services.add_change(one, services.change_from(given.get("loai", ""), given.dict(), given.getlist("don-vi")), user),
        "chay": lambda: services.staff_it(one, user),
        "dung": lambda: services.stop(one, user),
        "bo": lambda: services.throw_away(one, user),
        "ghi": lambda: _commit(request, one),
        "hoan-tac": lambda: committing.take_back(one, user, given.get("ly-do", "")),
    }  # fmt: skip
    if deed in ("ghi", "hoan-tac"):
        rights.require(rights.may_commit(viewer))
    if deed in deeds:
        try:
            deeds[deed]()
        except (services.DraftFault, RegistryFault) as fault:
            messages.error(request, _said(fault))
    return redirect("sandbox:draft", pk=pk)


def _commit(request: HttpRequest, one: Draft) -> None:
    signed = parse_day(request.POST.get("ngay-ky", ""))
    if signed is None:
        raise services.DraftFault(_("Xin ghi ngày ký, ví dụ 16/06/2025."))
    committing.commit(one, request.user, resolution=request.POST.get("so", ""), resolved=signed)  # type: ignore[arg-type]
    messages.success(request, _("Đã ghi vào hồ sơ, có hiệu lực từ ngày %s.") % f"{one.effective:%d/%m/%Y}")
