"""The report on a programme of the year: Word laid out as NĐ 30/2020 asks, and Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Signature, Table, Title, Words
from dungviec.documents.reports_excel import Book


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target as the report tells it; every cell in words of the report's language. ``part``: it stands below the one before."""

    title: str
    unit: str
    asked: str
    deadline: str
    value: str
    way: str
    state: str
    why: str
    source: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeReport:
    """What the report is made of. ``resolutions`` and ``units`` (name, targets, states, mean way) are lines in words."""

    body: str
    year: int
    day: date
    theme: str
    aim: str
    resolutions: tuple[str, ...]
    states: tuple[str, ...]
    lines: tuple[TargetLine, ...]
    units: tuple[tuple[str, str, str, str], ...]


_HEADS = {
    "vi": ("STT", "Chỉ tiêu", "Đơn vị", "Yêu cầu", "Hạn", "Kết quả", "Tình trạng"),
    "en": ("No", "Target", "Unit", "Asked", "Due", "Result", "State"),
}
_UNITS = {
    "vi": ("Đơn vị", "Số chỉ tiêu", "Tình trạng", "Quãng đường"),
    "en": ("Unit", "Targets", "States", "Part of the way"),
}


def report_paper(found: ProgrammeReport, lang: str = "vi") -> AppraisalPaper:
    """The report as a paper: the theme, what it rests on, every target, unit by unit; why each stands so in the annex."""
    vi = lang == "vi"
    blocks: list[Block] = [Words(found.theme, label="Chủ đề năm: " if vi else "Theme of the year: ")]
    if found.aim:
        blocks.append(Words(found.aim, label="Mục tiêu chung: " if vi else "Aim: "))
    blocks += [Title("1. Căn cứ" if vi else "1. What it rests on"), *(Words(f"– {line}") for line in found.resolutions)]
    if not found.resolutions:
        blocks.append(Words("Chưa ghi nghị quyết nào." if vi else "No resolution is on file."))
    blocks += [
        Title("2. Kết quả từng chỉ tiêu" if vi else "2. Target by target"), Words("; ".join(found.states) + "."),
        Table(_HEADS[lang], (6, 32, 18, 12, 11, 11, 12), ("center", "left", "left", "right", "center", "right", "left"), tuple(
            (no, line.title, line.unit, line.asked, line.deadline, line.value, line.state) for no, line in _numbered(found.lines)
        )),
        Title("3. Theo đơn vị" if vi else "3. By unit"),
        Table(_UNITS[lang], (38, 14, 32, 16), ("left", "right", "left", "right"), found.units),
    ]  # fmt: skip
    annex: list[Block] = [Words(f"{line.why} {line.source}", label=f"{no}. {line.title}: ") for no, line in _numbered(found.lines)]  # fmt: skip
    title = (
        ("BÁO CÁO", f"Kết quả thực hiện chương trình năm {found.year}", f"(Tính đến ngày {found.day:%d/%m/%Y})")
        if vi else ("REPORT", f"Results of the programme of {found.year}", f"(As of {found.day:%d/%m/%Y})")
    )  # fmt: skip
    basis = (
        "Mẫu của phần mềm Đúng Việc, trình bày theo NĐ 30/2020/NĐ-CP; số liệu hệ thống tính từ hồ sơ của ngày báo cáo"
        if vi else "A form of Đúng Việc laid out by NĐ 30/2020/NĐ-CP; live figures from the records of the day"
    )  # fmt: skip
    signatures = (
        (Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG"))
        if vi
        else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)"))
    )
    return AppraisalPaper(
        key="programme", superior="", body=found.body, place="", year=found.year, title=title, basis=basis, blocks=tuple(blocks), signatures=signatures,
        annex_title="PHỤ LỤC: VÌ SAO ĐÁNH GIÁ NHƯ VẬY" if vi else "ANNEX: WHY EACH STANDS SO", annex=tuple(annex),
    )  # fmt: skip


def report_excel(found: ProgrammeReport, lang: str = "vi") -> bytes:
    """Every target with why it stands so, unit by unit on a second sheet."""
    made, vi = Book(), lang == "vi"
    title = (f"KẾT QUẢ CHƯƠNG TRÌNH NĂM {found.year}" if vi else f"PROGRAMME OF {found.year}") + f" – {found.body} – {found.day:%d/%m/%Y}"  # fmt: skip
    more = (
        (("Quãng đường", 12), ("Vì sao", 60), ("Nguồn số liệu", 40))
        if vi
        else (("Part of the way", 12), ("Why", 60), ("Source", 40))
    )
    heads = [*zip(_HEADS[lang], (6, 46, 28, 16, 12, 14, 18), strict=True), *more]
    rows = [
        (no, line.title, line.unit, line.asked, line.deadline, line.value, line.state, line.way, line.why, line.source)
        for no, line in _numbered(found.lines)
    ]
    made.table("Chỉ tiêu" if vi else "Targets", heads, rows, top=(title, found.theme, "; ".join(found.states)))
    made.table(
        "Theo đơn vị" if vi else "By unit", list(zip(_UNITS[lang], (40, 12, 40, 16), strict=True)), list(found.units)
    )
    return made.close()


def _numbered(lines: Sequence[TargetLine]) -> list[tuple[str, TargetLine]]:
    """Lines with their numbers: 1, 1.1, 1.2, 2 …"""
    found, top, below = [], 0, 0
    for line in lines:
        top, below = (top, below + 1) if line.part else (top + 1, 0)
        found.append((f"{top}.{below}" if line.part else str(top), line))
    return found
