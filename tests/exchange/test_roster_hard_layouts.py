"""One habit of an office per test: headings, units, sheets and encodings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.exchange.roster_hand import HEAD, Rows, book, one, people

from dungviec.exchange.roster import read_roster


def test_units_over_blocks_numerals_in_their_own_column_and_headcounts(tmp_path: Path) -> None:
    rows: Rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Nữ", "Chức vụ", "HSL"], [1, 2, 3, 4, 5, 6],
        ["A", "KHỐI QUẢN LÝ NHÀ NƯỚC", None, None, None, None],
        ["I", "Phòng Nội vụ", None, None, 2, None],
        ["1", "Lãnh đạo", None, None, None, None],
        [1, "Lê Văn An", "05/03/1980", None, "Trưởng phòng", "4,98"],
        ["2", "Chuyên viên", None, None, None, None],
        [2, "Đoàn Thị Bình", "01/02/1975", "x", "Chuyên viên", 3],
        ["II", "Phòng Y tế (01 người)"],
        [3, "Tống Văn Chung", "3/3/1970", None, "Trưởng phòng", 4.65],
        [None, "Cộng", None, None, 3, None],
        ["B", "KHỐI SỰ NGHIỆP"],
        [4, "Hồ Thị Dung", "1/1/1990", "x", "Giáo viên", 2.34],
    ]  # fmt: skip
    result = one(tmp_path, rows)
    assert people(result, "name", "sex", "unit", "title", "coefficient") == [
        ("Lê Văn An", "male", "Phòng Nội vụ", "Trưởng phòng", 4.98),
        ("Đoàn Thị Bình", "female", "Phòng Nội vụ", "Chuyên viên", 3.0),
        ("Tống Văn Chung", "male", "Phòng Y tế", "Trưởng phòng", 4.65),
        ("Hồ Thị Dung", "female", "Khối Sự nghiệp", "Giáo viên", 2.34),
    ]


def test_a_unit_written_once_and_merged_downwards(tmp_path: Path) -> None:
    rows: Rows = [
        ["TT", "Đơn vị", "Họ và tên", "Năm sinh"],
        [1, "Phòng Nội vụ", "Lê Văn An", 1980],
        [2, None, "Vũ Thị Hoa", 1981],
        [3, "Phòng Y tế", "Hồ Văn Tám", 1982],
        [4, None, "Ngô Thị Chín", 1983],
    ]
    assert people(one(tmp_path, rows, [(1, 1, 2, 1), (3, 1, 4, 1)]), "unit") == [
        ("Phòng Nội vụ",),
        ("Phòng Nội vụ",),
        ("Phòng Y tế",),
        ("Phòng Y tế",),
    ]
    assert people(one(tmp_path, rows), "unit") == [
        ("Phòng Nội vụ",),
        ("Phòng Nội vụ",),
        ("Phòng Y tế",),
        ("Phòng Y tế",),
    ]


def test_sex_by_one_and_zero_as_the_heading_says(tmp_path: Path) -> None:
    result = one(
        tmp_path,
        [
            ["STT", "Họ và tên", "Giới tính (Nam: 1, Nữ: 0)", "Ngày sinh"],
            [1, "Lê Văn An", 1, "05/03/1980"],
            [2, "Hoàng Anh", 0, "01/02/1975"],
        ],
    )
    assert people(result, "sex") == [("male",), ("female",)]


def test_three_heading_rows_with_a_word_over_everything(tmp_path: Path) -> None:
    rows: Rows = [
        ["STT", "Thông tin cá nhân", None, None, None, "Trình độ", None, None, None, "Đánh giá", None],
        [None, "Họ và tên", None, "Ngày sinh", None, "Chuyên môn", None, "Lý luận", "QLNN", "2019", "2020"],
        [None, "Họ đệm", "Tên", "Nam", "Nữ", "Trình độ", "Ngành", None, None, None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        [1, "Lê Văn", "An", "05/03/1980", None, "ĐH", "Luật", "CC", "CVC", "HTXSNV", "HTTNV"],
        [2, "Trần Thị", "Bình", None, "01/02/1975", "ThS", "Kế toán", None, "CV", "Không xếp loại", "HTNV"],
    ]  # fmt: skip
    merges = [
        (0, 0, 2, 0),
        (0, 1, 0, 4),
        (0, 5, 0, 8),
        (0, 9, 0, 10),
        (1, 1, 1, 2),
        (1, 3, 1, 4),
        (1, 5, 1, 6),
        (1, 7, 2, 7),
        (1, 8, 2, 8),
        (1, 9, 2, 9),
        (1, 10, 2, 10),
    ]
    for layout in (merges, []):
        result = one(tmp_path, rows, layout)
        assert people(result, "name", "sex", "born", "degree", "major", "theory", "state_management") == [
            ("Lê Văn An", "male", "1980-03-05", "university", "Luật", "advanced", "principal"),
            ("Trần Thị Bình", "female", "1975-02-01", "master", "Kế toán", None, "specialist"),
        ]
        assert result.people[1]["ratings"] == {"2019": None, "2020": "completed"}


def test_the_statistical_x_matrix_tells_degree_from_theory(tmp_path: Path) -> None:
    rows: Rows = [
        ["STT", "Họ và tên", "Năm sinh", "Chuyên môn", None, None, None, "Chính trị", None, None, "Xếp loại năm 2020"],
        [None, None, None, "Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp", "Cử nhân", "Cao cấp", "Trung cấp", None],
        [1, "Lê Văn An", 1980, "x", "x", None, None, None, "x", None, "HTTNV"],
        [2, "Trần Thị Bình", 1975, None, None, None, "x", None, None, "x", "HTNV"],
        [3, "Vũ Văn Chung", 1970, None, "x", None, None, "x", None, None, None],
    ]  # fmt: skip
    expected = [("master", "advanced"), ("intermediate", "intermediate"), ("university", "bachelor")]
    assert people(one(tmp_path, rows), "degree", "theory") == expected
    assert people(one(tmp_path, rows, [(0, 3, 0, 6), (0, 7, 0, 9)]), "degree", "theory") == expected


@pytest.mark.parametrize(
    ("cell", "degree", "major"),
    [
        ("Đại học sư phạm Toán", "university", "Sư phạm Toán"), ("ĐH Luật", "university", "Luật"), ("Cử nhân Kinh tế", "university", "Kinh tế"),
        ("ThS. Quản lý công", "master", "Quản lý công"), ("Kỹ sư xây dựng", "university", "Xây dựng"), ("ĐHSP", "university", "Sư phạm"),
        ("Đại học, chuyên ngành Luật", "university", "Luật"), ("TC kế toán", "intermediate", "Kế toán"), ("Cao đẳng", "college", None),
    ],
)  # fmt: skip
def test_degree_and_major_in_one_cell(tmp_path: Path, cell: str, degree: str, major: str | None) -> None:
    result = one(
        tmp_path,
        [
            ["STT", "Họ và tên", "Năm sinh", "Trình độ chuyên môn"],
            [1, "Lê Văn An", 1980, cell],
            [2, "Trần Thị Bình", 1975, "Đại học"],
        ],
    )
    assert people(result, "degree", "major")[0] == (degree, major)


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    rows = [HEAD, [1, "Lê Văn An", "05/03/1980", "Nam", "022080000001"]]
    old = [HEAD, [1, "Trần Thị Bình", "01/02/1975", "Nữ", "022080000002"]]
    result = read_roster(book(tmp_path / "a.xlsx", {"Nay": rows, "Cũ": old}, hidden=("Cũ",)))
    assert people(result, "name") == [("Lê Văn An",)]
    assert [(s.name, s.status) for s in result.sheets] == [("Nay", "read"), ("Cũ", "hidden")]


def test_two_tables_in_one_sheet_with_different_headings(tmp_path: Path) -> None:
    result = one(tmp_path, [
        ["Đơn vị: Phòng Nội vụ"], ["TT", "Họ và tên", "Ngày sinh", "HSL"], [1, "Lê Văn An", "05/03/1980", 4.32], [],
        ["Đơn vị: Phòng Y tế"], ["TT", "Họ tên", "HSL", "Sinh ngày", "Dân tộc"], [1, "Trần Thị Bình", "3,33", "01/02/1975", "Tày"],
    ])  # fmt: skip
    assert people(result, "name", "unit", "coefficient", "ethnicity") == [
        ("Lê Văn An", "Phòng Nội vụ", 4.32, None),
        ("Trần Thị Bình", "Phòng Y tế", 3.33, "Tày"),
    ]


def test_headings_nobody_knows_are_named_as_such(tmp_path: Path) -> None:
    result = one(tmp_path, [["STT", "Họ và tên", "Năm sinh", "Cột lạ lùng"], [1, "Lê Văn An", 1980, "abc"]])
    assert [(u.letter, u.field) for u in result.sheets[0].tables[0].columns][-1] == ("D", "")


def test_a_contract_of_words_for_rating_is_kept_empty_and_reported(tmp_path: Path) -> None:
    result = one(
        tmp_path,
        [
            ["STT", "Họ và tên", "Năm sinh", "Đánh giá 2019"],
            [1, "Lê Văn An", 1980, "Loại Z"],
            [2, "Vũ Thị Hoa", 1981, "HTTNV"],
        ],
    )
    assert [p["ratings"] for p in result.people] == [{"2019": None}, {"2019": "good"}]
    assert [(w.row, w.column, w.value) for w in result.warnings] == [(2, "D", "Loại Z")]


def test_a_csv_in_every_encoding(tmp_path: Path) -> None:
    text = (
        "STT;Họ và tên;Ngày sinh;Giới tính;Hệ số\n1;Nguyễn Thị Ánh;05/03/1980;Nữ;4,32\n2;Đỗ Văn Ước;1/2/1975;Nam;3,00\n"
    )
    import unicodedata

    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"):
        path = tmp_path / "a.csv"
        shaped = text
        if encoding == "cp1258":
            # this code page writes the tone as a letter of its own after the vowel
            shaped = "".join(_for_cp1258(c) for c in unicodedata.normalize("NFC", text))
        path.write_bytes(shaped.encode(encoding))
        for delimiter in (";", "\t", "|"):
            path.write_bytes(shaped.replace(";", delimiter).encode(encoding))
            result = read_roster(path)
            assert people(result, "name", "sex", "coefficient") == [
                ("Nguyễn Thị Ánh", "female", 4.32),
                ("Đỗ Văn Ước", "male", 3.0),
            ], encoding


def _for_cp1258(letter: str) -> str:
    import unicodedata

    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
        return unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones)) + "".join(tones)


def test_the_ministry_form_of_list_and_pay(tmp_path: Path) -> None:
    rows: Rows = [
        ["UBND THÀNH PHỐ", None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [], ["DANH SÁCH VÀ TIỀN LƯƠNG CÔNG CHỨC NĂM 2020"],
        ["Số TT", "Họ và tên", "Ngày tháng năm sinh", None, "Chức vụ hoặc chức danh công tác", "Cơ quan, đơn vị đang làm việc", "Thời gian giữ ngạch (kể cả ngạch tương đương)", "Mức lương hiện hưởng", None, "Văn bằng, chứng chỉ theo yêu cầu của ngạch", None, None, "Kết quả xếp loại", "Đảng viên"],
        [None, None, "Nam", "Nữ", None, None, None, "Hệ số lương", "Mã số ngạch hiện giữ", "Trình độ chuyên môn", "Trình độ QLNN", "Trình độ ngoại ngữ", None, None],
        list(range(1, 15)),
        [1, "Lê Văn An", "05/03/1980", None, "Trưởng phòng", "Phòng Nội vụ", "10 năm", 4.98, "01.002", "Thạc sĩ Luật", "CVC", "Anh B1", "HTXSNV", "x"],
        [2, "Trần Thị Bình", None, 1975, "Chuyên viên", "Phòng Nội vụ", "5 năm", 3.33, "01.003", "ĐH Kế toán", "CV", "Anh B", "HTTNV", None],
    ]  # fmt: skip
    merges = [(3, c, 4, c) for c in (0, 1, 4, 5, 6, 12, 13)] + [(3, 2, 3, 3), (3, 7, 3, 8), (3, 9, 3, 11)]
    result = one(tmp_path, rows, merges)
    assert people(
        result, "sex", "unit", "degree", "major", "coefficient", "rank_code", "state_management", "party_member"
    ) == [
        ("male", "Phòng Nội vụ", "master", "Luật", 4.98, "01.002", "principal", True),
        ("female", "Phòng Nội vụ", "university", "Kế toán", 3.33, "01.003", "specialist", None),
    ]
    assert [p["ratings"] for p in result.people] == [
        {"2020": "excellent"},
        {"2020": "good"},
    ]  # the year stands in the title
    assert result.warnings == []


def test_ratings_marked_under_one_column_per_level(tmp_path: Path) -> None:
    rows: Rows = [
        ["TT", "Họ và tên", "Ngày sinh", "Năm 2019", None, None, None, "Năm 2020"],
        [None, None, None, "HTXS", "HTT", "HT", "KHT", "HTXS", "HTT", "HT", "KHT"],
        [1, "Lê Văn An", "05/03/1980", "x", None, None, None, None, "x"],
        [2, "Lê Văn Bá", "05/03/1981", None, None, "x", None, None, None, None, "x"],
    ]
    for merges in ([], [(0, 3, 0, 6), (0, 7, 0, 10)]):
        assert [p["ratings"] for p in one(tmp_path, rows, merges).people] == [
            {"2019": "excellent", "2020": "good"},
            {"2019": "completed", "2020": "failed"},
        ]


def test_formula_errors_name_their_cell_and_notes_may_be_broken(tmp_path: Path) -> None:
    result = one(tmp_path, [
        ["TT", "Họ và tên", "Ngày sinh", "Đơn vị", "HSL", "Xếp loại 2020", "Ghi chú"],
        [1, "Lê Văn An", "05/03/1980", "=#N/A", 4.32, "HTTNV", None],
        [2, "Lê Văn Bá", "05/03/1980", "Phòng A", "=#DIV/0!", "HTTNV", None],
        [3, "Lê Văn Cả", "05/03/1980", "Phòng A", 3, "=#REF!", None],
        [4, "Lê Văn Dư", "05/03/1980", "Phòng A", 3, "HTTNV", "=#VALUE!"],
        [5, "Lê Văn Em", "05/03/1980", "Phòng A", date(1966, 3, 1), "HTTNV", None],
    ])  # fmt: skip
    assert people(result, "no") == [(4,)]
    assert [(r.row, r.column, r.value) for r in result.rejected] == [
        (2, "D", "#N/A"),
        (3, "E", "#DIV/0!"),
        (4, "F", "#REF!"),
        (6, "E", "01/03/1966"),
    ]


def test_a_second_line_of_one_person_may_hold_a_higher_degree(tmp_path: Path) -> None:
    rows: Rows = [
        ["TT", "Họ và tên", "Ngày sinh", "Trình độ", "Chuyên ngành"],
        [1, "Nguyễn Văn An", "1/1/1980", "ĐH", "Luật"],
        [None, None, None, "ThS", "Kinh tế"],
        [2, "Nguyễn Văn Ba", "1/1/1981", "ĐH", "Luật"],
    ]
    result = one(tmp_path, rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)])
    assert people(result, "name", "degree", "major") == [
        ("Nguyễn Văn An", "master", "Kinh tế"),
        ("Nguyễn Văn Ba", "university", "Luật"),
    ]
    assert result.balance.rows_in == 2


def test_totals_signatures_and_their_names_are_nobody(tmp_path: Path) -> None:
    result = one(tmp_path, [
        ["TT", "Họ và tên", "Sinh ngày", "GT", "CCCD"], ["1. Phòng Nội vụ"], [1, "Tống Văn A", "1/1/1980", "Nam", 22080000001], ["Cộng: 1 người"],
        ["2. PHÒNG Y TẾ"], [1, "Vũ C", "1/3/1980", "Nam", 22080000003], ["TỔNG CỘNG: 2 NGƯỜI"], [],
        [None, None, None, "Cẩm Phả, ngày 30 tháng 11 năm 2020"], [None, "Người lập biểu", None, None, "Trưởng phòng"], [None, "(Ký, ghi rõ họ tên)"], [],
        [None, "Lê Thị Lập", None, None, "Nguyễn Văn Duyệt"], ["Ghi chú: Danh sách này gồm 2 người."],
    ])  # fmt: skip
    assert people(result, "name", "unit") == [("Tống Văn A", "Phòng Nội vụ"), ("Vũ C", "Phòng Y tế")]
    other = result.sheets[0].other
    assert (other["group"], other["total"]) == (2, 2)
    assert result.balance.rows_in == 2


def test_units_from_sheet_names_from_a_title_and_not_from_the_city_above_all(tmp_path: Path) -> None:
    top = ["Đơn vị: UBND thành phố Cẩm Phả"]
    head = ["TT", "Họ tên", "Ngày sinh"]
    result = read_roster(book(tmp_path / "a.xlsx", {
        "Phòng Nội vụ": [top, head, [1, "Lê Văn An", "05/03/1980"]],
        "Phòng Y tế": [top, head, [1, "Lê Văn Bá", "05/03/1981"]],
        "Hướng dẫn": [["Họ và tên: ghi đầy đủ"], ["Ngày sinh: ngày/tháng/năm"]],
    }))  # fmt: skip
    assert people(result, "unit") == [("Phòng Nội vụ",), ("Phòng Y tế",)]
    titled = one(
        tmp_path, [["DANH SÁCH CÁN BỘ, CÔNG CHỨC PHÒNG NỘI VỤ NĂM 2020"], head, [1, "Lê Văn An", "05/03/1980"]]
    )
    assert people(titled, "unit") == [("Phòng Nội vụ",)]


def test_namesakes_on_two_sheets_are_told_apart_by_their_unit(tmp_path: Path) -> None:
    first = [
        ["TT", "Họ và tên", "Ngày sinh", "Đơn vị"],
        [1, "Lê Văn An", "05/03/1980", "Phòng Nội vụ"],
        [2, "Lê Văn An", "05/03/1990", "Phòng Y tế"],
    ]
    second = [["TT", "Họ và tên", "LLCT", "Đơn vị"], [1, "Lê Văn An", "TC", None], [2, "Lê Văn An", "CC", "Phòng Y tế"]]
    result = read_roster(book(tmp_path / "a.xlsx", {"CB": first, "LLCT": second}))
    assert people(result, "born", "theory") == [("1980-03-05", None), ("1990-03-05", "advanced")]
    assert [(r.sheet, r.row) for r in result.rejected] == [("LLCT", 2)]


def test_a_column_of_contracts_is_read_and_a_work_contract_is_no_labour_contract(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    words = ["Biên chế", "HĐ 68", "HĐLĐ theo NĐ 111/2022/NĐ-CP", "HĐ ngoài chỉ tiêu", "HĐLV", None]
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Trình độ chuyên môn", "Loại hợp đồng"])
    for n, word in enumerate(words, 1):
        sheet.append([n, f"Nguyễn Văn {'ABCDEG'[n - 1]}n", f"0{n}/03/1980", "Đại học", word])
    made.save(tmp_path / "hop-dong.xlsx")
    found = read_roster(tmp_path / "hop-dong.xlsx")
    assert [p.get("employment") for p in found.people] == [
        "establishment",
        "contract_68",
        "contract_111",
        "extra_contract",
        None,
        None,
    ]
