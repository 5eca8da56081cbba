"""The question and its answer as a page, the list behind a cell, the table as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.explore import services
from dungviec.office.explore.asking import Typed
from dungviec.office.explore.drawing import draw
from dungviec.office.explore.models import SavedQuestion, SharedWith
from dungviec.office.explore.selectors import Asking, CannotAnswer
from dungviec.office.explore.views.table import form_context, table_context
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here, user_of
from dungviec.office.reports.chain import chained
from dungviec.office.reports.rights import require
from dungviec.office.shell.language import k, lang
from dungviec.office.shell.paper_files import answer as paper_answer
from dungviec.workforce import WorkforceFault
from dungviec.workforce.crosstab import TOTAL, Row
from dungviec.workforce.crosstab_compare import SIDES, Comparison, Side
from dungviec.workforce.crosstab_lines import Answered, answer_of
from dungviec.workforce.crosstab_words import asked, finding, notes

ROWS = 50


def records_of(request: HttpRequest) -> SeenRecords:
    """What the viewer sees; PermissionDenied where the reports are closed to it."""
    records = seen_here(request)
    require(records)
    return records


@require_safe
def explore_page(request: HttpRequest) -> HttpResponse:
    """How do people spread over whatever attributes somebody asks about?"""
    records = records_of(request)
    one = _kept(request, records)
    if request.GET.get("luu") and one is None:
        fault = _("Câu hỏi đã lưu này không còn, hoặc không được chia sẻ với anh/chị.")
        return render(request, "explore/explore.html", page_context(request, records, Typed.read(request.GET), one=None, refused=fault))  # fmt: skip
    typed = Typed.of_plain(one.asked) if one is not None and "dong" not in request.GET else Typed.read(request.GET)
    return render(request, "explore/explore.html", page_context(request, records, typed, one=one))


def page_context(
    request: HttpRequest, records: SeenRecords, typed: Typed, *, one: SavedQuestion | None, refused: str = "", naming: dict[str, str] | None = None
) -> dict[str, Any]:  # fmt: skip
    """Everything of the page: form, answer or why there is none, kept questions. ``naming``: what was typed to keep one, given back."""
    asking, user = Asking(records, typed), user_of(request)
    context: dict[str, Any] = form_context(asking) | {
        "typed": typed, "address": typed.address, "pairs": typed.pairs, "one": one, "mine": one is not None and one.owner_id == user.pk, "refused": refused,
        "naming": naming or {}, "shares_with": SharedWith.choices, "day": records.day,
        "kept": list(services.open_to(user, records.viewer)), "user_pk": user.pk,
    }  # fmt: skip
    try:
        answer = asking.answer
    except CannotAnswer as why:
        return context | {"fault": str(why)}
    ledger.listed(records.viewer, "see_explore", _people(answer), subject=_subject(asking))
    told = finding(answer, lang())
    drawing = draw(answer, lang(), spoken=told)
    return context | table_context(asking) | {
        "told": told, "asked": f"{asked(asking.question, lang())} ({answer_of(answer).scope.name})", "notes": notes(answer, lang()), "drawing": drawing,
    }  # fmt: skip


def _kept(request: HttpRequest, records: SeenRecords) -> SavedQuestion | None:
    """The kept question the address names (``?luu=``), where it is open to the account."""
    number = request.GET.get("luu", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return services.open_to(user_of(request), records.viewer).filter(pk=int(number)).first()


def _people(answer: Answered) -> int:
    return answer_of(answer).people.height


def _subject(asking: Asking) -> str:
    return "×".join(asking.question.dimensions)[:60]


def _answered(asking: Asking) -> Answered:
    """The answer, or a page that does not exist: its address was made by a page that had it."""
    try:
        return asking.answer
    except CannotAnswer as why:
        raise Http404(str(why)) from why


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Who stands in a cell (``?d=``, ``?d2=``, ``?c=``), on which of two days, or who came into it or left it (``?phia=``)."""
    records = records_of(request)
    asking = Asking(records, Typed.read(request.GET))
    answer = _answered(asking)
    row: Row = tuple(request.GET.get(name, TOTAL) for name in ("d", "d2"))[: len(asking.question.rows)]
    column = request.GET.get("c", TOTAL)
    side: Side = next((s for s in SIDES if s == request.GET.get("phia")), "now")
    counts: list[tuple[Side, str, int | None]] = []
    try:
        if isinstance(answer, Comparison):
            figure = answer.behind(row, column, side=side, lang=lang())
            counts = [(s, words[k()], answer.behind(row, column, side=s).value) for s, words in SIDES.items()]
        else:
            figure = answer.behind(row, column)
    except WorkforceFault as fault:
        raise Http404(fault.vi) from fault
    ledger.listed(records.viewer, "see_explore_list", len(figure.behind), subject=_subject(asking))
    page = Paginator(figure.behind, ROWS).get_page(request.GET.get("trang"))
    place = urlencode([(k, v) for k, v in (("d", row[0]), ("d2", row[1] if len(row) > 1 else ""), ("c", column)) if v])
    address = f"{asking.typed.address}&{place}" if place else asking.typed.address
    context = {
        "figure": figure, "words": figure.words(lang()), "page": page, "rows": chained(asking.reports_of(side), figure, list(page.object_list), lang()),
        "missing": "", "back": f"{reverse('explore:explore')}?{asking.typed.address}", "counts": counts, "side": side,
        "place": address, "address": f"{address}&phia={side}",
    }  # fmt: skip
    return render(request, "explore/list.html", context)


@require_safe
def table_file(request: HttpRequest) -> HttpResponse:
    """The table as Excel, CSV, Word or PDF (``?kieu=``): just what the page shows."""
    from dungviec.documents.explore_files import explore_paper, write_explore_csv, write_explore_excel

    records = records_of(request)
    asking = Asking(records, Typed.read(request.GET))
    try:
        answer = asking.answer
    except CannotAnswer as why:
        return HttpResponse(str(why), status=400, content_type="text/plain; charset=utf-8")
    ledger.listed(records.viewer, "export_explore", _people(answer), subject=_subject(asking))
    if request.GET.get("kieu") == "csv":
        found = HttpResponse(write_explore_csv(answer, lang()), content_type="text/csv; charset=utf-8")
        found["Content-Disposition"] = f'attachment; filename="khao-sat-{asking.day:%Y-%m-%d}.csv"'
        return found
    return paper_answer(
        request.GET.get("kieu", ""), "khao-sat", asking.day, excel=lambda: write_explore_excel(answer, lang()), paper=lambda: explore_paper(answer, lang())
    )  # fmt: skip
