"""Pages of the pipeline: who could be proposed for what and when, one person, the own titles, who gets titles by group."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.documents.emulation_rows import earliest, needs_of, standing, total_rows, year_rows
from dungviec.emulation import LADDER, TITLES, Pipeline, Prospect, judge_collectives
from dungviec.emulation.ladder import TitleAnswer
from dungviec.emulation.shares import OUTCOMES
from dungviec.emulation.standards import standards_of
from dungviec.emulation.words import LACKS, OUTSTANDING
from dungviec.law.rules import Verdict
from dungviec.office.access import ledger
from dungviec.office.emulation import judging, rights, selectors, services
from dungviec.office.emulation.faults import Refused
from dungviec.office.emulation.models import Initiative, Proposal, Round, Stage, Thanks
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.viewing import seen_here
from dungviec.office.shell.language import lang

PAGE = 25
TAGS = {Verdict.ALLOWED: "tag-jade", Verdict.UNKNOWN: "tag-slate", Verdict.FORBIDDEN: "tag-lacquer", Verdict.NEEDS_AUTHORITY: "tag-amber"}  # fmt: skip


def digits(text: str, default: int = 0) -> int:
    """A typed whole number of up to nine figures, else the default."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(rights.may_enter(records.viewer))
    return records


def _year(request: HttpRequest, records: SeenRecords) -> int:
    year = digits(request.GET.get("nam", ""), records.day.year)
    return year if 1990 <= year <= 2100 else records.day.year


def _asked(request: HttpRequest) -> selectors.Asked:
    title = request.GET.get("danh-hieu", "")
    title = title if title in {t.key for t in LADDER} else ""
    verdict = request.GET.get("ket-luan", "")
    first = digits(request.GET.get("som-nhat", ""))
    return selectors.Asked(
        title, verdict if title and verdict in (*selectors.STANDINGS, "held") else "", request.GET.get("don-vi", "")[:40], first or None if title else None
    )  # fmt: skip


@require_safe
@counted_afterwards
def pipeline_page(request: HttpRequest) -> HttpResponse:
    """Who could be proposed for which title this year and the next, and what is missing?"""
    records = _records(request)
    year, asked = _year(request, records), _asked(request)
    found = selectors.pipeline(records, year)
    rows = selectors.matching(found, asked)
    ledger.listed(records.viewer, "see_titles", len(rows))
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    shown = {m.person_id for m in records.named([p.merits for p in page])}
    spoken = lang()
    heads, years = year_rows(found, spoken)
    context = {
        "found": found, "year": year, "totals": _totals(found, spoken), "heads": heads[1:], "years": _first_years(years, heads), "asked": asked, "page": page,
        "rows": [_row(found, p, spoken) for p in page if p.merits.person_id in shown], "count": len(rows), "units": sorted({(u, found.unit_names.get(u, u)) for u in found.units.values()}, key=lambda x: x[1]),
        "titles": selectors.short_names(), "outstanding": OUTSTANDING[0 if spoken == "vi" else 1], "lapsed": found.by_lapsed_text, "untold": found.years_without_text,
        "collectives": _collectives(records, spoken), "all_told": rights.tells_procedures(records.viewer),
        "rounds": judging.running(),
    }  # fmt: skip
    return render(request, "emulation/pipeline.html", context)


def _totals(found: Pipeline, spoken: str) -> list[dict[str, Any]]:
    rows = total_rows(found, spoken)
    return [{"key": t.key, "name": row[0], "counts": list(zip(("allowed", "held", "unknown", "forbidden"), row[1:5], strict=True)), "lacks": row[5]} for t, row in zip(LADDER, rows, strict=True)]  # fmt: skip


def _first_years(rows: list[tuple[Any, ...]], heads: list[str]) -> list[dict[str, Any]]:
    years: list[int | None] = [int(h) for h in heads[1:-1]] + [None]
    return [{"key": t.key, "name": row[0], "cells": list(zip(years, row[1:], strict=True))} for t, row in zip(LADDER, rows, strict=True)]  # fmt: skip


def _row(found: Pipeline, p: Prospect, spoken: str) -> dict[str, Any]:
    return {
        "id": p.merits.person_id, "name": p.merits.name, "unit": found.unit_names.get(found.units.get(p.merits.person_id, ""), ""),
        "next": TITLES[p.next_title].name(spoken) if p.next_title else "", "needs": needs_of(p, spoken),
        "titles": [(a.title.short, standing(a, spoken), TAGS[Verdict.ALLOWED if a.held else a.verdict], earliest(o, spoken)) for a, o in zip(p.answers, p.outlooks, strict=True)],
    }  # fmt: skip


def _collectives(records: SeenRecords, spoken: str) -> list[tuple[str, str, str]]:
    answers = judge_collectives(standards_of(law_on(records.day)))
    return [
        (a.title.name(spoken), a.told(spoken), f"{a.times:g}".replace(".", ",") if a.times else "") for a in answers
    ]


def answer_cards(p: Prospect) -> list[dict[str, Any]]:
    """Every title of one person as a page shows it."""
    spoken = lang()
    return [answer_card(a) | {"earliest": earliest(o, spoken)} for a, o in zip(p.answers, p.outlooks, strict=True)]


def answer_card(a: TitleAnswer) -> dict[str, Any]:
    """One title as a page shows it: verdict, conditions with clauses, missing facts in words, what it takes."""
    spoken = lang()
    return {
        "name": a.title.name(spoken), "standing": standing(a, spoken), "tag": TAGS[Verdict.ALLOWED if a.held else a.verdict], "chain": a.chain, "needed": a.needed,
        "conditions": [(int(c.verdict), c.told(spoken), c.rule, c.need[0 if spoken == "vi" else 1] if c.need and c.verdict != Verdict.ALLOWED else "") for c in a.conditions],
        "lacks": [LACKS[n][0 if spoken == "vi" else 1] for n in a.lacks], "held": a.held,
    }  # fmt: skip


@require_safe
def person_page(request: HttpRequest, person_id: str) -> HttpResponse:
    """Which title could this person be proposed for, what is missing, and from which year?"""
    records = _records(request)
    file = records.file(person_id)
    year = _year(request, records)
    asked = selectors.prospect(records, person_id, year, own=file.own)
    if asked is None:
        raise Http404(person_id)
    found, p = asked
    ledger.saw(records.viewer, "see_title_answers", person_id)
    context = {
        "card": file.card, "cards": answer_cards(p), "year": year, "held": _held(p), "forms": p.merits.forms, "unread": p.merits.unread, "found": found,
        "works": Initiative.objects.filter(person_id=person_id, withdrawn_at__isnull=True), "proposals": Proposal.objects.filter(person_id=person_id).select_related("round"),
    }  # fmt: skip
    return render(request, "emulation/person.html", context)


def _held(p: Prospect) -> list[tuple[int, str]]:
    spoken = lang()
    return [(y, ", ".join(t.name(spoken) for t in LADDER if t.key in keys)) for y, keys in sorted(p.merits.titles.items(), reverse=True)]  # fmt: skip


@require_safe
def own_page(request: HttpRequest) -> HttpResponse:
    """Which title could I be proposed for, what do I still need, who thanked me?"""
    records = seen_here(request)
    viewer = records.viewer
    rights.require(rights.has_own(viewer))
    file = records.file(viewer.person_id)
    year = _year(request, records)
    asked = selectors.prospect(records, viewer.person_id, year, own=True)
    open_rounds = list(Round.objects.filter(stage=Stage.REGISTERING))
    mine = {r.round_id: r.title for one in open_rounds for r in one.registrations.filter(person_id=viewer.person_id, withdrawn_at__isnull=True)}  # fmt: skip
    received = list(Thanks.objects.filter(receiver_id=viewer.person_id)[:20])
    names = selectors.names_of(records, [t.giver_id for t in received])
    context = {
        "card": file.card, "cards": answer_cards(asked[1]) if asked else [], "held": _held(asked[1]) if asked else [], "forms": asked[1].merits.forms if asked else (),
        "year": year, "rounds": [(one, mine.get(one.pk, "")) for one in open_rounds], "titles": selectors.short_names(),
        "received": [(t, names.get(t.giver_id, t.giver_id)) for t in received], "given": request.session.pop("cam_on", {}),
        "proposals": Proposal.objects.filter(person_id=viewer.person_id).exclude(state="withdrawn").select_related("round"),
        "works": Initiative.objects.filter(person_id=viewer.person_id, withdrawn_at__isnull=True),
    }  # fmt: skip
    return render(request, "emulation/mine.html", context)


@require_POST
def register_own(request: HttpRequest) -> HttpResponse:
    """Register oneself, or take it back."""
    viewer = seen_here(request).viewer
    rights.require(rights.has_own(viewer))
    one = get_object_or_404(Round, pk=digits(request.POST.get("dot", "")))
    try:
        services.register(one.pk, digits(request.POST.get("ban", "")), {viewer.person_id: request.POST.get("danh-hieu", "")[:20]}, viewer)  # fmt: skip
        messages.success(request, _("Đã ghi đăng ký thi đua năm %d.") % one.year)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:mine")


@require_safe
@counted_afterwards
def shares_page(request: HttpRequest) -> HttpResponse:
    """Who gets titles: women and men, ethnic groups, ages, leaders and staff?"""
    records = _records(request)
    rights.require(rights.may_see_shares(records.viewer))
    years = selectors.years_with_titles(records.day)
    year = digits(request.GET.get("nam", ""))
    year = year if year in years else (years[0] if years else records.day.year)
    found = selectors.shares(records, year)
    ledger.listed(records.viewer, "see_title_shares", len(found.rates))
    at = 0 if lang() == "vi" else 1
    blocks = [{"name": words[at], "rates": [r for r in found.rates if r.outcome == key]} for key, words in OUTCOMES.items()]  # fmt: skip
    context = {"year": year, "years": years, "blocks": blocks, "unknown": {k: n for k, n in found.unknown.items() if n}, "at": at}  # fmt: skip
    return render(request, "emulation/shares.html", context)


@require_safe
def pipeline_file(request: HttpRequest) -> HttpResponse:
    """The pipeline as Excel, Word or PDF."""
    from dungviec.documents import emulation_excel, emulation_paper
    from dungviec.office.emulation.files import hand

    records = _records(request)
    found = selectors.pipeline(records, _year(request, records))
    held = judging.terms()
    ratios = found.ratios(law_on, setting=None if held.share is None else judging.fraction(held.share))
    ledger.listed(records.viewer, "export_titles", len(found.prospects))
    spoken = lang()
    return hand(
        request.GET.get("kieu", ""), f"thi-dua-{found.year}", excel=lambda: emulation_excel.write_pipeline_excel(found, ratios, spoken),
        paper=lambda: emulation_paper.pipeline_paper(found, ratios, spoken),
    )  # fmt: skip
