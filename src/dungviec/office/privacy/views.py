"""Pages for whoever has a record, and for everybody: my rights, my data, who can see what."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents.streamlining_paper import write_pdf, write_word
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.privacy import papers, portable, rights, services, who_sees
from dungviec.office.privacy.faults import PrivacyRefused
from dungviec.office.privacy.forms import AskForm, said
from dungviec.office.privacy.models import Erasure, Kind, Restriction, SubjectRequest
from dungviec.office.privacy.standing import deletion
from dungviec.office.registry.viewing import request_viewer, seen_here, user_of
from dungviec.office.requests.selectors import today
from dungviec.office.shell.paper_files import MIMES


def own_viewer(request: HttpRequest) -> Viewer:
    """The viewer, who is somebody on file; Http404 otherwise."""
    viewer = request_viewer(request)
    if not rights.has_file(viewer):
        raise Http404("own file")
    return viewer


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What may I ask about my data, and what became of it?"""
    viewer = own_viewer(request)
    assert viewer.day is not None
    context = {
        "requests": SubjectRequest.objects.filter(person_id=viewer.person_id).order_by("-pk"), "today": today(), "form": AskForm(),
        "deletion": deletion(viewer.person_id, viewer.day),
        "limited": Restriction.objects.filter(person_id=viewer.person_id, lifted_at__isnull=True).first(),
    }  # fmt: skip
    return render(request, "privacy/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Which right do I want to use, and why?"""
    viewer = own_viewer(request)
    form = AskForm(request.POST or None)
    fault = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                made = services.ask(
                    viewer.person_id, form.cleaned_data["kind"], words=form.cleaned_data["words"], by=user_of(request)
                )
                messages.success(
                    request, _("Đã gửi yêu cầu. Cơ quan trả lời chậm nhất ngày %s.") % f"{made.due:%d/%m/%Y}"
                )
                return redirect("privacy:one", pk=made.pk)
            except PrivacyRefused as refused:
                fault = str(refused)
        else:
            fault = said(form)
    return render(request, "privacy/ask.html", {"form": form, "fault": fault}, status=422 if fault else 200)


def reachable(request: HttpRequest, pk: int) -> tuple[Viewer, SubjectRequest]:
    """A request the viewer may read: the own one, or any for who answers them."""
    viewer = request_viewer(request)
    one = get_object_or_404(SubjectRequest.objects.select_related("decided_by", "asked_by"), pk=pk)
    own = rights.has_file(viewer) and one.person_id == viewer.person_id
    if not own and not rights.keeps(viewer):
        raise PermissionDenied("privacy")
    return viewer, one


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where does this request stand?"""
    viewer, found = reachable(request, pk)
    assert viewer.day is not None
    own = found.person_id == viewer.person_id
    if not own:
        ledger.record(viewer.username, "see_request", kind="person", subject=found.person_id, privacy=pk)
    context = {
        "one": found, "own": own, "today": today(), "keeps": rights.keeps(viewer) and not own,
        "deletion": deletion(found.person_id, viewer.day) if found.kind == Kind.DELETE else None,
        "limited": Restriction.objects.filter(request=found).first(), "erasure": Erasure.objects.filter(request=found).first(),
        "card": None if own else seen_here(request).file(found.person_id).card if _on_file(request, found.person_id) else None,
    }  # fmt: skip
    return render(request, "privacy/one.html", context)


def _on_file(request: HttpRequest, person_id: str) -> bool:
    try:
        return bool(seen_here(request).file(person_id).card)
    except Http404:
        return False


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an open request."""
    own_viewer(request)
    try:
        services.take_back(pk, by=user_of(request))
        messages.success(request, _("Đã rút yêu cầu."))
    except PrivacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("privacy:one", pk=pk)


@require_safe
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The answer as a paper."""
    _viewer, found = reachable(request, pk)
    if found.decided_at is None or kind not in ("docx", "pdf"):
        raise Http404("letter")
    paper = papers.answer_letter(found, _name(request, found.person_id))
    return _file(write_word(paper) if kind == "docx" else write_pdf(paper), kind, f"tra-loi-{pk}")


@require_safe
def data(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything the office holds about me."""
    viewer = own_viewer(request)
    return handed_out(request, viewer, viewer.person_id, kind)


def handed_out(request: HttpRequest, viewer: Viewer, person_id: str, kind: str) -> HttpResponse:
    """The data of one person as a file; a line in the ledger."""
    assert viewer.day is not None
    if kind not in ("json", "docx", "pdf"):
        raise Http404("data")
    found = portable.portable(viewer, person_id, viewer.day)
    ledger.record(
        viewer.username,
        "export_own_data",
        kind="person",
        subject=person_id,
        form=kind,
        own=person_id == viewer.person_id,
    )
    if kind == "json":
        told = json.dumps(portable.as_data(found), ensure_ascii=False, indent=1).encode()
        return _file(told, "json", "du-lieu-cua-toi")
    paper = papers.data_paper(found, _name(request, person_id))
    return _file(write_word(paper) if kind == "docx" else write_pdf(paper), kind, "du-lieu-cua-toi")


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=MIMES.get(kind, "application/json"))
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _name(request: HttpRequest, person_id: str) -> str:
    try:
        return str(seen_here(request).file(person_id).card.get("name") or person_id)
    except Http404:
        return person_id


@require_safe
def who_can_see(request: HttpRequest) -> HttpResponse:
    """Who can see what, by role; and who can see my record?"""
    viewer = request_viewer(request)
    context = {
        "lines": who_sees.policy_lines(), "roles": [(r.label, who_sees.REACH[r]) for r in who_sees.WITHIN],
        "others": [(r.label, w) for r, w in who_sees.REACH.items() if r not in who_sees.WITHIN],
        "readers": who_sees.readers_of(viewer.person_id) if rights.has_file(viewer) else None,
    }  # fmt: skip
    return render(request, "privacy/who_sees.html", context)
