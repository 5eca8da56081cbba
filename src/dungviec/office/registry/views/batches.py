"""The batches of writes: what was written together, by whom, and undoing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry import batch_words
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Merge
from dungviec.office.registry.services import hindrance, undo
from dungviec.office.registry.viewing import SeenRecords, seen_here, user_of

PAGE = 40


def _writer(request: HttpRequest) -> SeenRecords:
    seen = seen_here(request)
    if not seen.viewer.may_write:
        raise PermissionDenied("batches")
    return seen


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """What was written into the records, by whom, when and why?"""
    seen = _writer(request)
    found = batch_words.batches_of(seen.viewer)
    kinds = sorted(found.order_by().values_list("kind", flat=True).distinct())
    kind = request.GET.get("loai", "")
    page = Paginator(found.filter(kind=kind) if kind in kinds else found, PAGE).get_page(request.GET.get("page"))
    sizes = batch_words.sizes(page.object_list)
    context = {
        "rows": [(b, batch_words.kind_word(b.kind), sizes.get(b.pk, 0)) for b in page], "page": page, "kind": kind,
        "kinds": [(k, batch_words.kind_word(k)) for k in kinds], "own": not seen.viewer.reaches_all,
    }  # fmt: skip
    return render(request, "registry/batches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """What did this batch change, and can it be undone?"""
    seen = _writer(request)
    one = get_object_or_404(batch_words.batches_of(seen.viewer), pk=number)
    context: dict[str, Any] = {"why": request.POST.get("ly-do", "")}
    if request.method == "POST":
        try:
            undo(one, by=user_of(request), why=context["why"])
            messages.success(request, _("Đã hoàn tác đợt «%s»: hồ sơ như trước đợt này.") % one.title)
            return redirect("registry:batch", one.pk)
        except RegistryFault as fault:
            context["fault"] = fault.sentence(get_language())
    tables = batch_words.told(seen, one)
    people = {person for t in tables for _verb, person, _about, _words in t.rows if person}
    ledger.listed(seen.viewer, "see_batch", len(people), kind="batch", subject=str(one.pk))
    merge = Merge.objects.filter(batch=one).first()
    names = seen.on_file([*people, *([merge.kept_id, merge.closed_id] if merge else [])])
    context |= {
        "batch": one, "kind": batch_words.kind_word(one.kind), "tables": tables, "merge": merge,
        "names": dict(names.select("person_id", "name").iter_rows()), "hindrance": None if one.undone_at or not (why_not := hindrance(one)) else why_not.sentence(get_language()),
    }  # fmt: skip
    return render(request, "registry/batch.html", context, status=422 if "fault" in context else 200)
