"""One habit of an office per test: values of cells and rows that are nobody, twice or wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.roster_hand import HEAD, book, one, people

from dungviec.exchange.roster import read_roster


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("05/03/1980", "1980-03-05"), ("5.3.80", "1980-03-05"), ("5 - 3 - 1980", "1980-03-05"), ("5 3 1980", "1980-03-05"),
        ("1980-03-05", "1980-03-05"), (date(1980, 3, 5), "1980-03-05"), (29285, "1980-03-05"), ("29285", "1980-03-05"),
        ("ngày 5 tháng 3 năm 1980", "1980-03-05"), ("05031980", "1980-03-05"), ("1980-03-05 00:00:00", "1980-03-05"),
        ("05-Mar-1980", "1980-03-05"), ("12/11/1980", "1980-11-12"), ("'05/03/1980", "1980-03-05"),
    ],
)  # fmt: skip
def test_a_birth_date_is_read_day_first_in_every_dress(tmp_path: Path, written: Any, born: str) -> None:
    result = one(
        tmp_path,
        [
            HEAD,
            [1, "Lê Văn An", written, "Nam", "022080000001"],
            [2, "Trần Thị Bình", "01/02/1975", "Nữ", "022080000002"],
        ],
    )
    assert people(result, "name", "born")[0] == ("Lê Văn An", born)


def test_a_year_alone_stays_a_year(tmp_path: Path) -> None:
    result = one(
        tmp_path,
        [
            ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
            [1, "Lê Văn An", 1965, "Nam"],
            [2, "Trần Thị Bình", "1970", "Nữ"],
            [3, "Vũ Văn Chung", "03/1971", "Nam"],
        ],
    )
    assert people(result, "born", "born_year_only") == [(None, 1965), (None, 1970), (None, 1971)]
    assert result.people[2]["born_month_only"] == "1971-03"


@pytest.mark.parametrize(
    ("written", "about"),
    [("31/02/1980", "lịch"), ("02/16/1982", "tháng 16"), ("05/03/2031", "tương lai"), ("05/03/2012", "15 tuổi"), ("05/03/1901", "100 tuổi"), ("không nhớ rõ ngày", "không đọc được"), ("=#REF!", "#REF!")],
)  # fmt: skip
def test_an_impossible_birth_date_rejects_its_row_only(tmp_path: Path, written: str, about: str) -> None:
    result = one(
        tmp_path,
        [
            HEAD,
            [1, "Lê Văn An", "05/03/1980", "Nam", "022080000001"],
            [2, "Trần Thị Bình", written, "Nữ", "022080000002"],
        ],
        as_of=date(2020, 12, 10),
    )
    assert [p["name"] for p in result.people] == ["Lê Văn An"]
    [bad] = result.rejected
    assert (bad.sheet, bad.row, bad.column, bad.header) == ("Sheet1", 3, "C", "Ngày sinh")
    assert about in bad.problem_vi
    assert bad.todo_vi
    assert bad.value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("022080000001", "022080000001"), (22080000001, "022080000001"), ("22080000001", "022080000001"), ("022 080 000 001", "022080000001"),
        (1080000001, "001080000001"), ("100123456", "100123456"), (100123456, "100123456"), ("CCCD: 022080000001", "022080000001"),
    ],
)  # fmt: skip
def test_citizen_numbers_get_their_zero_back(tmp_path: Path, written: Any, read: str) -> None:
    result = one(
        tmp_path,
        [
            HEAD,
            [1, "Lê Văn An", "05/03/1980", "Nam", written],
            [2, "Trần Thị Bình", "01/02/1975", "Nữ", "022080000002"],
        ],
    )
    assert result.people[0]["citizen_id"] == read


@pytest.mark.parametrize("written", ["0220800001", "02208000000111", "2.2044E+10", "02208000000A"])
def test_a_citizen_number_of_no_possible_length_is_rejected(tmp_path: Path, written: str) -> None:
    result = one(
        tmp_path,
        [
            HEAD,
            [1, "Lê Văn An", "05/03/1980", "Nam", written],
            [2, "Trần Thị Bình", "01/02/1975", "Nữ", "022080000002"],
        ],
    )
    assert [(r.row, r.field) for r in result.rejected] == [(2, "citizen_id")]


def test_somebody_twice_in_a_sheet_is_rejected_and_namesakes_stay_two(tmp_path: Path) -> None:
    result = one(tmp_path, [
        HEAD,
        [1, "Lê Văn An", "05/03/1980", "Nam", "022080000001"],
        [2, "Lê Văn An", "07/08/1985", "Nam", "022080000002"],
        [3, "LÊ VĂN AN", "05/03/1980", "Nam", "022080000001"],
        [4, "Vũ Thị Hoa", "05/03/1980", "Nữ", "022080000001"],
    ])  # fmt: skip
    assert people(result, "no", "born") == [(1, "1980-03-05"), (2, "1985-08-07")]
    assert [(r.row, r.column) for r in result.rejected] == [(4, "E"), (5, "E")]
    assert "Lê Văn An" in result.rejected[1].problem_vi


def test_the_same_person_on_two_sheets_is_one(tmp_path: Path) -> None:
    first = [
        [*HEAD, "Đơn vị"],
        [1, "Lê Văn An", "05/03/1980", "Nam", 22080000001, "Phòng Nội vụ"],
        [2, "Trần Thị Bình", "1/2/75", "Nữ", "022080000002", "Phòng Nội vụ"],
        [3, "Vũ Văn Chung", "3/3/1970", "Nam", None, "Phòng Nội vụ"],
    ]
    second = [
        ["TT", "Họ đệm", "Tên", "Năm sinh", "CCCD", "HSL"],
        [1, "LÊ VĂN", "AN", 1980, "022080000001", "4,32"],
        [2, "Trần Thị", "Bình", 1975, "022080000002", None],
        [3, "Vũ Văn", "Chung", "03/03/1970", "022080000003", "3,33"],
        [4, "Hồ Thị", "Dung", "1/1/1990", "022080000004", "2,34"],
    ]
    result = read_roster(book(tmp_path / "a.xlsx", {"Danh sách": first, "Lương": second}))
    assert people(result, "name", "born", "citizen_id", "coefficient") == [
        ("Lê Văn An", "1980-03-05", "022080000001", 4.32),
        ("Trần Thị Bình", "1975-02-01", "022080000002", None),
        ("Vũ Văn Chung", "1970-03-03", "022080000003", 3.33),
        ("Hồ Thị Dung", "1990-01-01", "022080000004", 2.34),
    ]
    b = result.balance
    assert (b.rows_in, b.created, b.updated, b.skipped, b.rejected) == (7, 4, 2, 1, 0)


def test_sheets_that_contradict_each_other_about_a_birth_are_told_apart(tmp_path: Path) -> None:
    first = [HEAD, [1, "Lê Văn An", "05/03/1980", "Nam", "022080000001"]]
    second = [[*HEAD, "Hệ số lương"], [1, "Lê Văn An", "06/03/1980", "Nam", "022080000001", 4.32]]
    result = read_roster(book(tmp_path / "a.xlsx", {"A": first, "B": second}))
    [bad] = result.rejected
    assert (bad.sheet, bad.row, bad.column) == ("B", 2, "C")
    assert "1980-03-06" in bad.problem_vi
    assert "1980-03-05" in bad.problem_vi
    assert result.balance.holds


def test_a_unit_that_no_list_knows_is_rejected(tmp_path: Path) -> None:
    rows = [
        [*HEAD, "Đơn vị"],
        [1, "Lê Văn An", "05/03/1980", "Nam", "022080000001", "PHÒNG NỘI VỤ"],
        [2, "Trần Thị Bình", "1/2/75", "Nữ", "022080000002", "Phòng Không Có"],
    ]
    units = [["TT", "Tên đơn vị"], [1, "Phòng Nội vụ"], [2, "Phòng Y tế"]]
    result = read_roster(book(tmp_path / "a.xlsx", {"Danh sách": rows, "Danh mục đơn vị": units}))
    assert people(result, "unit") == [("Phòng Nội vụ",)]
    assert [(r.row, r.column, r.value) for r in result.rejected] == [(3, "F", "Phòng Không Có")]
    again = read_roster(book(tmp_path / "b.xlsx", {"Danh sách": rows}), known_units=["Phòng Nội vụ"])
    assert len(again.rejected) == 1


def test_a_row_without_a_name_and_one_with_an_error_in_it(tmp_path: Path) -> None:
    result = one(
        tmp_path,
        [
            HEAD,
            [1, None, "05/03/1980", "Nam", "022080000001"],
            [2, "=#N/A", "1/2/75", "Nữ", "022080000002"],
            [3, "Vũ Văn Chung", "3/3/1970", "Nam", "022080000003"],
        ],
    )
    assert [(r.row, r.field) for r in result.rejected] == [(2, "name"), (3, "name")]
    assert "#N/A" in result.rejected[1].value
