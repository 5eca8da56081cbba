"""The office's own rules: what is in use, what is wrong with the files, and what a file would change before it is used."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.law.overlay import OverlayError
from dungviec.office.access.models import User
from dungviec.office.law import rights, trials
from dungviec.office.law.models import RuleTrial, TrialState
from dungviec.office.law.standing import Standing, standing
from dungviec.office.law.views import frame, language, reader, show, trouble_words
from dungviec.office.registry.selectors import city
from dungviec.office.shell.middleware import parse_day

LARGEST = 200_000
"""Bytes of a file that is tried."""


@require_http_methods(["GET", "HEAD", "POST"])
def own_rules(request: HttpRequest) -> HttpResponse:
    """Which rules are our own, are they in use, and what would a new file change? A trial runs in the background; nothing tried becomes law."""
    viewer = reader(request)
    law = standing()
    context = frame(request, viewer, law, "own")
    may_try = rights.may_try(viewer)
    context |= {
        "own": show(law, sorted(law.own_rules, key=lambda r: (r.key, r.from_)), context["day"]), "files": sorted(law.overlays),
        "may_try": may_try and city() is not None, "example": EXAMPLE,
    }  # fmt: skip
    user: User = request.user  # type: ignore[assignment]
    status = 200
    if request.method == "POST":
        rights.require(may_try)
        if "dung-lai" in request.POST:
            trials.stop(user)
            return redirect("law:own")
        name, text, fault = _given(request)
        day_text = request.POST.get("ngay-xet", "").strip()
        day = parse_day(day_text) if day_text else None
        if day_text and day is None:
            fault = fault or _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % day_text[:30]
        if not fault:
            try:
                trials.ask(name, text, day, context["own_day"], user)
            except OverlayError as refused:
                fault = trouble_words(str(refused))
        if not fault and not request.headers.get("HX-Request"):
            return redirect("law:own")
        context |= {"text": text, "fault": fault, "name": name, "day_text": day_text}
        status = 422 if fault else 200
    last = trials.latest(user) if may_try and not context.get("fault") else None
    if last is not None:
        context |= _told(language(), law, last)
    in_part = bool(request.headers.get("HX-Request"))
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


def _told(viewer_lang: str, law: Standing, one: RuleTrial) -> dict[str, Any]:
    """The trial as the page shows it: how far it is, or what it found."""
    if one.status != TrialState.DONE:
        return {"trial": one}
    told = trials.shown(one)
    return {"trial": one, "found": told, "trial_rules": show(law, told.rules, one.day), "lang": viewer_lang}


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
