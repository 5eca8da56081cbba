"""A month from the work given to the head's word: under NĐ 335/2025 with points, under NĐ 90/2020 by criteria."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.appraisal.conftest import product, stand_in_2026

from dungviec.office.appraisal.models import CatalogueVersion, MonthSheet, Task

MONTH = "/danh-gia/phieu/N2/2026-11/"


def give(head: Client, catalogue: CatalogueVersion, **more: Any) -> Task:
    """The head gives ông Đức two letters, due 20/11/2026."""
    form = {
        "nguoi": ["N2"],
        "san-pham": product(catalogue, "CV").pk,
        "loai": "product",
        "so-luong": "2",
        "han": "20/11/2026",
    } | more
    answer = head.post("/danh-gia/viec/?don-vi=P-GD", form)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    return Task.objects.latest("pk")


def written(task: Task, **more: str) -> dict[str, str]:
    """A form filled as it stands: everything done, all ten criteria full."""
    most = (5, 5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5)
    return {f"tc-{i}": f"{n}".replace(".", ",") for i, n in enumerate(most)} | {f"xong-{task.pk}": "2"} | more


def sheet() -> MonthSheet:
    return MonthSheet.objects.get(person_id="N2")


@pytest.fixture
def given(head: Client, duc: Client, catalogue: CatalogueVersion) -> Task:
    for client in (head, duc):
        stand_in_2026(client)
    return give(head, catalogue)


def test_a_month_goes_from_the_official_over_the_head_to_the_personnel_office(
    given: Task, head: Client, duc: Client, keeper: Client
) -> None:
    assert "tc-9" in duc.get(MONTH).content.decode()
    assert duc.post(MONTH, written(given, **{"tc-0": "4,5", "gui": "1"})).status_code == 302
    assert (sheet().state, sheet().self_points) == ("sent", Decimal("99.5"))
    assert head.post(MONTH, written(given, **{"tc-0": "4,5", "xac-nhan": "1"})).status_code == 302
    assert (sheet().state, sheet().points, sheet().confirmed_by) == ("confirmed", Decimal("99.5"), sheet().confirmed_by)
    assert sheet().parts["quantity"] == 1.0
    stand_in_2026(keeper)
    assert keeper.post("/danh-gia/", {"don-vi": "TX", "ky": "2026-11"}).status_code == 302
    assert [s.step for s in sheet().steps.all()] == ["send", "confirm", "receive"]


def test_the_form_shows_what_the_numbers_come_to_and_stores_nothing(given: Task, duc: Client) -> None:
    words = duc.post(MONTH, written(given, **{f"xong-{given.pk}": "1", "tinh": "1"})).content.decode()
    assert "65,00" in words  # 30 + 70 × (1/2 + 1/2 + 1/2) / 3
    assert not MonthSheet.objects.exists()
    assert Task.objects.get(pk=given.pk).done is None


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("tc-0", "5,5", "Từ 0 đến 5 điểm"),
        ("tc-3", "abc", "Xin ghi một số"),
        ("tc-2", "", "Chưa chấm"),
        ("xong", "3", "Phát sinh, làm thay"),
        ("xong", "-1", "số nguyên"),
    ],
)
def test_a_number_that_cannot_be_meant_so_is_told_at_its_field_and_nothing_typed_is_lost(
    given: Task, duc: Client, field: str, typed: str, sentence: str
) -> None:
    name = f"xong-{given.pk}" if field == "xong" else field
    answer = duc.post(MONTH, written(given, **{name: typed, "uu-diem": "Làm kỹ <từng> việc", "gui": "1"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed}"' in page
    assert "Làm kỹ &lt;từng&gt; việc" in page
    assert not MonthSheet.objects.exists()


def test_a_month_without_work_is_refused_in_a_sentence(head: Client, duc: Client, catalogue: CatalogueVersion) -> None:
    stand_in_2026(duc)
    form = {f"tc-{i}": "2" for i in range(10)} | {"gui": "1"}
    answer = duc.post(MONTH, form)
    assert answer.status_code == 422
    assert "chưa có việc nào được giao" in answer.content.decode()
    form.pop("gui")
    assert duc.post(MONTH, form).status_code == 302, "a draft may be kept"


def test_other_points_than_the_own_need_a_reason_and_the_log_keeps_both(given: Task, head: Client, duc: Client) -> None:
    duc.post(MONTH, written(given, gui="1"))
    lower = written(given, **{"tc-1": "4", "xac-nhan": "1"})
    answer = head.post(MONTH, lower)
    assert answer.status_code == 422
    assert "khác điểm tự chấm" in answer.content.decode()
    assert sheet().state == "sent"
    assert head.post(MONTH, lower | {"ly-do": "Đi muộn hai lần"}).status_code == 302
    step = sheet().steps.get(step="confirm")
    assert (step.before, step.after, step.reason) == ("100,00", "99,00", "Đi muộn hai lần")


def test_returning_needs_a_reason_which_the_official_reads(given: Task, head: Client, duc: Client) -> None:
    duc.post(MONTH, written(given, gui="1"))
    assert head.post(MONTH, written(given, **{"tra-lai": "1"})).status_code == 422
    assert head.post(MONTH, written(given, **{"tra-lai": "1", "ly-do": "Thiếu báo cáo quý"})).status_code == 302
    assert "Thiếu báo cáo quý" in duc.get(MONTH).content.decode()
    assert duc.post(MONTH, written(given, gui="1")).status_code == 302


def test_nobody_confirms_the_own_month_nor_one_out_of_reach(
    given: Task, head: Client, duc: Client, as_role: Callable[..., Client]
) -> None:
    duc.post(MONTH, written(given, gui="1"))
    assert duc.post(MONTH, written(given, **{"xac-nhan": "1"})).status_code == 422
    other = as_role("unit_head", "P-NV", "N5")
    assert other.get(MONTH).status_code == 403
    assert sheet().state == "sent"


def test_a_confirmed_month_takes_no_more_work_until_it_is_opened_again(
    given: Task, head: Client, duc: Client, catalogue: CatalogueVersion
) -> None:
    duc.post(MONTH, written(given, gui="1"))
    head.post(MONTH, written(given, **{"xac-nhan": "1"}))
    answer = head.post(
        "/danh-gia/viec/?don-vi=P-GD",
        {"nguoi": ["N2"], "san-pham": product(catalogue, "BC").pk, "so-luong": "1", "han": "25/11/2026"},
    )
    assert answer.status_code == 422
    assert "đã được xác nhận" in answer.content.decode()
    head.post(MONTH, {"tra-lai": "1", "ly-do": "Bổ sung việc"})
    assert (sheet().state, sheet().points) == ("returned", None)
    give(head, catalogue, han="25/11/2026")


def test_work_without_a_name_is_kept_and_counts_once_the_head_says_what_it_is_worth(
    given: Task, head: Client, duc: Client
) -> None:
    duc.post(
        f"{MONTH}them-viec/", {"loai": "unnamed", "noi-dung": "Trực bão số 9", "so-luong": "1", "han": "12/11/2026"}
    )
    storm = Task.objects.get(name="Trực bão số 9")
    form = written(given, **{f"xong-{storm.pk}": "1"})
    duc.post(MONTH, form | {"gui": "1"})
    answer = head.post(MONTH, form | {"xac-nhan": "1"})
    assert answer.status_code == 422
    assert "chờ anh/chị cho hệ số" in answer.content.decode()
    assert head.post(f"/danh-gia/viec/{storm.pk}/", {"quy-doi": "1", "he-so": "0"}).status_code == 422
    assert head.post(f"/danh-gia/viec/{storm.pk}/", {"quy-doi": "1", "he-so": "2,5"}).status_code == 302
    assert head.post(MONTH, form | {"xac-nhan": "1"}).status_code == 302


def test_a_day_in_the_field_is_worth_what_the_catalogue_says(given: Task, duc: Client) -> None:
    duc.post(f"{MONTH}them-viec/", {"loai": "field", "noi-dung": "Xuống phường", "so-luong": "2", "han": "12/11/2026"})
    assert Task.objects.get(kind="field").worth == Decimal("1.5")


def test_an_obstacle_needs_evidence_and_the_heads_word_and_then_takes_nothing_off(
    given: Task, head: Client, duc: Client
) -> None:
    at = f"/danh-gia/viec/{given.pk}/"
    answer = duc.post(at, {"ghi-vuong-mac": "1", "vuong-mac": "Mất điện cả tuần", "minh-chung": ""})
    assert answer.status_code == 422
    assert "Mất điện cả tuần" in answer.content.decode()
    duc.post(at, {"ghi-vuong-mac": "1", "vuong-mac": "Mất điện", "minh-chung": "Thông báo 12/ĐL"})
    assert head.post(at, {"khong-khach-quan": "1", "y-kien": ""}).status_code == 422
    head.post(at, {"khach-quan": "1", "y-kien": "Đúng"})
    duc.post(MONTH, written(given, **{f"tre-{given.pk}": "2", "gui": "1"}))
    assert sheet().self_points == Decimal("100")


def test_a_month_in_2020_is_followed_by_criteria_without_points(
    head: Client, duc: Client, catalogue: CatalogueVersion
) -> None:
    task = give(head, catalogue, han="9/12/2020")
    page = duc.get("/danh-gia/phieu/N2/2020-12/").content.decode()
    assert "NĐ 90/2020" in page
    assert "tc-0" not in page
    form = {f"xong-{task.pk}": "2", "tieu-chi": "co"}
    assert duc.post("/danh-gia/phieu/N2/2020-12/", form | {"gui": "1"}).status_code == 302
    assert head.post("/danh-gia/phieu/N2/2020-12/", form | {"xac-nhan": "1"}).status_code == 302
    assert (sheet().scheme, sheet().state, sheet().points) == ("tracking", "confirmed", None)


def test_a_month_inside_a_scored_quarter_cannot_be_opened(given: Task, duc: Client) -> None:
    duc.post("/danh-gia/phieu/N2/2026-q4/", written(given, luu="1"))
    answer = duc.get(MONTH)
    assert answer.status_code == 409
    assert "mỗi tháng chỉ chấm một lần" in answer.content.decode()


def test_a_leader_is_scored_by_the_people_managed(given: Task, head: Client, duc: Client, chairman: Client) -> None:
    stand_in_2026(chairman)
    chairman.post(
        "/danh-gia/viec/?don-vi=P-GD",
        {
            "nguoi": ["N1"],
            "loai": "unnamed",
            "noi-dung": "Chỉ đạo kỳ thi",
            "he-so": "2",
            "so-luong": "1",
            "han": "20/11/2026",
        },
    )
    own = Task.objects.latest("pk")
    form = written(own, **{f"xong-{own.pk}": "1", "to-chuc": "co", "doan-ket": "khong", "gui": "1"})
    head.post("/danh-gia/phieu/N1/2026-11/", form)
    assert MonthSheet.objects.get(person_id="N1").self_points is None, "nobody managed has points yet"
    duc.post(MONTH, written(given, gui="1"))
    head.post(MONTH, written(given, **{"xac-nhan": "1"}))
    answer = chairman.post(
        "/danh-gia/phieu/N1/2026-11/",
        {k: v for k, v in form.items() if k != "gui"} | {"xac-nhan": "1", "ly-do": "Đã có điểm của chuyên viên"},
    )
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    leader = MonthSheet.objects.get(person_id="N1")
    assert (leader.parts["unit_result"], leader.parts["cohesion"]) == (1.0, 0.5)
    assert leader.points == Decimal("94.1667")  # 30 + 70 × 5,5 / 6


class _Form(HTMLParser):
    """What a browser would send of the first form with a sheet: names and values as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "input" and a.get("name"):
            self.sent[str(a["name"])] = a.get("value") or ""
        elif tag == "select":
            self._select = a.get("name") or ""
        elif tag == "option" and self._select and "selected" in a:
            self.sent[self._select] = a.get("value") or ""
        elif tag == "textarea" and a.get("name"):
            self.sent[str(a["name"])] = ""


def test_a_month_from_an_imported_list_is_sent_without_typing_anything(
    head: Client, duc: Client, catalogue: CatalogueVersion
) -> None:
    for client in (head, duc):
        stand_in_2026(client)
    rows = "Người xử lý,Mã sản phẩm,Nội dung,Hạn xử lý,Ngày hoàn thành\n" + "".join(f"N2,CV,Việc {n},{n + 1}/11/2026,{n}/11/2026\n" for n in range(1, 11))  # fmt: skip
    head.post(
        "/danh-gia/viec/nhap/?don-vi=P-GD",
        {"don-vi": "P-GD", "nam": "2026", "tep": SimpleUploadedFile("viec.csv", rows.encode())},
    )
    page = duc.get(MONTH).content.decode()
    form = _Form()
    form.feed(page)
    assert duc.post(MONTH, form.sent | {"gui": "1"}).status_code == 302
    assert (sheet().state, sheet().self_points) == ("sent", Decimal("100"))
    task = Task.objects.filter(withdrawn_at=None).order_by("pk").first()
    assert task is not None
    assert 'href="#viec"' in page  # from a number of the score to the lines, from a line to its row
    assert f"/danh-gia/viec/{task.pk}/" in page
    assert "viec.csv!viec!2" in duc.get(f"/danh-gia/viec/{task.pk}/").content.decode()


def test_a_unit_s_month_is_read_in_few_questions(given: Task, head: Client, django_assert_max_num_queries: Any) -> None:
    head.get("/danh-gia/?don-vi=P-GD")
    with django_assert_max_num_queries(36):
        head.get("/danh-gia/?don-vi=P-GD")
    with django_assert_max_num_queries(30):
        head.get("/danh-gia/viec/?don-vi=P-GD")
