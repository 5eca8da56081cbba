"""Pages of the officer: requests to answer, asked for others, terms of keeping, data to let go."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.law.marks import marked
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.privacy import retention, rights, services
from dungviec.office.privacy.categories import CATEGORIES, LAW, STAYS
from dungviec.office.privacy.faults import PrivacyRefused
from dungviec.office.privacy.forms import AnswerForm, BehalfForm, TermForm, said
from dungviec.office.privacy.models import Erasure, Restriction, Stand, SubjectRequest, Term
from dungviec.office.privacy.views import handed_out
from dungviec.office.registry.viewing import request_viewer, seen_here, user_of
from dungviec.office.requests.selectors import today
from dungviec.office.shell.language import lang

DECIDED = 50
SHOWN = 200


def keeper(request: HttpRequest) -> Viewer:
    """The viewer, who answers requests and keeps the terms."""
    viewer = request_viewer(request)
    rights.require(rights.keeps(viewer))
    return viewer


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Which requests about personal data wait for an answer, and until when?"""
    keeper(request)
    waiting = list(SubjectRequest.objects.filter(state=Stand.OPEN))
    decided = list(
        SubjectRequest.objects.exclude(state=Stand.OPEN).select_related("decided_by").order_by("-decided_at")[:DECIDED]
    )
    limited = list(Restriction.objects.filter(lifted_at__isnull=True))
    names = _names(
        request, [*(r.person_id for r in waiting), *(r.person_id for r in decided), *(r.person_id for r in limited)]
    )
    context = {
        "waiting": [(r, names.get(r.person_id, r.person_id)) for r in waiting],
        "decided": [(r, names.get(r.person_id, r.person_id)) for r in decided],
        "limited": [(r, names.get(r.person_id, r.person_id)) for r in limited],
        "today": today(), "late": sum(r.due < today() for r in waiting),
    }  # fmt: skip
    return render(request, "privacy/queue.html", context)


def _names(request: HttpRequest, people: list[str]) -> dict[str, str]:
    found = seen_here(request).on_file(people)
    return dict(found.select("person_id", "name").iter_rows()) if found.height else {}


@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: HttpRequest) -> HttpResponse:
    """Who asks without an account, which right, and how was the identity checked?"""
    keeper(request)
    form, fault = BehalfForm(request.POST or None), ""
    if request.method == "POST":
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = services.ask(
                    given["person_id"].strip(),
                    given["kind"],
                    words=given["words"],
                    identity=given["identity"],
                    by=user_of(request),
                )
                return redirect("privacy:one", pk=made.pk)
            except PrivacyRefused as refused:
                fault = str(refused)
        else:
            fault = said(form)
    return render(request, "privacy/behalf.html", {"form": form, "fault": fault}, status=422 if fault else 200)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse, in words."""
    viewer = keeper(request)
    assert viewer.day is not None
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise PrivacyRefused(said(form))
        services.answer(
            pk, by=user_of(request), own_person=viewer.person_id, grant="chap-nhan" in request.POST,
            words=form.cleaned_data["words"], day=viewer.day,
        )  # fmt: skip
        messages.success(request, _("Đã trả lời yêu cầu."))
    except PrivacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("privacy:one", pk=pk)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """End a restriction."""
    keeper(request)
    try:
        services.lift(pk, by=user_of(request))
        messages.success(request, _("Đã gỡ hạn chế."))
    except PrivacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("privacy:queue")


@require_safe
def their_data(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The data of somebody without an account, for the request that asks for it."""
    viewer = keeper(request)
    one = SubjectRequest.objects.filter(pk=pk, kind="export", state=Stand.GRANTED).first()
    if one is None or not one.identity:
        raise Http404("data")
    return handed_out(request, viewer, one.person_id, kind)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """How long is each kind of data kept, by which text, and what is due now?"""
    viewer = keeper(request)
    assert viewer.day is not None
    there = {t.category: t for t in Term.objects.select_related("set_by")}
    found = retention.due(viewer.day)
    names = _names(request, [d.person_id for d in found[:SHOWN]])
    ledger.listed(viewer, "see_due", len(found))
    context = {
        "categories": [(c, there.get(key), sum(d.category == key for d in found)) for key, c in CATEGORIES.items()],
        "stays": STAYS, "law": [(words, marked(clause, sure, lang())) for words, clause, sure in LAW],
        "due": [(d, names.get(d.person_id, d.person_id), CATEGORIES[d.category].name) for d in found[:SHOWN]], "count": len(found),
        "lists": Erasure.objects.select_related("proposed_by", "decided_by")[:20], "me": user_of(request), "day": viewer.day,
        "names": {key: c.name for key, c in CATEGORIES.items()},
    }  # fmt: skip
    return render(request, "privacy/terms.html", context)


@require_POST
def set_term(request: HttpRequest, category: str) -> HttpResponse:
    """The institution's own term."""
    keeper(request)
    form = TermForm(request.POST)
    try:
        if category not in CATEGORIES:
            raise Http404(category)
        if not form.is_valid():
            raise PrivacyRefused(said(form))
        got = form.cleaned_data
        services.set_term(category, got["years"], basis=got["basis"], by=user_of(request), version=got["version"])
        messages.success(request, _("Đã ghi thời hạn giữ."))
    except PrivacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("privacy:terms")


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """A list of data to let go, for a second officer."""
    viewer = keeper(request)
    assert viewer.day is not None
    items = [(p, c) for p, _sep, c in (text.rpartition("|") for text in request.POST.getlist("muc")) if p]
    try:
        retention.propose(items, day=viewer.day, by=user_of(request))
        messages.success(request, _("Đã lập danh sách; chờ một cán bộ tổ chức khác duyệt. Chưa xóa gì."))
    except PrivacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("privacy:terms")


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second officer's word."""
    keeper(request)
    try:
        one = retention.decide(pk, by=user_of(request), approve="duyet" in request.POST)
        gone = sum(one.report.values())
        messages.success(
            request, _("Đã xóa %d dòng dữ liệu.") % gone if one.report else _("Đã từ chối danh sách; không xóa gì.")
        )
    except PrivacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("privacy:terms")
