"""With the decision on a year its work is counted by kind for the strengths; undoing the decision takes the counts back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.office.appraisal.conftest import account, product, stand_in_2026
from tests.office.appraisal.test_years import AT, DECISION, YEAR, months, propose

from dungviec.office.appraisal.counting import count
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import CatalogueVersion, MonthSheet, Task, YearSheet
from dungviec.office.appraisal.services.catalogue import ProductRow, VersionFacts, keep_version
from dungviec.office.competency.models import WorkCount
from dungviec.office.registry.models import Batch, Rating
from dungviec.office.registry.services import open_batch, undo, write_many


@pytest.fixture
def counted(catalogue: CatalogueVersion, head: Client, duc: Client, keeper: Client) -> CatalogueVersion:
    """Twelve confirmed months of letters, which are drafting; the report has no kind."""
    months(catalogue)
    catalogue.products.filter(code="CV").update(kind="drafting")
    work = {"person_id": "N2", "unit_id": "P-GD", "year": 2026, "month": 2, "made_at": AT}
    Task.objects.create(**work, product=product(catalogue, "BC"), assigned=2, done=2)
    Task.objects.create(**work, kind="field", coefficient=Decimal(1), done=1, late=1, obstacle="confirmed")
    for client in (head, duc, keeper):
        stand_in_2026(client)
    return catalogue


def on_file() -> list[tuple[Any, ...]]:
    rows = WorkCount.objects.filter(person_id="N2", withdrawn_at__isnull=True).order_by("kind")
    return [(r.year, r.kind, r.assigned, r.done, r.good, r.on_time) for r in rows]


def decide(head: Client, keeper: Client, **more: str) -> None:
    propose(head)
    answer = keeper.post(YEAR, DECISION | {"ly-do": "Đúng đề nghị"} | more)
    assert answer.status_code == 302, answer.content.decode()[-1500:]


def test_the_decision_writes_the_counts_in_the_batch_of_the_rating(
    counted: CatalogueVersion, head: Client, keeper: Client
) -> None:
    page = head.get(YEAR).content.decode()
    assert "Soạn thảo, tham mưu văn bản" in page
    assert "Chưa đếm 2 sản phẩm vì danh mục không ghi loại việc: Báo cáo chuyên đề." in page
    assert on_file() == []
    decide(head, keeper)
    # twenty-four letters, one of them late twice; a day in the field late for an objective cause
    assert on_file() == [(2026, "drafting", 24, 24, 24, 23), (2026, "fieldwork", 1, 1, 1, 1)]
    batches = {r.batch_id for r in (*WorkCount.objects.all(), *Rating.objects.filter(person_id="N2", year=2026))}
    assert batches == {YearSheet.objects.get().decision.batch_id}


def test_undoing_the_decision_takes_rating_and_counts_back(
    counted: CatalogueVersion, head: Client, keeper: Client
) -> None:
    decide(head, keeper)
    undo(Batch.objects.get(pk=YearSheet.objects.get().decision.batch_id), by=account(keeper), why="Ghi nhầm người")
    assert on_file() == []
    assert not Rating.objects.filter(person_id="N2", year=2026, withdrawn_at__isnull=True).exists()
    sheet = YearSheet.objects.get()
    assert (sheet.state, sheet.decision) == ("proposed", None)
    assert "Ghi nhầm người" in head.get(YEAR).content.decode()
    decide(head, keeper, so="47/QĐ-UBND")
    assert len(on_file()) == 2


def test_rating_again_counts_again_and_never_twice(counted: CatalogueVersion, head: Client, keeper: Client) -> None:
    decide(head, keeper)
    Task.objects.filter(kind="field").update(withdrawn_at=AT)
    Task.objects.filter(month=3).update(redone=1, done=1)
    decide(head, keeper, so="46/QĐ-UBND", **{"ly-do": "Xem lại tháng 3"})
    assert on_file() == [(2026, "drafting", 24, 24, 22, 23)]


def test_months_without_the_heads_word_are_not_counted(counted: CatalogueVersion) -> None:
    MonthSheet.objects.filter(month__gt=1).update(state="sent")
    assert count("N2", 2026).kinds == {"drafting": {"assigned": 2, "done": 2, "good": 2, "on_time": 1}}


def test_a_kind_counted_by_another_source_is_left_alone(
    counted: CatalogueVersion, head: Client, keeper: Client
) -> None:
    row = {"person_id": "N2", "year": 2026, "kind": "drafting", "assigned": 30, "done": 30, "good": 28, "on_time": 29}
    batch = open_batch("intake", "Sổ công việc", by=account(keeper))
    write_many(batch, creates={"work_counts": [row | {"source_row": "Sổ công việc"}]})
    assert "năm này đã có số từ nguồn khác" in head.get(YEAR).content.decode()
    decide(head, keeper)
    assert [r[1:3] for r in on_file()] == [("drafting", 30), ("fieldwork", 1)]


def test_a_group_that_names_a_strength_is_a_kind_and_an_unknown_kind_is_refused(head: Client) -> None:
    facts = VersionFacts("P-GD", date(2020, 1, 1), "Văn bản")
    rows = [
        ProductRow("A", "Văn bản", "Soạn thảo, tham mưu văn bản", Decimal(1), None),
        ProductRow("B", "Lớp", "2", Decimal(1), None, "", "Giảng dạy, truyền đạt"),
    ]
    with pytest.raises(AppraisalRefused, match="Bay lượn"):
        keep_version(facts, [ProductRow("A", "Văn bản", "1", Decimal(1), None, "", "Bay lượn")], by=account(head))
    made = keep_version(facts, rows, by=account(head))
    assert [p.kind for p in made.products.order_by("code")] == ["", "teaching"]
    common = {"person_id": "N2", "unit_id": "P-GD", "year": 2026, "month": 1, "made_at": AT, "done": 1}
    for one in made.products.all():
        Task.objects.create(**common, product=one)
    MonthSheet.objects.create(person_id="N2", unit_id="P-GD", year=2026, month=1, scheme="points", state="received", made_at=AT)  # fmt: skip
    assert set(count("N2", 2026).kinds) == {"drafting", "teaching"}
