"""The documented workbook: what is written comes back, and what cannot be right is refused row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dungviec.exchange import UnreadableFileError, read_city, write_city
from dungviec.records import TABLES, Column, Snapshot
from dungviec.records.vietnamese import clean

DAY = date(2020, 12, 10)


def small_city() -> Snapshot:
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [{"unit_id": "P-NV", "name": "Phòng Nội vụ", "kind": "division", "place_code": "195"}],
        "posts": [
            {"post_id": "P-NV.TP", "unit_id": "P-NV", "title": "Trưởng phòng", "level": "head_of_division", "role": "head",
             "category": "civil_servant", "field": "home_affairs", "seats": 1, "functions": ["hr_manager", "home_affairs_head"]},
            {"post_id": "P-NV.CV", "unit_id": "P-NV", "title": "Chuyên viên", "level": "specialist",
             "category": "civil_servant", "field": "home_affairs", "seats": 2, "majors": ["Luật", "Quản lý nhà nước"]},
        ],
        "people": [
            {"person_id": "CB1", "name": "Nguyễn Thị Lan", "born": date(1980, 3, 15), "citizen_id": "022180000001", "discipline_open": False},
            {"person_id": "CB2", "name": "Lê Văn Tâm", "born": date(1985, 1, 2), "coefficient": 4.32},
        ],
        "tenures": [
            {"person_id": "CB1", "post_id": "P-NV.TP", "title": "Trưởng phòng", "kind": "main", "from_date": date(2016, 5, 1)},
            {"person_id": "CB2", "post_id": "P-NV.CV", "title": "Chuyên viên", "kind": "main", "from_date": date(2015, 5, 1)},
        ],
    }  # fmt: skip
    frames = {n: TABLES[n].conform(pl.DataFrame(r, infer_schema_length=None)) for n, r in rows.items()}
    return Snapshot(DAY, "Thành phố Thử", frames, place_code="195", note="thử nghiệm")


def edit(path: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def column_letter(table: str, name: str) -> str:
    return openpyxl.utils.get_column_letter([c.name for c in TABLES[table].columns].index(name) + 1)


def test_a_city_comes_back_as_it_was_written(tmp_path: Path) -> None:
    city = small_city()
    read = read_city(write_city(city, tmp_path / "city.xlsx"))
    assert (read.snapshot.name, read.snapshot.as_of, read.snapshot.place_code) == (city.name, DAY, "195")
    assert read.snapshot.note == "thử nghiệm"
    for name in TABLES:
        assert read.snapshot[name].equals(city[name]), name
    assert read.balance.holds
    assert read.balance.created == read.balance.rows_in == 7
    assert not read.rejected
    assert not read.warnings


TEXT = (
    st.text(alphabet="aáàăâđêôơưỵ Ắ1;,.'\"<&", min_size=1, max_size=12).map(clean).filter(bool)
)  # a reader makes runs of spaces single


ENDS = ("to_date", "ends", "until")  # nothing may end before it begins


def values(column: Column) -> st.SearchStrategy[Any]:
    codes = column.code_list
    word = TEXT.filter(lambda t: ";" not in t and not t.startswith("="))
    simple: dict[str, st.SearchStrategy[Any]] = {
        "text": word, "words": st.lists(word, min_size=1, max_size=3), "int": st.integers(1, 3),
        "money": st.integers(0, 10**12), "number": st.integers(1, 999).map(lambda n: n / 100), "bool": st.booleans(),
        "date": st.dates(date(2000, 1, 1), date(2100, 12, 31)) if column.name in ENDS else st.dates(date(1900, 1, 1), date(1999, 12, 31)),
    }  # fmt: skip
    if codes is not None:
        one = st.sampled_from(codes.values)
        return st.lists(one, min_size=1, max_size=3, unique=True) if column.type == "codes" else one
    if column.name == "confidence":
        return st.integers(1, 3)
    if column.name == "year":
        return st.integers(1990, 2026)
    return simple[column.type]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_column_of_every_table_makes_the_round_trip(tmp_path: Path, data: st.DataObject) -> None:
    city = small_city()
    ids = {"units.unit_id": "P-NV", "posts.post_id": "P-NV.CV", "people.person_id": "CB2", "profiles.profile_id": "K1"}
    profile = {"profile_id": "K1", "competency": "G1", "min_level": 2}
    city = city.with_table("profiles", TABLES["profiles"].conform(pl.DataFrame([profile])))
    for name, table in TABLES.items():
        if name in ("units", "posts", "people", "profiles"):
            continue
        row = {}
        for c in table.columns:
            optional = not c.required and data.draw(st.booleans())
            if c.name == "relative_id":
                row[c.name] = "CB1"
                continue
            row[c.name] = None if optional else ids[c.refers_to] if c.refers_to else data.draw(values(c))
        city = city.with_table(name, pl.DataFrame([row], schema=table.polars_schema))
    read = read_city(write_city(city, tmp_path / "c.xlsx"))
    assert not read.rejected
    for name in TABLES:
        assert read.snapshot[name].equals(city[name]), name


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("people", "born", "31/02/1980", "không có trong lịch"),
        ("people", "born", "hôm qua", "Không phải ngày"),
        ("people", "sex", "nửa nam", "danh mục «Giới tính»"),
        ("people", "coefficient", "bốn", "Phải là số"),
        ("people", "name", None, "Không được để trống"),
        ("people", "health_fit", "#N/A", "Công thức bị lỗi"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected_and_the_rest_is_read(
    tmp_path: Path, table: str, column: str, value: object, says: str
) -> None:
    path = write_city(small_city(), tmp_path / "city.xlsx")
    edit(path, TABLES[table].sheet, f"{column_letter(table, column)}3", value)
    read = read_city(path)
    bad = next(r for r in read.rejected if r.sheet == "Cán bộ")
    assert bad.row == 3
    assert bad.column.startswith(column_letter(table, column) + " «")
    assert says in bad.vi
    assert read.snapshot.people["person_id"].to_list() == ["CB1"]
    # his tenure points at nobody now; his seat must not be given away
    assert {r.sheet for r in read.rejected} == {"Cán bộ", "Quá trình"}
    assert read.reserved.seats == {"P-NV.CV": 1}
    assert read.balance.holds
    assert read.balance.rejected == 2


def test_repeats(tmp_path: Path) -> None:
    path = write_city(small_city(), tmp_path / "city.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Cán bộ"]
    sheet.append([c.value for c in sheet[2]])  # the same row again: skipped
    sheet.append(["CB2", "Lê Văn Tám"])  # another person under the same code: rejected
    book.save(path)
    read = read_city(path)
    assert (read.balance.skipped, read.balance.rejected) == (1, 1)
    assert "Trùng" in read.rejected[0].vi
    assert read.balance.holds


def test_columns_are_found_by_heading_in_any_order_and_case(tmp_path: Path) -> None:
    path = write_city(small_city(), tmp_path / "city.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Cán bộ"]
    sheet.move_range(f"A1:A{sheet.max_row}", cols=60)
    sheet.cell(1, 61).value = "MA CAN BO"
    sheet.cell(1, 1).value = "Cột lạ"
    book.save(path)
    read = read_city(path)
    assert read.snapshot.people["person_id"].to_list() == ["CB1", "CB2"]
    assert any("Cột lạ" in w for w in read.warnings)


def test_zeros_that_excel_dropped_are_put_back(tmp_path: Path) -> None:
    path = write_city(small_city(), tmp_path / "city.xlsx")
    edit(path, "Cán bộ", f"{column_letter('people', 'citizen_id')}2", 22180000001)
    assert read_city(path).snapshot.people["citizen_id"][0] == "022180000001"


def test_a_missing_sheet_or_column_or_day_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = write_city(small_city(), tmp_path / "city.xlsx")
    book = openpyxl.load_workbook(path)
    del book["Vị trí"]
    book.save(path)
    with pytest.raises(UnreadableFileError, match="thiếu trang «Vị trí»"):
        read_city(path)
    path = write_city(small_city(), tmp_path / "city.xlsx")
    edit(path, "Cán bộ", "B1", "Tên gì đó")
    with pytest.raises(UnreadableFileError, match="thiếu cột «Họ và tên»"):
        read_city(path)
    path = write_city(small_city(), tmp_path / "city.xlsx")
    edit(path, "Thông tin", "B3", None)
    with pytest.raises(UnreadableFileError, match="--as-of"):
        read_city(path)
    assert read_city(path, as_of=date(2021, 1, 1)).snapshot.as_of == date(2021, 1, 1)


@pytest.mark.parametrize("content", [b"", b"not a workbook at all", b"PK\x03\x04 broken zip"])
def test_files_that_are_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        read_city(path)
    with pytest.raises(UnreadableFileError, match="Không thấy tệp"):
        read_city(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFileError, match="thư mục"):
        read_city(tmp_path)


def test_writing_where_one_may_not_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="Không ghi được"):
        write_city(small_city(), tmp_path / "no" / "city.xlsx")
    assert list(tmp_path.iterdir()) == []


def with_rows(name: str, *rows: dict[str, Any]) -> Snapshot:
    """The small city with rows added to one table."""
    city = small_city()
    more = TABLES[name].conform(pl.DataFrame(list(rows), infer_schema_length=None))
    return city.with_table(name, pl.concat([city[name], more]))


TENURE = {"person_id": "CB2", "title": "Chuyên viên", "kind": "main"}


@pytest.mark.parametrize(
    ("city", "sheet", "says"),
    [
        (with_rows("tenures", {**TENURE, "from_date": date(2019, 1, 1), "to_date": date(2018, 1, 1)}), "Quá trình", "Kết thúc trước khi bắt đầu"),
        (with_rows("tenures", {**TENURE, "post_id": "P-NV.TP", "from_date": date(2012, 1, 1)}), "Quá trình", "còn giữ chính thức vị trí P-NV.CV"),
        (with_rows("kinship", {"person_id": "CB1", "relative_id": "CB1", "relation": "spouse"}), "Quan hệ gia đình", "của chính mình"),
        (with_rows("people", {"person_id": "CB3", "name": "Em Bé", "born": date(2021, 1, 1)}), "Cán bộ", "Ngày sinh sau"),
        (with_rows("people", {"person_id": "CB3", "name": "Người Xưa", "born_year_only": 99999}), "Cán bộ", "Phải từ 1900 đến 2100"),
        (with_rows("people", {"person_id": "CB3", "name": "Vội", "born": date(1990, 1, 1), "joined": date(1989, 1, 1)}), "Cán bộ", "trước khi sinh"),
        (with_rows("units", {"unit_id": "A", "name": "A", "kind": "division", "parent_id": "A"}), "Đơn vị", "nối thành vòng"),
        (with_rows("profiles", {"profile_id": "K", "competency": "G1", "min_level": 4, "max_level": 2}), "Khung năng lực", "thấp hơn mức tối thiểu"),
        (with_rows("profiles", {"profile_id": "K", "competency": "G1", "min_level": -3}), "Khung năng lực", "Phải từ 1 đến 5"),
        (with_rows("wishes", {"person_id": "CB2", "kind": "stay", "strength": -9}), "Nguyện vọng", "Phải từ 1 đến 3"),
        (with_rows("plans", {"person_id": "CB2", "title": "x", "level": "specialist", "approved": date(2020, 5, 1), "until": date(2019, 1, 1)}), "Quy hoạch", "Kết thúc trước"),
    ],
)  # fmt: skip
def test_a_row_that_contradicts_itself_or_its_neighbours_is_rejected_alone(
    tmp_path: Path, city: Snapshot, sheet: str, says: str
) -> None:
    read = read_city(write_city(city, tmp_path / "c.xlsx"))
    assert [(r.sheet, r.column[:1].isalpha()) for r in read.rejected] == [(sheet, True)]
    assert says in read.rejected[0].vi
    assert read.balance.holds
    assert read.snapshot.people.height >= 2


def test_the_seat_of_a_second_main_post_is_not_given_away(tmp_path: Path) -> None:
    city = with_rows("tenures", {**TENURE, "post_id": "P-NV.TP", "from_date": date(2012, 1, 1)})
    assert read_city(write_city(city, tmp_path / "c.xlsx")).reserved.seats == {"P-NV.TP": 1}


@pytest.mark.parametrize("ring", [["P-NV.TP"], ["P-NV.CV", "P-NV.TP"]])
def test_seats_held_with_each_other_in_a_ring_are_rejected(tmp_path: Path, ring: list[str]) -> None:
    path = write_city(
        with_rows("posts", {**small_city().posts.row(0, named=True), "post_id": "P-NV.X"}), tmp_path / "c.xlsx"
    )
    letter = column_letter("posts", "held_with")
    for row, holder in enumerate(ring, start=2):
        edit(path, "Vị trí", f"{letter}{row}", holder)
    read = read_city(path)
    said = [r.vi for r in read.rejected if r.sheet == "Vị trí"]
    assert len(said) == len(ring)
    assert all("kiêm" in vi for vi in said)


@pytest.mark.parametrize("value", ["1e400", "nan", "inf", "-inf"])
def test_what_python_calls_a_number_and_nobody_else_does_is_rejected(tmp_path: Path, value: str) -> None:
    path = write_city(small_city(), tmp_path / "c.xlsx")
    edit(path, "Vị trí", f"{column_letter('posts', 'seats')}3", value)
    assert "Phải là số" in read_city(path).rejected[0].vi


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1944, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_a_day_no_law_knows_is_refused(tmp_path: Path, day: date) -> None:
    with pytest.raises(UnreadableFileError, match="phải từ năm 1945 đến 2100"):
        read_city(write_city(small_city(), tmp_path / "c.xlsx"), as_of=day)


def test_where_no_post_is_left_the_first_reason_is_named(tmp_path: Path) -> None:
    path = write_city(small_city(), tmp_path / "c.xlsx")
    for row in (2, 3):
        edit(path, "Vị trí", f"{column_letter('posts', 'profile_id')}{row}", "KHUNG-1")
    with pytest.raises(UnreadableFileError, match=r"Dòng 2, cột . «Khung năng lực»: «KHUNG-1» – Không có trong trang"):
        read_city(path)
