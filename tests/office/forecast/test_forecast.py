"""The forecast in the office: told, drawn and tabled; levers beside the plain forecast; closed to whom it is closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.access.models import LedgerEntry

HOME = "/du-bao/"


def page(client: Client, address: str = HOME, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_years_ahead_are_told_drawn_and_tabled(officer: Client) -> None:
    text = page(officer, **{"so-nam": "5"})
    assert "Hết năm 2025 có khoảng" in text
    assert 'role="img"' in text
    assert "Nghỉ hưu theo tháng" in text
    assert "Bảng số" in text
    assert "Trước và sau khi tác động" not in text
    assert LedgerEntry.objects.filter(action="see_forecast").exists()


def test_levers_stand_beside_the_plain_forecast(officer: Client) -> None:
    text = page(officer, **{"so-nam": "5", "thoi-viec": "10", "tuyen": "none"})
    assert "Trước và sau khi tác động" in text
    assert "Không tuyển mới." in text
    assert "do người lập nêu: 10 đến 10 %" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tuyen": "nhiều"}, "Mức tuyển «nhiều» không đọc được"), ({"thoi-viec": "x"}, "không đọc được"), ({"so-nam": "99"}, "Số năm dự báo 99"),
        ({"giu": "101"}, "giữ chân 101"), ({"giam": "100"}, "giảm số chỗ 100"), ({"don-vi": "KHONG-CO"}, "KHONG-CO"), ({"giu": "-999"}, "giữ chân"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_and_the_plain_forecast_stands(officer: Client, asked: dict[str, str], said: str) -> None:  # fmt: skip
    text = page(officer, **asked)
    assert said in text
    assert "có khoảng" in text
    refused = officer.get("/du-bao/tep/", asked)
    assert (refused.status_code, said in refused.content.decode()) == (400, True)


def test_on_a_day_with_nobody_the_page_says_so(officer: Client) -> None:
    officer.get("/", {"ngay": "01/01/1990"})
    assert "không ai giữ vị trí" in page(officer)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_it_leaves_as_a_file_and_that_is_noted(officer: Client, kind: str) -> None:
    answer = officer.get("/du-bao/tep/", {"kieu": kind, "so-nam": "3"})
    assert answer.content.startswith({"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}[kind])
    assert LedgerEntry.objects.filter(action="export_forecast").exists()


def test_records_without_leavers_say_why_they_are_not_tested(officer: Client) -> None:
    assert "chưa đủ để kiểm nghiệm" in page(officer, "/du-bao/kiem-nghiem/")


def test_it_is_closed_to_whom_it_is_closed(as_role: Callable[..., Client]) -> None:
    for role, own in (("official", "N3"), ("unit_head", "N1"), ("administrator", ""), ("auditor", "")):
        client = as_role(role, unit_id="P-GD" if role == "unit_head" else "", person_id=own)
        assert {client.get(a).status_code for a in (HOME, "/du-bao/tep/", "/du-bao/kiem-nghiem/")} == {403}, role
    assert as_role("leader").get(HOME).status_code == 200


def test_it_asks_the_database_a_bounded_number_of_times(officer: Client) -> None:
    from django.db import connection

    page(officer)
    with CaptureQueriesContext(connection) as asked:
        page(officer)
    assert len(asked) <= 20, [q["sql"][:90] for q in asked]
