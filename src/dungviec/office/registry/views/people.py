"""The list of officials: filters, search, columns, and the workbook of what is seen."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import polars as pl
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.fields import group_of
from dungviec.office.access.policy import Viewer
from dungviec.office.access.purpose import stated
from dungviec.office.access.services import remember, remembered
from dungviec.office.registry import columns, export, filters, people_list, saved
from dungviec.office.registry.gate import WORKFORCE
from dungviec.office.registry.limited import limited_here, without_limited
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import request_viewer
from dungviec.office.shell.typed import PARAMETER, cleaned, keep, typed

_COLUMNS = "people.columns"
_LIST = "people"
"""The page under which the session keeps what is typed into the list's search."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _query(request: HttpRequest) -> people_list.Query:
    """What the address asks for, with the text that the session keeps for it."""
    number = request.GET.get(PARAMETER, "")
    return people_list.Query.read(request.GET, text=typed(request, _LIST, number), kept=number)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who is on the rolls, in which post? Filters, search, order and pages; without any condition the account's own first view."""
    first = None if request.GET else saved.default(request.user)
    if first is not None:
        return HttpResponseRedirect(f"{reverse('registry:people')}?{first.address or 'sort=name'}")
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
    selection = people_list.select(everyone, query, day)
    found = selection.rows
    shown = columns.chosen(list(query.columns) or remembered(request.user, _COLUMNS))
    page = Paginator(range(found.height), people_list.PAGE).get_page(request.GET.get("page"))
    if not request.headers.get("HX-Request"):  # not every letter somebody types
        ledger.listed(viewer, "see_list", found.height, page=page.number)
    context = {
        "query": query,
        "limited": limited_here(),
        "nearly": selection.nearly,
        "columns": shown,
        "rows": people_list.page_rows(found, shown, page.number),
        "page": page,
        "totals": people_list.totals(found),
        "all": everyone.height,
        "chips": _chips(query, people_list.reached_units(viewer, everyone, day)),
        "address": urlencode(query.parameters),
        "sort_key": query.sort.lstrip("-"),
        "sort_down": query.sort.startswith("-"),
    }
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "list":
        return render(request, "registry/people_table.html", context)
    context |= {
        "filters": filters.choices(viewer, everyone, day),
        "units": people_list.unit_choices(people_list.reached_units(viewer, everyone, day), query.unit),
        "all_columns": [(c, c in shown) for c in columns.COLUMNS.values()],
        "saved": saved.mine(request.user),
        "offered": saved.shared_with(request.user, _units(viewer, everyone, day), set(everyone.columns)),
    }
    return render(request, "registry/people.html", context)


def _units(viewer: Viewer, everyone: pl.DataFrame, day: date) -> set[str]:
    return {unit for unit, _name, _path in people_list.reached_units(viewer, everyone, day)}


def _chips(query: people_list.Query, units: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """The filters that are on, each with the address without it; the typed text is no filter and has its own ×."""
    chips = []
    for key, value in query.chosen.items():
        rest = {k: v for k, v in query.parameters.items() if k != key}
        filter_ = filters.FILTERS[key]
        chips.append((f"{filter_.label}: {filter_.word(value)}", urlencode(rest)))
    if query.unit:
        names = {unit: name for unit, name, _path in units}  # a unit out of sight keeps its name to itself
        rest = {k: v for k, v in query.parameters.items() if k != "unit"}
        chips.append((names.get(query.unit, query.unit), urlencode(rest)))
    return chips


@require_POST
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Keep the columns this account wants to see."""
    keys = [key for key in request.POST.getlist("column") if key in columns.COLUMNS]
    remember(request.user, _COLUMNS, keys)
    address = urlencode({k: v for k, v in QueryDict(request.POST.get("address", "")).dict().items() if k != "cot"})
    return HttpResponseRedirect(reverse("registry:people") + (f"?{address}" if address else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def export_people(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: same rows, same columns, same order; sensitive columns only for a purpose, which the ledger keeps."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    query = _query(request)
    everyone = people_list.visible(viewer, viewer.day)
    found = without_limited(people_list.select(everyone, query, viewer.day).rows)
    chosen = columns.chosen(list(query.columns) or remembered(request.user, _COLUMNS))
    purpose = stated(request)
    shown = [c for c in chosen if c.source in found.columns]
    left_out = [] if purpose else [c for c in shown if group_of(WORKFORCE, c.source).sensitive]
    shown = [c for c in shown if c not in left_out]
    here = city()
    units = people_list.reached_units(viewer, everyone, viewer.day)
    conditions = [word for word, _rest in _chips(query, units)] + [f"“{query.text}”"] * bool(query.text)
    if left_out:
        conditions.append(_("Đã bỏ cột nhạy cảm vì chưa ghi mục đích: %s") % ", ".join(str(c.label) for c in left_out))
    book = export.workbook(
        found, shown, title=_("Danh sách cán bộ %s") % (here.name if here else ""), day=viewer.day,
        conditions=conditions,
    )  # fmt: skip
    ledger.listed(viewer, "export_people", found.height, columns=[c.key for c in shown], purpose=purpose)
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="can-bo-{viewer.day:%Y-%m-%d}.xlsx"'
    return response
