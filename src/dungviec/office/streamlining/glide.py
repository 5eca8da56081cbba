"""Pages of the glide path: people and deputies to a target year."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.documents import streamlining_excel, streamlining_paper
from dungviec.documents.streamlining_rows import glide_words
from dungviec.office.access import ledger
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.shell.band_drawing import Ahead, band_drawing
from dungviec.office.shell.language import k, lang
from dungviec.office.shell.paper_files import answer
from dungviec.office.streamlining import rights
from dungviec.office.streamlining.paths import path_to
from dungviec.streamlining import StreamliningFault
from dungviec.streamlining.glide_options import GlideOptions
from dungviec.streamlining.glide_path import GlidePath, Of, Path
from dungviec.streamlining.words import REACHES, amount

YEARS = 5
SHOWN = 20
"""So many units stand in sight; the others behind «more»."""
OF: tuple[Of, ...] = ("people", "deputies")
TAGS = {"reached": "tag-jade", "by_itself": "tag-jade", "may": "tag-amber", "not": "tag-lacquer", "unknown": ""}


def _asked(request: HttpRequest, records: SeenRecords) -> dict[str, Any]:
    """What the form asks."""
    get = request.GET.get
    year, cut = get("nam", ""), get("giam", "")
    deputies: Literal["law", "seats"] = "seats" if get("cap-pho") == "seats" else "law"
    return {
        "year": int(year) if year.isdecimal() and len(year) == 4 else records.day.year + YEARS,
        "cut": min(int(cut), 1000) if cut.isdecimal() and len(cut) < 4 else 0, "rate": get("ty-le", "").strip()[:12], "deputies": deputies,
    }  # fmt: skip


def _made(
    request: HttpRequest, records: SeenRecords
) -> tuple[GlidePath, tuple[GlideOptions, ...], dict[str, Any], str]:
    given, fault = _asked(request, records), ""
    try:
        found, options = path_to(records.day, given["year"], given["cut"], given["rate"], given["deputies"])
    except StreamliningFault as bad:
        fault = bad.english if k() else bad.vi
        given = {"year": records.day.year + YEARS, "cut": 0, "rate": "", "deputies": "law"}
        found, options = path_to(records.day, given["year"], 0, "", "law")
    return found, options, given, fault


@require_safe
def glide_page(request: HttpRequest) -> HttpResponse:
    """Does the body come down to its target by itself, and if not, where and what would help?"""
    records = _records(request)
    found, options, given, fault = _made(request, records)
    ledger.listed(records.viewer, "see_glide", found.people.present)
    whole = [_shown(p) for p in (found.people, found.deputies)]
    asked = {(o.unit_id, o.of): o for o in options}
    order = list(REACHES)
    open_ones = [p for p in found.units if p.reach in ("not", "may")]
    open_ones.sort(key=lambda p: (-order.index(p.reach), -p.short_by, p.name))
    rows = [
        {"p": p, "last": p.years[-1], "reach": REACHES[p.reach][k()], "tag": TAGS[p.reach], "o": asked.get((p.unit_id, p.of))}
        for p in open_ones
    ]  # fmt: skip
    counts = [_count(found, of) for of in OF]
    context = {
        "found": found, "whole": whole, "rows": rows[:SHOWN], "rest": rows[SHOWN:], "unknown": _unknown(found), "counts": counts, "given": given, "fault": fault, "how": glide_words(found, lang()), "day": records.day,
        "last_year": records.day.year + 20,
    }  # fmt: skip
    return render(request, "streamlining/glide.html", context)


def _count(found: GlidePath, of: Of) -> tuple[str, list[tuple[str, str, int]]]:
    """How many units stand where, for people or for deputies."""
    counts: Counter[str] = Counter(p.reach for p in found.units if p.of == of)
    tags = [(words[k()], TAGS[reach], counts[reach]) for reach, words in REACHES.items() if counts[reach]]
    return (_("Số người") if of == "people" else _("Cấp phó")), tags


def _unknown(found: GlidePath) -> list[tuple[str, int]]:
    """Why some units have no known target, with how many times each."""
    return Counter(p.why[k()] for p in found.units if p.target is None).most_common(3)


def _shown(path: Path) -> dict[str, Any]:
    """One path with its drawing and the finding in words."""
    last = path.years[-1]
    numbers = {"m": last.median, "l": last.low, "h": last.high, "t": path.target or 0}
    given = {"y": str(last.year), "r": REACHES[path.reach][k()].lower()} | {n: amount(v, lang()) for n, v in numbers.items()}  # fmt: skip
    if path.of == "people":
        told = _("Hết %(y)s còn khoảng %(m)s người (%(l)s đến %(h)s)") % given
    else:
        told = _("Hết %(y)s còn khoảng %(m)s cấp phó (%(l)s đến %(h)s)") % given
    told += _("; đích %(t)s: %(r)s") % given if path.target is not None else _("; chưa rõ đích")
    why = "" if path.target is not None else path.why[k()]
    ends = path.years
    ahead = Ahead(
        path.of, [b.year for b in ends], [b.low for b in ends], [b.median for b in ends], [b.high for b in ends], [b.retired_only for b in ends],
        _("chỉ nghỉ hưu"), [path.target] * len(ends) if path.target is not None else (), _("đích"),
    )  # fmt: skip
    return {"path": path, "told": told, "why": why, "drawing": band_drawing(ahead, told, lambda n: amount(n, lang()))}


@require_safe
def glide_file(request: HttpRequest) -> HttpResponse:
    """The path as Excel, Word or PDF."""
    records = _records(request)
    found, _options, _given, _fault = _made(request, records)
    ledger.listed(records.viewer, "export_glide", found.people.present)
    return answer(
        request.GET.get("kieu", ""), "lo-trinh", records.day, excel=lambda: streamlining_excel.write_glide_excel(found, lang()),
        paper=lambda: streamlining_paper.glide_paper(found, lang()),
    )  # fmt: skip


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(rights.may_review(records.viewer))
    return records
