"""The papers of one dossier, and the queue of missing ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.viewing import seen_here
from dungviec.office.requests import documents as papers
from dungviec.office.requests.models import Document
from dungviec.office.requests.papers import PAPERS, SOURCE
from dungviec.office.requests.vault import ACCEPT, FileRefused, check
from dungviec.office.shell.middleware import parse_day

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, person_id: str) -> HttpResponse:
    """Which papers are in this dossier, and which are missing?"""
    file = seen_here(request).file(person_id)
    given = {key: request.POST.get(key, "").strip() for key in ("loai", "so", "ngay", "trich-yeu")}
    context: dict[str, Any] = {"given": given}
    if request.method == "POST":
        day = parse_day(given["ngay"]) if given["ngay"] else None
        upload = request.FILES.get("tep")
        try:
            if given["ngay"] and day is None:
                raise papers.DocumentRefused(
                    _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % given["ngay"][:30]
                )
            if upload is None:
                raise papers.DocumentRefused(_("Xin chọn một tệp."))
            checked = check(upload.name or "", upload, upload.size)
            told: Any = {"by": request.user, "title": given["trich-yeu"], "number": given["so"], "dated": day}
            papers.add(file, given["loai"], checked, **told)
            messages.success(request, _("Đã thêm giấy tờ vào hồ sơ."))
            return redirect("requests:documents", person_id)
        except (papers.DocumentRefused, FileRefused) as refused:
            context["fault"] = str(refused)
    else:
        ledger.saw(file.viewer, "see_documents", file.person_id)
    context |= {
        "person": file.card, "shelves": papers.shelves(file), "may_write": file.viewer.may_write, "own": file.own,
        "kinds": list(PAPERS.values()), "accept": ACCEPT, "source": SOURCE,
    }  # fmt: skip
    return render(request, "requests/documents.html", context, status=422 if "fault" in context else 200)


@require_POST
def withdraw(request: HttpRequest, person_id: str, pk: int) -> HttpResponse:
    """Take a paper out of the list."""
    file = seen_here(request).file(person_id)
    try:
        papers.withdraw(file, pk, by=request.user)  # type: ignore[arg-type]
    except Document.DoesNotExist as gone:
        raise Http404(pk) from gone
    return redirect("requests:documents", person_id)


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Whose dossier lacks which papers?"""
    records = seen_here(request)
    if not records.viewer.may_write:
        raise PermissionDenied("documents")
    asked = request.GET.get("loai", "")
    asked = asked if asked in PAPERS else ""
    everybody = papers.missing(records)
    rows = papers.missing(records, paper=asked) if asked else everybody
    counts: dict[str, int] = {}
    for row in everybody:
        for paper in row["lacks"]:
            counts[paper.key] = counts.get(paper.key, 0) + 1
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")), "count": len(rows), "asked": asked, "source": SOURCE,
        "counts": [(PAPERS[key], counts[key]) for key in PAPERS if key in counts], "people": records.people.height,
    }  # fmt: skip
    return render(request, "requests/missing.html", context)
