"""Pages of a round: the list, one round with its stage, registration by unit, the council, the decision, its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents import emulation_paper
from dungviec.emulation import TITLES
from dungviec.office.access import ledger
from dungviec.office.emulation import council, judging, rights, selectors, services
from dungviec.office.emulation.deeds import VERBS
from dungviec.office.emulation.faults import Refused
from dungviec.office.emulation.files import hand
from dungviec.office.emulation.forms import DecisionForm, MinutesForm, TermsForm, words_of
from dungviec.office.emulation.models import Proposal, Round, Sitting, Stage, State
from dungviec.office.emulation.views import digits
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import seen_here, user_of
from dungviec.office.shell.language import lang
from dungviec.office.shell.middleware import parse_day


def records_here(request: HttpRequest) -> SeenRecords:
    """What the viewer sees; refused to whoever may not enter the room."""
    records = seen_here(request)
    rights.require(rights.may_enter(records.viewer))
    return records


@require_safe
def rounds_page(request: HttpRequest) -> HttpResponse:
    """Which rounds are under way, and what came of the others?"""
    records = records_here(request)
    held = judging.terms()
    form = TermsForm(initial={"share": held.share, "per_unit": held.per_unit, "quorum": held.quorum, "least": held.least}, prefix="muc")  # fmt: skip
    context = {"rounds": list(selectors.rounds()), "may_run": rights.may_run(records.viewer), "terms": held, "form": form, "day": records.day}  # fmt: skip
    return render(request, "emulation/rounds.html", context)


@require_POST
def open_round(request: HttpRequest) -> HttpResponse:
    """A new round of a year."""
    records = records_here(request)
    rights.require(rights.may_run(records.viewer))
    try:
        one = services.open_round(digits(request.POST.get("nam", "")) or None, records.viewer)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("emulation:rounds")
    return redirect("emulation:round", one.pk)


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where does this round stand, who is proposed, within which ratio?"""
    records = records_here(request)
    viewer = records.viewer
    one = get_object_or_404(Round.objects.select_related("batch"), pk=pk)
    proposals = selectors.proposals_of(one, viewer)
    ledger.listed(viewer, "see_title_proposals", len(proposals), kind="title_round", subject=str(pk))
    context = {
        "one": one, "proposals": [_line(p) for p in proposals], "counter": judging.counter(one, viewer) if one.stage != Stage.REGISTERING else [],
        "told": "", "units": selectors.registered_by_unit(one, records), "steps": [(s, VERBS.get(s.verb, s.verb)) for s in one.steps.filter(proposal__isnull=True)],
        "may_run": rights.may_run(viewer), "may_decide": rights.may_decide(viewer), "may_propose": rights.may_propose(viewer), "day": records.day,
        "sitting": Sitting.objects.filter(round=one).first(), "form": DecisionForm(initial={"decided_on": records.day}), "stages": _stages(one),
        "counts": {s.value: sum(p.state == s for p in proposals) for s in State},
    }  # fmt: skip
    context["told"] = context["counter"][0].cap.told(lang()) if context["counter"] else ""  # type: ignore[index]
    return render(request, "emulation/round.html", context)


def _line(p: Proposal) -> dict[str, Any]:
    tags = {State.PROPOSED: "tag-amber", State.CARRIED: "tag-jade", State.AWARDED: "tag-jade", State.FAILED: "tag-lacquer", State.REVOKED: "tag-lacquer"}  # fmt: skip
    return {"p": p, "title": TITLES[p.title].name(lang()), "tag": tags.get(State(p.state), "tag-slate")}


def _stages(one: Round) -> list[tuple[str, str]]:
    """The stages in their order, each ``past``, ``now`` or ``ahead``."""
    order = [Stage.REGISTERING, Stage.PROPOSING, Stage.COUNCIL, Stage.SUBMITTED, Stage.DECIDED]
    if one.stage not in order:
        return []
    at = order.index(Stage(one.stage))
    return [(str(s.label), "past" if n < at else "now" if n == at else "ahead") for n, s in enumerate(order)]


@require_POST
def move_round(request: HttpRequest, pk: int) -> HttpResponse:
    """To the next stage."""
    records = records_here(request)
    rights.require(rights.may_run(records.viewer))
    get_object_or_404(Round, pk=pk)
    try:
        one = services.move_on(pk, digits(request.POST.get("ban", "")), records.viewer, received=parse_day(request.POST.get("ngay-nhan", "")))  # fmt: skip
        messages.success(request, _("Đợt %(y)d: %(s)s.") % {"y": one.year, "s": one.get_stage_display()})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:round", pk)


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """End a round without a decision."""
    records = records_here(request)
    rights.require(rights.may_run(records.viewer))
    get_object_or_404(Round, pk=pk)
    try:
        services.call_off(pk, digits(request.POST.get("ban", "")), request.POST.get("ly-do", ""), records.viewer)
        messages.success(request, _("Đã hủy đợt."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:round", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def register_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of this unit registers, aiming at which title?"""
    records = records_here(request)
    viewer = records.viewer
    rights.require(rights.may_propose(viewer))
    one = get_object_or_404(Round, pk=pk)
    units = selectors.units_of(records)
    given = request.POST if request.method == "POST" else request.GET
    unit = given.get("don-vi", "") or (units[0][0] if units else "")
    rows = selectors.unit_people(records, unit)
    fault = ""
    if request.method == "POST":
        aims = {r["person_id"]: request.POST.get(f"dh-{r['person_id']}", "")[:20] for r in rows if f"dh-{r['person_id']}" in request.POST}  # fmt: skip
        try:
            changed = services.register(pk, digits(request.POST.get("ban", "")), aims, viewer)
            messages.success(request, _("Đã ghi đăng ký: %d dòng thay đổi.") % changed)
            return redirect(f"{request.path}?don-vi={unit}" if any(u == unit for u, _n, _k in units) else request.path)
        except Refused as refused:
            fault = str(refused)
    standing = dict(one.registrations.filter(withdrawn_at__isnull=True).values_list("person_id", "title"))
    typed = {r["person_id"]: request.POST.get(f"dh-{r['person_id']}", "") for r in rows} if fault else standing
    context = {"one": one, "units": units, "unit": unit, "rows": [(r, typed.get(r["person_id"], "")) for r in rows], "titles": selectors.short_names(), "fault": fault, "open": one.stage == Stage.REGISTERING}  # fmt: skip
    return render(request, "emulation/register.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def council_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there, and how did the council vote on each proposal?"""
    records = records_here(request)
    viewer = records.viewer
    rights.require(rights.may_run(viewer))
    one = get_object_or_404(Round, pk=pk)
    sitting = Sitting.objects.filter(round=one).first()
    proposals = [p for p in selectors.proposals_of(one, viewer) if p.state in (State.PROPOSED, State.CARRIED, State.FAILED)]  # fmt: skip
    start = {"held_on": records.day} if sitting is None else {"held_on": sitting.held_on, "number": sitting.number, "chair": sitting.chair, "secretary": sitting.secretary, "members": "\n".join(sitting.members), "present": sitting.present, "said": sitting.said}  # fmt: skip
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=start)
    fault = ""
    if request.method == "POST":
        fault = _hold(request, pk, form, proposals, records)
        if not fault:
            messages.success(request, _("Đã ghi biên bản và kết quả biểu quyết."))
            return redirect("emulation:round", pk)
    typed = request.POST if request.method == "POST" else {}
    rows = [
        _line(p) | {"yes": typed.get(f"thuan-{p.pk}", p.votes_for if p.votes_for is not None else ""), "no": typed.get(f"nghich-{p.pk}", p.votes_against if p.votes_against is not None else "")}
        for p in proposals
    ]  # fmt: skip
    terms = judging.terms()
    context = {"one": one, "form": form, "rows": rows, "fault": fault, "terms": terms, "counter": judging.counter(one, viewer)}  # fmt: skip
    return render(request, "emulation/council.html", context, status=422 if fault else 200)


def _hold(request: HttpRequest, pk: int, form: MinutesForm, proposals: list[Proposal], records: SeenRecords) -> str:
    """Keep the meeting; what is wrong with it, or nothing."""
    if not form.is_valid():
        return words_of(form)
    votes: dict[int, tuple[int, int]] = {}
    for p in proposals:
        yes, no = (request.POST.get(f"{name}-{p.pk}", "").strip() for name in ("thuan", "nghich"))
        if not yes.isascii() or not yes.isdigit() or len(yes) > 4 or (no and not (no.isascii() and no.isdigit() and len(no) <= 4)):  # fmt: skip
            return _("%(name)s: ghi số phiếu tán thành và không tán thành bằng số nguyên.") % {"name": p.person_name}
        votes[p.pk] = int(yes), int(no or 0)
    told = form.cleaned_data
    minutes = council.Minutes(told["held_on"], told["number"], told["members"], told["present"], told["chair"], told["secretary"], told["said"])  # fmt: skip
    try:
        council.hold(pk, digits(request.POST.get("ban", "")), minutes, votes, records.viewer)
    except Refused as refused:
        return str(refused)
    return ""


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision: titles go into the records."""
    records = records_here(request)
    rights.require(rights.may_decide(records.viewer))
    get_object_or_404(Round, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, words_of(form))
        return redirect("emulation:round", pk)
    try:
        one = council.decide(pk, digits(request.POST.get("ban", "")), records.viewer, user_of(request), **form.cleaned_data)  # fmt: skip
        messages.success(request, _("Đã ghi %(n)d danh hiệu vào hồ sơ theo quyết định %(d)s.") % {"n": one.proposals.filter(state=State.AWARDED).count(), "d": one.decision})  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:round", pk)


@require_safe
def round_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The council's minutes, or the submission, as Word or PDF."""
    records = records_here(request)
    viewer = records.viewer
    rights.require(rights.may_run(viewer) or rights.may_decide(viewer))
    one = get_object_or_404(Round, pk=pk)
    sitting = get_object_or_404(Sitting, round=one)
    spoken, here = lang(), city()
    body = here.name if here else ""
    ledger.listed(viewer, "print_title_paper", 1, kind="title_round", subject=str(pk))
    lines = [p for p in selectors.proposals_of(one, viewer) if p.votes_for is not None and p.live]
    voted = [emulation_paper.Voted(p.person_name, p.unit_name, TITLES[p.title].name(spoken), p.votes_for, p.votes_against, str(p.get_state_display())) for p in lines]  # fmt: skip
    name = f"{kind}-thi-dua-{one.year}"
    if kind == "bien-ban":
        meeting = emulation_paper.Meeting(
            body, one.year, sitting.held_on, sitting.number, sitting.chair, sitting.secretary, sitting.members, sitting.present,
            council.vote_of(sitting).told(spoken), voted, sitting.said,
        )  # fmt: skip
        return hand(request.GET.get("kieu", ""), name, paper=lambda: emulation_paper.minutes_paper(meeting, spoken))
    if kind == "to-trinh":
        carried = [v for v, p in zip(voted, lines, strict=True) if p.state in (State.CARRIED, State.AWARDED)]
        minutes = f"{sitting.number}, {sitting.held_on:%d/%m/%Y}"
        return hand(
            request.GET.get("kieu", ""), name,
            paper=lambda: emulation_paper.submission_paper(body, one.year, one.authority or body, carried, judging.counter(one, viewer), minutes, spoken),
        )  # fmt: skip
    raise Http404(kind)
