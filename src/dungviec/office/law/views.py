"""Pages of the law book: themes and search, one theme, one rule and whom it touches, timelines, what stands open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.law.faults import in_one_language
from dungviec.law.parameter_values import Parameter, parameters
from dungviec.law.rules import Rule, Verdict
from dungviec.law.themes import in_order, kind_name, theme
from dungviec.law.untouched import left_out, why_nobody
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.law import rights, selectors
from dungviec.office.law.affected import affected, applies, touches_people
from dungviec.office.law.drawing import draw
from dungviec.office.law.readings import asked_by, readings
from dungviec.office.law.standing import Standing, standing
from dungviec.office.law.timelines import bands, reach_of
from dungviec.office.registry.viewing import request_viewer
from dungviec.office.shell.middleware import parse_day
from dungviec.office.shell.typed import cleaned

ROWS = 50
PEOPLE = 20


@dataclass(frozen=True)
class Shown:
    """A rule as a page shows it."""

    rule: Rule
    statement: str
    other: str
    """The same in the other language."""
    kind: str
    parameters: list[Parameter]
    own: bool
    now: bool


def language() -> str:
    """``vi`` or ``en``."""
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def reader(request: HttpRequest) -> Viewer:
    """Who reads; refused to an account without a role."""
    viewer = request_viewer(request)
    rights.require(rights.may_read(viewer))
    return viewer


def asked_day(request: HttpRequest, viewer: Viewer) -> tuple[date, str]:
    """The day the book is read on (``?tai-ngay=``; the office's own when not given), and what could not be read as a day."""
    assert viewer.day is not None
    text = request.GET.get("tai-ngay", "").strip()
    day = parse_day(text) if text else viewer.day
    return (viewer.day, text[:30]) if day is None else (day, "")


def show(law: Standing, rules: Iterable[Rule], day: date) -> list[Shown]:
    """Rules in the language of the page."""
    lang = language()
    vi = lang == "vi"
    return [
        Shown(
            r, r.vi if vi else r.en, r.en if vi else r.vi, kind_name(r.kind, lang), parameters(r, lang), law.is_own(r),
            r.in_force(day),
        )
        for r in rules
    ]  # fmt: skip


def frame(request: HttpRequest, viewer: Viewer, law: Standing, section: str) -> dict[str, Any]:
    """What every page of the book has: the day, the trouble with own rules, and the way from page to page."""
    day, unread = asked_day(request, viewer)
    return {
        "section": section, "day": day, "own_day": viewer.day, "unread_day": unread, "elsewhere": day != viewer.day,
        "law": law, "trouble": trouble_words(law.trouble), "may_choose": rights.may_choose(viewer),
        "day_query": urlencode({"tai-ngay": f"{day:%d/%m/%Y}"}) if day != viewer.day else "",
    }  # fmt: skip


def trouble_words(sentence: str) -> str:
    """What is wrong with the own rules, in the language of the page."""
    return in_one_language(sentence, english=language() != "vi")


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """What is the law of the day, theme by theme? Or: where does it say these words?"""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "themes")
    text = cleaned(request.GET.get("q", ""))
    every = request.GET.get("tat-ca") == "1"
    if text:
        found = selectors.search(law.book, text, None if every else context["day"])
        page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
        context |= {
            "page": page, "rules": show(law, page.object_list, context["day"]), "found": len(found),
            "ever": len(found) if every else len(selectors.search(law.book, text, None)),
        }  # fmt: skip
    else:
        shelves = selectors.shelves(law.book, context["day"], language())
        context |= {"groups": shelves, "total": sum(s.in_force for _, row in shelves for s in row)}
        context["gaps"] = sum(s.gaps for _, row in shelves for s in row)
    return render(request, "law/themes.html", context | {"text": text, "every": every})


@require_safe
def theme_page(request: HttpRequest, topic: str) -> HttpResponse:
    """Which rules of this theme are in force, and which were?"""
    viewer = reader(request)
    law = standing()
    if topic not in {r.topic for r in law.book.rules}:
        raise Http404(topic)
    context = frame(request, viewer, law, "themes")
    every = request.GET.get("tat-ca") == "1"
    ever = selectors.rules_of(law.book, topic, None)
    held = [r for r in ever if every or r.in_force(context["day"])]
    context |= {
        "theme": theme(topic, language()), "every": every, "ever": len(ever),
        "rules": show(law, (r for r in held if r.kind != "gap"), context["day"]),
        "gaps": show(law, (r for r in held if r.kind == "gap"), context["day"]),
        "has_timeline": any(r.params for r in ever),
    }  # fmt: skip
    return render(request, "law/theme.html", context)


@require_safe
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """What does this rule say, since when, and whom does it touch?"""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "themes")
    found = selectors.entries(law.book, key)
    if not found:
        raise Http404(key)
    one = selectors.standing_on(found, context["day"])
    if one.key != key:
        target = redirect("law:rule", key=one.key)
        target["Location"] += f"?{context['day_query']}" if context["day_query"] else ""
        return target
    day = context["day"]
    lang = language()
    settings_asked = asked_by(one)
    context |= {
        "shown": show(law, [one], day)[0], "rule": one, "theme": theme(one.topic, lang),
        "versions": show(law, selectors.versions(law.book, one), day),
        "clauses": show(law, selectors.in_book_order(selectors.clauses_of_row(law.book, one)), day),
        "readings": [r for r in readings(law.settings, lang) if r.name in settings_asked],
        "lines": _lines(law, one, day), "touches": touches_people(one), "nobody": told(why_nobody(one), lang),
        "may_know": rights.may_know(viewer, one), "families": [f.vi if lang == "vi" else f.en for f in law.book.packs.families if f.id in one.families],
    }  # fmt: skip
    return render(request, "law/rule.html", context)


def told(both: tuple[str, str] | None, lang: str) -> str:
    """A sentence of the library in the language of the page; empty where there is none."""
    return both[lang != "vi"] if both else ""


def _lines(law: Standing, one: Rule, day: date) -> list[tuple[Any, Any]]:
    """The timelines of the rule's own parameters, drawn on one scale."""
    mine = [
        line for band in bands(law.book, one.topic, language()) for line in band.lines
        if line.changes and line.key in one.params and (line.family in one.families or line.family == one.key)
    ]  # fmt: skip
    reach = reach_of(mine, day)
    return [(line, draw(line, day, reach)) for line in mine]


@require_safe
def affected_people(request: HttpRequest, key: str) -> HttpResponse:
    """Whom does this rule stand in the way of today? A part of the rule's page; a page of its own without scripts."""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "themes")
    found = [r for r in selectors.entries(law.book, key) if r.key == key]
    visible = rights.whom_seen(viewer)
    rights.require(visible != [])
    if not found:
        raise Http404(key)
    one = selectors.standing_on(found, context["day"])
    rights.require(rights.may_know(viewer, one))
    if not touches_people(one):
        raise Http404(key)
    reached = applies(law, one, context["day"])
    context |= {
        "rule": one,
        "shown": show(law, [one], context["day"])[0],
        "applies": reached,
        "left_out": told(left_out(one), language()),
        "kin": one.check == "kinship",
    }
    if reached:
        found_people = affected(law, one, context["day"]).seen(visible)
        page = Paginator(found_people.rows.to_dicts(), PEOPLE).get_page(request.GET.get("trang"))
        ledger.listed(viewer, "see_affected", found_people.named, kind="rule", subject=one.key[:60])
        counts = found_people.counts
        standing_rows = found_people.standing.lines if found_people.standing else []
        context |= {
            "stands": found_people.standing, "stand_page": Paginator(standing_rows, PEOPLE).get_page(request.GET.get("dung")),
            "affected": found_people, "page": page, "whole": visible is None, "units": found_people.units,
            "counts": [(int(v), counts[v]) for v in (Verdict.FORBIDDEN, Verdict.NEEDS_AUTHORITY, Verdict.UNKNOWN) if counts.get(v)],
        }  # fmt: skip
    in_part = bool(request.headers.get("HX-Request"))
    return render(request, "law/parts/affected.html" if in_part else "law/affected.html", context)


@require_safe
def timelines(request: HttpRequest) -> HttpResponse:
    """How did each number of the law change over time?"""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "timelines")
    lang = language()
    topics = in_order({r.topic for r in law.book.rules if r.params and r.kind != "gap"}, lang)
    chosen = request.GET.get("chu-de", "")
    chosen = chosen if chosen in {t.topic for t in topics} else topics[0].topic
    found = bands(law.book, chosen, lang)
    reach = reach_of([line for band in found for line in band.lines], context["day"])
    context |= {
        "topics": topics, "theme": theme(chosen, lang),
        "bands": [(band, [(line, draw(line, context["day"], reach)) for line in band.lines]) for band in found],
    }  # fmt: skip
    return render(request, "law/timelines.html", context)


@require_safe
def open_questions(request: HttpRequest) -> HttpResponse:
    """What does the law on file leave open: stretches without a text, and what no text has settled?"""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "open")
    lang = language()
    gaps = sorted(
        (r for r in law.book.rules if r.kind == "gap"), key=lambda r: (not r.in_force(context["day"]), r.from_, r.key)
    )
    context |= {
        "gaps": [(shown, theme(shown.rule.topic, lang)) for shown in show(law, gaps, context["day"])],
        "now": sum(1 for g in gaps if g.in_force(context["day"])),
        "questions": [(q, q.vi if lang == "vi" else q.en) for q in law.book.open_questions],
        "title": _("Còn bỏ ngỏ"),
    }  # fmt: skip
    return render(request, "law/open.html", context)
