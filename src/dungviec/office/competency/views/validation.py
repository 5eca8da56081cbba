"""Does fit mean anything? The answer of the office's own past, published whatever it says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dungviec.office.competency import rights
from dungviec.office.competency.models import BackTest, TestState
from dungviec.office.competency.services.testing import ask_back_test
from dungviec.office.registry.viewing import seen_here

NAMES = {
    "fit": gettext_lazy("Độ phù hợp"), "competence": gettext_lazy("– năng lực"), "strengths": gettext_lazy("– sở trường"),
    "record": gettext_lazy("– quá trình"), "wishes": gettext_lazy("– nguyện vọng"), "seniority": gettext_lazy("Chỉ thâm niên"),
    "last_rating": gettext_lazy("Chỉ xếp loại gần nhất"), "random": gettext_lazy("Ngẫu nhiên"),
}  # fmt: skip
VERDICTS = {
    "effect": gettext_lazy("Độ phù hợp cao hơn đi cùng kết quả về sau cao hơn"),
    "no_effect": gettext_lazy("Không thấy liên hệ giữa độ phù hợp và kết quả về sau"),
    "adverse": gettext_lazy("Độ phù hợp cao hơn lại đi cùng kết quả về sau thấp hơn"),
    "not_enough": gettext_lazy("Chưa đủ dữ liệu để kết luận"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def back_test(request: HttpRequest) -> HttpResponse:
    """Did those who fitted better do better afterwards?"""
    records = seen_here(request)
    rights.require(rights.may_follow(records.viewer) and records.viewer.reaches_all)
    if request.method == "POST":
        rights.require(records.viewer.may_write)
        ask_back_test(records.day, by=rights.account(request))
        return redirect("competency:back_test")
    tests = list(BackTest.objects.select_related("asked_by")[:20])
    under_way = next((t for t in tests if t.state in (TestState.QUEUED, TestState.RUNNING)), None)
    latest = next((t for t in tests if t.state == TestState.DONE), None)
    found = latest.result if latest else {}
    rows = [c | {"name": NAMES[c["predictor"]], "bar": _bar(c)} for c in found.get("correlations", ())]
    context = {
        "tests": tests, "under_way": under_way, "latest": latest, "found": found, "rows": rows,
        "verdict": VERDICTS.get(found.get("verdict", ""), _("Chưa đối chiếu lần nào")), "may_ask": records.viewer.may_write and under_way is None,
        "earlier": [(t, VERDICTS.get(t.result.get("verdict", ""), "")) for t in tests if t is not latest and t is not under_way],
    }  # fmt: skip
    part = bool(request.headers.get("HX-Request"))
    return render(request, "competency/back_test_run.html" if part else "competency/back_test.html", context)


def _bar(row: dict[str, float]) -> dict[str, str] | None:
    """Where interval and value stand on a line from -1 to 1, in per cent of its width."""
    if row.get("rho") is None or row.get("low") is None or row.get("high") is None:
        return None
    left, right, at = (50 + 50 * row[k] for k in ("low", "high", "rho"))
    return {"x": f"{left:.2f}", "width": f"{max(right - left, 0.5):.2f}", "at": f"{at:.2f}"}
