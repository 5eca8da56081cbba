"""Doubles and ghosts: which records may be of one person, and which of nobody; merging two with a preview."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import polars as pl
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry import attached
from dungviec.office.registry.doubling import KINDS, ghosts_seen, pairs_seen, told_ghosts, told_pairs
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.merge_words import fates, field_rows
from dungviec.office.registry.merging import plan_merge
from dungviec.office.registry.models import Apart
from dungviec.office.registry.services import ask_again, keep_apart, merge_people
from dungviec.office.registry.viewing import SeenRecords, seen_here, user_of

PAGE = 25
APART = "da-xac-nhan"


def _writer(request: HttpRequest) -> SeenRecords:
    seen = seen_here(request)
    if not seen.viewer.may_write:
        raise PermissionDenied("merge")
    return seen


@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Which records may be of one person, and behind which is nobody?"""
    seen = _writer(request)
    pairs, ghosts = pairs_seen(seen), ghosts_seen(seen)
    parts = {
        k: ghosts.filter(pl.col("kind") == kind.ghost) if kind.ghost else pairs.filter(pl.col("verdict").is_in(kind.verdicts))
        for k, kind in KINDS.items()
    }  # fmt: skip
    apart = seen.named(seen.named(list(Apart.objects.filter(withdrawn_at__isnull=True)), "first_id"), "second_id")
    chosen = request.GET.get("xem", "")
    if chosen != APART and chosen not in parts:
        chosen = next((k for k, frame in parts.items() if frame.height), "mot-nguoi")
    shown: Any = apart if chosen == APART else range(parts[chosen].height)
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "kinds": [(kind, parts[k].height) for k, kind in KINDS.items()], "chosen": chosen, "kind": KINDS.get(chosen),
        "apart_count": len(apart), "page": page,
    }  # fmt: skip
    if chosen == APART:
        names = dict(
            seen.on_file([p for a in page for p in (a.first_id, a.second_id)]).select("person_id", "name").iter_rows()
        )
        context["apart"] = [(a, names.get(a.first_id, a.first_id), names.get(a.second_id, a.second_id)) for a in page]
    else:
        part = parts[chosen].slice((page.number - 1) * PAGE, PAGE)
        context["rows"] = told_ghosts(seen, part) if KINDS[chosen].ghost else told_pairs(seen, part)
    ledger.listed(seen.viewer, "see_doubles", len(page.object_list), part=chosen)
    return render(request, "registry/doubles.html", context)


@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Say of two records that they are of two people, or that the pair is to be asked about again."""
    seen = _writer(request)
    back = f"{reverse('registry:doubles')}?{urlencode({'xem': request.POST.get('xem', '')})}"
    try:
        if "hoi-lai" in request.POST:
            number = request.POST["hoi-lai"]
            pair = Apart.objects.filter(pk=int(number) if number.isdecimal() else 0).first()
            if pair is not None:
                _both(seen, pair.first_id, pair.second_id)
                ask_again(pair.pk, by=user_of(request))
                messages.info(request, _("Cặp này sẽ được hỏi lại."))
        else:
            first, second = (request.POST.get(k, "") for k in ("mot", "hai"))
            _both(seen, first, second)
            keep_apart(first, second, by=user_of(request), why=request.POST.get("ly-do", ""))
            messages.success(request, _("Đã ghi: hai hồ sơ là hai người khác nhau."))
    except RegistryFault as fault:
        messages.error(request, fault.sentence(get_language()))
    return redirect(back)


def _both(seen: SeenRecords, first: str, second: str) -> None:
    """Refuse unless both records may be opened and neither is the viewer's own."""
    for person in (first, second):
        if seen.file(person).own:
            raise PermissionDenied("own record")


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, person_id: str, other_id: str) -> HttpResponse:
    """Are these two records one person, and what would the one record say?"""
    seen = _writer(request)
    _both(seen, person_id, other_id)
    kept, closed = seen.file(person_id), seen.file(other_id)
    try:
        plan = plan_merge(person_id, other_id)
    except RegistryFault as fault:
        messages.error(request, fault.sentence(get_language()))
        return redirect("registry:doubles")
    given = {f.key: request.POST.get(f.key, f.default) for f in plan.fields}
    given |= {e.name: request.POST.get(e.name, "both") for e in plan.of("clash")}
    context: dict[str, Any] = {"why": request.POST.get("ly-do", "")}
    if request.method == "POST":
        try:
            batch = merge_people(
                person_id,
                other_id,
                by=user_of(request),
                why=context["why"],
                choices=given,
                seal=request.POST.get("dau", ""),
            )
            messages.success(request, _("Đã gộp thành một hồ sơ. Mã cũ dẫn về đây; hoàn tác được ở trang đợt ghi."))
            return redirect("registry:batch", batch.pk)
        except RegistryFault as fault:
            context["fault"] = fault.sentence(get_language())
    else:
        for person in (person_id, other_id):
            ledger.saw(seen.viewer, "see_compared", person)
    context |= {
        "kept": kept.card, "closed": closed.card, "plan": plan, "fields": field_rows(plan, given),
        "fates": fates(plan, given), "attached": attached.counts(other_id),
    }  # fmt: skip
    return render(request, "registry/merge.html", context, status=422 if "fault" in context else 200)
