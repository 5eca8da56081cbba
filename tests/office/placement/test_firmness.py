"""How firm a plan is, from the button to the column: who may ask, what the page says before, while and after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dungviec.office.access.models import LedgerEntry
from dungviec.office.placement import firmness
from dungviec.office.placement.later import WAITING
from dungviec.office.placement.models import PlanDocument, ProposedMove, Round
from dungviec.office.placement.tasks import try_firmness


def proof_page(client: Client, one: Round) -> str:
    return client.get(f"/bo-tri/{one.pk}/?muc=chung-minh").content.decode()


def test_the_button_hands_the_question_to_the_worker_and_the_column_tells_each_share(
    officer: Client, filed: Round, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Thử tăng, giảm 10 %" in proof_page(officer, filed)
    with django_capture_on_commit_callbacks(execute=True):
        answer = officer.post(f"/bo-tri/{filed.pk}/do-ben/")
        officer.post(f"/bo-tri/{filed.pk}/do-ben/")  # pressed twice
    assert answer.headers["Location"] == f"/bo-tri/{filed.pk}/?muc=chung-minh#phan"
    assert DBTaskResult.objects.count() == 1
    assert "Đang thử" in proof_page(officer, filed)
    assert try_firmness.call(round_id=filed.pk) == "done"
    told = firmness.firm_of(filed)
    assert told is not None
    assert (told.moves, told.scenarios, told.unsettled) == (2, 22, 0)
    kept = dict(ProposedMove.objects.filter(round=filed).values_list("person_id", "firm_in"))
    assert set(kept) == {"N2", "N6"}
    assert told.firm == sum(k == 22 for k in kept.values())
    page = officer.get(f"/bo-tri/{filed.pk}/").content.decode()
    assert "Bền vững" in page
    assert f"{kept['N2']}/22" in page
    assert 'trong <b class="num">2</b> đề xuất giữ nguyên' in proof_page(officer, filed)
    assert {"try_firmness", "firmness_ended"} <= set(LedgerEntry.objects.values_list("action", flat=True))
    assert try_firmness.call(round_id=filed.pk) == "not waiting"


def test_records_that_have_changed_since_are_told_instead_of_tried(officer: Client, filed: Round) -> None:
    officer.post(f"/bo-tri/{filed.pk}/do-ben/")
    Round.objects.filter(pk=filed.pk).update(revision="an older one")
    assert try_firmness.call(round_id=filed.pk) == "failed"
    assert "Hồ sơ đã thay đổi từ khi lập phương án" in proof_page(officer, filed)


def test_a_worker_that_is_gone_does_not_keep_the_question(officer: Client, filed: Round) -> None:
    long_ago = timezone.now() - 2 * firmness.PATIENCE
    PlanDocument.objects.filter(round=filed).update(firmness={"state": WAITING, "asked": long_ago.isoformat()})
    officer.post(f"/bo-tri/{filed.pk}/do-ben/")
    asked = PlanDocument.objects.get(round=filed).firmness["asked"]
    assert timezone.now() - datetime.fromisoformat(asked) < timedelta(minutes=5)


@pytest.mark.parametrize("status", ["queued", "failed"])
def test_without_a_plan_there_is_nothing_to_try(officer: Client, waiting: Round, status: str) -> None:
    Round.objects.filter(pk=waiting.pk).update(status=status)
    assert officer.post(f"/bo-tri/{waiting.pk}/do-ben/").status_code == 403
    assert officer.get(f"/bo-tri/{waiting.pk}/do-ben/").status_code == 405
