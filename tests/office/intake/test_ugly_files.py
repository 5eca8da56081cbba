"""Spreadsheets as offices really keep them: every one balances, and its undo leaves the records exactly as they were."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from dungviec.exchange.oldtext import to_old
from dungviec.office.access.models import User
from dungviec.office.intake import services
from dungviec.office.intake.models import Intake, Status
from dungviec.office.intake.selectors import mapping_shown
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import read_table

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Trình độ chuyên môn"]
NEW = [1, "Ngô Thị Mới", "12/11/1995", "Nữ", "Phòng Nội vụ", "Đại học Luật"]
OLD = [2, "Lê Văn Đức", "3/4/1985", "Nam", "Phòng Giáo dục và Đào tạo", "Thạc sĩ"]
SAME = [3, "Bùi Văn Dũng", "06/05/1970", "Nam", "Phòng Nội vụ", None]
WRONG = [4, "Đỗ Văn Sai", "31/02/1980", "Nam", "Phòng Nội vụ", "Đại học"]
ROWS: list[list[Any]] = [HEAD, NEW, OLD, SAME, WRONG]


def _csv(rows: list[list[Any]], encoding: str, between: str = ";") -> bytes:
    lines = (between.join("" if v is None else str(v) for v in row) for row in rows)
    text = "\r\n".join(lines)
    if encoding == "cp1258":  # this encoding has letters and tones apart
        text = "".join(c if _fits(c) else unicodedata.normalize("NFD", c) for c in text)
        text = "".join(_tone_apart(c) for c in unicodedata.normalize("NFC", text))
    return text.encode(encoding)


def _fits(letter: str) -> bool:
    try:
        return bool(letter.encode("cp1258"))
    except UnicodeEncodeError:
        return False


def _tone_apart(letter: str) -> str:
    if _fits(letter):
        return letter
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tones


def _book(path: Path, fill: Callable[[Any, Any], None]) -> bytes:
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book, book.add_worksheet("Danh sách"))
    return path.read_bytes()


def _merged(book: Any, sheet: Any) -> None:
    """A title, a heading of two merged rows with surname and given name apart and two birth columns, groups, totals, signatures."""
    sheet.merge_range(0, 0, 0, 6, "DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2020")
    for column, words in ((0, "STT"), (1, "Họ đệm"), (2, "Tên"), (5, "Đơn vị"), (6, "Trình độ chuyên môn")):
        sheet.merge_range(2, column, 3, column, words)
    sheet.merge_range(2, 3, 2, 4, "Ngày tháng năm sinh")
    sheet.write_row(3, 3, ["Nam", "Nữ"])
    sheet.merge_range(4, 0, 4, 6, "I. PHÒNG NỘI VỤ")
    sheet.write_row(5, 0, [1, "Ngô Thị", "Mới", None, "12/11/1995", "Phòng Nội vụ", "Đại học Luật"])
    sheet.write_row(6, 0, [2, "Bùi Văn", "Dũng", "06/05/1970", None, "Phòng Nội vụ"])
    sheet.merge_range(7, 0, 7, 6, "II. PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    sheet.write_row(8, 0, [3, "Lê Văn  ", " Đức ", "3/4/1985", None, "Phòng Giáo dục và Đào tạo", "Thạc sĩ"])
    sheet.write_row(9, 0, [4, "Đỗ Văn", "Sai", "31/02/1980", None, "Phòng Nội vụ"])
    sheet.write_row(10, 0, ["Tổng cộng: 4 người"])
    sheet.write_row(12, 5, ["Người lập biểu"])
    sheet.write_row(13, 5, ["(Ký, ghi rõ họ tên)"])


def _formulas(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    for r, row in enumerate((NEW, OLD, SAME, WRONG), start=1):
        sheet.write_row(r, 0, row)
        sheet.write_formula(r, 1, f'="{row[1]}"', None, row[1])
    hidden = book.add_worksheet("Nháp")
    hidden.hide()
    hidden.write_row(0, 0, HEAD)
    hidden.write_row(1, 0, [1, "Người Trong Trang Ẩn", "01/01/1990"])


def _files(tmp_path: Path) -> dict[str, tuple[bytes, str]]:
    nfd = [[unicodedata.normalize("NFD", v) + "  " if isinstance(v, str) else v for v in row] for row in ROWS]
    return {
        "cp1258": (_csv(ROWS, "cp1258"), "a.csv"),
        "utf16": (_csv(ROWS, "utf-16", "\t"), "b.csv"),
        "nfd": (_csv(nfd, "utf-8-sig", ","), "c.csv"),
        "vni": (_csv([[to_old(v, "vni") if isinstance(v, str) else v for v in r] for r in ROWS], "cp1252"), "d.csv"),
        "tcvn3": (
            _book(tmp_path / "t.xlsx", lambda _b, s: [s.write_row(r, 0, [to_old(v, "tcvn3") if isinstance(v, str) else v for v in row]) for r, row in enumerate(ROWS)]),  # type: ignore[arg-type,return-value]
            "e.xlsx",
        ),
        "merged": (_book(tmp_path / "m.xlsx", _merged), "f.xlsx"),
        "formulas": (_book(tmp_path / "f.xlsx", _formulas), "g.xlsx"),
        "twice": (_csv([*ROWS, [5, *NEW[1:]], [6, *NEW[1:]]], "utf-8", ";"), "h.csv"),
    }  # fmt: skip


def _state() -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(read_table(name).rows(), key=str) for name in ("people", "tenures", "ratings", "units")}


@pytest.mark.parametrize("kind", ["cp1258", "utf16", "nfd", "vni", "tcvn3", "merged", "formulas", "twice"])
def test_it_balances_and_its_undo_is_exact(
    kind: str, checked: Callable[..., Intake], work: Callable[[Intake], Intake], user: User, tmp_path: Path
) -> None:
    data, name = _files(tmp_path)[kind]
    before = _state()
    one = checked(data, name=name)
    assert one.status == Status.CHECKED, one.trouble_vi
    b = one.balance
    if name.endswith(".csv"):
        assert mapping_shown(one)[0][0].title == Path(name).stem, "not the name in the vault"
    more = 2 if kind == "twice" else 0
    assert b["rows_in"] == b["created"] + b["updated"] + b["unchanged"] + b["rejected"] == 4 + more
    told = {r.facts.get("name", "").strip(): r.outcome for r in reversed(one.rows.order_by("position"))}
    assert told == {"Ngô Thị Mới": "created", "Lê Văn Đức": "updated", "Bùi Văn Dũng": "unchanged", "Đỗ Văn Sai": "rejected"}  # fmt: skip
    assert _state() == before  # nothing is written by looking
    services.write(one, user)
    assert work(one).status == Status.DONE
    after = {row["name"]: row for row in read_table("people").to_dicts()}
    assert after["Lê Văn Đức"]["degree"] == "master"
    assert after["Ngô Thị Mới"]["born"].isoformat() == "1995-11-12"
    services.undo(one, "nhập thử", user)
    assert _state() == before
    assert Batch.objects.get(pk=one.batch_id).undone_at is not None
