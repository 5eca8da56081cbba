"""The header's second day: pages and exports answer with what was on file by then."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from dungviec.office.registry.services import amend, batches

pytestmark = pytest.mark.django_db


@pytest.fixture
def married(officer: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """Cô An's name is corrected two days after the records were loaded; answers with the day in between."""
    today = timezone.localtime()
    monkeypatch.setattr(batches, "now", lambda: today + timedelta(days=2))
    amend("people", "N3", {"name": "Trần Thị Yên"}, by="canbo", why="Tên khai sinh ghi sai")
    return f"{today + timedelta(days=1):%d/%m/%Y}"


def test_a_corrected_name_stands_as_it_was_known(officer: Client, married: str) -> None:
    assert "Trần Thị Yên" in officer.get("/can-bo/").content.decode()
    then = officer.get(f"/can-bo/?biet-den={married}").content.decode()
    assert "Trần Thị An" in then
    assert "Trần Thị Yên" not in then
    assert "topbar-another" in then
    assert f"đã biết đến hết ngày {married}" in then


def test_the_session_stays_there_and_comes_back(officer: Client, married: str) -> None:
    officer.post("/ngay/", {"ngay": "10/12/2020", "biet-den": married, "next": "/can-bo/"})
    assert "Trần Thị An" in officer.get("/can-bo/N3/").content.decode()
    back = officer.get("/can-bo/N3/?biet-den=").content.decode()
    assert "Trần Thị Yên" in back
    assert "topbar-another" not in back


def test_the_export_follows(officer: Client, married: str) -> None:
    assert "Trần Thị Yên" in _words(officer.get("/can-bo/xuat/").content)
    then = _words(officer.get(f"/can-bo/xuat/?biet-den={married}").content)
    assert "Trần Thị An" in then
    assert "Trần Thị Yên" not in then


def _words(book: bytes) -> set[str]:
    return {str(cell) for row in load_workbook(BytesIO(book)).active.iter_rows(values_only=True) for cell in row}


def test_before_the_records_were_there_nobody_was_known(officer: Client) -> None:
    page = officer.get("/can-bo/?biet-den=01/01/2000")
    assert page.status_code == 200
    assert "Trần Thị An" not in page.content.decode()
