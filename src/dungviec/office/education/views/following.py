"""Pages of heads, leaders and the personnel office: figures by unit, one topic, commitments, the year's reviews, the quarter's report."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access import ledger
from dungviec.office.education import rights, selectors, services
from dungviec.office.education.definitions import answered, fields_of
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.models import Commitment, Purpose, Review, Topic
from dungviec.office.education.report_file import quarter_file
from dungviec.office.education.services_forms import forms_for
from dungviec.office.education.views.common import filled, following, found_version, number, told_in
from dungviec.office.education.views.own import review_context
from dungviec.office.registry.viewing import user_of

ROWS = 60


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Which unit registered, who was there, what is missing?"""
    records = following(request)
    year = selectors.year_of(records.day, request.GET.get("nam", ""))
    asked = request.GET.get("quy", "")
    n = int(asked) if asked in ("1", "2", "3", "4") else 0
    first, last = selectors.quarter(year, n)
    last = min(last, records.day) if first <= records.day else last
    topics = selectors.topics_seen(records, year)
    lines = selectors.by_unit(records, topics, first, last)
    ledger.listed(records.viewer, "see_education", sum(line.people for line in lines), subject=str(year))
    context = {
        "lines": lines, "total": selectors.total(lines), "topics": topics, "year": year, "years": selectors.years() or [year], "quarter": n, "first": first, "last": last,
        "may_set": rights.may_set(records.viewer), "may_hold": rights.may_hold(records.viewer), "quarters": (1, 2, 3, 4),
    }  # fmt: skip
    return render(request, "education/overview.html", context)


@require_safe
def overview_file(request: HttpRequest) -> HttpResponse:
    """The report of a quarter or of the year, as Word or Excel: figures by unit, no names."""
    records = following(request)
    year = selectors.year_of(records.day, request.GET.get("nam", ""))
    asked = request.GET.get("quy", "")
    n = int(asked) if asked in ("1", "2", "3", "4") else 0
    ledger.listed(records.viewer, "export_education", 0, subject=str(year))
    return quarter_file(records, year, n, request.GET.get("kieu", ""))


@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Under this topic, who has registered, who waits for a word, who is missing?"""
    records = following(request)
    one = get_object_or_404(Topic.objects.select_related("reader"), pk=pk)
    rows = selectors.standings(records, one)
    if not rows and not records.viewer.reaches_all:
        raise Http404("topic")
    ledger.listed(records.viewer, "see_education", len(rows), kind="topic", subject=str(pk))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    held = selectors.activities(records, one.begins, one.ends).filter(topic=one)
    context = {
        "one": one, "page": page, "held": held[:20], "may_set": rights.may_set(records.viewer), "missing": sum(r.commitment is None for r in rows), "asked": len(rows),
    }  # fmt: skip
    return render(request, "education/topic.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """What did this person register, and does the head confirm it?"""
    records = following(request)
    one = get_object_or_404(Commitment.objects.select_related("topic", "form", "decided_by"), pk=pk)
    person = selectors.person_of(records, one.person_id)
    if one.state == "draft":
        raise Http404("commitment")  # a draft is its author's alone
    may = rights.may_confirm(records.viewer, one.person_id)
    if request.method == "POST":
        rights.require(may)
        try:
            confirm = request.POST.get("viec") == "xac-nhan"
            services.decide_commitment(
                pk,
                confirm=confirm,
                note=request.POST.get("y-kien", ""),
                seen=number(request, "seen"),
                by=user_of(request),
            )
            messages.success(request, _("Đã xác nhận.") if confirm else _("Đã trả lại."))
        except EducationRefused as refused:
            messages.error(request, str(refused))
        return redirect("education:commitment", pk)
    ledger.saw(records.viewer, "see_commitment", one.person_id)
    context = {
        "one": one, "topic": one.topic, "person": person, "answers": answered(fields_of(one.form.fields), one.answers), "may": may and one.state == "sent",
        "steps": one.steps.select_related("by"),
    }  # fmt: skip
    return render(request, "education/commitment.html", context)


@require_safe
def reviews(request: HttpRequest, year: int) -> HttpResponse:
    """Whose year waits for the head's words?"""
    records = following(request)
    people = selectors.people_of(records)
    found = {r.person_id: r for r in Review.objects.filter(year=year, person_id__in=[p.person_id for p in people])}
    rows = sorted(((p, found.get(p.person_id)) for p in people), key=lambda row: _waiting(row[1]))
    ledger.listed(records.viewer, "see_education", len(rows), subject=f"review {year}")
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    counts = {"self": sum(r is not None for _p, r in rows), "head": sum(bool(r and r.head_at) for _p, r in rows), "seen": sum(bool(r and r.seen_at) for _p, r in rows)}  # fmt: skip
    return render(request, "education/reviews.html", {"page": page, "year": year, "counts": counts, "all": len(rows)})


def _waiting(one: Review | None) -> int:
    if one is None:
        return 2
    return 0 if one.head_at is None else 1 if one.seen_at is None else 3


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, year: int, person_id: str) -> HttpResponse:
    """What does the head say of this person's year? In words, not points."""
    records = following(request)
    person = selectors.person_of(records, person_id)
    one = get_object_or_404(Review.objects.select_related("self_form", "head_form", "head_by"), year=year, person_id=person_id)  # fmt: skip
    context = review_context(one, person, own=False)
    may = rights.may_confirm(records.viewer, person_id) and one.seen_at is None
    forms = forms_for(Purpose.HEAD_REVIEW, records.day)
    if request.method == "POST" or (may and forms):
        rights.require(may)
        version = found_version(forms[0] if forms else None)
        _fields, form = filled(version, request if request.method == "POST" else None, one.head_answers)
        if request.method == "POST" and form.is_valid():
            try:
                services.review_head(
                    year,
                    person_id,
                    person.unit_id,
                    version,
                    form.cleaned_data,
                    seen=number(request, "seen"),
                    by=user_of(request),
                )
                messages.success(request, _("Đã ghi nhận xét; người được nhận xét xem và có ý kiến."))
                return redirect("education:review", year, person_id)
            except EducationRefused as refused:
                told_in(form, refused)
        context |= {"form": form, "version": version}
    ledger.saw(records.viewer, "see_review", person_id)
    return render(request, "education/review.html", context, status=422 if request.method == "POST" else 200)
