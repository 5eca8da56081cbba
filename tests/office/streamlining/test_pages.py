"""Streamlining in the office: cô An and cô Ân share one seat; home affairs has three people and may have two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.access.models import LedgerEntry
from dungviec.office.registry.services import amend, create
from dungviec.office.streamlining.models import Basis, Statement

HOME = "/tinh-gian/"
PAGES = (HOME, "/tinh-gian/don-vi/TH/", "/tinh-gian/nguoi/N3/", "/tinh-gian/lo-trinh/", "/kiem-nhiem/")


def page(client: Client, address: str = HOME, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def on(day: str, client: Client) -> None:
    client.get("/", {"ngay": day})


def test_the_list_counts_whom_a_unit_must_solve_for_and_picks_nobody(officer: Client) -> None:
    text = page(officer)
    assert "2 người phải giải quyết ở 2 đơn vị" in text
    assert "chưa tính được tiền" in text
    assert "kho luật không có nên không tự đặt" in text
    unit = page(officer, "/tinh-gian/don-vi/TH/")
    assert "Trần Thị An" in unit
    assert "Trần Thị Ân" in unit
    assert "không xếp hạng ai" in unit
    assert officer.get("/tinh-gian/don-vi/P-GD/").status_code == 404


def test_facts_stated_make_the_sum_of_the_day_and_the_way_chosen_is_kept(officer: Client) -> None:
    on("01/07/2025", officer)
    assert "thiếu số tháng đóng BHXH" in page(officer, "/tinh-gian/nguoi/N3/")
    given = {"monthly_pay": "10.000.000", "insured_months": "120", "voluntary": "unknown", "confirmed": "on", "way": "exit", "aim": "streamlining_severance"}  # fmt: skip
    refused = officer.post("/tinh-gian/nguoi/N3/", given)
    assert "ghi lý do" in refused.content.decode()
    assert not Statement.objects.exists()
    kept = officer.post("/tinh-gian/nguoi/N3/", given | {"reason": "Theo đơn"}, follow=True).content.decode()
    assert "180.000.000" in kept
    assert "NĐ 154/2025/NĐ-CP" in kept
    assert "Tiền theo các chế độ đã chọn: 180.000.000 đồng" in page(officer)
    assert LedgerEntry.objects.filter(action="keep_leaving", subject_id="N3").count() == 1
    assert "10000000" not in str(list(LedgerEntry.objects.values_list("detail", flat=True)))


def test_the_basis_is_stated_by_the_office_and_wrong_ones_are_refused(officer: Client) -> None:
    amend("people", "N3", {"coefficient": 3.0, "joined": date(2015, 7, 1)}, by="officer", why="Thử")
    on("01/07/2025", officer)
    wrong = officer.post("/tinh-gian/can-cu/", {"base_pay": "5", "reorganised_on": "hôm qua"}, follow=True)
    assert "không phải ngày" in wrong.content.decode()
    assert not Basis.objects.exists()
    told = officer.post("/tinh-gian/can-cu/", {"base_pay": "2.000.000", "insured_since_joined": "on", "reorganised_on": ""}, follow=True).content.decode()  # fmt: skip
    assert "Mức lương cơ sở 2.000.000 đồng" in told
    assert "đóng BHXH từ ngày vào ngành" in told
    assert "108.000.000" in page(officer, "/tinh-gian/nguoi/N3/")  # 6 triệu × (3 + 15 tháng)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_reports_leave_as_files_and_each_is_noted(officer: Client, kind: str) -> None:
    start = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}[kind]
    for address, action in (("/tinh-gian/tep/", "export_surplus"), ("/tinh-gian/lo-trinh/tep/", "export_glide"), ("/kiem-nhiem/tep/", "export_concurrent")):  # fmt: skip
        answer = officer.get(address, {"kieu": kind})
        assert answer.content.startswith(start), address
        assert LedgerEntry.objects.filter(action=action).exists()


def test_the_glide_path_is_told_drawn_and_tabled(officer: Client) -> None:
    text = page(officer, "/tinh-gian/lo-trinh/", nam="2023", **{"ty-le": "0"})
    assert "Hết 2023 còn khoảng 7 người" in text
    assert 'role="img"' in text
    assert "đích 6" in text
    assert "Bảng số" in text
    assert "Năm đích 1999" in page(officer, "/tinh-gian/lo-trinh/", nam="1999")
    assert "không đọc được" in page(officer, "/tinh-gian/lo-trinh/", **{"ty-le": "nhiều"})


def test_posts_held_together_and_who_answers_for_a_post(officer: Client) -> None:
    assert "Không ai giữ từ hai vị trí trở lên" in page(officer, "/kiem-nhiem/")
    row: dict[str, Any] = {
        "person_id": "N1", "post_id": "TH.GV", "title": "Giáo viên", "kind": "concurrent", "from_date": date(2020, 2, 1), "decision": "12/QĐ", "share": 20,
    }  # fmt: skip
    create("tenures", row, by="officer", why="Thử")
    text = page(officer, "/kiem-nhiem/")
    assert "20 %" in text
    assert "12/QĐ" in text
    assert "Không đứng đầu đơn vị khác" in text
    asked = page(officer, "/kiem-nhiem/", **{"vi-tri": "truong phong"})
    assert "Nguyễn Thị Hạnh" in asked
    assert "đồng thời Giáo viên tiểu học" in asked
    empty = page(officer, "/kiem-nhiem/", **{"vi-tri": "GD.PP"})
    assert "chưa có ai; cần quyết định giao quyền" in empty
    assert "không có vị trí nào là" in page(officer, "/kiem-nhiem/", **{"vi-tri": "Vua"})


def test_rooms_are_closed_to_whom_they_are_closed(as_role: Callable[..., Client]) -> None:
    for role, own in (("official", "N3"), ("unit_head", "N1"), ("administrator", ""), ("auditor", "")):
        client = as_role(role, unit_id="P-GD" if role == "unit_head" else "", person_id=own)
        assert {client.get(a).status_code for a in PAGES} == {403}, role
    leader = as_role("leader")
    assert {leader.get(a).status_code for a in PAGES} == {200}
    assert leader.post("/tinh-gian/can-cu/", {"base_pay": "1490000"}).status_code == 403
    assert leader.post("/tinh-gian/nguoi/N3/", {}).status_code == 403
    inspector = as_role("inspector")
    assert inspector.get(HOME).status_code == 403
    assert inspector.get("/kiem-nhiem/").status_code == 200


def test_a_list_asks_the_database_a_bounded_number_of_times(officer: Client) -> None:
    from django.db import connection

    page(officer)
    for address in PAGES:
        page(officer, address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(officer, address)
        assert len(asked) <= 30, (address, len(asked))
