"""Reports as Excel: the statutory tables laid out like the form, the movement with every mover, the interview sheet with its lists."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from dungviec.documents.stat_layout import HEAD_ROWS, head_cells
from dungviec.workforce.figure import Figure
from dungviec.workforce.interview import Interview
from dungviec.workforce.movement import Movement, Mover
from dungviec.workforce.statutory import TOTAL, StatTable
from dungviec.workforce.statutory_lists import StatList

_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_DAY = "%d/%m/%Y"
_MOST_CHARACTERS = 32_000


class Book:
    """A workbook being written, with the few formats the reports use."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._buffer, _SAFE)
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
        add = self.book.add_format
        self.bold = add(base | {"bold": True, "align": "center", "text_wrap": True})
        self.italic = add(base | {"italic": True, "align": "center"})
        self.title = add(base | {"bold": True, "align": "center", "font_size": 14})
        self.head = add(base | {"bold": True, "align": "center", "text_wrap": True, "border": 1, "font_size": 10})
        self.tall = add(
            base | {"bold": True, "align": "center", "text_wrap": True, "border": 1, "font_size": 10, "rotation": 90}
        )
        self.count = add(base | {"align": "center", "border": 1, "num_format": "#,##0"})
        self.total = add(base | {"align": "center", "border": 1, "num_format": "#,##0", "bold": True})
        self.text = add(base | {"border": 1, "text_wrap": True})
        self.strong = add(base | {"border": 1, "text_wrap": True, "bold": True})
        self.plain = add(base | {"text_wrap": True})

    def sheet(self, name: str, *, landscape: bool = False, paper: int = 9) -> Any:
        """A sheet that prints one page wide."""
        found = self.book.add_worksheet(name)
        found.set_paper(paper)
        found.fit_to_pages(1, 0)
        found.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        found.set_footer("&C&P / &N")
        found.center_horizontally()
        if landscape:
            found.set_landscape()
        return found

    def table(
        self,
        name: str,
        heads: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[str | int | None]],
        *,
        top: Sequence[str] = (),
    ) -> None:
        """A sheet with a heading row (words and widths) and rows of text and whole numbers; ``top``: lines above, the first a title.

        What is not known (None) is an ellipsis.
        """
        page = self.sheet(name, landscape=True)
        for n, line in enumerate(top):
            page.merge_range(n, 0, n, len(heads) - 1, line, self.title if n == 0 else self.plain)
        start = len(top) + bool(top)
        for k, (head, width) in enumerate(heads):
            page.write_string(start, k, head, self.head)
            page.set_column(k, k, width)
        for r, row in enumerate(rows, start=start + 1):
            for k, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(r, k, value[:_MOST_CHARACTERS], self.text)
                else:
                    _cell(page, r, k, value, self.count)
        page.freeze_panes(start + 1, 0)
        page.repeat_rows(start)

    def close(self) -> bytes:
        """The workbook as bytes."""
        self.book.close()
        return self._buffer.getvalue()


def write_table_excel(table: StatTable, lang: str = "vi") -> bytes:
    """A statutory table as the form lays it out; a second sheet holds the sums checked, what is not known, and the notes."""
    made = Book()
    sheet = made.sheet(table.key.upper(), landscape=True, paper=8)
    vi, last = lang == "vi", len(table.columns) + 1
    half = last // 2
    sheet.merge_range(0, 0, 0, half - 1, table.scope.name.upper(), made.bold)
    if vi:
        sheet.merge_range(0, half, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", made.bold)
        sheet.merge_range(1, half, 1, last, "Độc lập - Tự do - Hạnh phúc", made.bold)
    sheet.merge_range(1, 0, 1, half - 1, table.basis if vi else table.basis_en, made.italic)
    sheet.merge_range(3, 0, 3, last, (table.title if vi else table.title_en).upper(), made.title)
    day = table.scope.until.strftime(_DAY)
    sheet.merge_range(4, 0, 4, last, f"(Tính đến ngày {day})" if vi else f"(As of {day})", made.italic)
    top = _head(sheet, made, table, lang)
    sheet.write_blank(top, 0, None, made.strong)
    sheet.write_string(top, 1, "Tổng số" if vi else "All", made.strong)
    for n, column in enumerate(table.columns, start=2):
        _cell(sheet, top, n, table.cell(TOTAL, column.number), made.total)
    for r, (unit, name) in enumerate(table.units, start=1):
        sheet.write_number(top + r, 0, r, made.count)
        sheet.write_string(top + r, 1, name, made.text)
        for n, column in enumerate(table.columns, start=2):
            _cell(sheet, top + r, n, table.cell(unit, column.number), made.count)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, last, 6)
    sheet.freeze_panes(top, 2)
    sheet.repeat_rows(6, top - 1)
    sign = top + len(table.units) + 3
    sheet.merge_range(sign, 0, sign, half - 1, "NGƯỜI LẬP BIỂU" if vi else "PREPARED BY", made.bold)
    sheet.merge_range(sign, half, sign, last, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" if vi else "HEAD", made.bold)
    _checks(made, table, lang)
    return made.close()


def _head(sheet: Any, made: Book, table: StatTable, lang: str) -> int:
    """Four rows of headings: groups, groups within them, columns, numbers. Returns the first row below."""
    for cell in head_cells(table, lang):
        top, shape = 6 + cell.row, made.tall if cell.tall else made.head
        area = (top, cell.column, top + cell.rows - 1, cell.column + cell.columns - 1)
        if cell.words.isdecimal():
            sheet.write_number(area[0], area[1], int(cell.words), shape)
        else:
            _merge(sheet, area, cell.words, shape)
    sheet.set_row(8, 110)
    return 6 + HEAD_ROWS


def _merge(sheet: Any, area: tuple[int, int, int, int], words: str, shape: Any) -> None:
    if area[:2] == area[2:]:
        sheet.write_string(area[0], area[1], words, shape)
    else:
        sheet.merge_range(*area, words, shape)


def _cell(sheet: Any, row: int, column: int, value: int | None, shape: Any) -> None:
    if value is None:
        sheet.write_string(row, column, "…", shape)
    else:
        sheet.write_number(row, column, value, shape)


def write_list_excel(found: StatList, lang: str = "vi") -> bytes:
    """A list of people as its form asks: title, headings, numbers of the columns, a row for each person, notes, who signs."""
    made, vi = Book(), lang == "vi"
    sheet, last = made.sheet(found.key.upper(), landscape=True), len(found.heads) - 1
    half = (last + 1) // 2
    sheet.merge_range(0, 0, 0, half - 1, found.scope.name.upper(), made.bold)
    sheet.merge_range(1, 0, 1, half - 1, found.basis if vi else found.basis_en, made.italic)
    sheet.merge_range(3, 0, 3, last, (found.title if vi else found.title_en).upper(), made.title)
    day = found.scope.until.strftime(_DAY)
    sheet.merge_range(4, 0, 4, last, f"(Tính đến ngày {day})" if vi else f"(As of {day})", made.italic)
    for k, head in enumerate(found.heads):
        sheet.write_string(6, k, head.words(lang), made.head)
        sheet.write_number(7, k, k + 1, made.head)
        sheet.set_column(k, k, (head.width or 60) * 0.55)
    for r, row in enumerate(found.rows, start=8):
        for k, words in enumerate(row.cells):
            sheet.write_string(r, k, words, made.text)
    sheet.freeze_panes(8, 2)
    sheet.repeat_rows(6, 7)
    end = 8 + len(found.rows) + 1
    for n, note in enumerate(found.notes(lang)):
        sheet.merge_range(end + n, 0, end + n, last, note, made.plain)
    sign = end + len(found.notes(lang)) + 1
    sheet.merge_range(sign, 0, sign, half - 1, "NGƯỜI LẬP BIỂU" if vi else "PREPARED BY", made.bold)
    sheet.merge_range(sign, half, sign, last, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" if vi else "HEAD", made.bold)
    return made.close()


def _checks(made: Book, table: StatTable, lang: str) -> None:
    vi = lang == "vi"
    sheet = made.sheet("Kiểm tra" if vi else "Checks")
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 3, 14)
    sheet.set_column(4, 4, 60)
    heads = (
        ("Phép cộng", "Vế trái", "Vế phải", "Kết quả", "Mã cán bộ")
        if vi
        else ("Sum", "Left", "Right", "Result", "People")
    )
    for k, head in enumerate(heads):
        sheet.write_string(0, k, head, made.head)
    row = 1
    for check in table.checks:
        sheet.write_string(row, 0, check.vi if vi else check.en, made.text)
        sheet.write_number(row, 1, check.left, made.count)
        sheet.write_number(row, 2, check.right, made.count)
        sheet.write_string(
            row, 3, ("Khớp" if vi else "Holds") if check.holds else ("Không khớp" if vi else "Fails"), made.text
        )
        sheet.write_string(row, 4, ", ".join(check.people)[:_MOST_CHARACTERS], made.text)
        row += 1
    for note in table.notes(lang):
        row += 1
        sheet.write_string(row, 0, note, made.plain)


def write_movement_excel(found: Movement, lang: str = "vi") -> bytes:
    """The movement: one line per unit with opening, in, out, closing; then every mover by name."""
    made, vi = Book(), lang == "vi"
    scope = found.scope
    sheet = made.sheet("Biến động" if vi else "Movement")
    title = "BIẾN ĐỘNG NHÂN SỰ" if vi else "MOVEMENT OF PEOPLE"
    sheet.merge_range(0, 0, 0, 6, f"{title} – {scope.name}", made.title)
    sheet.merge_range(1, 0, 1, 6, f"{scope.since:%d/%m/%Y} – {scope.until:%d/%m/%Y}", made.italic)
    heads = (
        ("STT", "Tên đơn vị", "Đầu kỳ", "Tăng", "Giảm", "Cuối kỳ", "Đối chiếu")
        if vi
        else ("No.", "Unit", "Opening", "In", "Out", "Closing", "Check")
    )
    for k, head in enumerate(heads):
        sheet.write_string(3, k, head, made.head)
    good, bad = ("Khớp", "Không khớp") if vi else ("Holds", "Fails")
    rows: list[tuple[str, tuple[int, ...], bool]] = [
        ("Tổng số" if vi else "All", (len(found.opening), len(found.came), len(found.went), len(found.closing)), found.balanced),
        *((line.name, (len(line.opening), len(line.came), len(line.went), len(line.closing)), line.balanced) for line in found.lines),
    ]  # fmt: skip
    for r, (name, numbers, balanced) in enumerate(rows):
        if r:
            sheet.write_number(4 + r, 0, r, made.count)
        sheet.write_string(4 + r, 1, name, made.strong if r == 0 else made.text)
        for k, value in enumerate(numbers, start=2):
            sheet.write_number(4 + r, k, value, made.total if r == 0 else made.count)
        sheet.write_string(4 + r, 6, good if balanced else bad, made.text)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 6, 11)
    _movers(made, found, lang)
    return made.close()


def _movers(made: Book, found: Movement, lang: str) -> None:
    vi = lang == "vi"
    sheet = made.sheet("Danh sách" if vi else "Movers", landscape=True)
    heads = ("Đơn vị", "Tăng, giảm", "Mã cán bộ", "Họ và tên", "Từ, đến", "Lý do", "Ngày", "Quyết định") if vi else ("Unit", "In or out", "Identifier", "Name", "From or to", "Why", "Day", "Decision")  # fmt: skip
    for k, (head, width) in enumerate(zip(heads, (34, 10, 12, 26, 34, 26, 12, 18), strict=True)):
        sheet.write_string(0, k, head, made.head)
        sheet.set_column(k, k, width)
    names = {line.unit_id: line.name for line in found.lines}
    row = 1
    for line in found.lines:
        for mover in (*line.came, *line.went):
            for k, words in enumerate(mover_row(mover, names, lang)):
                sheet.write_string(row, k, words, made.text)
            row += 1
    for person in found.passed:
        sheet.write_string(row, 1, "đến rồi đi" if vi else "came and left", made.text)
        sheet.write_string(row, 2, person, made.text)
        row += 1


def mover_row(mover: Mover, names: dict[str, str], lang: str = "vi") -> tuple[str, ...]:
    """One mover in words: unit, in or out, identifier, name, from or to, why, day, decision."""
    vi = lang == "vi"
    sign = ("tăng" if vi else "in") if mover.coming else ("giảm" if vi else "out")
    other = names.get(mover.other_unit_id or "", "") or mover.outside or ("ngoài phạm vi" if vi else "outside")
    day = mover.day.strftime(_DAY) if isinstance(mover.day, date) else ""
    why = mover.why_vi if vi else mover.why_en
    return (names.get(mover.unit_id, mover.unit_id), sign, mover.person_id, mover.name, other, why, day, mover.decision)


def write_interview_excel(sheet: Interview, lang: str = "vi") -> bytes:
    """The interview sheet: questions and answers, the figures with shares, and the records behind every figure."""
    made, vi = Book(), lang == "vi"
    told = made.sheet("Hỏi đáp" if vi else "Interview")
    told.set_column(0, 0, 8)
    told.set_column(1, 1, 44)
    told.set_column(2, 2, 90)
    for k, head in enumerate(("Mục", "Câu hỏi", "Trả lời") if vi else ("Part", "Question", "Answer")):
        told.write_string(0, k, head, made.head)
    row = 1
    for row, answer in enumerate(sheet.answers(lang), start=1):
        for k, words in enumerate((answer.part, answer.question, answer.text)):
            told.write_string(row, k, words, made.text)
    for n, note in enumerate(sheet.notes(lang), start=2):
        told.merge_range(row + n, 0, row + n, 2, note, made.plain)
    _figures(made, sheet, lang)
    write_lists(made.book, list(sheet.figures.values()), made, lang)
    return made.close()


def _figures(made: Book, sheet: Interview, lang: str) -> None:
    vi = lang == "vi"
    page = made.sheet("Số liệu" if vi else "Figures")
    heads = ("Mã", "Đếm gì", "Giá trị", "Tỉ lệ (%)") if vi else ("Key", "What is counted", "Value", "Share (%)")
    for k, (head, width) in enumerate(zip(heads, (34, 80, 16, 12), strict=True)):
        page.write_string(0, k, head, made.head)
        page.set_column(k, k, width)
    for row, figure in enumerate(sheet.figures.values(), start=1):
        page.write_string(row, 0, figure.key, made.text)
        page.write_string(row, 1, figure.words(lang), made.text)
        _cell(page, row, 2, figure.value, made.count)
        share = sheet.share(figure.key)
        page.write_string(row, 3, "" if share is None else f"{share / 10:.1f}", made.text)


def write_lists(book: Any, figures: list[Figure], made: Book, lang: str = "vi") -> None:
    """One sheet with every record behind the figures."""
    vi = lang == "vi"
    page = book.add_worksheet("Danh sách" if vi else "Lists")
    heads = (
        ("Số liệu", "Bảng", "Khóa", "Mã cán bộ", "Nội dung", "Cộng")
        if vi
        else ("Figure", "Table", "Key", "Person", "Record", "Adds")
    )
    for k, (head, width) in enumerate(zip(heads, (30, 14, 34, 12, 70, 12), strict=True)):
        page.write_string(0, k, head, made.head)
        page.set_column(k, k, width)
    row = 1
    for figure in figures:
        for b in figure.behind:
            for k, words in enumerate((figure.key, b.table, " · ".join(b.key), b.person_id or "", b.words)):
                page.write_string(row, k, words[:_MOST_CHARACTERS])
            page.write_number(row, 5, b.weight)
            row += 1
