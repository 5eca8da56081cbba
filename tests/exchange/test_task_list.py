"""A task list of a document system fills the monthly sheets, each line with the row it came from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.appraisal.sheets import person, sheet
from typer.testing import CliRunner

from dungviec.appraisal.filling import fill
from dungviec.cli.app import app
from dungviec.exchange import UnreadableFileError
from dungviec.exchange.task_list import read_task_list

HEAD = "Số văn bản,Trích yếu,Người xử lý,Sản phẩm,Hạn xử lý,Ngày hoàn thành,Số lần trả lại,Lý do khách quan,Phát sinh,Số lượng,Ghi chú\n"
ROWS = (
    "12/UBND,Báo cáo tháng,Vũ Thị An,CV,10/03/2026,09/03/2026,,,,,gấp\n"
    "13/UBND,Tờ trình,vu thi an,CV,20/03/2026,22/03/2026,2,,,,\n"
    "14/UBND,Kế hoạch,an,CV,30/04/2026,,,,,,\n"
    "15/UBND,Giấy mời,Vũ Thị An,CV,05/03/2026,06/03/2026,,x,,3,\n"
    ",Tiếp đoàn,an,CV,,07/03/2026,,,x,,\n"
)


def listed(
    folder: Path, rows: str = ROWS, *, head: str = HEAD, title: str = "PHÒNG NỘI VỤ\nDanh sách công việc\n\n"
) -> Path:
    path = folder / "viec.csv"
    path.write_text(title + head + rows, encoding="utf-8")
    return path


PEOPLE = {"an": "an", "Vũ Thị An": "an"}
DAY = date(2026, 12, 14)


def read(path: Path, **more: object):  # type: ignore[no-untyped-def]
    return read_task_list(path, year=2026, as_of=DAY, people=PEOPLE, products={"CV": "CV"}, **more)


def test_every_row_is_a_line_with_its_source(tmp_path: Path) -> None:
    found = read(listed(tmp_path))
    march = found.lines["an"][3]
    assert [(t["name"], t["done"], t.get("late", 0), t.get("redone", 0)) for t in march[:2]] == [
        ("12/UBND Báo cáo tháng", 1, 0, 0), ("13/UBND Tờ trình", 1, 1, 2),
    ]  # fmt: skip
    assert march[0]["source"] == "viec.csv!viec!5"
    assert [(t["assigned"], t["late"], t["objective_cause"]) for t in march[2:5]] == [(1, 1, True)] * 3
    assert march[5]["extra"]
    assert found.lines["an"][4][0]["done"] == 0
    assert (found.balance.rows_in, found.balance.created, found.balance.rejected) == (5, 5, 0)
    assert found.ignored == ("Ghi chú",)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ugly_headings_of_a_document_system_are_known(tmp_path: Path, kind: str) -> None:
    heads = ["STT", "1. Số/ký hiệu", "Trích yếu\nnội dung (*)", "HỌ VÀ TÊN ", "Loại  sản phẩm *", "Thời hạn\n xử lý (ngày/tháng/năm)", "Ngày HT:", "Số lần bị trả lại", "Trạng thái"]  # fmt: skip
    rows = [[1, "12/UBND", "Báo cáo", "Vũ Thị An", "CV", "10/03/2026", "12/03/2026", "", "Xong"], [2, "13/UBND", "Tờ trình", "an", "CV", "20-3-2026", "19.03.2026", "1", "Xong"]]  # fmt: skip
    path = tmp_path / f"ds.{kind}"
    if kind == "csv":
        quoted = [";".join(f'"{cell}"' for cell in row) for row in [["UBND XÃ MẪU"], ["DANH SÁCH"], heads, *rows]]
        path.write_text("\n".join(quoted), encoding="utf-8-sig")
    else:
        from xlsxwriter import Workbook

        with Workbook(path) as book:
            page = book.add_worksheet("Xuất")
            page.merge_range(0, 0, 0, 8, "UBND XÃ MẪU")
            for k, row in enumerate([[], heads, *rows]):
                page.write_row(k + 1, 0, row)
    found = read(path)
    march = found.lines["an"][3]
    assert [(t["name"], t["done"], t.get("late", 0), t.get("redone", 0)) for t in march] == [("12/UBND Báo cáo", 1, 1, 0), ("13/UBND Tờ trình", 1, 0, 1)]  # fmt: skip
    assert [t["source"].rpartition("!")[2] for t in march] == ["4", "5"]
    assert (found.balance.rows_in, found.balance.rejected, found.ignored) == (2, 0, ("STT", "Trạng thái"))


def test_what_finished_after_the_day_is_not_done_yet(tmp_path: Path) -> None:
    path = listed(tmp_path, "1,Báo cáo,an,CV,10/12/2026,20/12/2026,,,,,\n")
    assert read(path).lines["an"][12][0]["done"] == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,A,Lê Văn Lạ,CV,10/03/2026,,,,,,\n", "không có trong phiếu"), ("1,A,,CV,10/03/2026,,,,,,\n", "chưa ghi người xử lý"),
        ("1,A,an,XX,10/03/2026,,,,,,\n", "chưa có trong danh mục"), ("1,A,an,CV,,,,,,,\n", "ghi ít nhất một ngày"),
        ("1,A,an,CV,31/02/2026,,,,,,\n", ""), ("1,A,an,CV,10/03/2026,,-1,,,,\n", "không thể âm"),
        ("1,A,an,CV,10/03/2026,09/03/2026,5,,,4,\n", "tách mỗi sản phẩm một dòng"), ("1,A,an,CV,10/03/2026,,,,,0,\n", "số lượng từ 1"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_rejected_with_a_sentence(tmp_path: Path, row: str, said: str) -> None:
    found = read(listed(tmp_path, ROWS + row))
    [rejected] = found.rejected
    assert said in rejected.vi
    assert rejected.en
    assert rejected.row == 10
    assert found.balance.holds


def test_rows_of_other_years_are_counted_apart(tmp_path: Path) -> None:
    found = read(listed(tmp_path, ROWS + "1,A,an,CV,10/03/2025,,,,,,\n"))
    assert (found.other_years, found.balance.skipped, found.balance.holds) == (1, 1, True)


def test_a_file_without_tasks_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="Không thấy bảng công việc"):
        read(listed(tmp_path, "a,b\n", head="Cột,Khác\n"))


def test_the_same_list_again_changes_nothing_and_hand_written_lines_stay(tmp_path: Path) -> None:
    base = sheet(person(periods=[{"month": 3, "general": 28, "tasks": [{"name": "tiếp dân", "done": 1}]}]))
    found = read(listed(tmp_path))
    once = fill(base, found.lines, file="viec.csv")
    assert fill(once, found.lines, file="viec.csv") == once
    march = once["officials"][0]["periods"][0]
    assert march["general"] == 28
    assert march["tasks"][0]["name"] == "tiếp dân"
    assert len(march["tasks"]) == 7
    assert len(base["officials"][0]["periods"][0]["tasks"]) == 1


def test_months_scored_elsewhere_are_not_touched(tmp_path: Path) -> None:
    base = sheet(person(periods=[{"month": 3, "points": 80}, {"quarter": 2, "points": 70}]))
    assert fill(base, read(listed(tmp_path)).lines, file="viec.csv") == base


def test_the_command_fills_scores_and_writes(tmp_path: Path) -> None:
    data = sheet(person(name="Vũ Thị An", periods=[]), catalogue={"products": [{"id": "CV", "coefficient": 1}]})
    (tmp_path / "sheet.json").write_text(json.dumps(data), encoding="utf-8")
    path = listed(tmp_path, ROWS + "1,A,Lê Văn Lạ,CV,10/03/2026,,,,,,\n")
    out = tmp_path / "filled.json"
    result = CliRunner().invoke(
        app, ["appraise", str(tmp_path / "sheet.json"), "--tasks", str(path), "--filled", str(out)]
    )
    assert result.exit_code == 1
    assert "6 dòng = 5 điền vào phiếu + 0 của năm khác + 1 từ chối" in result.stderr
    assert "«Lê Văn Lạ»" in result.stderr
    months = json.loads(out.read_text(encoding="utf-8"))["officials"][0]["periods"]
    assert [p["month"] for p in months] == [3, 4]
