"""Reading a plan: the page, its table, the drawer, the workbook, both languages."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from django.test import Client

from dungviec.office.access.models import LedgerEntry
from dungviec.office.placement.models import ProposedMove, Round
from dungviec.office.registry.models import City

HTMX = {"HX-Request": "true"}


def page(client: Client, address: str, **headers: Any) -> str:
    answer = client.get(address, headers=headers.get("headers"))
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def names(text: str) -> list[str]:
    """The people of the table, in its order."""
    return re.findall(r'class="lead-in">.*?data-card="[^"]*">([^<]+)</a>', text)


def test_an_empty_room_says_what_it_is_for(officer: Client) -> None:
    text = page(officer, "/bo-tri/")
    assert "Chưa có phương án nào" in text
    assert "/bo-tri/lap/" in text


def test_the_list_names_the_round_its_policy_and_its_proof(officer: Client, done: Round) -> None:
    text = page(officer, "/bo-tri/")
    assert "Cuối năm" in text
    assert "Chính sách mặc định, bản 1" in text
    assert "đã chứng minh" in text


def test_the_page_compares_proves_and_says_that_it_only_proposes(officer: Client, done: Round) -> None:
    text = page(officer, f"/bo-tri/{done.pk}/")
    assert "Ai nên chuyển đi đâu, tại ngày 10/12/2020?" in text
    assert "Đây là đề xuất" in text
    assert "không có phương án nào tốt hơn" in text
    assert text.count('<th scope="row">') == len(done.document.plan["figures"])
    assert LedgerEntry.objects.filter(action="view_round", subject_id=str(done.pk)).exists()


def test_three_lines_and_the_runner_up_stand_under_each_move(officer: Client, done: Round) -> None:
    text = page(officer, f"/bo-tri/{done.pk}/")
    for part in (
        "Căn cứ của Lê Văn Đức",
        "Đúng chuyên ngành",
        "Chưa có minh chứng",
        "Ở lại vị trí hiện tại; cả phương án mất 1.200 điểm.",
    ):
        assert part in text
    assert "<b>3</b> người chuyển" in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["Lê Văn Đức", "Trần Thị An", "Phạm Hạ"]),
        ("loai=higher", ["Trần Thị An", "Phạm Hạ"]),
        ("ket-luan=1", ["Trần Thị An"]),
        ("don-vi=P-NV", ["Lê Văn Đức", "Phạm Hạ"]),
        ("xep=-tang", ["Trần Thị An", "Lê Văn Đức", "Phạm Hạ"]),
        ("xep=ten", ["Trần Thị An", "Lê Văn Đức", "Phạm Hạ"]),
        ("xep=-bien", ["Lê Văn Đức", "Trần Thị An", "Phạm Hạ"]),
        ("xep=bay-ba&loai=khong-co", ["Lê Văn Đức", "Trần Thị An", "Phạm Hạ"]),
    ],
)
def test_the_table_filters_and_sorts_in_the_database(
    officer: Client, done: Round, asked: str, expected: list[str]
) -> None:
    assert names(page(officer, f"/bo-tri/{done.pk}/?{asked}")) == expected


def test_empty_seats_and_people_without_a_post_have_their_reason(officer: Client, done: Round) -> None:
    assert "Chưa ai đủ lý luận chính trị" in page(officer, f"/bo-tri/{done.pk}/?muc=cho-trong")
    assert "Trường chỉ còn một chỗ" in page(officer, f"/bo-tri/{done.pk}/?muc=chua-co-vi-tri")
    assert "Phần của năng lực" in page(officer, f"/bo-tri/{done.pk}/?muc=chinh-sach")
    assert "không phát hiện sai sót" in page(officer, f"/bo-tri/{done.pk}/?muc=chung-minh")


def test_changed_records_are_said(officer: Client, done: Round) -> None:
    assert "Hồ sơ đã thay đổi" not in page(officer, f"/bo-tri/{done.pk}/")
    city = City.objects.get()
    city.touch()
    assert "Hồ sơ đã thay đổi" in page(officer, f"/bo-tri/{done.pk}/")


def test_the_drawer_opens_at_once_and_then_answers(officer: Client, done: Round) -> None:
    address = f"/bo-tri/{done.pk}/ly-do/?nguoi=N2&vi-tri=NV.CV"
    first = page(officer, address, headers=HTMX)
    assert "Lê Văn Đức" in first
    assert "tra-loi=1" in first
    assert "<html" not in first
    answer = page(officer, f"{address}&tra-loi=1", headers=HTMX)
    for part in ("Căn cứ", "Điểm mạnh", "Còn thiếu", "Độ phù hợp", "Pháp luật nói gì", "Chứng minh", "cả phương án"):
        assert part in answer
    assert answer.count('class="part"') == 4
    assert LedgerEntry.objects.filter(action="ask_why", subject_id="N2").count() == 1


def test_why_not_is_answered_with_the_blocking_clause(officer: Client, done: Round) -> None:
    answer = page(officer, f"/bo-tri/{done.pk}/ly-do/?nguoi=N3&vi-tri=GD.TP")
    assert "<html" in answer  # the same answer is a page of its own where there are no scripts
    assert re.search(r"v-(forbidden|unknown|authority)", answer)
    assert 'class="cite-name"' in answer
    assert "Hiệu lực từ" in answer


def test_each_verdict_of_the_table_says_its_clauses(officer: Client, done: Round) -> None:
    answer = page(officer, f"/bo-tri/{done.pk}/")
    assert answer.count("cite-verdict") == 3
    assert "NĐ 138/2020/NĐ-CP · Điều 42" in answer
    assert "theo nguồn tin, chưa đối chiếu nguyên văn" in answer


def test_any_pair_can_be_asked_with_or_without_marks(officer: Client, done: Round) -> None:
    typed = {"tim-nguoi": "pham ha", "tim-vi-tri": "pho truong"}
    found = officer.post(f"/bo-tri/{done.pk}/hoi/", typed, headers=HTMX).content.decode()
    assert "Phạm Hà" in found
    assert "Phạm Hạ" in found
    assert 'value="GD.PP"' in found
    nobody = officer.post(f"/bo-tri/{done.pk}/hoi/", {"tim-nguoi": "xyz"})
    assert "Không tìm thấy ai" in page(officer, nobody.headers["Location"])
    asked = {"nguoi": "N6", "vi-tri": "GD.PP", "hoi": "1"}
    assert "tra-loi=1" in officer.post(f"/bo-tri/{done.pk}/hoi/", asked, headers=HTMX).content.decode()
    half = officer.post(f"/bo-tri/{done.pk}/hoi/", {"nguoi": "N6", "hoi": "1"}, headers=HTMX)
    assert "Xin chọn cả người và vị trí" in half.content.decode()
    both = officer.get(f"/bo-tri/{done.pk}/hoi/?nguoi=N6&vi-tri=GD.PP")
    assert both.headers["Location"] == f"/bo-tri/{done.pk}/ly-do/?nguoi=N6&vi-tri=GD.PP"
    assert "Xin chọn cả người và vị trí" in page(officer, f"/bo-tri/{done.pk}/ly-do/?nguoi=N6")
    assert officer.get(f"/bo-tri/{done.pk}/ly-do/?nguoi=N6&vi-tri=KHONG").status_code == 404


def test_the_workbook_is_the_plan(officer: Client, done: Round) -> None:
    answer = officer.get(f"/bo-tri/{done.pk}/xuat/")
    assert f"phuong-an-{done.pk}-cuoi-nam.xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("Lê Văn Đức" in cell for cell in cells)
    assert LedgerEntry.objects.filter(action="export_plan").exists()


def test_the_certificate_can_be_taken_away(officer: Client, done: Round) -> None:
    body = officer.get(f"/bo-tri/{done.pk}/chung-nhan/").json()
    assert body["value"] == done.value
    assert "formula" in body["certificate"]


def test_english_is_english(officer: Client, done: Round) -> None:
    officer.cookies["ngon_ngu"] = "en"
    text = page(officer, f"/bo-tri/{done.pk}/")
    assert "Who should move where, as of 10/12/2020?" in text
    assert "Basis for Lê Văn Đức" in text
    assert "Stays in the present post; the whole plan loses 1,200 points." in text
    assert "Nobody has the theory" in page(officer, f"/bo-tri/{done.pk}/?muc=cho-trong")
    assert "What the law says" in page(officer, f"/bo-tri/{done.pk}/ly-do/?nguoi=N2&vi-tri=NV.CV")


def test_a_plan_the_checker_rejects_says_so_first(officer: Client, done: Round) -> None:
    done.document.plan["checks"] = ["N2 và N3 giữ cùng một chỗ"]
    done.document.save()
    text = page(officer, f"/bo-tri/{done.pk}/")
    assert "không dùng phương án này" in text
    assert "N2 và N3 giữ cùng một chỗ" in text


def test_rows_of_moves_know_their_units(done: Round) -> None:
    duc = ProposedMove.objects.get(person_id="N2")
    assert (duc.from_path, duc.to_path) == ("TX/P-GD/", "TX/P-NV/")
    assert duc.rise == 2500
