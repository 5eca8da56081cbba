"""Minutes with and without findings, and a period's summary: the words, the signatures, honest shares."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, date, datetime

from docx import Document

from dungviec.documents.appraisal_paper import Picture, Table
from dungviec.documents.inspection_paper import FoundLine, Minutes, minutes_paper, summary_paper, write
from dungviec.inspection.statistics import by_item

DAY = date(2020, 12, 10)


def png() -> bytes:
    """One white point."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff\xff\xff")),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def told(**other: object) -> Minutes:
    base: dict[str, object] = {
        "body": "UBND Thị xã Mẫu", "place": "Mẫu", "what": "Bộ phận một cửa – Phường Mẫu", "kind": "đột xuất", "day": DAY, "began": datetime(2020, 12, 10, 8, 10, tzinfo=UTC),
        "ended": None, "lead": "Trần Văn Thanh", "team": ("Lê Thị Nhân",), "met_with": "", "marks": (("Đeo thẻ", "not_met", "hai người"), ("Biển tên", "", "")), "found": (),
    }  # fmt: skip
    return Minutes(**(base | other))  # type: ignore[arg-type]


def words(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    return " ".join(
        [*(p.text for p in document.paragraphs), *(c.text for t in document.tables for r in t.rows for c in r.cells)]
    )


def test_minutes_leave_lines_to_write_on_where_nothing_is_known() -> None:
    shown = words(write(minutes_paper(told()), "docx"))
    for piece in (
        "Hồi 08 giờ 10",
        "Không có phát hiện nào",
        "……………………",
        "TRƯỞNG ĐOÀN",
        "Trần Văn Thanh",
        "lập thành 02 bản",
    ):
        assert piece in shown
    assert "Yêu cầu khắc phục" not in shown


def test_a_finding_its_remedy_and_photo_are_told_in_word_and_pdf() -> None:
    found = FoundLine(
        "Lê Văn Đức",
        "Đeo thẻ",
        datetime(2020, 12, 10, 8, 20, tzinfo=UTC),
        "minor",
        "Không đeo thẻ",
        "Để quên",
        "Nhắc nhở",
        "Đeo thẻ",
        date(2020, 12, 20),
        "Thẻ hỏng",
    )
    paper = minutes_paper(told(found=(found,), photos=(Picture(png(), "08:20 ngày 10/12/2020"),)))
    shown = words(write(paper, "docx"))
    for piece in (
        "Giải thích tại chỗ: Để quên",
        "Giải trình sau: Thẻ hỏng",
        "(hạn 20/12/2020)",
        "08:20 ngày 10/12/2020",
        "PHỤ LỤC",
    ):
        assert piece in shown
    assert write(paper, "pdf").startswith(b"%PDF-")


def test_a_broken_photo_is_told_and_keeps_no_paper_away() -> None:
    paper = minutes_paper(
        told(
            photos=(
                Picture(png()[:-30] + b"x" * 30, "08:20"),
                Picture(b"\xff\xd8\xff\xe0x\xff\xd9", "08:30"),
                Picture(png(), "08:40"),
            )
        )
    )
    shown = words(write(paper, "docx"))
    assert shown.count("tệp ảnh bị hỏng") == 2
    assert "08:40" in shown
    assert write(paper, "pdf").startswith(b"%PDF-")


def test_a_summary_tells_no_share_of_few_looks() -> None:
    marks = [("badge", "met")] * 3 + [("dress", "not_met")] + [("dress", "met")] * 9
    items = [(t, t.item, 1) for t in by_item(["badge", "dress"], marks)]  # type: ignore[arg-type]
    paper = summary_paper(body="Mẫu", first=DAY, last=DAY, visits=10, items=items, units=[("Phòng 1", 1, 2, 0, 1, 1)])
    table = next(b for b in paper.blocks if isinstance(b, Table))
    assert [row[4] for row in table.rows] == ["–", "10 % (2–40 %)"]
    assert "2 phát hiện" in words(write(paper, "docx"))
