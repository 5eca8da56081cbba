"""The office's own rules: what is in use, what is wrong with the files, and what a file would change before it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.law.impact import Impact, impact
from dungviec.law.overlay import OverlayError
from dungviec.law.rules import Rule
from dungviec.office.access import ledger
from dungviec.office.law import rights
from dungviec.office.law.standing import Standing, overlay_of, standing
from dungviec.office.law.views import frame, language, reader, show, trouble_words
from dungviec.office.registry.selectors import city, snapshot
from dungviec.office.shell.middleware import parse_day

LARGEST = 200_000
"""Bytes of a file that is tried."""
PEOPLE, UNITS = 200, 60


@dataclass(frozen=True)
class Trial:
    """What a file would change on a day."""

    day: date
    rules: tuple[Rule, ...]
    impact: Impact

    @property
    def people(self) -> int:
        """People who change status."""
        return int(self.impact.people["person_id"].n_unique())


@require_http_methods(["GET", "HEAD", "POST"])
def own_rules(request: HttpRequest) -> HttpResponse:
    """Which rules are our own, are they in use, and what would a new file change? Nothing that is tried is kept."""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "own")
    may_try = rights.may_try(viewer)
    context |= {
        "own": show(law, sorted(law.own_rules, key=lambda r: (r.key, r.from_)), context["day"]), "files": sorted(law.overlays),
        "may_try": may_try and city() is not None, "example": EXAMPLE,
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        rights.require(may_try)
        name, text, fault = _given(request)
        day_text = request.POST.get("ngay-xet", "").strip()
        day = parse_day(day_text) if day_text else None
        if day_text and day is None:
            fault = fault or _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % day_text[:30]
        if not fault:
            try:
                tried = _try(law, name, text, day, context["own_day"])
                ledger.record(
                    viewer.username, "try_own_rules", kind="law", subject=name[:60], people=tried.people, day=tried.day.isoformat()
                )  # fmt: skip
                context |= _told(law, tried)
            except OverlayError as refused:
                fault = trouble_words(str(refused))
        context |= {"text": text, "fault": fault, "name": name, "day_text": day_text}
        status = 422 if fault else 200
    in_part = bool(request.headers.get("HX-Request")) and request.method == "POST"
    return render(
        request, "law/parts/trial.html" if in_part else "law/own.html", context, status=200 if in_part else status
    )


def _given(request: HttpRequest) -> tuple[str, str, str]:
    """The name and text of what was uploaded or pasted, or the sentence that says why it cannot be tried."""
    file = request.FILES.get("tep")
    if file is not None:
        name = re.sub(r"[^\w.\- ]", "", PurePath(file.name or "").name)[-60:] or "quy-dinh-rieng.yaml"
        if file.size is None or file.size > LARGEST:
            return name, "", _("Tệp quá lớn: nhiều nhất 200 KB.")
        try:
            return name, file.read().decode("utf-8"), ""
        except UnicodeDecodeError:
            return name, "", _("%s không phải văn bản UTF-8; hãy lưu lại bằng UTF-8.") % name
    text = request.POST.get("noi-dung", "").replace("\r\n", "\n")
    name = _("nội dung dán vào")
    if not text.strip():
        return name, "", _("Chưa có gì để thử: chọn một tệp YAML hoặc dán nội dung vào ô.")
    return (name, text, "") if len(text) <= LARGEST else (name, "", _("Nội dung quá dài: nhiều nhất 200.000 ký tự."))


def _try(law: Standing, name: str, text: str, day: date | None, today: date) -> Trial:
    """Judge everybody against every leading post by the law in use and with the file added to it."""
    file = name if name.endswith(".yaml") else f"{name}.yaml"
    overlay = overlay_of({file: text})
    changed = law.book.with_changes(overlay)
    on = day or max(today, overlay.first_day or today)
    before, after = law.on(on), changed.on(on, settings=law.settings)
    new = tuple(r for r in changed.rules if r not in law.book.rules and r.in_force(on))
    return Trial(on, new, impact(snapshot(on), before, after))


def _told(law: Standing, tried: Trial) -> dict[str, Any]:
    rows = tried.impact.people
    page = Paginator(rows.head(PEOPLE).to_dicts(), PEOPLE).get_page(1)
    return {
        "trial": tried, "trial_rules": show(law, tried.rules, tried.day), "page": page, "more_rows": max(0, rows.height - PEOPLE),
        "units": tried.impact.units.head(UNITS).to_dicts(), "more_units": max(0, tried.impact.units.height - UNITS),
        "lang": language(), "posts": dict(snapshot(tried.day).posts.select("post_id", "title").iter_rows()),
    }  # fmt: skip


EXAMPLE = """name: Quy định của tỉnh
changes:
  - rule: APT-2026-06
    from: 2027-01-01
    params: {max_file_months: 3}
    instrument: "QĐ 01/2026/QĐ-UBND"
    article: "Điều 2"
    vi: "Lý lịch do cơ quan xác nhận trong thời hạn 3 tháng."
    en: "The file is confirmed within 3 months."
"""
