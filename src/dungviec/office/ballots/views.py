"""Pages of secret votes under one's name: the list, a new one, its course, the own slips. The box is in ``box_views``."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.ballots import FORMS, PaperVotes, form_words
from dungviec.office.ballots import rights, selectors, services
from dungviec.office.ballots.faults import VoteRefused
from dungviec.office.ballots.models import Phase, Vote, Way
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Procedure
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import opened_units, request_viewer, seen_here, user_of
from dungviec.office.shell.middleware import parse_day


@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """Which secret votes are under way, and what came of the others?"""
    viewer = request_viewer(request)
    rights.require(rights.may_follow(viewer))
    found = Vote.objects.annotate(roll=Count("voters"), taken=Count("voters", filter=~Q(voters__way=Way.NONE)))
    return render(request, "ballots/votes.html", {"votes": list(found[:100]), "may_run": rights.may_run(viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Who votes, on whom, and how?"""
    viewer = request_viewer(request)
    rights.require(rights.may_run(viewer))
    given = request.POST if request.method == "POST" else request.GET
    procedure = Procedure.objects.filter(pk=_digits(given.get("quy-trinh", ""))).first()
    people = seen_here(request).people
    units = selectors.units_to_choose(opened_units(viewer), people)
    unit = given.get("don-vi", "")
    rows = selectors.people_of_unit(people, unit) if unit else []
    fault = ""
    if request.method == "POST":
        others = given.get("them", "").replace(",", " ").split()
        standing = [*given.getlist("ung-vien"), *given.get("them-ung-vien", "").replace(",", " ").split()]
        plan = services.Plan(
            given.get("ten", ""), given.get("loai", ""), list(dict.fromkeys(standing)), [*given.getlist("cu-tri"), *others],
            _digits(given.get("it-nhat", "")), given.get("ban", ""), procedure, given.get("buoc", "") if procedure else "",
        )  # fmt: skip
        try:
            return redirect("ballots:vote", services.make(plan, by=user_of(request)).pk)
        except VoteRefused as refused:
            fault = str(refused)
    lang = get_language() or "vi"
    start = {
        "ten": procedure.title if procedure else "", "loai": "agree" if procedure else "confidence", "it-nhat": "5",
        "ung-vien": [procedure.person_id] if procedure and procedure.person_id else [],
    }  # fmt: skip
    context = {
        "units": units, "unit": unit, "rows": rows, "fault": fault, "procedure": procedure, "step": given.get("buoc", ""),
        "forms": [(key, form_words(key, lang)) for key in FORMS], "given": {**start, **{k: v for k, v in given.items() if v}},
        "standing": given.getlist("ung-vien") or start["ung-vien"], "voting": given.getlist("cu-tri"), "posted": request.method == "POST",
    }  # fmt: skip
    return render(request, "ballots/new.html", context, status=422 if fault else 200)


@require_safe
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Where does this vote stand, and what is its result?"""
    viewer = request_viewer(request)
    rights.require(rights.may_follow(viewer))
    one = get_object_or_404(Vote.objects.select_related("procedure", "made_by__membership"), pk=pk)
    lang = get_language() or "vi"
    voters = list(one.voters.all())
    return render(request, "ballots/vote.html", {
        "one": one, "voters": voters, "taken": sum(v.way == Way.BROWSER for v in voters), "on_paper": sum(v.way == Way.PAPER for v in voters),
        "form_words": form_words(one.form, lang), "marks": [m[0 if lang == "vi" else 1] for m in FORMS[one.form][2]],
        "rows": selectors.result_rows(one, lang), "fingerprint": services.fingerprint(one) if one.box_public else "",
        "box_url": request.build_absolute_uri(selectors.box_address(one)), "may_run": rights.may_run(viewer), "today": office_day(),
        "carried": one.procedure is not None and one.procedure.steps.filter(step=one.step).exists(),
    })  # fmt: skip


@require_POST
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on one vote."""
    rights.require(rights.may_run(request_viewer(request)))
    one, user, given = get_object_or_404(Vote, pk=pk), user_of(request), request.POST
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "phat-phieu": (lambda: services.give_out(pk, first=given.get("khoa-1", ""), second=given.get("khoa-2", ""), by=user), _("Đã khóa hòm phiếu và bắt đầu phát phiếu.")),
        "phieu-giay": (lambda: services.hand_paper(pk, given.get("nguoi", ""), by=user), _("Đã ghi.")),
        "mo-hom": (lambda: services.open_box(pk, by=user), _("Đã khóa danh sách và mở hòm phiếu.")),
        "kiem-phieu": (lambda: services.count_box(pk, _opening(request, one), by=user), _("Đã kiểm phiếu; phiếu và khóa đã được hủy.")),
        "huy": (lambda: services.call_off(pk, why=given.get("ly-do", ""), by=user), _("Đã hủy cuộc bỏ phiếu.")),
        "ghi-buoc": (lambda: services.carry_to_step(one, on=parse_day(given.get("ngay", "")) or office_day(), by=user), _("Đã ghi kết quả vào bước của quy trình.")),
    }  # fmt: skip
    if deed not in deeds:
        raise Http404(deed)
    do, done = deeds[deed]
    try:
        do()
        messages.success(request, done)
    except (VoteRefused, DecisionRefused) as refused:
        messages.error(request, str(refused))
    if deed == "ghi-buoc" and one.procedure_id:
        return redirect("decisions:procedure", one.procedure_id)
    return redirect("ballots:vote", pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """In which secret votes do I have a say?"""
    person = rights.own(request_viewer(request))
    found = Vote.objects.filter(voters__person_id=person).exclude(phase=Phase.DRAFT)
    rows = [(one, one.voters.get(person_id=person), selectors.box_address(one)) for one in found[:50]]
    return render(request, "ballots/mine.html", {"rows": rows})


@require_safe
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """How do I get my slip?"""
    person = rights.own(request_viewer(request))
    one = get_object_or_404(Vote.objects.exclude(phase=Phase.DRAFT), pk=pk, voters__person_id=person)
    return render(request, "ballots/slip.html", {
        "one": one, "voter": one.voters.get(person_id=person), "box_url": selectors.box_address(one), "fingerprint": services.fingerprint(one) if one.box_public else "",
    })  # fmt: skip


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The blinded slip signed, for the browser."""
    person = rights.own(request_viewer(request))
    get_object_or_404(Vote, pk=pk, voters__person_id=person)
    try:
        blinded = base64.b64decode(json.loads(request.body[:4000])["blinded"], validate=True)
        signed = services.take_slip(pk, person, blinded, by=user_of(request))
    except (VoteRefused, binascii.Error, KeyError, TypeError, ValueError, RecursionError, RawPostDataException) as bad:
        words = str(bad) if isinstance(bad, VoteRefused) else _("Phiếu gửi lên không đúng dạng.")
        return JsonResponse({"fault": words}, status=422)
    return JsonResponse({"signed": base64.b64encode(signed).decode()})


def _opening(request: HttpRequest, one: Vote) -> services.Opening:
    given: Any = request.POST
    marks = len(FORMS[one.form][2])
    totals = {
        row[0]: tuple(_count(given.get(f"giay-{at}-{mark}", "")) for mark in range(marks))
        for at, row in enumerate(one.candidates)
    }
    paper = PaperVotes(_count(given.get("giay-phat", "")), _count(given.get("giay-thu", "")), _count(given.get("giay-hong", "")), totals)  # fmt: skip
    return services.Opening(given.get("khoa-1", ""), given.get("khoa-2", ""), paper, given.get("bien-ban", ""), _number(given.get("co-mat", "")))  # fmt: skip


def _digits(text: str) -> int:
    """A small number as typed, 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 6 else 0


def _count(text: str) -> int:
    return _number(text) or 0


def _number(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise VoteRefused(_("«%s» không phải là số phiếu.") % text[:20])
    return int(text)
