"""The own pages: what the year asks of me, my commitment, my reflection, my review."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.education import selectors, services
from dungviec.office.education.definitions import answered, fields_of
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.models import (
    Attendance,
    Commitment,
    FormVersion,
    Purpose,
    Reflection,
    Review,
    Topic,
)
from dungviec.office.education.selectors import Person
from dungviec.office.education.services_forms import forms_for, version_on
from dungviec.office.education.views.common import filled, found_version, number, own, told_in, uploaded
from dungviec.office.registry.viewing import user_of
from dungviec.office.requests.vault import FileRefused


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What does the year ask of me, and what have I done?"""
    records, me = own(request)
    year = selectors.year_of(records.day, request.GET.get("nam", ""))
    topics = selectors.topics_for(me, year)
    commitments = {c.topic_id: c for c in Commitment.objects.filter(person_id=me.person_id, topic__in=topics)}
    reflections = {r.topic_id: r for r in Reflection.objects.filter(person_id=me.person_id, topic__in=topics).select_related("reader")}  # fmt: skip
    there = Attendance.objects.filter(
        person_id=me.person_id, activity__day__year=year, activity__withdrawn_at__isnull=True
    )
    rows = [(t, commitments.get(t.pk), reflections.get(t.pk)) for t in topics]
    review = Review.objects.filter(year=year, person_id=me.person_id).first()
    context = {
        "rows": rows, "attended": there.select_related("activity__kind", "activity__topic").order_by("-activity__day"), "review": review, "year": year,
        "years": selectors.years(), "may_review": bool(forms_for(Purpose.SELF_REVIEW, records.day)), "day": records.day,
    }  # fmt: skip
    return render(request, "education/mine.html", context)


def _topic(me: Person, pk: int) -> Topic:
    one = get_object_or_404(Topic.objects.select_related("reader"), pk=pk)
    if not me.in_unit(one.unit_id):
        raise Http404("topic")
    return one


@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """What do I register to do under this topic?"""
    records, me = own(request)
    topic = _topic(me, pk)
    one = Commitment.objects.filter(topic=topic, person_id=me.person_id).select_related("form", "decided_by").first()
    if one is not None and one.state not in services.OPEN:
        return render(request, "education/commitment.html", {"one": one, "topic": topic, "answers": answered(fields_of(one.form.fields), one.answers), "person": me, "own": True})  # fmt: skip
    # A draft goes on with the form it was begun on, as long as that form is used; what was sent keeps its version.
    version = found_version(version_on(topic.commitment_form, records.day)) if topic.commitment_form else None
    version = found_version(version)
    send = request.POST.get("viec") == "gui"
    _fields, form = filled(version, request if request.method == "POST" else None, one.answers if one else {}, strict=send)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_commitment(topic, me.person_id, me.unit_id, version, form.cleaned_data, send=send, seen=number(request, "seen"), by=user_of(request))  # fmt: skip
            messages.success(request, _("Đã gửi bản đăng ký; người đứng đầu đơn vị xác nhận.") if send else _("Đã lưu, chưa gửi."))  # fmt: skip
            return redirect("education:mine")
        except EducationRefused as refused:
            told_in(form, refused)
    context = {"form": form, "topic": topic, "version": version, "one": one, "seen": one.revision if one else 0, "what": "commitment"}  # fmt: skip
    return render(request, "education/fill.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: HttpRequest, pk: int) -> HttpResponse:
    """What have I learnt? Read by me and the reader I name."""
    records, me = own(request)
    topic = _topic(me, pk)
    one = (
        Reflection.objects.filter(topic=topic, person_id=me.person_id).select_related("form", "reader", "file").first()
    )
    if one is not None and one.sent_at is not None:
        return redirect("education:reflection", one.pk)
    version = found_version(version_on(topic.reflection_form, records.day) if topic.reflection_form else None)
    readers = selectors.readers_for(me, topic)
    send = request.POST.get("viec") == "gui"
    # With a file the words may be left out.
    strict = send and not request.FILES and not (one and one.file_id)
    _fields, form = filled(version, request if request.method == "POST" else None, one.answers if one else {}, strict=strict)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        reader = next((u for u in readers if str(u.pk) == request.POST.get("nguoi-doc", "")), None)
        try:
            services.keep_reflection(
                topic, me.person_id, version, form.cleaned_data, file=uploaded(request), reader=reader, send=send, seen=number(request, "seen"), by=user_of(request)
            )  # fmt: skip
            messages.success(request, _("Đã gửi bài thu hoạch cho người đọc.") if send else _("Đã lưu, chưa gửi."))
            return redirect("education:mine")
        except (EducationRefused, FileRefused) as refused:
            told_in(form, refused)
    context = {
        "form": form, "topic": topic, "version": version, "one": one, "seen": one.revision if one else 0, "what": "reflection", "readers": readers,
        "chosen": request.POST.get("nguoi-doc") or (str(one.reader_id) if one and one.reader_id else ""),
    }  # fmt: skip
    return render(request, "education/fill.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def self_review(request: HttpRequest, year: int) -> HttpResponse:
    """How do I see my year? In words, not points."""
    records, me = own(request)
    one = (
        Review.objects.filter(year=year, person_id=me.person_id)
        .select_related("self_form", "head_form", "head_by")
        .first()
    )
    if one is not None and one.head_at is not None:
        return render(request, "education/review.html", review_context(one, me, own=True))
    if abs(year - records.day.year) > 1:
        raise Http404("year")
    version = _first(forms_for(Purpose.SELF_REVIEW, records.day))
    _fields, form = filled(version, request if request.method == "POST" else None, one.self_answers if one else {})
    if request.method == "POST" and form.is_valid():
        try:
            services.review_self(
                year,
                me.person_id,
                me.unit_id,
                version,
                form.cleaned_data,
                seen=number(request, "seen"),
                by=user_of(request),
            )
            messages.success(request, _("Đã gửi phần tự nhận xét."))
            return redirect("education:mine")
        except EducationRefused as refused:
            told_in(form, refused)
    context = {"form": form, "version": version, "one": one, "seen": one.revision if one else 0, "what": "review", "year": year}  # fmt: skip
    return render(request, "education/fill.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def seen_review(request: HttpRequest, year: int) -> HttpResponse:
    """I have seen what the head wrote, and say what I think of it."""
    _records, me = own(request)
    get_object_or_404(Review, year=year, person_id=me.person_id)
    try:
        services.see_review(
            year, me.person_id, reply=request.POST.get("y-kien", ""), seen=number(request, "seen"), by=user_of(request)
        )
        messages.success(request, _("Đã ghi: anh/chị đã xem nhận xét."))
    except EducationRefused as refused:
        messages.error(request, str(refused))
    return redirect("education:self_review", year)


def review_context(one: Review, person: Person, *, own: bool) -> dict[str, object]:
    """What the page of a review shows."""
    return {
        "one": one, "person": person, "own": own, "year": one.year,
        "self_answers": answered(fields_of(one.self_form.fields), one.self_answers) if one.self_form else [],
        "head_answers": answered(fields_of(one.head_form.fields), one.head_answers) if one.head_form else [],
    }  # fmt: skip


def _first(found: list[FormVersion]) -> FormVersion:
    return found_version(found[0] if found else None)
