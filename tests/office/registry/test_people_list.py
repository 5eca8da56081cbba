"""The list of officials: search with and without marks, filters, order, totals, and an export of exactly what is seen."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from dungviec.office.access.models import LedgerEntry

LIST = "/can-bo/"


def names(page: str) -> list[str]:
    """The names on the page, in order."""
    return [html.unescape(n) for n in re.findall(r"data-row>([^<]+)</a>", page)]


def ask(client: Client, **query: str) -> list[str]:
    return names(client.get(LIST, query).content.decode())


def search(client: Client, text: str, **filters: str) -> str:
    """The address of the list after ``text`` was typed and sent."""
    return str(client.post("/can-bo/tim/", {"q": text, **filters}).headers["Location"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ha", ["Phạm Hà", "Phạm Hạ", "Nguyễn Thị Hạnh"]),
        ("hạ", ["Phạm Hạ", "Nguyễn Thị Hạnh"]),
        ("Hà", ["Phạm Hà"]),
        ("đức", ["Lê Văn Đức"]),
        ("duc", ["Lê Văn Đức"]),
        ("tran an", ["Trần Thị An", "Trần Thị Ân"]),
        ("ân", ["Trần Thị Ân"]),
        ("truong phong", ["Bùi Văn Dũng", "Nguyễn Thị Hạnh"]),
        ("n6", ["Phạm Hà"]),
        ("khong co ai", []),
    ],
)
def test_search_with_and_without_marks(officer: Client, typed: str, found: list[str]) -> None:
    assert names(officer.get(search(officer, typed)).content.decode()) == found


def test_the_retired_are_not_on_the_rolls_but_were_earlier(officer: Client) -> None:
    assert "Vũ Văn Cũ" not in ask(officer)
    assert "Vũ Văn Cũ" in ask(officer, ngay="01/06/2015")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"unit": "P-GD"}, {"Nguyễn Thị Hạnh", "Lê Văn Đức", "Trần Thị An", "Trần Thị Ân"}),
        ({"unit": "TH"}, {"Trần Thị An", "Trần Thị Ân"}),
        ({"degree": "none"}, {"Trần Thị Ân"}),
        ({"minority": "1"}, {"Lê Văn Đức"}),
        ({"term": "12"}, {"Nguyễn Thị Hạnh"}),
        ({"term": "0"}, set()),
        ({"leads": "1", "sex": "male"}, {"Bùi Văn Dũng"}),
        ({"age": "0-30"}, {"Trần Thị An", "Trần Thị Ân"}),
        ({"rating": "excellent"}, {"Nguyễn Thị Hạnh"}),
    ],
)
def test_filters(officer: Client, query: dict[str, str], found: set[str]) -> None:
    assert set(ask(officer, **query)) == found


def test_order_by_name_is_vietnamese_and_by_degree_goes_by_rank(officer: Client) -> None:
    given = [name.split()[-1] for name in ask(officer)]
    assert given == ["An", "Ân", "Dũng", "Đức", "Hà", "Hạ", "Hạnh"]
    by_degree = ask(officer, sort="-degree")
    assert by_degree[0] == "Nguyễn Thị Hạnh"
    assert by_degree[-2:] == ["Trần Thị An", "Trần Thị Ân"]  # college, then not stated


def test_an_unknown_filter_or_order_changes_nothing(officer: Client) -> None:
    assert ask(officer, degree="sorcerer", sort="magic", age="x") == ask(officer)


def test_totals_stand_at_the_foot(officer: Client) -> None:
    page = officer.get(LIST).content.decode()
    assert "<b>7</b> người · <b>3</b> nữ (42,9 %) · <b>1</b> dân tộc thiểu số" in page


@pytest.mark.parametrize("query", [{}, {"text": "ha"}, {"unit": "P-GD", "sort": "-age"}, {"degree": "none"}])
def test_the_export_is_exactly_what_is_seen(officer: Client, query: dict[str, str]) -> None:
    officer.post("/can-bo/cot/", {"column": ["name", "title", "born", "age", "degree"]})
    here = search(officer, **({"text": ""} | query))
    page = officer.get(here).content.decode()
    heads = [re.sub(r"<.*?>", "", h).strip() for h in re.findall(r"<th scope=\"col\".*?</th>", page, flags=re.S)]
    rows = [
        [html.unescape(re.sub(r"<.*?>", "", cell)).strip() for cell in re.findall(r"<td.*?</td>", row, flags=re.S)]
        for row in re.findall(r"<tr><td.*?</tr>", page.split("<tfoot>")[0], flags=re.S)
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(officer.get(here.replace(LIST, f"{LIST}xuat/")).content)).active
    assert sheet is not None
    written = [list(row) for row in sheet.iter_rows(min_row=4, min_col=2, values_only=True)]
    shown = [
        [f"{v:%d/%m/%Y}" if hasattr(v, "strftime") else "–" if v is None else str(v) for v in row]
        for row in written[1:]
    ]
    assert written[0] == heads == ["Họ và tên", "Vị trí", "Ngày sinh", "Tuổi", "Trình độ"]
    assert shown == rows


def test_a_head_exports_only_the_own_unit(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    book = openpyxl.load_workbook(io.BytesIO(head.get("/can-bo/xuat/").content))
    assert book.active is not None
    names_ = [row[1] for row in book.active.iter_rows(min_row=5, values_only=True)]
    assert names_ == ["Trần Thị An", "Trần Thị Ân", "Lê Văn Đức", "Nguyễn Thị Hạnh"]


def test_columns_are_remembered_per_account(as_role: Callable[..., Client]) -> None:
    one, other = as_role("personnel"), as_role("leader")
    one.post("/can-bo/cot/", {"column": ["name", "ethnicity"]})
    assert "Sán Dìu" in one.get(LIST).content.decode()
    assert "Sán Dìu" not in other.get(LIST).content.decode()


def test_typing_asks_only_for_the_table(officer: Client) -> None:
    answer = officer.post("/can-bo/tim/", {"q": "ha"}, headers={"HX-Request": "true", "HX-Target": "list"})
    part = answer.content.decode()
    assert names(part) == ["Phạm Hà", "Phạm Hạ", "Nguyễn Thị Hạnh"]
    assert "<html" not in part


def test_the_quick_search_finds_people_and_units(officer: Client) -> None:
    page = officer.post("/tim/", {"q": "noi vu"}).content.decode()
    assert "Phòng Nội vụ" in page
    assert "Lê Văn Đức" in officer.post("/tim/", {"q": "đức"}).content.decode()


def test_sensitive_columns_leave_only_for_a_purpose_and_the_ledger_keeps_it(officer: Client) -> None:
    officer.post("/can-bo/cot/", {"column": ["name", "ethnicity", "degree"]})

    def heads(answer: Any) -> list[Any]:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        return [c for row in sheet.iter_rows(min_row=1, max_row=4, values_only=True) for c in row if c]

    for answer in (officer.get(f"{LIST}xuat/"), officer.post(f"{LIST}xuat/", {"muc-dich": "thử"})):
        found = heads(answer)
        assert "Dân tộc" not in found
        assert any("cột nhạy cảm" in str(c) for c in found)
    assert "Dân tộc" in heads(officer.post(f"{LIST}xuat/", {"muc-dich": "Báo cáo dân tộc quý 4"}))
    assert LedgerEntry.objects.order_by("number").last().detail["purpose"] == "Báo cáo dân tộc quý 4"  # type: ignore[union-attr]


def test_whoever_asked_for_a_restriction_is_in_the_records_and_not_in_the_export(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dungviec.office.privacy.services.restricted", lambda: ["N3"])
    sheet = openpyxl.load_workbook(io.BytesIO(officer.get(f"{LIST}xuat/").content)).active
    assert sheet is not None
    assert "Trần Thị An" not in [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert "Trần Thị An" in officer.get(LIST).content.decode()
