"""The quality survey: one page whose title is the finding, and its papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.reports.drawing import series_line
from dungviec.office.reports.selectors import language
from dungviec.office.reports.views.asking import DOCX, PDF, XLSX, as_file, frame, reports_of, years_asked
from dungviec.workforce.quality import Change, Point, Survey
from dungviec.workforce.quality_values import Measure
from dungviec.workforce.quality_words import change_words, notes, title, value_words, verdict_words

CHOICES = (3, 5, 10)


@require_safe
@counted_afterwards
def quality_page(request: HttpRequest) -> HttpResponse:
    """Does the workforce get better year by year, by what, and how sure is that?"""
    reports, lang, years = reports_of(request), language(), years_asked(request)
    found = reports.quality(years)
    ledger.listed(reports.records.viewer, "see_report", found.years[-1].people, subject="quality")
    context = frame(request, reports) | {
        "found": found, "title": title(found, lang), "rows": [_row(found, c, lang) for c in found.changes], "notes": notes(found, lang),
        "last": [(c, [change_words(c.measure, v, lang) for v in (c.stayers, c.joiners, c.leavers)], verdict_words(c, lang), c.measure.words[0 if lang == "vi" else 1]) for c in found.last_year],
        "years": years, "choices": sorted({*CHOICES, years}), "whole": reports.records.viewer.reaches_all,
    }  # fmt: skip
    return render(request, "reports/quality.html", context)


@require_safe
def quality_file(request: HttpRequest) -> HttpResponse:
    """The survey as Word, PDF (``?kieu=pdf``) or Excel (``?kieu=xlsx``): figures and no names."""
    from dungviec.documents.quality_papers import write_quality_excel, write_quality_pdf, write_quality_word

    reports, lang, kind = reports_of(request), language(), request.GET.get("kieu", "")
    found = reports.quality(years_asked(request))
    if kind == "pdf":
        return as_file(reports, write_quality_pdf(found, lang), "chat-luong", kind="pdf", mime=PDF)
    if kind == "xlsx":
        return as_file(reports, write_quality_excel(found, lang), "chat-luong", kind="xlsx", mime=XLSX)
    return as_file(reports, write_quality_word(found, lang), "chat-luong", kind="docx", mime=DOCX)


def _row(found: Survey, change: Change, lang: str) -> dict[str, Any]:
    measure, n = change.measure, 0 if lang == "vi" else 1
    points = found.series[measure.key]
    return {
        "key": measure.key, "words": measure.words[n], "verdict": verdict_words(change, lang), "tone": change.verdict if measure.better else "",
        "cells": [(p, value_words(measure, p.value, lang), p.day) for p in points],
        "effects": [change_words(measure, v, lang) for v in (change.stayers, change.joiners, change.leavers)],
        "half": "" if change.half is None else change_words(measure, change.half, lang).lstrip("+±"), "why": change.why[n],
        "lacking": change.verdict == "lacking", "drawing": _drawing(measure, points, n, lang),
    }  # fmt: skip


def _drawing(measure: Measure, points: tuple[Point, ...], n: int, lang: str) -> Any:
    """The series as dots joined by a line; the whisker is what the unknown could make of a share."""
    values = [_span(measure, p) for p in points]
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return ""
    words = [value_words(measure, p.value, lang) for p in points]
    spoken = f"{measure.words[n]}: " + "; ".join(f"{p.day.year}: {w}" for p, w in zip(points, words, strict=True))
    least = 5.0 if measure.key == "age" else 0.5 if measure.key.startswith("rating") else 0.1
    return series_line([p.day.year for p in points], values, words, least=least, spoken=spoken)


def _span(measure: Measure, point: Point) -> tuple[float, float, float] | None:
    """The value with the least and the most that those not known could make of it; None where too few are known."""
    if point.value is None or not point.known:
        return None
    if not measure.share:
        return point.value, point.value, point.value
    whole = point.known + point.unknown
    least = point.value * point.known / whole
    return point.value, least, least + point.unknown / whole
