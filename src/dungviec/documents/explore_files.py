"""A cross-table as a file: Excel and CSV with every number of the table, and a paper (Word, PDF) that prints it."""

from __future__ import annotations

import re

import polars as pl

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Side, Signature, Table, Words
from dungviec.documents.reports_excel import Book
from dungviec.exchange.csv_cells import RISKY, to_csv
from dungviec.workforce.crosstab_lines import Answered, Lines, answer_of, lines_of
from dungviec.workforce.crosstab_words import asked, finding, notes

MOST_ON_PAPER = 9
"""So many columns of numbers fit on one strip of a page; a wider table goes on in further strips."""
_GUARD = "'"


def write_explore_excel(answer: Answered, lang: str = "vi", *, one_state: bool = False) -> bytes:
    """The table with its title, what was asked, and the notes; numbers stay numbers."""
    made, lines = Book(), lines_of(answer, lang)
    sheet = made.sheet("Khảo sát" if lang == "vi" else "Exploration", landscape=True)
    heads = [*lines.row_heads, *lines.flat_heads()]
    last = max(len(heads) - 1, 1)
    sheet.merge_range(0, 0, 0, last, asked(answer_of(answer).question, lang), made.title)
    sheet.merge_range(1, 0, 1, last, finding(answer, lang), made.italic)
    for k, head in enumerate(heads):
        sheet.write_string(3, k, head, made.head)
    own = len(lines.row_heads)
    sheet.set_column(0, own - 1, 30)
    sheet.set_column(own, last, 12)
    shapes = {d: made.book.add_format({"font_name": "Times New Roman", "font_size": 11, "border": 1, "align": "right", "num_format": "#,##0" + ("." + "0" * d if d else "")}) for d in set(lines.decimals)}  # fmt: skip
    for r, line in enumerate(lines.lines, start=4):
        for k, words in enumerate(line.heads):
            sheet.write_string(r, k, words, made.strong if line.whole else made.text)
        flat = [(value, part) for cell in line.cells for part, value in enumerate(cell)]
        for k, (value, part) in enumerate(flat, start=own):
            shape = shapes[lines.decimals[part]]
            if value is None:
                sheet.write_string(r, k, "–", shape)
            else:
                sheet.write_number(r, k, round(value, 6), shape)
    for n, note in enumerate(notes(answer, lang, one_state=one_state), start=len(lines.lines) + 5):
        sheet.merge_range(n, 0, n, last, note, made.plain)
    sheet.freeze_panes(4, own)
    sheet.repeat_rows(3)
    return made.close()


def write_explore_csv(answer: Answered, lang: str = "vi") -> bytes:
    """The table as CSV (UTF-8 with a mark that spreadsheets read): one line a row of the table, numbers with a decimal point."""
    lines, own = lines_of(answer, lang), len(answer_of(answer).question.rows)
    heads = [_guarded(h) for h in (*lines.row_heads, *lines.flat_heads())]
    rows = [
        (*line.heads, *(_rounded(v, lines.decimals[part]) for cell in line.cells for part, v in enumerate(cell)))
        for line in lines.lines
    ]
    kinds = [pl.String()] * own + [pl.Int64() if lines.decimals[n % len(lines.parts)] == 0 else pl.Float64() for n in range(len(heads) - own)]  # fmt: skip
    named = [h if h not in heads[:n] else f"{h} ({n + 1})" for n, h in enumerate(heads)]
    return to_csv(pl.DataFrame(rows, schema=dict(zip(named, kinds, strict=True)), orient="row"), guard=_GUARD)


def _guarded(head: str) -> str:
    """A heading that no spreadsheet runs as a formula."""
    return f"{_GUARD}{head}" if re.match(RISKY, head) else head


def _rounded(value: float | None, decimals: int) -> float | int | None:
    if value is None:
        return None
    return round(value) if decimals == 0 else round(value, decimals)


def explore_paper(answer: Answered, lang: str = "vi", *, one_state: bool = False) -> AppraisalPaper:
    """The table as a paper: the finding, the table in strips as wide as the page, the notes."""
    vi, lines, now = lang == "vi", lines_of(answer, lang), answer_of(answer)
    blocks: list[Block] = [Words(finding(answer, lang)), *_strips(lines, lang)]
    blocks += [Words(f"– {n}") for n in notes(answer, lang, one_state=one_state)]
    day = f"{now.scope.until:%d/%m/%Y}"
    title = ("BẢNG SỐ LIỆU", asked(now.question, lang), f"(Tại ngày {day})") if vi else ("TABLE", asked(now.question, lang), f"(As of {day})")  # fmt: skip
    basis = "Mẫu của phần mềm Đúng Việc, trình bày theo NĐ 30/2020/NĐ-CP; số liệu lấy từ hồ sơ của ngày xét" if vi else "A form of Đúng Việc laid out by NĐ 30/2020/NĐ-CP; figures from the records of the day"  # fmt: skip
    signatures = (Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)"))  # fmt: skip
    return AppraisalPaper(
        key="explore", superior="", body=now.scope.name, place="", year=now.scope.until.year, title=title, basis=basis, blocks=tuple(blocks), signatures=signatures,
    )  # fmt: skip


def _strips(lines: Lines, lang: str) -> list[Table]:
    """The table cut into strips of columns that fit the page, each with the words of its rows."""
    heads, parts, own = lines.flat_heads(), len(lines.parts), len(lines.row_heads)
    each = max(MOST_ON_PAPER // parts, 1) * parts
    found = []
    for start in range(0, len(heads), each):
        strip = heads[start : start + each]
        first = (44 if len(strip) < 6 else 28) // own
        width = max((100 - first * own) // len(strip), 5)
        rows = []
        for line in lines.lines:
            numbers = [lines.text(part, v, lang) for cell in line.cells for part, v in enumerate(cell)]
            rows.append((*line.heads, *numbers[start : start + each]))
        sides: tuple[Side, ...] = tuple("left" if n < own else "right" for n in range(own + len(strip)))
        strong = frozenset(n for n, line in enumerate(lines.lines) if line.whole)
        found.append(Table((*lines.row_heads, *strip), (first,) * own + (width,) * len(strip), sides, tuple(rows), strong))  # fmt: skip
    return found
