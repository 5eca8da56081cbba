"""Pages of concurrent posts: the ledger, the counts of the interview, and who answers for a post today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.documents import streamlining_excel, streamlining_paper
from dungviec.law import Verdict
from dungviec.office.access import ledger
from dungviec.office.access.fields import Scope, sees
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.viewing import seen_here
from dungviec.office.shell.language import k, lang
from dungviec.office.shell.paper_files import answer
from dungviec.office.streamlining import posts, rights
from dungviec.records.vietnamese import fold
from dungviec.workforce import WorkforceFault
from dungviec.workforce.in_charge import HOWS, InCharge
from dungviec.workforce.posts_held import Ledger

MOST = 40
"""So many posts are answered for one question."""


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(rights.may_read_ledger(records.viewer))
    return records


def _reached(records: SeenRecords) -> list[Ledger]:
    return records.named(list(posts.held(records.day)))


@require_safe
@counted_afterwards
def concurrent_page(request: HttpRequest) -> HttpResponse:
    """Who holds several posts at once, by which decision, with which allowance, and who answers for a post today?"""
    records = _records(request)
    held = _reached(records)
    ledger.listed(records.viewer, "see_concurrent", len(held))
    view = law_on(records.day)
    rules = {r.key: r for r in view.book.rules}
    now, before = [], []
    for one in held:
        running = one.on(records.day)
        past = [s for s in one.spans if s is not running]
        if running is not None:
            now.append(_row(one, running, rules) | {"past": len(past)})
        before += [_row(one, s, rules) for s in past]
    post = request.GET.get("vi-tri", "").strip()
    context = {
        "now": now, "before": before, "counts": [(words[k()], n) for *words, n in ((vi, en, n) for _key, vi, en, n in posts.unified_counts(records.day))], "day": records.day,
        "post": post, "answers": _answers(records, post), "fault": "",
    }  # fmt: skip
    if post and context["answers"] is None:
        context["fault"] = post
    return render(request, "streamlining/concurrent.html", context)


def _row(one: Ledger, span: Any, rules: dict[str, Any]) -> dict[str, Any]:
    due, same = span.allowance, {h.post_id for h in span.posts}
    whole = [s for s in one.spans if {h.post_id for h in s.posts} == same]
    clash = [g for g in span.grounds if g.verdict != Verdict.ALLOWED]
    return {
        "one": one, "span": span, "due": (due.vi, due.en)[k()], "share": due.share, "rule": rules.get(due.rule_id), "shares": span.shares, "since": min(s.since for s in whole),
        "grounds": [{"told": (g.vi, g.en)[k()], "verdict": int(g.verdict), "rule": rules.get(g.basis.rule_id) if g.basis else None} for g in span.grounds],
        "clash": any(g.verdict == Verdict.FORBIDDEN for g in clash),
    }  # fmt: skip


def _answers(records: SeenRecords, post: str) -> list[dict[str, Any]] | None:
    """Who answers for the posts asked about, as far as they may be named; None where there is no such post."""
    if not post:
        return []
    try:
        found = posts.in_charge_of(records.day, post)[:MOST]
    except WorkforceFault:
        return None
    people = [{"person_id": a.person_id} for c in found for a in c.people]
    people += [{"person_id": p} for c in found for p, _name, _title in c.could_act]
    known = {p["person_id"] for p in records.named(people)}
    told = sees(records.viewer.role, Scope.WITHIN, "leave", "proceedings")
    return [_charge(c, known, told) for c in found]


def _charge(c: InCharge, known: set[str], told: bool) -> dict[str, Any]:
    own = c.unit_name if fold(c.unit_name) not in fold(c.title) else ""
    return {
        "c": c, "own": own, "deputies": [(p, name, title) for p, name, title in c.could_act if p in known],
        "people": [{"a": a, "how": HOWS[a.how][k()], "away": bool(a.away) and told} for a in c.people if a.person_id in known],
    }  # fmt: skip


@require_safe
def concurrent_file(request: HttpRequest) -> HttpResponse:
    """The ledger as Excel, Word or PDF."""
    records = _records(request)
    held = _reached(records)
    ledger.listed(records.viewer, "export_concurrent", len(held))
    name = posts.body_name(records.day)
    return answer(
        request.GET.get("kieu", ""), "kiem-nhiem", records.day, excel=lambda: streamlining_excel.write_ledger_excel(name, held, lang()),
        paper=lambda: streamlining_paper.ledger_paper(name, records.day.year, held, lang()),
    )  # fmt: skip
