"""What it would take, in the drawer: proved by solving again, and only for who may read the facts it would change."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from tests.office.placement.test_reading import HTMX, page

from dungviec.office.access.models import LedgerEntry
from dungviec.office.placement.models import Round
from dungviec.office.registry.selectors import snapshot
from dungviec.placement import Policy
from dungviec.placement.flips import what_it_takes


def test_the_drawer_asks_what_it_would_take_only_where_the_plan_does_otherwise(officer: Client, done: Round) -> None:
    other = page(officer, f"/bo-tri/{done.pk}/ly-do/?nguoi=N3&vi-tri=GD.TP&tra-loi=1", headers=HTMX)
    assert "Điều nhỏ nhất làm đổi kết quả" in other
    assert f"/bo-tri/{done.pk}/doi-ket-qua/?nguoi=N3" in other


def test_the_answer_is_the_library_s_own(officer: Client, done: Round) -> None:
    report = what_it_takes(snapshot(done.as_of), Policy.from_yaml(done.policy_text), "N3", "GD.TP")
    told = page(officer, f"/bo-tri/{done.pk}/doi-ket-qua/?nguoi=N3&vi-tri=GD.TP", headers=HTMX)
    assert "<html" not in told
    assert told.count("Cần:") + told.count("Hoặc:") == len([s for s in report.record_sets if s])
    if not report.record_sets:
        assert "Không thấy thay đổi nào" in told
    whole = page(officer, f"/bo-tri/{done.pk}/doi-ket-qua/?nguoi=N3&vi-tri=GD.TP")
    assert "<html" in whole
    assert LedgerEntry.objects.filter(action="ask_why", subject_id="N3").count() == 2


def test_a_pair_that_is_not_there_is_not_answered(officer: Client, done: Round) -> None:
    assert officer.get(f"/bo-tri/{done.pk}/doi-ket-qua/?nguoi=N3&vi-tri=KHONG").status_code == 404


def test_a_head_of_a_unit_may_not_try_changes_on_people(as_role: Callable[..., Client], done: Round) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    assert head.get(f"/bo-tri/{done.pk}/doi-ket-qua/?nguoi=N3&vi-tri=GD.TP").status_code == 403
