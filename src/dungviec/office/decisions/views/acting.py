"""Drafting, submitting, signing, taking back, replacing, handing over; the city's own templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents.decisions import TemplateFault, place_names
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.decisions import rights, services, templates_folder
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.forms import DraftForm, values_of
from dungviec.office.decisions.models import HandoverItem, Packet
from dungviec.office.decisions.views.reading import WORD, decision_seen
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import request_viewer
from dungviec.office.shell import seen


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What should the decision say?"""
    viewer = request_viewer(request)
    rights.require(rights.may_draft(viewer))
    start = {
        "person_id": request.GET.get("cb", ""),
        "to_post_id": request.GET.get("vt", ""),
        "kind": request.GET.get("loai", "transfer"),
    }
    form = DraftForm(
        request.POST if request.method == "POST" else None, initial={**start, "effective": next_month(office_day())}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft(form.draft(), by=account(request))
            return redirect("decisions:decision", made.pk)
        except DecisionRefused as refused:
            form.add_error(None, str(refused))
    return render(request, "decisions/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What should the draft say instead?"""
    viewer, one = decision_seen(request, pk)
    rights.require(rights.may_draft(viewer) and one.open)
    form = DraftForm(request.POST if request.method == "POST" else None, initial=values_of(one))
    now = seen.stamp(values_of(one))
    if request.method == "POST" and seen.is_stale(request, now):
        form.add_error(None, seen.SENTENCE)
    elif request.method == "POST" and form.is_valid():
        try:
            services.change(pk, form.draft(), by=account(request))
            return redirect("decisions:decision", pk)
        except DecisionRefused as refused:
            form.add_error(None, str(refused))
    return render(
        request, "decisions/edit.html", {"form": form, "one": one, "seen": now}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """What does the decision say that takes the place of this one?"""
    viewer, one = decision_seen(request, pk)
    rights.require(rights.may_draft(viewer) and one.signed and not one.by_case)
    start = values_of(one) | {"effective": max(one.effective, office_day())}
    form = DraftForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.replace_signed(pk, form.draft(), by=account(request))
            return redirect("decisions:decision", made.pk)
        except DecisionRefused as refused:
            form.add_error(None, str(refused))
    return render(
        request,
        "decisions/edit.html",
        {"form": form, "one": one, "replacing": True},
        status=422 if form.errors else 200,
    )


@require_POST
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on one decision."""
    viewer, one = decision_seen(request, pk)
    why, user = request.POST.get("ly-do", ""), account(request)
    deeds: dict[str, tuple[bool, Callable[[], object], str]] = {
        "trinh": (rights.may_draft(viewer), lambda: services.submit([one], by=user), _("Đã trình ký.")),
        "bo": (rights.may_draft(viewer), lambda: services.drop(pk, by=user), _("Đã bỏ dự thảo.")),
        "tra-lai": (rights.may_sign(viewer), lambda: services.give_back(pk, why=why, by=user), _("Đã trả lại.")),
        "ky": (rights.may_sign(viewer), lambda: services.sign([one], by=user, own_person=viewer.person_id), _("Đã ký và ghi vào hồ sơ.")),
        "thu-hoi": (rights.may_sign(viewer), lambda: services.take_back([one], by=user, why=why), _("Đã thu hồi; hồ sơ trở lại như trước.")),
        "y-kien": (rights.may_draft(viewer), lambda: services.put_exception(pk, words=request.POST.get("y-kien", ""), paper=request.POST.get("van-ban", ""), by=user), _("Đã ghi ý kiến của cấp có thẩm quyền.")),
    }  # fmt: skip
    if deed not in deeds:
        raise Http404(deed)
    allowed, do, done = deeds[deed]
    rights.require(allowed)
    _try(request, do, done)
    return redirect("decisions:decision", pk)


@require_POST
def act_on_packet(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """The same for all decisions of a packet: all or none."""
    viewer = request_viewer(request)
    one = get_object_or_404(Packet, pk=pk)
    mine = list(one.decisions.order_by("pk"))
    user, why = account(request), request.POST.get("ly-do", "")
    if deed == "trinh":
        rights.require(rights.may_draft(viewer))
        drafts = [d for d in mine if d.state == "draft"]
        _try(request, lambda: services.submit(drafts, by=user), _("Đã trình ký %d quyết định.") % len(drafts))
    elif deed == "ky":
        rights.require(rights.may_sign(viewer))
        waiting = [d for d in mine if d.state == "submitted"]
        _try(
            request,
            lambda: services.sign(waiting, by=user, own_person=viewer.person_id),
            _("Đã ký %d quyết định.") % len(waiting),
        )
    elif deed == "thu-hoi":
        rights.require(rights.may_sign(viewer))
        signed = [d for d in mine if d.signed]
        _try(
            request, lambda: services.take_back(signed, by=user, why=why), _("Đã thu hồi %d quyết định.") % len(signed)
        )
    else:
        raise Http404(deed)
    return redirect("decisions:packet", pk)


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one item of a handover."""
    viewer = request_viewer(request)
    item = get_object_or_404(HandoverItem.objects.select_related("decision"), pk=pk)
    rights.SEE_DECISION.require(viewer, item.decision)
    rights.require(rights.may_draft(viewer) or viewer.role == "unit_head")
    services.tick(pk, done=request.POST.get("xong") == "1", by=account(request))
    return redirect("decisions:decision", item.decision_id)


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """Whose words stand on our papers?"""
    viewer = request_viewer(request)
    rights.require(rights.may_draft(viewer))
    fault = ""
    if request.method == "POST":
        kind, upload = request.POST.get("loai", ""), request.FILES.get("tep")
        try:
            if request.POST.get("ve-mac-dinh"):
                templates_folder.put_back(kind)
                ledger.record(viewer.username, "put_back_template", kind="template", subject=kind)
            elif upload is None:
                raise DecisionRefused(_("Xin chọn một tệp .docx."))
            else:
                mark = templates_folder.take_in(kind, upload.read(1_200_000))
                ledger.record(viewer.username, "own_template", kind="template", subject=kind, mark=mark)
            messages.success(request, _("Đã đổi mẫu. Văn bản lập từ nay theo mẫu này."))
            return redirect("decisions:templates")
        except TemplateFault as bad:
            fault = bad.vi if get_language() == "vi" else bad.english
        except DecisionRefused as refused:
            fault = str(refused)
    shelves = templates_folder.shelves(get_language() or "vi")
    return render(
        request, "decisions/templates.html", {"shelves": shelves, "fault": fault}, status=422 if fault else 200
    )


@require_safe
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The template in use, to be changed in Word."""
    rights.require(rights.may_draft(request_viewer(request)))
    if kind not in templates_folder.KINDS:
        raise Http404(kind)
    assert place_names(kind)
    return HttpResponse(
        templates_folder.template(kind), content_type=WORD, headers={"Content-Disposition": f'attachment; filename="mau-{kind}.docx"'}
    )  # fmt: skip


def _try(request: HttpRequest, do: Callable[[], object], done: str) -> None:
    try:
        do()
        messages.success(request, done)
    except DecisionRefused as refused:
        messages.error(request, str(refused))
    except RegistryFault as fault:
        messages.error(request, str(fault))


def account(request: HttpRequest) -> User:
    """The account of a request; pages are open to accounts only."""
    assert isinstance(request.user, User)
    return request.user


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
