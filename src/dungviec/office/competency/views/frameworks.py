"""The frameworks: which are on file, whom they cover, what each level means, what they leave open."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.competency.framework import in_force_on
from dungviec.office.competency import catalogue, rights
from dungviec.office.registry.viewing import seen_here
from dungviec.records.codes import CATEGORIES

LEVELS = range(1, 6)


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """By which yardstick is ability measured today?"""
    records = seen_here(request)
    rights.require(rights.may_read(records.viewer))
    known, fault = catalogue.known()
    lang = "vi" if catalogue.vietnamese() else "en"
    covered = [(CATEGORIES.label(c, lang), in_force_on(records.day, c, known)) for c in CATEGORIES.values]
    context = {
        "frameworks": [(f, f.in_force(records.day)) for f in known],
        "covered": covered,
        "fault": fault,
        "day": records.day,
    }
    return render(request, "competency/frameworks.html", context)


@require_safe
def framework(request: HttpRequest, framework_id: str) -> HttpResponse:
    """What does each level of this framework mean?"""
    records = seen_here(request)
    rights.require(rights.may_read(records.viewer))
    found = next((f for f in catalogue.known()[0] if f.id == framework_id), None)
    if found is None:
        raise Http404("framework")
    lang = "vi" if catalogue.vietnamese() else "en"
    groups = [
        (catalogue.say(words), [(c.code, found.name(c.code, lang), [level and catalogue.say(level) for level in c.levels]) for c in found.competencies if c.group == code])
        for code, words in found.groups
    ]  # fmt: skip
    examples = [
        (catalogue.say(e.words), [dict(e.asked).get(code) for code, _w in found.groups], [(found.name(c, lang), span) for c, span in e.but], e.note and catalogue.say(e.note))
        for e in found.examples
    ]  # fmt: skip
    context = {
        "one": found, "name": found.vi if lang == "vi" else found.en, "source": catalogue.say(found.source), "groups": groups, "levels": LEVELS,
        "in_force": found.in_force(records.day), "notes": [catalogue.say(n) for n in found.notes], "questions": [catalogue.say(q) for q in found.open_questions],
        "examples": examples, "example_groups": [catalogue.say(w) for _c, w in found.groups],
        "examples_source": found.examples_source and catalogue.say(found.examples_source), "covers": [CATEGORIES.label(c, lang) for c in found.covers],
    }  # fmt: skip
    return render(request, "competency/framework.html", context)
