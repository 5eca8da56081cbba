"""The readings of the law: default and other reading of each, what this office has chosen, by whom and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.law import rights, services
from dungviec.office.law.models import ReadingVersion
from dungviec.office.law.readings import read_form, readings, settings_of, shown, title
from dungviec.office.law.standing import standing
from dungviec.office.law.views import frame, language, reader
from dungviec.office.shell import seen


@require_http_methods(["GET", "HEAD", "POST"])
def readings_page(request: HttpRequest) -> HttpResponse:
    """Which way does this office read the law where it is silent or pulls two ways?"""
    viewer = reader(request)
    law = standing()
    lang = language()
    context = frame(request, viewer, law, "readings")
    faults: dict[str, str] = {}
    rows = readings(law.settings, lang)
    now = seen.stamp(law.chosen)
    if request.method == "POST":
        rights.require(rights.may_choose(viewer))
        if seen.is_stale(request, now):
            faults[""] = str(seen.SENTENCE)
        values: dict[str, Any] = {}
        for row in rows:
            try:
                values[row.name] = read_form(row.name, request.POST.getlist(row.name))
            except ValueError:
                faults[row.name] = _("Xin chọn một trong các cách hiểu; số ngày là số nguyên từ 0 đến 366.")
        if not faults:
            reason = request.POST.get("ly-do", "").strip()[:300]
            made = services.choose_readings(values, request.user, reason=reason)  # type: ignore[arg-type]
            said = (
                _("Không có gì thay đổi.")
                if made is None
                else _("Đã ghi cách hiểu bản %d; từ nay mọi kết luận theo bản này.") % made.number
            )
            messages.success(request, said)
            return redirect("law:readings")
        rows = readings(settings_of({**law.chosen, **values}), lang)
    context |= {
        "seen": now, "stale": faults.get("", ""), "rows": [(row, faults.get(row.name, "")) for row in rows], "faults": faults,
        "versions": [(v, _changes(v, lang)) for v in ReadingVersion.objects.select_related("made_by")[:20]],
        "reason": request.POST.get("ly-do", ""),
    }  # fmt: skip
    return render(request, "law/readings.html", context, status=422 if faults else 200)


def _changes(version: ReadingVersion, lang: str) -> list[str]:
    """What a version chooses other than the default, in words."""
    held = settings_of({k: v for k, v in version.chosen.items() if k in settings_of({}).__slots__})
    return [f"{title(k, lang)}: {shown(k, getattr(held, k), lang)}" for k in version.chosen if hasattr(held, k)]
