"""Files written by hand that cannot be used: each is a sentence with file, line, value and the mend; nothing is loaded."""

from pathlib import Path

import pytest

from dungviec.law import LawBook, read_cases, read_overlay
from dungviec.law.case_read import CaseError
from dungviec.law.overlay import OverlayError

CHANGE = """name: Thử
changes:
  - rule: APT-2026-04
    from: 2026-09-01
    params: {min_months: 24}
    instrument: "QĐ 1"
    vi: "a"
    en: "b"
"""
ADDED = """name: Thử
rules:
  - id: TU-A-1
    topic: t
    kind: eligibility
    check: health
    params: {}
    applies_to: {moves: [higher]}
    instrument: "QĐ 1"
    from: 2026-09-01
    vi: a
    en: b
"""
CASE = """- id: C-1
  action: {kind: appoint, date: 2026-11-22}
  facts: {sex: male}
  expect: {verdict: allowed}
"""

OVERLAYS = [
    (CHANGE.replace("24}", "hai mươi}"), "dòng 3", "hai mươi", "số nguyên"),
    (CHANGE.replace("24}", "-5}"), "dòng 3", "-5", "số nguyên"),
    (CHANGE.replace("24}", ".nan}"), "dòng 3", "nan", "số nguyên"),
    (CHANGE.replace("24}", "true}"), "dòng 3", "True", "số nguyên"),
    (CHANGE.replace("24}", "1.0e+30}"), "dòng 3", "1e+30", "1200"),
    (CHANGE.replace("24}", "6}"), "dòng 3", "min_months: 6", "từ mức 12"),
    (CHANGE.replace("2026-09-01", "2026-09-31"), "dòng 4", "2026-09-31", "lịch"),
    (CHANGE.replace("2026-09-01", "2020-01-01"), "dòng 3", "APT-2026-04", "từ 01/08/2026"),
    (CHANGE.replace("APT-2026-04", "APT-2026-99"), "dòng 3", "APT-2026-99", "có phải"),
    (CHANGE + CHANGE.split("changes:\n")[1], "dòng 9", "APT-2026-04", "gộp làm một"),
    (CHANGE + "extra: 1\n", "dòng 9", "extra", "sửa tên"),
    (CHANGE.replace('"QĐ 1"', '""'), "dòng 6", "instrument", "để trống"),
    ("name: x\nchanges: *b\n", "dòng 2", "*b", "ghi thẳng"),
    ("name: x\nname: y\nrules: []\n", "dòng 2", "name", "chỉ giữ một"),
    (ADDED.replace("health", "last_ratings"), "dòng 3", "years, min_rating", "ghi thêm"),
    (ADDED.replace("health", "cooldown").replace("{}", "{how: vanished}"), "dòng 3", "vanished", "resigned"),
    (
        ADDED.replace("health", "no_blocks").replace("{}", "{flags: [blue_eyes]}"),
        "dòng 3",
        "blue_eyes",
        "criminal_open",
    ),
    (ADDED.replace("health", "title_standard").replace("{}", "{min_theory: deep}"), "dòng 3", "deep", "advanced"),
]

CASES = [
    ("", "bad.yaml", "trống", "action"),
    ("- 1\n", "bad.yaml", "«1»", "id: …"),
    ("cases:\n\t- a: 1\n", "dòng 2", "Tab", "dấu cách"),
    ("cases: [ {unclosed", "dòng 1", "cột", "dấu ngoặc"),
    (CASE.replace("2026-11-22", "2026-02-30"), "dòng 2", "2026-02-30", "lịch"),
    (CASE.replace("sex: male", "sex: male, sex: female"), "dòng 3", "sex", "chỉ giữ một"),
    (CASE.replace("sex: male", "sexx: male"), "dòng 3", "sexx", "Có phải «sex»"),
    (CASE.replace("sex: male", "born: tháng ba"), "dòng 3", "tháng ba", "2026-11-22"),
    (CASE.replace("allowed", "yes"), "dòng 4", "yes", "needs_authority"),
    ("[" * 5000, "bad.yaml", "sâu", "đơn giản"),
]


@pytest.mark.parametrize(("text", "line", "value", "mend"), OVERLAYS)
def test_an_overlay_that_cannot_be_used(tmp_path: Path, text: str, line: str, value: str, mend: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    book = LawBook.load()
    with pytest.raises(OverlayError) as fault:
        book.with_changes(read_overlay(file))
    for part in ("bad.yaml", line, value, mend, " / "):
        assert part in str(fault.value)
    assert LawBook.load().rules == book.rules


@pytest.mark.parametrize(("text", "line", "value", "mend"), CASES)
def test_cases_that_cannot_be_read(text: str, line: str, value: str, mend: str) -> None:
    with pytest.raises(CaseError) as fault:
        read_cases(text, "bad.yaml")
    for part in ("bad.yaml", line, value, mend, " / "):
        assert part in str(fault.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(OverlayError, match="kiểm tra lại đường dẫn"):
        read_overlay(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OverlayError, match="UTF-8"):
        read_overlay(tmp_path / "bytes.yaml")
