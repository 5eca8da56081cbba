"""Pages of the rounds; each view asks a selector or a service and picks a template."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.law.standing import standing, standing_of
from dungviec.office.placement import firmness, gates, rights, selectors, services, wording
from dungviec.office.placement.commenting import comments_seen, may_comment
from dungviec.office.placement.deliberation import PAPERS_AT
from dungviec.office.placement.forms import RoundForm, policy_values, saved_policies
from dungviec.office.placement.limited import kept_here
from dungviec.office.placement.models import PolicyVersion, Round
from dungviec.office.placement.needs import open_needs
from dungviec.office.placement.scope import scope_choices, scope_words
from dungviec.office.registry.appointable import unread_ground
from dungviec.office.registry.rights import visible_ids
from dungviec.office.shell.clauses import cited_basis
from dungviec.office.shell.typed import PARAMETER, cleaned, keep, typed
from dungviec.office.shell.verdicts import LOOKS
from dungviec.records.vietnamese import fold

ROWS = 50
SECTIONS = ("dieu-dong", "cho-trong", "chua-co-vi-tri", "kiem-nhiem", "y-kien", "chinh-sach", "chung-minh")
FOR_UNITS = ("dieu-dong", "cho-trong", "chua-co-vi-tri", "y-kien")
"""What a head of unit reads of a round, each as far as it touches the own unit."""


def viewer_on(request: HttpRequest) -> Viewer:
    """Who asks; refused unless the room is open to the role."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rights.require(rights.may_enter(viewer))
    return viewer


def round_seen(request: HttpRequest, pk: int) -> tuple[Viewer, Round]:
    """The round, if the viewer may see it."""
    viewer = viewer_on(request)
    one = get_object_or_404(Round.objects.select_related("policy", "made_by"), pk=pk)
    rights.SEE_ROUND.require(viewer, one)
    return viewer, one


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds so far, or what this room is for."""
    viewer = viewer_on(request)
    return render(
        request,
        "placement/rounds.html",
        {"rounds": selectors.rounds(viewer)[:200], "may_run": rights.may_run(viewer), "whole": viewer.oversees},
    )


def open_round(request: HttpRequest) -> HttpResponse:
    """The form of a new round; posting it stores the policy's version and hands the round to the worker."""
    viewer = viewer_on(request)
    rights.require(rights.may_run(viewer))
    from dungviec.placement.policy import Policy

    base = request.POST.get("base", "")
    chosen = PolicyVersion.objects.filter(pk=int(base)).first() if base.isdecimal() else None
    if request.method == "POST" and "load" not in request.POST:
        form = RoundForm(request.POST)
        if form.is_valid():
            got = form.cleaned_data
            made = services.open_round(got["name"], got["as_of"], form.policy(), request.user, needs=got["needs"])  # type: ignore[arg-type]
            return redirect("placement:round", pk=made.pk)
    else:
        day = request.office_day  # type: ignore[attr-defined]
        policy = Policy.from_yaml(chosen.text) if chosen else Policy()
        if request.method != "POST" and (latest := saved_policies()[:1]):
            chosen, policy = latest[0], Policy.from_yaml(latest[0].text)
        initial: dict[str, Any] = {
            "name": _("Phương án ngày %s") % day.strftime("%d/%m/%Y"),
            "as_of": day.strftime("%d/%m/%Y"),
        }
        if request.method == "POST":  # another policy was chosen: what was typed about the round stays
            typed = request.POST
            initial |= {key: typed[key] for key in ("name", "as_of", "max_moves") if key in typed}
            initial |= {key: typed.getlist(key) for key in ("units", "categories", "needs")}
        form = RoundForm(initial=initial | policy_values(policy))
    context = {
        "form": form, "law_trouble": standing().trouble, "policies": saved_policies(), "chosen": chosen, "kinds": scope_choices(form),
        "needs": open_needs(viewer), "ticked_needs": {str(getattr(v, "pk", v)) for v in form["needs"].value() or ()},
        "weight_total": sum(int(form[f"weight_{part}"].value() or 0) for part in ("competence", "strengths", "record", "wishes"))
        if not form.errors else 0,
    }  # fmt: skip
    return render(request, "placement/open_round.html", context, status=422 if form.errors else 200)


def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: its progress while it runs, what went wrong, or its plan."""
    viewer, one = round_seen(request, pk)
    context: dict[str, Any] = {"one": one, "may_run": rights.may_run(viewer), "whole": viewer.oversees}
    if not one.done:
        return render(request, "placement/round_waiting.html", context | _progress(one))
    section = request.GET.get("muc", SECTIONS[0])
    section = section if section in SECTIONS and (viewer.oversees or section in FOR_UNITS) else SECTIONS[0]
    if not request.htmx:  # type: ignore[attr-defined]
        ledger.record(viewer.username, "view_round", kind="round", subject=str(pk), part=section)
    moves = selectors.moves_seen(viewer, one)
    seats = rights.SEE_SEAT.restrict(viewer, one.empty_seats.all())
    people = rights.SEE_PERSON_WITHOUT.restrict(viewer, one.without_post.all())
    context |= {
        "section": section, "outdated": selectors.is_outdated(one), "other_law": selectors.has_other_law(one), "move_count": moves.count(),
        "seat_count": sum(seats.values_list("seats", flat=True)), "post_count": seats.count(), "people_count": people.count(), "comment_count": comments_seen(viewer, one).count(),
        "places": gates.places(one), "next_gate": gates.next_gate(one), "may_pass": gates.may_pass(viewer, one), "may_send_back": gates.may_send_back(viewer, one),
        "papers_at": PAPERS_AT,
        "hand_count": one.handsteps.count() if viewer.oversees else 0, "hand_people": one.hand_moves.count() if viewer.oversees else 0,
    }  # fmt: skip
    if context["may_pass"]:
        context["obstacles"] = gates.obstacles(one)
    if viewer.oversees:
        plan = selectors.plan_of(one)
        context |= {
            "plan": plan, "second_count": len(plan.besides), "figures": [wording.compare(f) for f in plan.figures], "proof": wording.proof(plan),
            "limited_kept": kept_here(plan.policy), "warnings": [w[0] if wording.vietnamese() else w[1] for w in (*plan.warnings, *plan.kinship_kept)],
        }  # fmt: skip
        if section == "chinh-sach":
            context |= {"policy_rows": wording.policy_rows(plan), "scope": scope_words(plan.policy)}
        if section == "chung-minh":
            context |= {"seconds": plan.seconds, "firm": firmness.firm_of(one)}
    if section == "dieu-dong":
        context |= _moves(viewer, one, moves, _asked(request, one), request.GET.get("trang"))
    elif section == "cho-trong":
        context["seats"] = seats.order_by("-importance", "unit", "title")
    elif section == "chua-co-vi-tri":
        context["people"] = people
    elif section == "y-kien":
        context |= {
            "comments": comments_seen(viewer, one), "may_comment": may_comment(viewer, one),
            "movers": list(moves.values_list("person_id", "person_name", "to_title").order_by("sort_key")[:400]),
        }  # fmt: skip
    return render(request, "placement/round.html", context)


def _asked(request: HttpRequest, one: Round) -> selectors.MoveQuery:
    """What the address asks of the table, with the text that the session keeps for it."""
    number = request.GET.get(PARAMETER, "")
    return selectors.MoveQuery.read(request.GET, text=typed(request, f"round.{one.pk}", number), kept=number)


@require_POST
def search_moves(request: HttpRequest, pk: int) -> HttpResponse:
    """The table for a posted text and filters; the text stays in the session, the address gets the rest."""
    viewer, one = round_seen(request, pk)
    if not one.done:
        return HttpResponseRedirect(one_address(one))
    before = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    text = cleaned(request.POST.get("q", ""))
    number = keep(request, f"round.{pk}", text, number=before.get(PARAMETER, request.POST.get(PARAMETER, "")))
    query = selectors.MoveQuery.read(request.POST, text=text, kept=number)
    parameters = {"muc": SECTIONS[0], **query.parameters}
    address = f"{one_address(one)}?{urlencode(parameters)}"
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(f"{address}#phan")
    moves = selectors.moves_seen(viewer, one)
    context = {
        "one": one,
        "whole": viewer.oversees,
        "move_count": moves.count(),
        **_moves(viewer, one, moves, query, None),
    }
    response = render(request, "placement/parts/moves.html", context)
    if before.dict() != parameters:
        response["HX-Push-Url"] = address
    return response


def _moves(
    viewer: Viewer, one: Round, moves: Any, query: selectors.MoveQuery, page_asked: str | None
) -> dict[str, Any]:
    """The table of moves as asked for; names of people whose file the viewer may not open are no links."""
    asked = selectors.asked_moves(moves, query)
    page = Paginator(asked, ROWS).get_page(page_asked)
    rules = standing_of(one.law_mark).on(one.as_of).judged
    lang = "vi" if wording.vietnamese() else "en"
    firm = firmness.firm_of(one) if viewer.oversees else None
    kinds, verdicts = selectors.counts_by(moves, "kind"), selectors.counts_by(moves, "verdict")
    return {
        "firm": firm, "trials": firm.scenarios if firm else 0,
        "query": query, "page": page, "clauses": {m.pk: cited_basis(m.basis, rules, lang) for m in page.object_list}, "seen_people": frozenset(visible_ids(viewer) or ()), "ground_mark": unread_ground(viewer), "totals": selectors.totals(asked), "units": selectors.unit_options(moves),
        "kinds": [(key, word, kinds[key]) for key, word in selectors.KINDS.items() if key in kinds],
        "verdicts": [(str(v), LOOKS[v].word, n) for v, n in sorted(verdicts.items())],
    }  # fmt: skip


def _progress(one: Round) -> dict[str, Any]:
    return {
        "stage": wording.stage_words(one.stage), "share": one.progress / 10,
        "spent": wording.duration(selectors.seconds_spent(one)),
        "nobody": selectors.waits_for_nobody(one), "silent": selectors.has_gone_silent(one),
        "trouble": wording.said(one, "trouble"),
    }  # fmt: skip


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, asked for every second; a round that has ended makes the page load anew."""
    viewer, one = round_seen(request, pk)
    if not one.unfinished:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(
        request, "placement/parts/progress.html", {"one": one, "may_run": rights.may_run(viewer)} | _progress(one)
    )


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a waiting or running round."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer))
    services.stop(one, request.user)  # type: ignore[arg-type]
    return redirect("placement:round", pk=pk)


@require_POST
def run_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the same again of the records as they are now."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer))
    with transaction.atomic():
        if selectors.has_gone_silent(one):
            services.stop(one, request.user)  # type: ignore[arg-type]
            services.cancel(one.pk)
        made = services.run_again(one, request.user)  # type: ignore[arg-type]
    messages.info(request, _("Đã lập lại phương án trên hồ sơ hiện nay; phương án cũ vẫn được giữ."))
    return redirect("placement:round", pk=made.pk)


@require_POST
def try_firmness(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which moves of the plan stand with other weights."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer) and one.done)
    firmness.ask_for(one, request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(f"{one_address(one)}?muc=chung-minh#phan")


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a workbook, the same file that ``dungviec place`` writes."""
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees)
    if not one.done:
        return HttpResponseRedirect(one_address(one))
    from dungviec.exchange import write_plan

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_plan(selectors.plan_of(one), path)
        body = path.read_bytes()
    ledger.listed(viewer, "export_plan", one.moves.count(), kind="round", subject=str(pk), bytes=len(body))
    name = f"phuong-an-{pk}-{slugify(fold(one.name))[:60]}.xlsx"
    return HttpResponse(
        body,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate as JSON, for whoever recomputes the bound."""
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees and one.done)
    plan = selectors.plan_of(one)
    body = {"value": plan.value, "bound": plan.bound, "gap": plan.gap, "certificate": plan.certificate}
    ledger.record(viewer.username, "export_certificate", kind="round", subject=str(pk))
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="chung-minh-{pk}.json"'},
    )


def one_address(one: Round) -> str:
    """Where the round stands."""
    from django.urls import reverse

    return reverse("placement:round", args=[one.pk])
