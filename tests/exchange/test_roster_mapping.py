"""What a file is taken for can be shown, changed, given back and remembered; cells say how they were read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.exchange.roster_hand import book

from dungviec.exchange.roster import (
    RosterMapping,
    gather,
    map_header,
    marks_of,
    read_again,
    read_roster,
    read_rows,
    recognise,
)

ROWS = [
    ["DANH SÁCH CÁN BỘ"],
    ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Trình độ", "Mức A 2020"],
    [1, "LÊ VĂN AN", "5.3.1980", "Nam", "ĐH Luật", "Nhóm 1"],
    [2, "Trần Thị Bình", "31/02/1981", "Nữ", "Chưa rõ gì", "Nhóm 2"],
    [3, "Vũ Văn Cường", 1979, "Nam", "Thạc sĩ", "Nhóm 2"],
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "a.xlsx", {"Danh sách": ROWS, "Ghi chú": [["Kính gửi"]]})


def fields(mapping: RosterMapping) -> list[str]:
    return [c.field for c in mapping.sheets[0].tables[0].columns]


def test_a_mapping_is_what_the_reader_does_by_itself(path: Path) -> None:
    mapping = recognise(path)
    assert [(s.name, s.taken) for s in mapping.sheets] == [("Danh sách", True), ("Ghi chú", False)]
    assert mapping.sheets[0].tables[0].header_rows == (2, 2)
    assert fields(mapping) == ["no", "name", "born", "sex", "degree", ""]
    assert read_roster(path, mapping=mapping).people == read_roster(path).people


def test_a_changed_column_is_obeyed_and_survives_json(path: Path) -> None:
    mapping = recognise(path).with_column("Danh sách", 0, 5, "ethnicity").with_column("Danh sách", 0, 4, "")
    back = RosterMapping.from_json(json.loads(json.dumps(mapping.to_json())))
    assert back == mapping
    person = read_roster(path, mapping=back).people[0]
    assert (person["ethnicity"], person["degree"]) == ("Nhóm 1", None)


def test_next_months_file_is_understood_as_a_person_once_said(path: Path, tmp_path: Path) -> None:
    chosen = recognise(path).with_column("Danh sách", 0, 5, "rating")
    table = chosen.sheets[0].tables[0]
    memory = {table.signature: table.memory()}
    assert table.columns[5].detail == "2020"
    later = [row.copy() for row in ROWS]
    later[0], later[1][5] = ["DANH SÁCH THÁNG SAU"], "Mức A 2021"
    again, known = recognise(book(tmp_path / "b.xlsx", {"Danh sách": later})).recalled(memory.get)
    assert known == 1
    assert (again.sheets[0].tables[0].columns[5].field, again.sheets[0].tables[0].columns[5].detail) == (
        "rating",
        "2021",
    )
    _, known = recognise(book(tmp_path / "c.xlsx", {"S": [["STT", "Họ và tên", "Lương"], [1, "A B", 1]]})).recalled(
        memory.get
    )
    assert known == 0


def test_a_heading_can_be_named_where_none_was_found(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", {"S": [["x"], ["A", "B"], ["Lê Văn An", "05/03/1980"], ["Trần Thị Bình", "1/2/1981"]]}
    )
    mapping = recognise(path)
    assert not mapping.sheets[0].taken
    from dataclasses import replace

    from dungviec.exchange.grid import load_sheets

    table = map_header(load_sheets(path)[0], 2, 2).with_column(0, "name").with_column(1, "born")
    mapping = mapping.with_sheet(replace(mapping.sheets[0], taken=True, tables=(table,)))
    assert [(p["name"], p["born"]) for p in read_roster(path, mapping=mapping).people] == [
        ("Lê Văn An", "1980-03-05"), ("Trần Thị Bình", "1981-02-01"),
    ]  # fmt: skip


def test_rows_may_be_known_by_their_number_alone(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"S": [["Số CCCD", "Hệ số lương"], ["022080001111", "4,32"], ["Cộng", 2]]})
    got = read_rows(path, mapping=recognise(path))
    assert [(r.facts["citizen_id"], r.facts["coefficient"], r.rejects) for r in got.rows] == [
        ("022080001111", 4.32, [])
    ]
    assert gather(list(got.rows)).created == 1


def test_cells_say_how_they_were_read(path: Path) -> None:
    mapping = recognise(path)
    uses = mapping.sheets[0].tables[0].columns
    got = read_rows(path, mapping=mapping)
    marks = [{m.column: (m.level, m.vi) for m in marks_of(r, uses)} for r in got.rows]
    assert marks[0] == {1: ("mended", "đọc là «Lê Văn An»"), 4: ("mended", "đọc là «Đại học»")}
    assert marks[1][2][0] == "error"
    assert marks[1][4][0] == "warning"
    assert marks[2] == {}


def test_a_row_is_read_again_with_what_a_person_typed(path: Path) -> None:
    mapping = recognise(path)
    uses = mapping.sheets[0].tables[0].columns
    row = read_rows(path, mapping=mapping).rows[1]
    cells = list(row.cells)
    cells[2] = "28/02/1981"
    again = read_again(cells, uses, sheet=row.sheet, number=row.number, around={"unit": "Phòng Nội vụ"})
    assert again.rejects == []
    assert (again.facts["born"], again.facts["unit"], again.number) == ("1981-02-28", "Phòng Nội vụ", 4)


def test_progress_rises_and_may_end_the_reading(tmp_path: Path) -> None:
    rows = [
        ROWS[1],
        *([i, f"Lê Văn {'ABCDEGHKLM'[i % 10]}", f"{i % 28 + 1}/3/{1960 + i % 30}", "Nam"] for i in range(1, 900)),
    ]
    path = book(tmp_path / "a.xlsx", {"S": rows})
    told: list[float] = []
    read_roster(path, progress=lambda stage, share: told.append(share))
    assert told == sorted(told)
    assert len(told) > 5

    class Enough(Exception):
        pass

    def stop(stage: str, share: float) -> None:
        if stage == "read":
            raise Enough

    with pytest.raises(Enough):
        read_roster(path, progress=stop)


def test_the_first_rows_are_read_without_the_rest(path: Path) -> None:
    got = read_rows(path, mapping=recognise(path), first=3)
    assert len(got.rows) == 1
    assert got.sources["Danh sách"].height == 5
