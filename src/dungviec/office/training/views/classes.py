"""Classes: the list, one class, calling people, sittings, results, spending, papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.fields import Scope, sees
from dungviec.office.training import class_papers, rights, sending
from dungviec.office.training.forms.base import words
from dungviec.office.training.forms.classes import (
    CallForm,
    ClassForm,
    PresenceForm,
    ResultForm,
    SessionForm,
    SpendingForm,
    values_of,
)
from dungviec.office.training.models import (
    ClassState,
    Course,
    Enrolment,
    PaperState,
    Place,
    Presence,
    TrainingClass,
    YearPlan,
)
from dungviec.office.training.selectors import classes as selectors
from dungviec.office.training.services import classes as services
from dungviec.office.training.views.frame import DOCX, file, number, reading, tried


@require_safe
def classes_page(request: HttpRequest) -> HttpResponse:
    """Which classes are coming, running and done, and what did they cost?"""
    records = reading(request)
    state = request.GET.get("tinh-trang", "")
    found = selectors.classes(records, state=state, year=number(request.GET.get("nam", "")))
    money = rights.sees_money(records.viewer)
    spent = selectors.spent_of([c.pk for c in found]) if money else {}
    context = {
        "rows": [(c, spent.get(c.pk, 0)) for c in found], "states": ClassState.choices, "state": state, "money": money,
        "may_keep": rights.may_keep(records.viewer), "planned": sum(c.planned_cost for c in found) if money else 0, "spent": sum(spent.values()),
    }  # fmt: skip
    return render(request, "training/classes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Which class, when, where, for how many?"""
    records = reading(request, rights.may_keep)
    one = get_object_or_404(TrainingClass, pk=pk) if pk is not None else None
    plan = _approved(request.POST.get("ke-hoach") or request.GET.get("ke-hoach", "")) if one is None else None
    if request.method == "POST":
        form = ClassForm(request.POST)
        if form.is_valid():
            with transaction.atomic():
                kept = tried(
                    request,
                    lambda: services.keep_class(
                        records.viewer,
                        form.values,
                        pk=one.pk if one else None,
                        revision=form.cleaned_data["revision"],
                        plan=plan,
                    ),
                )
                if kept is not None and plan is not None and one is None and kept.course is not None:
                    _call(request, kept, _planned(plan, kept.course))
            if kept is not None:
                return redirect("training:class", kept.pk)
        return render(request, "training/class_edit.html", {"form": form, "one": one, "plan": plan}, status=422)
    start = (
        values_of(one)
        if one
        else _from_course(Course.objects.filter(pk=number(request.GET.get("khoa", "")) or 0).first(), plan)
    )
    return render(request, "training/class_edit.html", {"form": ClassForm(initial=start), "one": one, "plan": plan})


@require_safe
def class_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in this class, may they be sent, who came, how did it end, what did it cost?"""
    records = reading(request)
    one = selectors.class_seen(records, pk)
    rows = selectors.learners(records, one)
    ledger.listed(records.viewer, "see_training_class", len(rows), subject=str(pk))
    reasons: dict[int, sending.Told] = {}
    if sending.may_read_reasons(records.viewer) and one.going_on:
        gate = sending.Gate(records.day, last_day=one.to_date)
        on_rolls = set(records.people["person_id"])
        reasons = {
            r.one.pk: gate.ask(r.one.person_id, one.course)
            for r in rows
            if r.one.place == Place.CALLED and r.one.person_id in on_rolls
        }
    money, may_keep = rights.sees_money(records.viewer), rights.may_keep(records.viewer)
    spent = list(one.spent.all()) if money else []
    called = [r for r in rows if r.one.place == Place.CALLED]
    context = {
        "one": one, "rows": [(r, reasons.get(r.one.pk)) for r in called], "left": [r for r in rows if r.one.place == Place.LEFT], "may_keep": may_keep,
        "money": money, "spent": spent, "spent_sum": sum(s.amount for s in spent), "sessions": list(one.sessions.all()), "reasons": bool(reasons),
        "unclear": sum(t.outcome == "unknown" for t in reasons.values()), "barred": sum(t.outcome == "not" for t in reasons.values()),
        "call_form": CallForm(name="goi"), "session_form": SessionForm(name="buoi", initial={"day": one.from_date}),
        "spending_form": SpendingForm(name="chi", initial={"day": records.day}), "free": one.seats - len(called),
        "waiting": selectors.waiting_for(records, one.course, year=one.from_date.year) if may_keep and one.going_on else [],
        "next": {ClassState.PLANNED: [(ClassState.OPEN, _("Khai giảng")), (ClassState.DROPPED, _("Không mở lớp"))], ClassState.OPEN: [(ClassState.ENDED, _("Kết thúc lớp"))]}.get(ClassState(one.state), []),
    }  # fmt: skip
    return render(request, "training/class.html", context)


@require_POST
def move_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, end or drop a class."""
    records = reading(request, rights.may_keep)
    state = request.POST.get("sang", "")
    tried(request, lambda: services.move_on(records.viewer, pk, number(request.POST.get("revision", "")), state))
    return redirect("training:class", pk)


@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Put people on the list of a class."""
    reading(request, rights.may_keep)
    one = get_object_or_404(TrainingClass, pk=pk)
    form = CallForm(request.POST)
    if form.is_valid():
        _call(request, one, form.cleaned_data["people"])
    else:
        messages.error(request, words(form))
    return redirect("training:class", pk)


@require_POST
def take_off(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    """Take somebody off the list."""
    records = reading(request, rights.may_keep)
    one = get_object_or_404(Enrolment, pk=enrolment, training=pk)
    tried(request, lambda: services.take_off(records.viewer, one.pk, number(request.POST.get("revision", ""))))
    return redirect("training:class", pk)


@require_POST
def add_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One more sitting."""
    records = reading(request, rights.may_keep)
    get_object_or_404(TrainingClass, pk=pk)
    form = SessionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        tried(request, lambda: services.add_session(records.viewer, pk, day=given["day"], words=given["words"]))
    else:
        messages.error(request, words(form))
    return redirect("training:class", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Who came to this sitting?"""
    records = reading(request, rights.may_keep)
    one = selectors.class_seen(records, pk)
    sitting = selectors.session_of(one, session)
    rows = [r for r in selectors.learners(records, one) if r.one.place == Place.CALLED]
    start = {f"p{r.one.pk}": r.presence.get(sitting.pk, Presence.HERE) for r in rows}
    form = PresenceForm(
        request.POST if request.method == "POST" else None, enrolments=[r.one.pk for r in rows], initial=start
    )
    if request.method == "POST" and form.is_valid():
        services.mark_presence(records.viewer, sitting, form.given)
        messages.success(request, _("Đã ghi điểm danh."))
        return redirect("training:class", pk)
    context = {"one": one, "session": sitting, "form": form, "rows": [(r, form[f"p{r.one.pk}"]) for r in rows]}
    return render(request, "training/presence.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    """How did it end for this person?"""
    records = reading(request, rights.may_keep)
    one = selectors.class_seen(records, pk)
    found = get_object_or_404(Enrolment, pk=enrolment, training=one)
    card = records.file(found.person_id).card
    names = ("result", "grade", "certificate", "issued", "expires", "cost", "revision")
    form = ResultForm(request.POST if request.method == "POST" else None, initial={n: getattr(found, n) for n in names})
    if request.method == "POST" and form.is_valid():
        given = {n: form.cleaned_data[n] for n in names if n != "revision"}
        if (
            tried(
                request, lambda: services.write_result(records.viewer, found.pk, form.cleaned_data["revision"], given)
            )
            is not None
        ):
            messages.success(request, _("Đã ghi kết quả; hồ sơ của người học đã theo kết quả này."))
            return redirect("training:class", pk)
    context = {"one": one, "found": found, "card": card, "form": form}
    return render(request, "training/result.html", context, status=422 if form.is_bound else 200)


@require_POST
def spend(request: HttpRequest, pk: int) -> HttpResponse:
    """Money spent on the class."""
    records = reading(request, rights.may_keep)
    rights.require(rights.sees_money(records.viewer))
    get_object_or_404(TrainingClass, pk=pk)
    form = SpendingForm(request.POST)
    if form.is_valid():
        tried(request, lambda: services.spend(records.viewer, pk, form.cleaned_data))
    else:
        messages.error(request, words(form))
    return redirect("training:class", pk)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The call (``?giay=trieu-tap``) or the decision that sends the people of a class, as Word."""
    records = reading(request, rights.may_keep)
    one = selectors.class_seen(records, pk)
    rows = [r for r in selectors.learners(records, one) if r.one.place == Place.CALLED]
    call_up = request.GET.get("giay") == "trieu-tap"
    ledger.listed(records.viewer, "export_class", len(rows), subject=str(pk), paper="call" if call_up else "decision")
    births = (
        {}
        if call_up or not sees(records.viewer.role, Scope.WITHIN, "basic")
        else class_papers.births(records, [r.one.person_id for r in rows])
    )
    content = class_papers.call_up(one, rows) if call_up else class_papers.decision(one, rows, births)
    return file(content, f"{'trieu-tap' if call_up else 'quyet-dinh-cu-di-hoc'}-{one.class_id}.docx", DOCX)


def _approved(text: str) -> YearPlan | None:
    return YearPlan.objects.filter(pk=number(text) or 0, paper=PaperState.APPROVED).first()


def _planned(plan: YearPlan, course: Course) -> list[str]:
    """People the plan sends to a course who are in no class of it yet."""
    there = Enrolment.objects.filter(training__plan=plan, training__course=course, place=Place.CALLED).values(
        "person_id"
    )
    return list(
        plan.seats.filter(course=course, taken=True).exclude(person_id__in=there).values_list("person_id", flat=True)
    )


def _from_course(course: Course | None, plan: YearPlan | None) -> dict[str, Any]:
    if course is None:
        return {}
    people = len(_planned(plan, course)) if plan else 0
    seats = min(people, course.seats) or course.seats
    return {
        "course": course.pk, "title": course.title, "kind": course.kind, "place": course.place, "seats": seats, "from_date": course.begins,
        "to_date": course.ends, "planned_cost": course.per_class + course.per_person * seats,
    }  # fmt: skip


def _call(request: HttpRequest, one: TrainingClass, people: list[str]) -> None:
    records = reading(request, rights.may_keep)
    done = tried(request, lambda: services.call(records.viewer, one.pk, people, day=records.day))
    if done is None:
        return
    if done.called:
        messages.success(request, _("Đã đưa %d người vào danh sách lớp.") % done.called)
    for person, why in done.refused[:20]:
        messages.warning(request, f"{person}: {why}")
    if len(done.refused) > 20:
        messages.warning(request, _("và %d người khác.") % (len(done.refused) - 20))
