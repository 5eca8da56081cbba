"""Pages of proposals: a unit proposes with the counter beside it, one proposal with its evidence, its report as a paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents import emulation_paper
from dungviec.documents.emulation_rows import standing
from dungviec.emulation import LADDER, TITLES
from dungviec.law.marks import cited
from dungviec.law.rules import Verdict
from dungviec.office.access import ledger
from dungviec.office.emulation import council, judging, rights, selectors, services
from dungviec.office.emulation.deeds import VERBS
from dungviec.office.emulation.evidence import record_of, thanks_lines
from dungviec.office.emulation.faults import Refused
from dungviec.office.emulation.files import hand
from dungviec.office.emulation.models import LIVE, Proposal, Round, Stage, State
from dungviec.office.emulation.round_views import records_here
from dungviec.office.emulation.views import TAGS, answer_card, digits
from dungviec.office.registry.gate import SeenFile, SeenRecords
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import user_of
from dungviec.office.shell.language import lang

_TITLES = {t.key for t in LADDER}


@require_http_methods(["GET", "HEAD", "POST"])
def propose_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom does this unit propose for which title?"""
    records = records_here(request)
    viewer = records.viewer
    rights.require(rights.may_propose(viewer))
    one = get_object_or_404(Round, pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    units = selectors.units_of(records)
    unit, title = given.get("don-vi", "") or (units[0][0] if units else ""), given.get("danh-hieu", "base")
    title = title if title in _TITLES else "base"
    people = selectors.unit_people(records, unit)
    judged, fault = bool(given.get("tap-the")), ""
    if request.method == "POST":
        chosen = [p for p in request.POST.getlist("nguoi") if p in {r["person_id"] for r in people}]
        try:
            if len(chosen) != len(request.POST.getlist("nguoi")):
                raise Refused(_("Có người không thuộc đơn vị đang chọn."))
            made = services.propose(pk, digits(request.POST.get("ban", "")), title, chosen, viewer, judged=judged)
            messages.success(request, _("Đã đề nghị %(n)d người: %(t)s.") % {"n": len(made), "t": TITLES[title].name(lang())})  # fmt: skip
            return redirect("emulation:round", pk)
        except Refused as refused:
            fault = str(refused)
    ids = [r["person_id"] for r in people]
    answers = judging.answers(one, title, ids, viewer, judged=judged) if ids else {}
    there = set(one.proposals.filter(title=title, state__in=LIVE).values_list("person_id", flat=True))
    registered = dict(one.registrations.filter(withdrawn_at__isnull=True, person_id__in=ids).values_list("person_id", "title"))  # fmt: skip
    ticked = set(request.POST.getlist("nguoi")) if fault else set()
    rows = [
        {
            "r": r, "a": answer_card(answers[r["person_id"]]), "aim": TITLES[registered[r["person_id"]]].short if r["person_id"] in registered else "",
            "shut": r["person_id"] in there or r["person_id"] == viewer.person_id or answers[r["person_id"]].held or answers[r["person_id"]].verdict == Verdict.FORBIDDEN,
            "there": r["person_id"] in there, "self": r["person_id"] == viewer.person_id, "ticked": r["person_id"] in ticked,
        }
        for r in people if r["person_id"] in answers
    ]  # fmt: skip
    context = {
        "one": one, "units": units, "unit": unit, "title": title, "titles": selectors.short_names(), "rows": rows, "fault": fault, "judged": judged,
        "counter": _own_lines(judging.counter(one, viewer), unit), "open": one.stage == Stage.PROPOSING, "lang": lang(),
    }  # fmt: skip
    return render(request, "emulation/propose.html", context, status=422 if fault else 200)


def _own_lines(lines: list[Any], unit: str) -> list[dict[str, Any]]:
    """The whole, and the unit looked at."""
    return [
        {"line": line, "told": line.cap.told(lang()), "name": line.name or _("Cả phạm vi của anh/chị")}
        for line in lines
        if not line.unit_id or line.unit_id == unit
    ]


@require_POST
def count_live(request: HttpRequest, pk: int) -> HttpResponse:
    """The counter with what is ticked, before anything is proposed."""
    records = records_here(request)
    rights.require(rights.may_propose(records.viewer))
    one = get_object_or_404(Round, pk=pk)
    title = request.POST.get("danh-hieu", "")
    more = [(p[:40], title) for p in request.POST.getlist("nguoi")[:400]] if title in _TITLES else []
    lines = _own_lines(judging.counter(one, records.viewer, more=more), request.POST.get("don-vi", ""))
    return render(request, "emulation/parts/counter.html", {"counter": lines})


def _proposal(request: HttpRequest, pk: int) -> tuple[SeenRecords, SeenFile, Proposal]:
    records = records_here(request)
    found = get_object_or_404(Proposal.objects.select_related("round"), pk=pk)
    return records, records.file(found.person_id), found


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What speaks for this proposal, what does the law ask, where does it stand?"""
    records, file, found = _proposal(request, pk)
    viewer, fault = records.viewer, ""
    may_change = rights.may_propose(viewer) and not file.own
    words = found.own_words
    if request.method == "POST":
        rights.require(may_change)
        words = request.POST.get("bao-cao", "")
        try:
            services.change_words(pk, digits(request.POST.get("ban", "")), words, viewer)
            messages.success(request, _("Đã ghi báo cáo."))
            return redirect("emulation:proposal", pk)
        except Refused as refused:
            fault = str(refused)
    ledger.saw(viewer, "see_title_proposals", found.person_id, proposal=pk)
    answer = judging.answers(found.round, found.title, [found.person_id], viewer).get(found.person_id)
    context = {
        "found": found, "one": found.round, "card": file.card, "title": TITLES[found.title].name(lang()), "words": words, "fault": fault, "may_change": may_change and found.state == State.PROPOSED and found.round.stage == Stage.PROPOSING,
        "record": record_of(records, file, found.round.year), "answer": answer_card(answer) if answer else None, "may_withdraw": may_change and found.round.stage in (Stage.PROPOSING, Stage.COUNCIL) and found.state in (State.PROPOSED, State.CARRIED, State.FAILED),
        "may_revoke": rights.may_decide(viewer) and found.state == State.AWARDED, "steps": [(s, VERBS.get(s.verb, s.verb)) for s in found.steps.all()], "tags": TAGS,
    }  # fmt: skip
    return render(request, "emulation/proposal.html", context, status=422 if fault else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    records, file, _found = _proposal(request, pk)
    rights.require(rights.may_propose(records.viewer) and not file.own)
    try:
        services.withdraw_proposal(pk, digits(request.POST.get("ban", "")), request.POST.get("ly-do", ""), records.viewer)  # fmt: skip
        messages.success(request, _("Đã rút đề nghị."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:proposal", pk)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a given title back."""
    records, _file, _found = _proposal(request, pk)
    rights.require(rights.may_decide(records.viewer))
    try:
        council.revoke(pk, digits(request.POST.get("ban", "")), request.POST.get("ly-do", ""), records.viewer, user_of(request))  # fmt: skip
        messages.success(request, _("Đã thu hồi danh hiệu; hồ sơ không còn ghi danh hiệu này."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:proposal", pk)


@require_safe
def proposal_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of achievements as Word or PDF."""
    records, file, found = _proposal(request, pk)
    spoken, here = lang(), city()
    ledger.saw(records.viewer, "print_title_paper", found.person_id, proposal=pk)
    told = record_of(records, file, found.round.year)
    answer = judging.answers(found.round, found.title, [found.person_id], records.viewer).get(found.person_id)
    conditions = [(c.told(spoken), c.verdict.label(spoken), cited(c.rule, spoken) if c.rule else "–") for c in answer.conditions] if answer else []  # fmt: skip
    if answer is not None:
        conditions.insert(0, (TITLES[found.title].name(spoken), standing(answer, spoken), "–"))
    paper = emulation_paper.Achievements(
        here.name if here else "", found.round.year, TITLES[found.title].name(spoken), found.person_name, str(file.card.get("title") or ""), found.unit_name,
        told.ratings, told.honours, told.works, told.evidence, conditions, found.own_words, thanks_lines(told),
    )  # fmt: skip
    return hand(request.GET.get("kieu", ""), f"bao-cao-thanh-tich-{pk}", paper=lambda: emulation_paper.achievements_paper(paper, spoken))  # fmt: skip
