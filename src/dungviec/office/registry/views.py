"""Pages of the records; each view only asks the selectors and picks a template."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.models import Role
from dungviec.office.access.services import remember, remembered
from dungviec.office.registry import appointable, columns, export, overview, people_list, record, rights, structure
from dungviec.office.registry.career import strip
from dungviec.office.registry.models import Person, Unit
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import home_picture, opened_units, request_viewer, seen_units
from dungviec.office.shell.typed import PARAMETER, cleaned, keep, typed

_COLUMNS = "people.columns"
_LIST = "people"
"""The page under which the session keeps what is typed into the list's search."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs my attention, and how does the workforce stand?"""
    viewer = request_viewer(request)
    if city() is None:
        return render(request, "registry/empty.html")
    if viewer.role == Role.OFFICIAL:
        return own_file(request)
    return render(request, "registry/home.html", home_picture(viewer))


@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    """My own record."""
    viewer = request_viewer(request)
    if not viewer.person_id:
        raise Http404("own file")
    return redirect("registry:person", viewer.person_id)


def _query(request: HttpRequest) -> people_list.Query:
    """What the address asks for, with the text that the session keeps for it."""
    number = request.GET.get(PARAMETER, "")
    return people_list.Query.read(request.GET, text=typed(request, _LIST, number), kept=number)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who is on the rolls, in which post? Filters, search, order and pages."""
    return _people(request, _query(request))


@require_POST
def search_people(request: HttpRequest) -> HttpResponse:
    """The list for a posted text and filters; the text stays in the session, the address gets the rest.

    For htmx the table alone, with the new address to show; otherwise off to that address.
    """
    before = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    number = before.get(PARAMETER, request.POST.get(PARAMETER, ""))
    text = cleaned(request.POST.get("q", ""))
    query = people_list.Query.read(request.POST, text=text, kept=keep(request, _LIST, text, number=number))
    parameters = query.parameters
    address = reverse("registry:people") + (f"?{urlencode(parameters)}" if parameters else "")
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(address)
    response = _people(request, query)
    if before.dict() != parameters:
        response["HX-Push-Url"] = address
    return response


def _people(request: HttpRequest, query: people_list.Query) -> HttpResponse:
    """The page of the list, or its table for htmx."""
    viewer = request_viewer(request)
    day = viewer.day
    assert day is not None
    everyone = people_list.visible(viewer, day)
    found = people_list.select(everyone, query, day)
    shown = columns.chosen(remembered(request.user, _COLUMNS))
    page = Paginator(range(found.height), people_list.PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "columns": shown,
        "rows": people_list.page_rows(found, shown, page.number),
        "page": page,
        "totals": people_list.totals(found),
        "all": everyone.height,
        "chips": _chips(query, day),
        "address": urlencode(query.parameters),
        "sort_key": query.sort.lstrip("-"),
        "sort_down": query.sort.startswith("-"),
    }
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "list":
        return render(request, "registry/people_table.html", context)
    context |= {
        "filters": [(f, people_list.option_counts(everyone, f, day)) for f in people_list.FILTERS.values()],
        "units": people_list.unit_choices(viewer, day),
        "all_columns": [(c, c in shown) for c in columns.COLUMNS.values()],
    }
    return render(request, "registry/people.html", context)


def _chips(query: people_list.Query, day: Any) -> list[tuple[str, str]]:
    """The filters that are on, each with the address without it; the typed text is no filter and has its own ×."""
    chips = []
    for key, value in query.chosen.items():
        rest = {k: v for k, v in query.parameters.items() if k != key}
        filter_ = people_list.FILTERS[key]
        chips.append((f"{filter_.label}: {filter_.word(value)}", urlencode(rest)))
    if query.unit:
        unit = Unit.objects.filter(pk=query.unit).first()
        rest = {k: v for k, v in query.parameters.items() if k != "unit"}
        chips.append((unit.name if unit else query.unit, urlencode(rest)))
    return chips


@require_POST
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Keep the columns this account wants to see."""
    keys = [key for key in request.POST.getlist("column") if key in columns.COLUMNS]
    remember(request.user, _COLUMNS, keys)
    address = request.POST.get("address", "")
    return HttpResponseRedirect(reverse("registry:people") + (f"?{address}" if address else ""))


@require_safe
def export_people(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: same rows, same columns, same order."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    query = _query(request)
    found = people_list.select(people_list.visible(viewer, viewer.day), query, viewer.day)
    shown = columns.chosen(remembered(request.user, _COLUMNS))
    here = city()
    conditions = [word for word, _rest in _chips(query, viewer.day)] + [f"“{query.text}”"] * bool(query.text)
    book = export.workbook(
        found, shown, title=_("Danh sách cán bộ %s") % (here.name if here else ""), day=viewer.day,
        conditions=conditions,
    )  # fmt: skip
    ledger.record(viewer.username, "export_people", kind="list", rows=found.height, columns=[c.key for c in shown])
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="can-bo-{viewer.day:%Y-%m-%d}.xlsx"'
    return response


@require_POST
def quick_search(request: HttpRequest) -> HttpResponse:
    """People and units for the box in the top bar; the text comes posted and is not kept."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    text = cleaned(request.POST.get("q", ""))
    context: dict[str, Any] = {"text": text}
    if text:
        found = people_list.order(people_list.search(people_list.visible(viewer, viewer.day), text), "name")
        context |= {
            "people": found.head(7).to_dicts(),
            "more": max(found.height - 7, 0),
            "units": seen_units(viewer, text),
        }
    return render(request, "registry/quick_results.html", context)


def _seen_person(request: HttpRequest, person_id: str) -> tuple[Person, dict[str, Any]]:
    viewer = request_viewer(request)
    person = get_object_or_404(Person, pk=person_id)
    rights.SEE_PERSON.require(viewer, person)
    assert viewer.day is not None
    row = record.card(person_id, viewer.day)
    if row is None:
        raise Http404(person_id)
    return person, row


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Who is this, what can they do, and for how long?"""
    person_, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    day = viewer.day
    assert day is not None
    ledger.record(viewer.username, "see_person", kind="person", subject=person_id)
    life = record.life(person_id, day)
    abilities = record.abilities(person_id, day, row.get("post_id"))
    context = {
        "person": row,
        "life": life,
        "career": strip(life, day),
        "clocks": record.clocks(row, day),
        "in_post_for": record.span(row["since"], day) if row.get("since") else "",
        "abilities": abilities,
        "gaps": record.gaps(row, day, abilities),
        "strengths": record.strengths(person_id, day),
        "wishes": record.wishes(person_id, day),
        "family": record.family(person_id, day) if viewer.oversees else [],
        "plans": record.plans(person_id, day),
        "may_judge": row["on_rolls"] and rights.may_judge(viewer, person_),
        "own": viewer.person_id == person_id,
        "openable": opened_units(viewer),
    }
    return render(request, "registry/person.html", context)


@require_safe
def person_card(request: HttpRequest, person_id: str) -> HttpResponse:
    """The small card wherever a name stands."""
    _person, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    assert viewer.day is not None
    ledger.record(viewer.username, "see_card", kind="person", subject=person_id)
    context = {"person": row, "clocks": record.clocks(row, viewer.day)}
    context["in_post_for"] = record.span(row["since"], viewer.day) if row.get("since") else ""
    return render(request, "registry/person_card.html", context)


@require_safe
def person_appointable(request: HttpRequest, person_id: str) -> HttpResponse:
    """What may this person be appointed to?"""
    person_, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    assert viewer.day is not None
    if not rights.may_judge(viewer, person_):
        raise Http404(person_id)
    ledger.record(viewer.username, "see_prospects", kind="person", subject=person_id)
    only_vacant = request.GET.get("vacant") == "1"
    context = {
        "person": row,
        "prospects": appointable.prospects(person_id, viewer.day, lang=get_language() or "vi", only_vacant=only_vacant),
        "only_vacant": only_vacant,
        "openable": opened_units(viewer),
    }
    return render(request, "registry/person_appointable.html", context)


@require_safe
def person_reasons(request: HttpRequest, person_id: str, post_id: str) -> HttpResponse:
    """Why may this person hold that post, or why not?"""
    person_, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    assert viewer.day is not None
    if not rights.may_judge(viewer, person_):
        raise Http404(person_id)
    found = appointable.reasons(person_id, post_id, viewer.day, lang=get_language() or "vi")
    if found is None:
        raise Http404(post_id)
    ledger.record(viewer.username, "see_reasons", kind="person", subject=person_id, post=post_id)
    return render(request, "registry/reasons.html", {"person": row, "reasons": found})


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """How is the city organised, and where is it short or over the norm?"""
    viewer = request_viewer(request)
    assert viewer.day is not None
    opened = set(rights.SEE_UNIT.restrict(viewer, Unit.objects.all()).order_by().values_list("pk", flat=True))
    top = structure.branch(structure.tree(viewer.day), lambda unit_id: unit_id in opened)
    show = request.GET.get("show", "")
    context = {
        "branches": [(node, structure.groups(node)) for node in top],
        "show": show if show in ("vacant", "over", "short") else "",
        "balance": overview.over_norm(top),
        "visible_all": viewer.oversees,
    }
    return render(request, "registry/units.html", context)


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Which posts has this unit, who holds them, what is vacant?"""
    viewer = request_viewer(request)
    assert viewer.day is not None
    unit_ = get_object_or_404(Unit, pk=unit_id)
    rights.SEE_UNIT.require(viewer, unit_)
    node = structure.find(viewer.day, unit_id)
    line = [u for u in unit_.path.strip("/").split("/") if u != unit_id]
    names = dict(Unit.objects.filter(pk__in=line).values_list("pk", "name"))
    context = {
        "unit": unit_,
        "node": node,
        "groups": structure.groups(node) if node else [],
        "posts": structure.post_rows(viewer.day, unit_id) if node else [],
        "line": [(u, names.get(u, u)) for u in line],
        "openable": opened_units(viewer),
    }
    return render(request, "registry/unit.html", context)
