"""A catalogue and a task list as files: what is taken, what is refused in a sentence, and that each number knows its row."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.appraisal.conftest import stand_in_2026

from dungviec.office.appraisal.models import CatalogueProduct, CatalogueVersion, MonthSheet, Task, TaskList
from dungviec.office.appraisal.services.list_files import keepable

HEADINGS = "Mã,Tên sản phẩm,Nhóm,Hệ số\n"
VERSION = {
    "don-vi": "P-GD",
    "luu": "1",
    "tu-ngay": "1/1/2026",
    "san-pham-chuan": "Công văn",
    "can-cu": "Quyết định số 7",
}
TASKS = (
    "BÁO CÁO XỬ LÝ VĂN BẢN,,,,\nNgười xử lý,Mã sản phẩm,Trích yếu,Hạn xử lý,Ngày hoàn thành\n"
    "Lê Văn Đức,CV,Trả lời cử tri,10/11/2026,9/11/2026\n"
    "Lê Văn Đức,CV,Báo cáo nhanh,12/11/2026,15/11/2026\n"
    "Lê Văn Đức,ZZ,Việc lạ,13/11/2026,13/11/2026\n"
    "Người Không Có,CV,Việc khác,13/11/2026,13/11/2026\n"
)


def upload(text: str, name: str = "danh-muc.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("utf-8-sig"))


def keep(client: Client, text: str, **more: str) -> tuple[int, str]:
    answer = client.post("/danh-gia/danh-muc/", VERSION | more | {"tep": upload(text)})
    return answer.status_code, answer.content.decode()


def test_a_catalogue_comes_from_a_file_and_the_version_before_stays(head: Client) -> None:
    assert keep(head, HEADINGS + 'CV,Công văn,1,1\nBC,Báo cáo,3,"2,5"\n')[0] == 302
    assert keep(head, HEADINGS + "CV,Công văn,1,2\n", **{"tu-ngay": "1/7/2026"})[0] == 302
    assert CatalogueVersion.objects.count() == 2
    stand_in_2026(head)
    assert "01/07/2026" in head.get("/danh-gia/danh-muc/?don-vi=P-GD").content.decode()
    assert "01/07/2026" in head.get("/danh-gia/danh-muc/?don-vi=TH").content.decode(), (
        "the school goes by the division's"
    )
    assert head.get("/?ngay=1/3/2026").status_code == 200
    assert "Áp dụng từ 01/01/2026" in head.get("/danh-gia/danh-muc/?don-vi=P-GD").content.decode()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("A,Việc,1,1\nB,Việc,2,1\nC,Việc,3,1\nD,Việc,4,1\nE,Việc,5,1\nF,Việc,6,1\n", "Có 6 nhóm độ phức tạp"),
        ("A,Việc,1,\n", "chưa có hệ số quy đổi"),
        ("A,Việc,1,0\n", "phải lớn hơn 0"),
        ("A,Việc,1,1\nA,Việc nữa,1,1\n", "mã «A» đã có ở"),
        ("A,Việc,1,hai\n", "không phải là hệ số"),
        ("A,Việc,,1\n", "thiếu nhóm độ phức tạp"),
        ("", "chưa có sản phẩm nào"),
    ],
)
def test_a_catalogue_that_cannot_stand_is_refused_and_what_was_typed_stays(
    head: Client, rows: str, sentence: str
) -> None:
    status, page = keep(head, HEADINGS + rows)
    assert status == 422
    assert sentence in page
    assert "Quyết định số 7" in page
    assert not CatalogueProduct.objects.exists()


def test_points_become_coefficients_by_the_standard_product(head: Client) -> None:
    text = "Mã,Tên sản phẩm,Nhóm,Điểm\nCV,Công văn,1,5\nBC,Báo cáo,3,12.5\n"
    assert keep(head, text)[0] == 422, "the points of the standard product are not said"
    assert keep(head, text, **{"diem-chuan": "5"})[0] == 302
    assert float(CatalogueProduct.objects.get(code="BC").coefficient) == 2.5


def test_an_inspector_keeps_no_catalogue(as_role: Callable[..., Client]) -> None:
    personnel_of_school = as_role("personnel", "TH")
    assert personnel_of_school.post("/danh-gia/danh-muc/", VERSION | {"tep": upload(HEADINGS)}).status_code == 404
    assert as_role("inspector").get("/danh-gia/danh-muc/").status_code == 403


def read(client: Client, text: str = TASKS, name: str = "viec.csv") -> int:
    return client.post("/danh-gia/viec/nhap/", {"don-vi": "P-GD", "nam": "2026", "tep": upload(text, name)}).status_code


def test_a_task_list_becomes_work_and_each_line_knows_its_row(
    head: Client, duc: Client, catalogue: CatalogueVersion
) -> None:
    stand_in_2026(head)
    stand_in_2026(duc)
    assert read(head) == 302
    lines = list(Task.objects.filter(withdrawn_at=None).order_by("source"))
    assert [(t.person_id, t.month, t.done, t.late, t.source.rpartition("!")[2]) for t in lines] == [
        ("N2", 11, 1, 0, "3"),
        ("N2", 11, 1, 1, "4"),
    ]
    one = TaskList.objects.get()
    assert (one.rows, one.taken, len(one.rejected)) == (4, 2, 2)
    page = head.get("/danh-gia/viec/nhap/?don-vi=P-GD&nam=2026").content.decode()
    assert "chưa có trong danh mục" in page
    assert "viec.csv" in duc.get("/danh-gia/phieu/N2/2026-11/").content.decode()


def test_reading_the_same_list_again_replaces_its_own_lines_and_leaves_confirmed_months(
    head: Client, catalogue: CatalogueVersion
) -> None:
    stand_in_2026(head)
    read(head)
    read(head, TASKS.replace("15/11/2026", "12/11/2026"))
    assert [(t.late, t.name) for t in Task.objects.filter(withdrawn_at=None).order_by("source")] == [
        (0, "Trả lời cử tri"),
        (0, "Báo cáo nhanh"),
    ]
    MonthSheet.objects.create(
        person_id="N2",
        unit_id="P-GD",
        year=2026,
        month=11,
        scheme="points",
        state="confirmed",
        made_at=Task.objects.latest("pk").made_at,
    )
    read(head, TASKS.replace("9/11/2026", "20/11/2026"))
    assert Task.objects.filter(withdrawn_at=None, late=1).count() == 0
    assert any("đã được xác nhận" in r["vi"] for r in TaskList.objects.latest("pk").rejected)


@pytest.mark.parametrize(("name", "text"), [("viec.docx", "x"), ("viec.csv", "Chỉ,có,chữ\n1,2,3\n")])
def test_a_file_that_is_no_task_list_is_refused_in_a_sentence(
    head: Client, catalogue: CatalogueVersion, name: str, text: str
) -> None:
    assert read(head, text, name) == 422
    assert not Task.objects.exists()


def test_the_list_itself_is_kept_and_opened_by_whoever_reads_lists(
    head: Client, duc: Client, catalogue: CatalogueVersion
) -> None:
    stand_in_2026(head)
    stand_in_2026(duc)
    read(head)
    place = f"/danh-gia/viec/danh-sach/{TaskList.objects.get().pk}/"
    line = f"/danh-gia/viec/{Task.objects.latest('pk').pk}/"
    file = head.get(place)
    assert b"".join(file).decode("utf-8-sig") == TASKS
    assert "attachment" in file["Content-Disposition"]
    assert all(place in head.get(page).content.decode() for page in ("/danh-gia/viec/nhap/?don-vi=P-GD&nam=2026", line))
    assert duc.get(place).status_code == 403, "it tells of others"
    assert place not in duc.get(line).content.decode()


def test_a_list_with_macros_is_read_and_not_kept(tmp_path: Path) -> None:
    packed = tmp_path / "danh-sach.xlsm"
    with zipfile.ZipFile(packed, "w") as book:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"):
            book.writestr(name, "x")
    assert keepable(packed) is None
