"""How the office inspects: the checklist and the terms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.inspection import rights
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.forms import TermsForm
from dungviec.office.inspection.models import Checklist
from dungviec.office.inspection.services import keeping as way
from dungviec.office.inspection.views.common import room
from dungviec.office.shell import seen


def about_words() -> list[tuple[str, str]]:
    """Who may answer for an item."""
    return [("person", _("Cá nhân")), ("unit", _("Đơn vị")), ("desk", _("Bộ phận một cửa"))]


@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """What is looked at on a visit, how long may one take to answer, what makes a place weigh more?"""
    records, user = room(request)
    rights.require(rights.may_lead(records.viewer) or rights.may_read_all(records.viewer))
    may = rights.may_lead(records.viewer)
    held, terms = way.checklist(), way.terms()
    # Without when and by whom: terms nobody has set yet are made anew, with a new time, whenever they are asked for.
    now = seen.stamp(model_to_dict(terms, exclude=["at", "by"]))
    context: dict[str, Any] = {"rows": held.items, "note": "", "form": TermsForm(instance=terms)}
    if request.method == "POST":
        rights.require(may)
        given = request.POST
        if "phieu" in given:
            columns = [given.getlist(name) for name in ("ma", "vi", "en", "ai")]
            rows = [dict(zip(("key", "vi", "en", "about"), row, strict=True)) for row in zip(*columns, strict=False)]
            context |= {"rows": rows, "note": given.get("ghi-chu", "")}
            try:
                number = int(given.get("phieu", "0")) if given.get("phieu", "").isdecimal() else 0
                made = way.keep_checklist(rows, given.get("ghi-chu", ""), seen=number, by=user)
                messages.success(
                    request, _("Đã lưu phiếu số %d; cuộc kiểm tra đang chạy giữ phiếu của mình.") % made.number
                )
                return redirect("inspection:keeping")
            except InspectionRefused as refused:
                context["fault"] = str(refused)
        else:
            form = TermsForm(given)
            if seen.is_stale(request, now):
                form.add_error(None, seen.SENTENCE)
            if form.is_valid():
                way.keep_terms(form.cleaned_data, by=user)
                messages.success(request, _("Đã ghi cách kiểm tra."))
                return redirect("inspection:keeping")
            context |= {
                "form": form,
                "fault": " ".join(dict.fromkeys(str(e) for errors in form.errors.values() for e in errors)),
            }
    context |= {
        "held": held,
        "may": may,
        "abouts": about_words(),
        "versions": list(Checklist.objects.all()[:20]),
        "blanks": range(3),
        "terms": terms,
        "seen": now,
    }
    return render(request, "inspection/keeping.html", context, status=422 if "fault" in context else 200)
