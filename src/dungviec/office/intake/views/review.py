"""The page on which a person mends, decides and reads what would change, before anything is written."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dungviec.exchange.grid import show
from dungviec.exchange.roster.words import field_words
from dungviec.office.access import ledger
from dungviec.office.intake import files, reading, selectors, services
from dungviec.office.intake.cells import with_fixes
from dungviec.office.intake.models import Intake, IntakeRow
from dungviec.office.intake.targets import BY_FACT
from dungviec.office.intake.views.common import intake_seen, told, user_of
from dungviec.office.registry.models import Unit
from dungviec.records.codes import UNIT_KINDS

ROWS = 50
PARTS = ("dong", "quyet-dinh", "don-vi", "thay-doi", "lua-chon")


def review_page(request: HttpRequest, one: Intake) -> HttpResponse:
    """Balance on top, then one part: rows with marks, people to decide, units, changes, choices."""
    part = request.GET.get("muc", "")
    balance = one.balance
    if part not in PARTS:
        part = "quyet-dinh" if balance.get("doubt") else "don-vi" if balance.get("units") else "dong"
    vietnamese = selectors.lang() == "vi"
    context: dict[str, Any] = {
        "one": one, "part": part, "balance": balance, "failed": one.trouble_vi if vietnamese else one.trouble_en,
        "units_asked": len(one.choices.get("units", ())),
    }  # fmt: skip
    makers = {"dong": _rows, "quyet-dinh": _people, "don-vi": _units, "thay-doi": _changes, "lua-chon": _choices}
    return render(request, "intake/review.html", context | makers[part](request, one))


def _rows(request: HttpRequest, one: Intake) -> dict[str, Any]:
    wanted = request.GET.get("loc", "")
    page = Paginator(selectors.rows_of(one, wanted), ROWS).get_page(request.GET.get("trang"))
    return {
        "page": page, "wanted": wanted, "filters": selectors.filter_counts(one),
        "groups": list(selectors.groups_of(one, list(page.object_list))),
    }  # fmt: skip


def _people(request: HttpRequest, one: Intake) -> dict[str, Any]:
    rows = selectors.doubtful(one)
    found = selectors.candidates_of(rows)
    return {"doubtful": [(r, selectors.row_shown(one, r), found[r.pk]) for r in rows]}


def _units(request: HttpRequest, one: Intake) -> dict[str, Any]:
    asked = one.choices.get("units", ())
    if not asked:
        return {"asked": []}
    units = Unit.objects.filter(withdrawn_at__isnull=True, valid_to__isnull=True).order_by("position")
    vietnamese = selectors.lang() == "vi"
    named = list(units.values_list("pk", "name"))
    return {
        "asked": [(key, name, people, one.units.get(key, {}), selectors.near_units(name, named)) for key, name, people in asked],
        "units": named, "kinds": [(c.value, c.vi if vietnamese else c.en) for c in UNIT_KINDS],
    }  # fmt: skip


def _changes(request: HttpRequest, one: Intake) -> dict[str, Any]:
    rows = one.rows.filter(outcome="updated").order_by("position")
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    return {"page": page, "changed": [(r, selectors.changes_shown(r)) for r in page.object_list]}


def _choices(request: HttpRequest, one: Intake) -> dict[str, Any]:
    mapping = reading.mapping_of(one)
    fields = {c.field for s in mapping.sheets if s.taken for t in s.tables for c in t.columns}
    fields |= {"degree"} if "degree_mark" in fields else set()
    erasable = [
        (f, field_words(f, lang=selectors.lang())) for f in BY_FACT if f in fields and f not in ("name", "born")
    ]
    return {
        "erasable": erasable, "erase": one.choices.get("erase", ()), "moves": one.choices.get("moves", False),
        "has_units": bool(fields & {"unit", "title_unit"}) or any(r.facts.get("unit") for r in one.rows.order_by("position")[:5]),
    }  # fmt: skip


@told
def cell(request: HttpRequest, pk: int, row: int, column: int) -> HttpResponse:
    """The editor of one cell; posting a text mends it, ``undo`` goes back to what the file says."""
    one = intake_seen(request, pk)
    found = get_object_or_404(IntakeRow, pk=row, intake=one)
    if request.method == "POST":
        if "undo" in request.POST:
            services.unfix_cell(one, found, column, user_of(request))
        else:
            services.fix_cell(one, found, column, request.POST.get("text", ""), user_of(request))
        if not request.headers.get("HX-Request"):
            return redirect(f"{_address(one)}?muc=dong")
        answer = render(
            request, "intake/parts/row.html", {"one": one, "shown": selectors.row_shown(one, found), "fresh": True}
        )
        answer["HX-Trigger"] = "intake-mended"
        return answer
    cells = with_fixes(found.cells, found.fixes)
    use = next((u for u in selectors.uses_of(reading.mapping_of(one), found) if u.index == column), None)
    context = {
        "one": one, "row": found, "column": column, "label": field_words(use.field, use.detail, lang=selectors.lang()) if use else "",
        "text": show(cells[column]) if column < len(cells) else "", "mark": found.mark_of(column), "by_hand": str(column) in found.fixes,
        "vietnamese": selectors.lang() == "vi",
    }  # fmt: skip
    return render(request, "intake/parts/editor.html", context)


def _address(one: Intake) -> str:
    from django.urls import reverse

    return reverse("intake:intake", args=[one.pk])


@require_POST
@told
def person(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Decide whom a doubtful row is about."""
    one = intake_seen(request, pk)
    found = get_object_or_404(IntakeRow, pk=row, intake=one)
    services.decide_person(one, found, request.POST.get("decision", ""), user_of(request))
    return _checked(request, one, "quyet-dinh")


@require_POST
@told
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what units of the file are: one, or all that are open alike."""
    one = intake_seen(request, pk)
    posted, known = request.POST, {key for key, _name, _people in one.choices.get("units", ())}
    wanted = [k for k in known if k not in one.units] if posted.get("all") else [posted.get("key", "")]
    choice = posted.get("choice", "")
    decision: dict[str, Any] = {"choice": choice}
    if choice.startswith("use:"):
        decision = {"choice": "use", "unit_id": choice.removeprefix("use:")}
    elif choice == "new":
        kind, parent = posted.get("kind", ""), posted.get("parent", "")
        if kind not in UNIT_KINDS.by_value:
            raise services.NotNow("Hãy chọn loại đơn vị cho đơn vị mới.", "Choose the kind of the new unit.")
        decision |= {"kind": kind, "parent": parent if Unit.objects.filter(pk=parent).exists() else ""}
    for key in wanted:
        if key in known:
            services.decide_unit(one, key, decision, user_of(request))
    return _checked(request, one, "don-vi")


@require_POST
@told
def choices(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether empty cells empty the record; whether another unit is a move."""
    one = intake_seen(request, pk)
    kept = one.choices | {
        "erase": [f for f in request.POST.getlist("erase") if f in BY_FACT],
        "moves": "moves" in request.POST,
    }
    services.choose(one, kept, user_of(request))
    return _checked(request, one, "lua-chon")


def _checked(request: HttpRequest, one: Intake, part: str) -> HttpResponse:
    """Back to the part; a short file is compared at once, a long one when the officer says so."""
    one.refresh_from_db()
    if one.balance.get("rows_in", 0) < services.LATER:
        services.check_again(one, user_of(request))
    return redirect(f"{_address(one)}?muc={part}")


@require_POST
@told
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare once more."""
    services.check_again(intake_seen(request, pk), user_of(request))
    return redirect("intake:intake", pk=pk)


@require_POST
@told
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was agreed."""
    services.write(intake_seen(request, pk), user_of(request))
    return redirect("intake:intake", pk=pk)


@require_GET
@told
def rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """The rejected rows as a workbook: the cells as they stand (mended ones mended), the place, why and what to do."""
    one = intake_seen(request, pk)
    mapping = reading.mapping_of(one)
    vietnamese = selectors.lang() == "vi"
    rows = list(one.rows.filter(outcome="rejected").order_by("position"))
    lines: list[list[str]] = []
    for sheet, table in dict.fromkeys((r.sheet, r.table) for r in rows):
        part = [r for r in rows if (r.sheet, r.table) == (sheet, table)]
        uses = selectors.uses_of(mapping, part[0])
        lines.append([_("Trang"), _("Dòng"), _("Vì sao, cần làm gì"), *(u.header for u in uses)])
        for r in part:
            cells = with_fixes(r.cells, r.fixes)
            texts = [show(cells[u.index]) if u.index < len(cells) else "" for u in uses]
            lines.append([r.sheet, str(r.number), r.reason_vi if vietnamese else r.reason_en, *texts])
    ledger.record(request.user.get_username(), "intake_rejected_file", kind="intake", subject=str(pk), rows=len(rows))
    return HttpResponse(
        files.packed(lines, _("Dòng bị từ chối")),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="dong-bi-tu-choi-{pk}.xlsx"'},
    )
