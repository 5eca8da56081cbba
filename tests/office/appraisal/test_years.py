"""A year from its months to the decision on record, petitions, and what other readings would give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.office.appraisal.conftest import product, stand_in_2026

from dungviec.office.appraisal.models import CatalogueVersion, MonthSheet, Petition, Task, UnitYear, YearSheet
from dungviec.office.registry.models import Rating

YEAR = "/danh-gia/nam/N2/2026/"
FULL = [5, 5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5]
DECISION = {"quyet-dinh": "1", "muc": "excellent", "so": "45/QĐ-UBND", "ngay": "14/12/2026", "nguoi-ky": "Trần Văn Chủ"}
AT = datetime(2026, 1, 1, tzinfo=UTC)


def months(
    catalogue: CatalogueVersion, count: int = 12, *, person: str = "N2", unit: str = "P-GD", extra: bool = False
) -> None:
    """Confirmed months of NĐ 335: two letters each, one late in the first month; ``extra`` adds work beyond the plan."""
    letter = product(catalogue, "CV")
    for m in range(1, count + 1):
        MonthSheet.objects.create(
            person_id=person,
            unit_id=unit,
            year=2026,
            month=m,
            scheme="points",
            state="confirmed",
            head_general=FULL,
            self_general=FULL,
            made_at=AT,
        )
        work: dict[str, Any] = {
            "person_id": person,
            "unit_id": unit,
            "year": 2026,
            "month": m,
            "product": letter,
            "made_at": AT,
            "done": 1,
        }
        Task.objects.create(**work)
        Task.objects.create(**work, late=2 if m == 1 else 0)
        if extra:
            Task.objects.create(**work, extra=True)


@pytest.fixture
def worked(catalogue: CatalogueVersion, head: Client, duc: Client, keeper: Client) -> CatalogueVersion:
    months(catalogue)
    for client in (head, duc, keeper):
        stand_in_2026(client)
    return catalogue


def on_record() -> list[tuple[int, str | None]]:
    rows = Rating.objects.filter(person_id="N2", withdrawn_at__isnull=True)
    return [(r.year, r.rating) for r in rows]


def propose(head: Client, **more: str) -> Any:
    return head.post(YEAR, {"de-nghi": "1", "muc": "excellent"} | more)


def test_a_year_goes_from_the_own_level_to_the_record(
    worked: CatalogueVersion, head: Client, duc: Client, keeper: Client
) -> None:
    page = duc.get(YEAR).content.decode()
    assert "99,51" in page  # eleven months of 100 and one of 30 + 70 × (1 + 1 + 3/4) / 3
    assert duc.post(YEAR, {"tu-nhan": "1", "muc": "excellent", "tu-nhan-xet": "Xong việc"}).status_code == 302
    assert keeper.post(YEAR, DECISION).status_code == 422, "nobody has proposed"
    assert propose(head).status_code == 302
    answer = keeper.post(YEAR, DECISION)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    assert on_record() == [(2026, "excellent")]
    assert YearSheet.objects.get().found["level"] == "excellent"
    assert "45/QĐ-UBND" in duc.get(YEAR).content.decode()


@pytest.mark.parametrize(
    ("field", "sentence"),
    [("so", "số quyết định"), ("ngay", "ngày quyết định"), ("nguoi-ky", "máy không quyết định thay ai")],
)
def test_a_decision_without_its_paper_is_refused_and_nothing_is_lost(
    worked: CatalogueVersion, head: Client, keeper: Client, field: str, sentence: str
) -> None:
    propose(head)
    answer = keeper.post(YEAR, DECISION | {field: "", "ly-do": "Giữ chữ này"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Giữ chữ này" in answer.content.decode()
    assert on_record() == []


def test_another_level_than_the_rules_give_needs_a_reason(worked: CatalogueVersion, head: Client) -> None:
    assert propose(head, muc="completed").status_code == 422
    assert propose(head, **{"muc": "completed", "ly-do": "Tập thể chưa tán thành"}).status_code == 302
    assert YearSheet.objects.get().steps.get(step="propose").reason == "Tập thể chưa tán thành"


def test_nobody_proposes_or_records_the_own_year(worked: CatalogueVersion, head: Client, keeper: Client) -> None:
    assert head.post("/danh-gia/nam/N1/2026/", {"de-nghi": "1", "muc": "excellent"}).status_code == 422
    assert keeper.post("/danh-gia/nam/N5/2026/", DECISION).status_code == 422


def test_a_petition_runs_seven_working_days_and_a_new_decision_replaces_the_old(
    worked: CatalogueVersion, head: Client, duc: Client, keeper: Client
) -> None:
    assert duc.post(YEAR, {"kien-nghi-gui": "1", "kien-nghi": "Chưa có gì"}).status_code == 422
    propose(head, **{"muc": "good", "ly-do": "Họp đơn vị"})
    keeper.post(YEAR, DECISION | {"muc": "good", "ly-do": "Theo đề nghị"})
    assert duc.post(YEAR, {"kien-nghi-gui": "1", "kien-nghi": "Tôi đạt 99,51 điểm"}).status_code == 302
    one = Petition.objects.get()
    assert (one.received, one.due) == (date(2026, 11, 20), date(2026, 12, 2)), "24/11 is a public holiday"
    at = f"/danh-gia/kien-nghi/{one.pk}/"
    assert keeper.get("/danh-gia/kien-nghi/").status_code == 200
    assert keeper.post(YEAR, DECISION | {"so": "46/QĐ-UBND"}).status_code == 422, "rating again needs a reason"
    assert keeper.post(YEAR, DECISION | {"so": "46/QĐ-UBND", "ly-do": "Xem lại điểm tháng 1"}).status_code == 302
    assert keeper.post(at, {"tra-loi": ""}).status_code == 422
    assert keeper.post(at, {"tra-loi": "Đã xếp loại lại"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "changed"
    assert on_record() == [(2026, "excellent")]
    assert [d.level for d in YearSheet.objects.get().decisions.all()] == ["good", "excellent"]


def test_the_other_reading_of_an_open_question_stands_beside(catalogue: CatalogueVersion, head: Client) -> None:
    months(catalogue, extra=True)
    stand_in_2026(head)
    page = head.get(YEAR).content.decode()
    assert "O1" in page
    assert "Cách hiểu khác" in page


def test_an_open_month_leaves_the_year_unknown(worked: CatalogueVersion, head: Client) -> None:
    MonthSheet.objects.filter(month=7).update(state="sent", head_general=[])
    page = head.get(YEAR).content.decode()
    assert "Chưa đủ căn cứ" in page
    assert "điểm của các kỳ" in page


def test_months_of_the_former_unit_are_joined(catalogue: CatalogueVersion, head: Client) -> None:
    months(catalogue)
    MonthSheet.objects.filter(month__lte=4).update(unit_id="P-NV")
    stand_in_2026(head)
    page = head.get(YEAR).content.decode()
    assert "99,51" in page
    assert page.count("P-NV") >= 4


def test_under_six_months_is_not_rated_unless_the_leave_was_lawful(
    catalogue: CatalogueVersion, head: Client, keeper: Client
) -> None:
    months(catalogue, 5)
    stand_in_2026(head)
    stand_in_2026(keeper)
    assert "Không xếp loại" in head.get(YEAR).content.decode()
    assert keeper.post(YEAR, DECISION | {"muc": "khong", "ly-do": ""}).status_code == 302
    assert on_record() == [(2026, None)]


def test_a_head_is_held_at_the_level_of_the_unit(catalogue: CatalogueVersion, keeper: Client, chairman: Client) -> None:
    months(catalogue)
    months(catalogue, person="N1")
    MonthSheet.objects.filter(person_id="N1").update(leads=True, organised=True, cohesive=True)
    for client in (keeper, chairman):
        stand_in_2026(client)
    assert "mức xếp loại của đơn vị" in chairman.get("/danh-gia/nam/N1/2026/").content.decode()
    form = {"don-vi": "P-GD", "nam": "2026", "nam-don-vi": "1", "muc": "good", "so": "", "ngay": ""}
    assert keeper.post("/danh-gia/nam/don-vi/", form).status_code == 422
    assert (
        keeper.post("/danh-gia/nam/don-vi/", form | {"so": "1/QĐ", "ngay": "10/12/2026", "co-quan": "co"}).status_code
        == 302
    )
    assert UnitYear.objects.get().level == "good"
    page = chairman.get("/danh-gia/nam/N1/2026/").content.decode()
    assert "Người đứng đầu không cao hơn mức của tổ chức" in page
    board = chairman.get("/danh-gia/nam/?don-vi=P-GD&nam=2026").content.decode()
    assert "Hạn mức xuất sắc" in board
    assert "vượt 1" in board, "one excellent, and the quota of a body this small is none"


def test_a_year_of_2020_takes_what_its_months_tell(catalogue: CatalogueVersion, head: Client, keeper: Client) -> None:
    for m in range(1, 12):
        MonthSheet.objects.create(
            person_id="N2",
            unit_id="P-GD",
            year=2020,
            month=m,
            scheme="tracking",
            state="received",
            conduct_good=True,
            made_at=AT,
        )
        Task.objects.create(
            person_id="N2",
            unit_id="P-GD",
            year=2020,
            month=m,
            product=product(catalogue, "BC"),
            assigned=2,
            done=2,
            made_at=AT,
        )
    page = head.get("/danh-gia/nam/N2/2020/").content.decode()
    assert 'name="tasks_done" value="100"' in page
    form = {
        "so-lieu": "1", "months_worked": "12", "conduct_good": "co", "tasks_done": "100", "tasks_exceeded": "55,5", "tasks_short": "0",
        "months_on_leave": "0", "disciplined_in_year": "khong",
    }  # fmt: skip
    assert head.post("/danh-gia/nam/N2/2020/", form | {"tasks_exceeded": "120"}).status_code == 422
    assert head.post("/danh-gia/nam/N2/2020/", form).status_code == 302
    assert "Hoàn thành xuất sắc nhiệm vụ" in head.get("/danh-gia/nam/N2/2020/").content.decode()
    head.post("/danh-gia/nam/N2/2020/", {"de-nghi": "1", "muc": "excellent"})
    keeper.post("/danh-gia/nam/N2/2020/", DECISION | {"ngay": "9/12/2020"})
    assert on_record() == [(2020, "excellent")]


def test_the_minutes_of_a_meeting_are_kept(head: Client) -> None:
    form = {
        "don-vi": "P-GD",
        "nam": "2020",
        "hop": "1",
        "ngay-hop": "8/12/2020",
        "chu-tri": "Nguyễn Thị Hạnh",
        "thu-ky": "Lê Văn Đức",
        "co-mat": "9",
        "trieu-tap": "4",
    }
    answer = head.post("/danh-gia/nam/don-vi/", form)
    assert answer.status_code == 422
    assert "Lê Văn Đức" in answer.content.decode()
    assert head.post("/danh-gia/nam/don-vi/", form | {"co-mat": "4"}).status_code == 302
    assert "8/12/2020" in head.get("/danh-gia/nam/don-vi/?don-vi=P-GD&nam=2020").content.decode().replace(
        "08/12", "8/12"
    )


def test_a_units_year_is_read_in_few_questions(
    worked: CatalogueVersion, head: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    head.get("/danh-gia/nam/?don-vi=P-GD")
    with django_assert_max_num_queries(48):
        head.get("/danh-gia/nam/?don-vi=P-GD")


def test_points_are_kept_in_full(worked: CatalogueVersion, head: Client) -> None:
    from dungviec.office.appraisal.services.months import draft_score, tasks_of

    sheet = MonthSheet.objects.get(month=1)
    assert draft_score(sheet, tasks_of(sheet), FULL).points == Decimal("94.1667")
