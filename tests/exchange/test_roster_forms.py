"""A school that keeps one sheet for each teacher, in the words of the SYLL form: read as a roster of three rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from dungviec.exchange.grid import Sheet
from dungviec.exchange.roster import read_roster
from dungviec.exchange.roster.forms import NAME, form_of, forms_together

AN: list[list[Any]] = [
    ["SƠ YẾU LÝ LỊCH CÁN BỘ, CÔNG CHỨC"],
    ["1) Họ và tên khai sinh (viết chữ in hoa):", None, "TRẦN THỊ AN"],
    ["2) Tên gọi khác: ..................."],
    ["3) Sinh ngày:", date(1990, 1, 2), "Giới tính (nam, nữ): Nữ"],
    ["4) Dân tộc: Kinh, Tôn giáo: Không"],
    ["5) Số CCCD", "022190001234"],
    ["15) Trình độ chuyên môn cao nhất", "Cao đẳng Sư phạm"],
    ["20) Mã ngạch: 15.114; Hệ số: 3,33"],
    [None, "Người khai ký tên"],
]
DUC: list[list[Any]] = [
    ["Họ và tên", "Lê Văn Đức"],
    ["Ngày sinh", "03/04/1985"],
    ["Giới tính", "Nam"],
    ["Đơn vị công tác", "Trường Tiểu học Mẫu"],
    ["Hệ số lương", 4.0],
]
TABLE: list[list[Any]] = [["STT", "Họ và tên", "Ngày sinh", "Đơn vị"], [1, "Phạm Hà", "07/08/1988", "Phòng Nội vụ"]]


def _book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


def test_each_sheet_is_a_person(tmp_path: Path) -> None:
    people = read_roster(_book(tmp_path / "hs.xlsx", {"An": AN, "Đức": DUC})).people
    told = [{k: p.get(k) for k in ("name", "born", "sex", "degree", "coefficient", "citizen_id")} for p in people]
    assert told == [
        {"name": "Trần Thị An", "born": "1990-01-02", "sex": "female", "degree": "college", "coefficient": 3.33, "citizen_id": "022190001234"},
        {"name": "Lê Văn Đức", "born": "1985-04-03", "sex": "male", "degree": None, "coefficient": 4.0, "citizen_id": None},
    ]  # fmt: skip
    assert people[1]["unit"] == "Trường Tiểu học Mẫu"


def test_the_row_says_which_sheet_it_came_from() -> None:
    (table,) = forms_together([Sheet("An", AN), Sheet("Đức", DUC)])
    assert (table.name, [row[0] for row in table.rows]) == (NAME, ["Trang", "An", "Đức"])


def test_a_table_beside_the_forms_stays_a_table(tmp_path: Path) -> None:
    names = [p["name"] for p in read_roster(_book(tmp_path / "hs.xlsx", {"An": AN, "DS": TABLE})).people]
    assert sorted(names) == ["Phạm Hà", "Trần Thị An"]


def test_tables_totals_and_notes_are_no_forms() -> None:
    assert form_of(Sheet("DS", TABLE)) is None
    assert form_of(Sheet("Ghi chú", [["Họ và tên:", "Lê Văn Đức"], ["Ghi chú:", "không"]])) is None
    assert form_of(Sheet("Hai người", [*DUC, *DUC])) is None
    assert form_of(Sheet("Dài", [*DUC, *([[None]] * 250)])) is None
    assert form_of(Sheet("Ẩn", DUC, hidden=True)) is None
