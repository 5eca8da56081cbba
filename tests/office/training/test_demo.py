"""The demo's training, made from a town that is not the demo city: it fills what fits, once, and every page answers in both languages."""

from __future__ import annotations

from django.test import Client

from dungviec.office.training import demo
from dungviec.office.training.models import Asked, Course, YearPlan

PAGES = (
    "",
    "de-nghi/",
    "danh-muc/",
    "ke-hoach/",
    "lop/",
    "cam-ket/",
    "chung-chi/",
    "hieu-qua/",
    "nam/",
    "ke-hoach/lap/",
    "de-nghi/moi/",
    "danh-muc/moi/",
)


def test_the_demo_fills_once_and_every_page_answers_in_both_languages(officer: Client) -> None:
    demo.fill()
    counts = [m.objects.count() for m in (Course, Asked, YearPlan)]
    assert counts[0] > 10
    assert counts[2] == 1
    demo.fill()
    assert [m.objects.count() for m in (Course, Asked, YearPlan)] == counts
    plan = YearPlan.objects.get()
    assert (plan.status, plan.paper, plan.found["checked"]) == ("done", "approved", True)
    for cookie in ("vi", "en"):
        officer.cookies["ngon_ngu"] = cookie
        for page in (*PAGES, f"ke-hoach/{plan.pk}/"):
            answer = officer.get(f"/dao-tao/{page}")
            assert answer.status_code == 200, (cookie, page)
    assert "Who needs to learn what" in officer.get("/dao-tao/").content.decode()
