"""Habits an outside tester found in rosters of schools, wards, hospitals and Party offices."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.roster_hand import book, one, people
from tests.exchange.roster_xls import write_xls

from dungviec.exchange import write_whole
from dungviec.exchange.roster import UnreadableFileError, read_roster
from dungviec.exchange.roster.cells import parse_degree, parse_rating, parse_theory
from dungviec.exchange.roster.names import tidy_name
from dungviec.exchange.roster.record import split_title_unit
from dungviec.exchange.roster.units import tidy_unit

AN = [1, "Lê Văn An", "05/03/1980"]
BINH = [2, "Trần Thị Bình", "01/02/1975"]
HEAD = ["TT", "Họ và tên", "Ngày sinh"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        (["PHÒNG GD&ĐT CẨM PHẢ", "TRƯỜNG THCS LÊ QUÝ ĐÔN", "DANH SÁCH GIÁO VIÊN NĂM HỌC 2020-2021"], "Trường THCS Lê Quý Đôn"),
        (["ĐẢNG BỘ THÀNH PHỐ CẨM PHẢ", "ĐẢNG ỦY PHƯỜNG CẨM BÌNH", "DANH SÁCH ĐẢNG VIÊN CHI BỘ"], "Đảng ủy phường Cẩm Bình"),
        (["DANH SÁCH CÁN BỘ, CÔNG CHỨC PHƯỜNG CẨM ĐÔNG NĂM 2020"], "Phường Cẩm Đông"),
        (["DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ NĂM 2020"], None),
        (["DANH SÁCH CÁN BỘ XÃ KHÔNG CHUYÊN TRÁCH"], None),
        (["Ban hành kèm theo Quyết định số 12/QĐ-UBND"], None),
        (["PHÒNG NỘI VỤ", "DANH SÁCH HỘI NGHỊ CÁN BỘ, CÔNG CHỨC"], "Phòng Nội vụ"),
    ],
)  # fmt: skip
def test_the_last_office_a_letterhead_names_is_the_rosters_own(
    tmp_path: Path, title: list[str], unit: str | None
) -> None:
    result = one(tmp_path, [*[[line] for line in title], HEAD, AN, BINH])
    assert [p["unit"] for p in result.people] == [unit, unit]


def test_a_group_above_the_first_heading_counts_like_one_below(tmp_path: Path) -> None:
    rows = [["A. PHÒNG NỘI VỤ"], HEAD, AN, ["Cộng: 1"], [], ["B. PHÒNG Y TẾ"], HEAD, BINH]
    assert people(one(tmp_path, rows), "name", "unit") == [
        ("Lê Văn An", "Phòng Nội vụ"),
        ("Trần Thị Bình", "Phòng Y tế"),
    ]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("PHÒNG GD&ĐT CẨM PHẢ", "Phòng GD&ĐT Cẩm Phả"), ("VP HĐND-UBND", "VP HĐND-UBND"), ("P. TC-KH", "P. TC-KH"),
        ("PHÒNG LĐTBXH", "Phòng LĐTBXH"), ("BQL DA", "BQL DA"), ("BAN CHỈ HUY QUÂN SỰ", "Ban Chỉ huy quân sự"),
        ("UBND XÃ DƯƠNG HUY", "UBND xã Dương Huy"), ("CHI BỘ PHÒNG NỘI VỤ", "Chi bộ Phòng Nội vụ"), ("I. PHÒNG NỘI VỤ (có 9 người)", "Phòng Nội vụ"),
    ],
)  # fmt: skip
def test_abbreviations_keep_their_capitals(written: str, unit: str) -> None:
    assert tidy_unit(written) == unit


@pytest.mark.parametrize("head", ["Khoa, phòng", "Khoa", "Khoa/Phòng"])
def test_a_hospitals_departments_are_its_units(tmp_path: Path, head: str) -> None:
    rows = [["TRUNG TÂM Y TẾ THÀNH PHỐ"], [*HEAD, head], [*AN, "Khoa Sản"], [*BINH, "Phòng KHTH"]]
    assert [p["unit"] for p in one(tmp_path, rows).people] == ["Khoa Sản", "Phòng KHTH"]


@pytest.mark.parametrize(
    "before", ["ThS. ", "TS ", "ThS.BS ", "BSCKI. ", "BSCKII ", "PGS.TS. ", "CN. ", "Đ/c ThS. ", "BS CK2 "]
)
def test_degrees_before_a_name_are_not_the_name(before: str) -> None:
    assert tidy_name(f"{before}Lê Văn An")[0] == "Lê Văn An"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Chuyên viên Phòng Tư pháp", ("Chuyên viên", "Phòng Tư pháp")),
        ("Chủ tịch UBND phường Cẩm Đông", ("Chủ tịch", "UBND phường Cẩm Đông")),
        ("HIỆU TRƯỞNG TRƯỜNG THCS CẨM SƠN", ("HIỆU TRƯỞNG", "TRƯỜNG THCS CẨM SƠN")),
        ("Chánh Văn phòng", ("Chánh Văn phòng", None)),
        ("Phó Trưởng phòng Nội vụ", ("Phó Trưởng phòng", "Phòng Nội vụ")),
        ("Trưởng phòng", ("Trưởng phòng", None)),
    ],
)
def test_a_units_capital_parts_it_from_the_title(text: str, parts: tuple[str, str | None]) -> None:
    assert split_title_unit(text) == parts


@pytest.mark.parametrize(
    ("word", "level", "major"),
    [
        ("PGS.TS", "doctor", None), ("BSCKII", "university", None), ("Bác sĩ CKI", "university", None),
        ("Điều dưỡng CĐ", "college", "Điều dưỡng"), ("Dược sĩ ĐH", "university", None), ("Trung học CN", "intermediate", None),
        ("Cao đẳng nghề", "college", None), ("Đại học (VLVH)", "university", None), ("Kế toán - Trung cấp", "intermediate", "Kế toán"),
        ("Đại học Luật", "university", "Luật"),
    ],
)  # fmt: skip
def test_degrees_with_what_is_no_field_of_study(word: str, level: str, major: str | None) -> None:
    assert parse_degree(word) == (level, major)


@pytest.mark.parametrize(
    ("word", "level"), [("HTXS nhiệm vụ", "excellent"), ("XS nhiệm vụ", "excellent"), ("Không XL", None)]
)
def test_ratings_half_abbreviated(word: str, level: str | None) -> None:
    assert parse_rating(word) == level


def test_theory_with_tr() -> None:
    assert parse_theory("Tr.cấp") == "intermediate"


def test_what_people_say_of_themselves_is_not_their_rating(tmp_path: Path) -> None:
    rows = [
        ["KẾT QUẢ ĐÁNH GIÁ VIÊN CHỨC NĂM 2023"],
        [*HEAD, "Tự xếp loại", "Tập thể xếp loại", "Kết quả xếp loại của người đứng đầu"],
        [*AN, "HTXSNV", "HTXSNV", "HTTNV"],
        [*BINH, "HTXSNV", "HTTNV", "HTNV"],
    ]
    assert [p["ratings"] for p in one(tmp_path, rows).people] == [{"2023": "good"}, {"2023": "completed"}]


def test_a_vacant_post_is_nobody(tmp_path: Path) -> None:
    rows = [[*HEAD, "Chức vụ"], [*AN, "CV"], [2, "Khuyết", None, "Phó phòng"], [3, "(Chưa bố trí)", None, "CV"]]
    result = one(tmp_path, rows)
    assert (result.balance.rows_in, [p["name"] for p in result.people]) == (1, ["Lê Văn An"])


def test_p_is_a_ward_or_an_office_as_the_list_of_units_says(tmp_path: Path) -> None:
    rows = [
        [*HEAD, "Đơn vị"],
        [*AN, "UBND P. Cẩm Đông"],
        [*BINH, "P. Nội vụ"],
        [3, "Vũ Văn Chung", "07/08/1981", "P. Cẩm Tây"],
    ]
    listed = [["Mã", "Tên đơn vị"], ["01", "Phòng Nội vụ"], ["02", "UBND phường Cẩm Đông"], ["03", "Phường Cẩm Tây"]]
    result = read_roster(book(tmp_path / "ds.xlsx", {"DS": rows, "DM đơn vị": listed}))
    assert [p["unit"] for p in result.people] == ["UBND phường Cẩm Đông", "Phòng Nội vụ", "Phường Cẩm Tây"]


def test_levels_written_with_nv_head_columns_of_marks(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["TT", "Họ và tên", "Phân loại đánh giá năm 2019"],
        [None, None, "Hoàn thành xuất sắc NV", "Hoàn thành tốt NV", "Hoàn thành NV", "Không hoàn thành NV"],
        [1, "Lê Văn An", None, 1],
        [2, "Trần Thị Bình", "x", None],
    ]
    result = read_roster(book(tmp_path / "ds.xlsx", {"DS": rows}, {"DS": [(0, 2, 0, 5)]}))
    assert [p["ratings"] for p in result.people] == [{"2019": "good"}, {"2019": "excellent"}]


def test_school_years_head_ratings(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["TT", "Họ và tên", "Trường", "Kết quả xếp loại năm học", None],
        [None, None, None, "2018-2019", "2019-2020"],
        [1, "Lê Văn An", "MN Hoa Mai", "HTTNV", "HTXSNV"],
        [2, "Trần Thị Bình", "MN Hoa Mai", "HTNV", "HTTNV"],
    ]
    assert one(tmp_path, rows).people[0]["ratings"] == {"2019": "good", "2020": "excellent"}


def test_numbers_of_people_below_a_roster_are_not_people(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEAD, "Giới tính", "Trình độ"], [*AN, "Nam", "ĐH"], [*BINH, "Nữ", "CĐ"], [], ["Thống kê:"],
        ["TT", "Nội dung", "Số lượng", "Tỷ lệ"], [1, "Nữ", 3, "50%"], [2, "Trình độ Đại học", 4, "66,7%"], [None, "Trong đó: Nữ", 3],
    ]  # fmt: skip
    result = one(tmp_path, rows)
    assert (result.balance.rows_in, result.balance.created, result.rejected) == (2, 2, [])


def test_zero_is_what_a_reference_to_an_empty_cell_shows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEAD, "Nữ", "Dân tộc", "LLCT", "Hệ số lương", "Đơn vị"],
        [*AN, 0, 0, 0, 0, 0],
        [*BINH, 1, "Tày", "Trung cấp", 3.33, "Phòng Y tế"],
    ]
    result = one(tmp_path, rows)
    assert people(result, "sex", "ethnicity", "theory", "coefficient", "unit") == [
        ("male", None, None, None, None),
        ("female", "Tày", "intermediate", 3.33, "Phòng Y tế"),
    ]
    assert any(w.field == "unit" and w.row == 2 for w in result.warnings)


@pytest.mark.parametrize("padding", [0, 6000])
def test_a_formulas_error_in_an_old_workbook_rejects_its_row(tmp_path: Path, padding: int) -> None:
    rows: list[list[str | int | float | None]] = [
        ["TT", "Họ và tên", "Ngày sinh", "Hệ số lương"],
        [1, "Lê Văn An", "05/03/1980", 3.33],
        [2, "Trần Thị Bình", "01/02/1975", "=#REF!"],
        [3, "Vũ Văn Chung", "07/08/1981", "=#N/A"],
    ]
    result = read_roster(write_xls(tmp_path / "cu.xls", "Danh sách", rows, padding=padding))
    assert [(r.sheet, r.row, r.column, r.value) for r in result.rejected] == [
        ("Danh sách", 3, "D", "#REF!"),
        ("Danh sách", 4, "D", "#N/A"),
    ]
    assert [p["name"] for p in result.people] == ["Lê Văn An"]


def test_an_old_workbook_with_a_password_is_called_locked(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "khoa.xls", "DS", [["TT", "Họ và tên", "Ngày sinh"]], padding=6000, locked=True)
    with pytest.raises(UnreadableFileError, match="mật khẩu"):
        read_roster(path)


def test_a_pipe_is_written_to_and_a_link_kept(tmp_path: Path) -> None:
    pipe, real, link = tmp_path / "pipe", tmp_path / "real.json", tmp_path / "link.json"
    os.mkfifo(pipe)
    real.write_text("old")
    link.symlink_to(real)
    with subprocess.Popen(
        [sys.executable, "-c", f"print(open({str(pipe)!r}).read())"], stdout=subprocess.PIPE, text=True
    ) as reader:
        write_whole(pipe, lambda p: p.write_text("new") and None)
        assert reader.communicate(timeout=20)[0] == "new\n"
    write_whole(link, lambda p: p.write_text("new") and None)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.parametrize("head", ["Nữ\n(x)", "Nữ: đánh dấu x", "Nữ «x»"])
def test_a_heading_may_say_how_women_are_marked(tmp_path: Path, head: str) -> None:
    rows = [["Họ và tên", head, "Ngày sinh"], ["Bùi Thị Ỷ", "x", "20/5/1993"], ["Lý A Sử", None, "28/2/1978"]]
    assert [p["sex"] for p in one(tmp_path, rows).people] == ["female", "male"]


@pytest.mark.parametrize(
    ("men", "women"), [("Ngày sinh nam", "Ngày sinh nữ"), ("Năm sinh (Nam)", "Năm sinh (Nữ)"), ("Nam – ngày sinh", "Nữ – ngày sinh")]
)  # fmt: skip
def test_two_columns_of_birth_days_that_say_so_in_their_own_headings(tmp_path: Path, men: str, women: str) -> None:
    """An outside tester's file lost every woman's day of birth: only the first of the two columns was understood."""
    rows = [["TT", "Họ và tên", men, women], [1, "Lê Văn An", "05/03/1980", None], [2, "Trần Thị Bình", None, "01/02/1975"]]  # fmt: skip
    found = people(read_roster(book(tmp_path / "f.xlsx", {"DS": rows})), "sex", "born")
    assert [(sex, str(born)) for sex, born in found] == [("male", "1980-03-05"), ("female", "1975-02-01")]
