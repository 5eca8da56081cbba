"""Several years after a plan, from the button to the ledger of hardship: who may ask, what the page says before, while and after."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.office.cast import DAY

from dungviec.office.access.models import LedgerEntry
from dungviec.office.placement import years
from dungviec.office.placement.models import PlanDocument, Round
from dungviec.office.placement.tasks import try_years
from dungviec.office.registry.selectors import snapshot
from dungviec.placement import Policy
from dungviec.placement.years import plan_years


def page_of(client: Client, one: Round) -> str:
    return client.get(f"/bo-tri/{one.pk}/nhieu-nam/").content.decode()


def ask(client: Client, one: Round, **given: str) -> Any:
    return client.post(f"/bo-tri/{one.pk}/nhieu-nam/tinh/", {"years": "2", "moves": "1", **given})


def test_the_question_goes_to_the_worker_once_and_the_page_tells_each_year(
    officer: Client, filed: Round, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Chưa tính lần nào" in page_of(officer, filed)
    assert f"/bo-tri/{filed.pk}/nhieu-nam/" in officer.get(f"/bo-tri/{filed.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(officer, filed).headers["Location"] == f"/bo-tri/{filed.pk}/nhieu-nam/"
        ask(officer, filed, moves="9")  # pressed twice: the worker has it
    assert DBTaskResult.objects.count() == 1
    waiting = page_of(officer, filed)
    assert "Đang tính" in waiting
    assert '<form method="post" action="/bo-tri/' not in waiting.split("<main")[1]
    assert try_years.call(round_id=filed.pk) == "done"
    told = years.years_of(filed)
    assert told is not None
    direct = plan_years(snapshot(DAY), Policy.from_yaml(filed.policy_text), years=2, moves_per_year=1)
    assert [y.day for y in told.years] == [DAY, DAY.replace(year=DAY.year + 1)]
    assert [[(m.person_id, m.far) for m in y.moves] for y in told.years] == [
        [(m.person_id, m.person_id in y.sent_far) for m in y.plan.moves] for y in direct.years
    ]
    assert [(y.value, y.bound, y.unlimited) for y in told.years] == [
        (y.plan.value, y.plan.bound, y.unlimited) for y in direct.years
    ]
    assert told.assumed == direct.assumed_ratings
    page = page_of(officer, filed)
    assert all(m.person_name in page for y in direct.years for m in y.plan.moves)
    assert "Năm nay, 10/12/2020" in page
    assert "10/12/2021" in page
    assert {"plan_years", "years_ended", "view_years"} <= set(LedgerEntry.objects.values_list("action", flat=True))
    assert try_years.call(round_id=filed.pk) == "not waiting"


def test_who_is_sent_far_stands_in_the_ledger_with_the_points_of_each_year(officer: Client, filed: Round) -> None:
    kept = {
        "state": "done", "count": 2, "moves": 5, "assumed": 1234,
        "years": [
            {"day": "2020-12-10", "moves": [["N2", "Lê Văn Đức", "Chuyên viên, Nơi cũ", "Chuyên viên, Nơi mới", True]], "value": 10, "bound": 10, "unlimited": 12, "faults": 0},
            {"day": "2021-12-10", "moves": [], "value": 9, "bound": 9, "unlimited": 9, "faults": 2},
        ],
        "burdens": [["N2", "Lê Văn Đức", [2000, 1000], 1], ["N6", "Phạm Hà", [4000, 4500], 2]],
    }  # fmt: skip
    PlanDocument.objects.filter(round=filed).update(years=kept)
    page = re.sub(r"\s+", " ", page_of(officer, filed))
    book = page.split('id="vat-va"')[1]
    assert "1 người phải sang địa bàn khác hơn một lần" in book
    assert [re.findall(r'<td class="r num"[^>]*>([^<]*)<', row) for row in book.split("<tr>")[2:4]] == [
        ["1", "2.000", "1.000"],
        ["2", "4.000", "4.500"],
    ]
    assert "1.234 xếp loại của những năm chưa tới" in page
    assert "kiểm tra độc lập phát hiện 2 sai sót" in page
    assert "địa bàn khác</span>" in page
    assert "giữ nguyên là tốt nhất" in page


@pytest.mark.parametrize(("given", "sentence"), [({"years": "1"}, "2"), ({"moves": "301"}, "300"), ({"moves": "x"}, "«x»")])  # fmt: skip
def test_what_cannot_be_asked_is_told_beside_the_field(
    officer: Client, filed: Round, given: dict[str, str], sentence: str
) -> None:
    answer = ask(officer, filed, **given)
    assert answer.status_code == 422
    told = re.findall(r'class="field-error"[^>]*>([^<]*)', answer.content.decode())
    assert len(told) == 1
    assert sentence in told[0] or given.get("moves") == "x"
    assert PlanDocument.objects.get(round=filed).years is None


def test_records_that_have_changed_since_are_told_instead_of_planned(officer: Client, filed: Round) -> None:
    ask(officer, filed)
    Round.objects.filter(pk=filed.pk).update(revision="an older one")
    assert try_years.call(round_id=filed.pk) == "failed"
    page = page_of(officer, filed)
    assert "Hồ sơ đã thay đổi từ khi lập phương án" in page
    assert "nhieu-nam/tinh/" not in page


def test_a_worker_that_is_gone_does_not_keep_the_question(officer: Client, filed: Round) -> None:
    long_ago = timezone.now() - 2 * years.PATIENCE
    PlanDocument.objects.filter(round=filed).update(
        years={"state": "queued", "asked": long_ago.isoformat(), "count": 3, "moves": 4}
    )
    ask(officer, filed)
    kept = PlanDocument.objects.get(round=filed).years
    assert timezone.now() - datetime.fromisoformat(kept["asked"]) < timedelta(minutes=5)
    assert (kept["count"], kept["moves"]) == (2, 1)


def test_who_only_reads_does_not_ask_and_a_head_sees_nothing_of_it(
    as_role: Callable[..., Client], filed: Round
) -> None:
    inspector, head, official = as_role("inspector"), as_role("unit_head", "P-GD"), as_role("official")
    page = inspector.get(f"/bo-tri/{filed.pk}/nhieu-nam/")
    assert page.status_code == 200
    assert "nhieu-nam/tinh/" not in page.content.decode()
    assert ask(inspector, filed).status_code == 403
    for other in (head, official):
        assert other.get(f"/bo-tri/{filed.pk}/nhieu-nam/").status_code in (403, 404)
        assert ask(other, filed).status_code in (403, 404)


@pytest.mark.parametrize("status", ["queued", "failed"])
def test_without_a_plan_there_is_nothing_to_go_on_from(officer: Client, waiting: Round, status: str) -> None:
    Round.objects.filter(pk=waiting.pk).update(status=status)
    assert ask(officer, waiting).status_code == 403
    assert officer.get(f"/bo-tri/{waiting.pk}/nhieu-nam/").status_code == 403
    assert officer.get(f"/bo-tri/{waiting.pk}/nhieu-nam/tinh/").status_code == 405
