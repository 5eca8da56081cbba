"""A plan as an Excel file that opens well in LibreOffice and prints on A4: summary, moves, vacancies, people left, policy, proof."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dungviec.exchange.workbook_out import write_whole
from dungviec.placement.plan import Figure, Move, Plan
from dungviec.records.vietnamese import format_number

INK, BLUE, RULE, SHADE = "#1F2328", "#0B5D83", "#C9D3D9", "#E7EEF2"
_VERDICTS = {
    "vi": ("✓ Được phép", "◐ Cần thẩm quyền", "? Chưa rõ", "✕ Không được"),
    "en": ("✓ Allowed", "◐ Needs authority", "? Unknown", "✕ Forbidden"),
}
_KINDS = {
    "lateral": ("Ngang cấp", "Same level"), "higher": ("Cao hơn", "Higher"), "lower": ("Thấp hơn", "Lower"),
    "placed": ("Mới bố trí", "First placement"),
}  # fmt: skip


def write_plan(plan: Plan, path: Path | str, *, lang: str = "vi") -> Path:
    """Write ``plan``; the file appears whole or not at all. Raises ``UnreadableFileError`` when it cannot be written there."""
    return write_whole(Path(path), lambda temporary: _Book(plan, temporary, lang).write())


class _Book:
    """One workbook under way: its formats and its six sheets."""

    def __init__(self, plan: Plan, path: Path, lang: str) -> None:
        self.plan = plan
        self.vi = lang == "vi"
        self.lang = lang
        self.book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"title": plan.title(lang), "comments": "Đúng Việc"})
        self._formats: dict[tuple[Any, ...], Format] = {}

    def say(self, vi: str, en: str) -> str:
        return vi if self.vi else en

    def format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}
            self._formats[key] = self.book.add_format({**base, **properties})
        return self._formats[key]

    def write(self) -> None:
        self._summary()
        self._moves()
        self._vacancies()
        self._unplaced()
        self._policy()
        self._proof()
        self.book.close()

    def _sheet(self, name: str, widths: list[float], *, landscape: bool) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&L&8{self.plan.title(self.lang).replace('&', '&&')}&R&8{self.say('Trang', 'Page')} &P/&N")
        for k, width in enumerate(widths):
            sheet.set_column(k, k, width)
        return sheet

    def _heading(self, sheet: Worksheet, title: str, note: str = "") -> int:
        sheet.write(0, 0, title, self.format(bold=True, font_size=14, text_wrap=False, font_color=BLUE))
        if note:
            sheet.write(1, 0, note, self.format(italic=True, text_wrap=False, font_color="#5B6470"))
        return 3

    def _table(self, sheet: Worksheet, row: int, heads: list[str], lines: list[list[Any]], *, empty: str) -> int:
        """Heading and body with thin rules; returns the row after it. Numbers are right-aligned."""
        head = self.format(bold=True, bg_color=SHADE, border=1, border_color=RULE, valign="vcenter")
        for k, word in enumerate(heads):
            sheet.write(row, k, word, head)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 2 if len(heads) > 3 else 0)
        if not lines:
            sheet.write(row + 1, 0, empty, self.format(italic=True, text_wrap=False))
            return row + 2
        text, number = (
            self.format(border=1, border_color=RULE),
            self.format(border=1, border_color=RULE, align="right", num_format="#,##0"),
        )
        decimal = self.format(border=1, border_color=RULE, align="right", num_format="0.0")
        for n, line in enumerate(lines, start=row + 1):
            for k, value in enumerate(line):
                if isinstance(value, float):
                    sheet.write_number(n, k, value, decimal)
                elif isinstance(value, int):
                    sheet.write_number(n, k, value, number)
                else:
                    sheet.write_string(n, k, value or "", text)
        sheet.autofilter(row, 0, row + len(lines), len(heads) - 1)
        return row + len(lines) + 1

    def _summary(self) -> None:
        plan = self.plan
        sheet = self._sheet(self.say("Tóm tắt", "Summary"), [46, 16, 16, 30], landscape=False)
        row = self._heading(
            sheet, plan.title(self.lang),
            self.say("Đề xuất để người có thẩm quyền xem xét, quyết định; phần mềm không quyết định.", "A proposal for the competent person to decide on; the software decides nothing."),
        )  # fmt: skip
        facts = [
            (self.say("Người đang công tác", "People in service"), plan.people),
            (
                self.say("Vị trí / số chỗ", "Posts / seats"),
                f"{format_number(plan.posts)} / {format_number(plan.seats)}",
            ),
            (self.say("Cặp người – vị trí đúng luật được so sánh", "Lawful pairs compared"), plan.pairs),
            (self.say("Đề xuất thay đổi", "Proposed changes"), len(plan.moves)),
            (self.say("Chỗ còn trống", "Empty seats"), sum(v.seats for v in plan.vacant)),
            (self.say("Người chưa có vị trí", "People without a post"), len(plan.unplaced)),
            (self.say("Giá trị phương án (điểm)", "Value of the plan (points)"), plan.value),
            (self.say("Cận trên đã chứng minh", "Proven upper bound"), plan.bound),
        ]
        if plan.stay_value is not None:
            facts.append(
                (self.say("Giá trị nếu giữ nguyên hiện trạng", "Value of leaving everything as it is"), plan.stay_value)
            )
        for label, value in facts:
            sheet.write(row, 0, label, self.format())
            sheet.write(row, 1, value, self.format(align="right", num_format="#,##0", bold=True))
            row += 1
        sheet.merge_range(row, 0, row, 3, plan.proof_words(self.lang), self.format(bold=True, font_color=BLUE))
        row += 2
        head = self.format(bold=True, bg_color=SHADE, border=1, border_color=RULE)
        for k, word in enumerate(
            (
                self.say("Trước và sau", "Before and after"),
                self.say("Trước", "Before"),
                self.say("Sau", "After"),
                self.say("Thay đổi", "Change"),
            )
        ):
            sheet.write(row, k, word, head)
        cell, right = self.format(border=1, border_color=RULE), self.format(border=1, border_color=RULE, align="right")
        for f in plan.figures:
            row += 1
            sheet.write(row, 0, f.vi if self.vi else f.en, cell)
            sheet.write(row, 1, figure_number(f, f.before, self.lang), right)
            sheet.write(row, 2, figure_number(f, f.after, self.lang), right)
            sheet.write(row, 3, figure_change(f, self.lang), cell)
        row += 2
        for title, lines in (
            (self.say("Quan hệ gia đình chưa xử lý được", "Family ties not resolved"), plan.kinship_kept),
            (self.say("Cảnh báo", "Warnings"), plan.warnings),
        ):
            if lines:
                sheet.write(row, 0, title, self.format(bold=True))
                for vi, en in lines:
                    row += 1
                    sheet.merge_range(row, 0, row, 3, f"– {vi if self.vi else en}", self.format())
                    sheet.set_row(row, 15 * (1 + len(vi) // 105))
                row += 2
        if plan.rejected_rows:
            sheet.merge_range(
                row, 0, row, 3,
                self.say(f"{plan.rejected_rows} dòng của tệp dữ liệu bị loại khi đọc; chỗ của những người đó được giữ.", f"{plan.rejected_rows} rows of the data were rejected; the seats of those people are kept."),
                self.format(bold=True),
            )  # fmt: skip

    def _moves(self) -> None:
        sheet = self._sheet(self.say("Đề xuất", "Moves"), [5, 22, 30, 30, 7, 7, 11, 44, 44, 36, 24, 10], landscape=True)
        row = self._heading(
            sheet,
            self.say("Đề xuất thay đổi vị trí", "Proposed moves"),
            self.say("Xếp theo mức quan trọng đối với cả phương án", "Ordered by what they matter to the whole plan"),
        )
        heads = [
            "#", self.say("Họ và tên", "Name"), self.say("Từ", "From"), self.say("Đến", "To"), self.say("Phù hợp trước", "Fit before"),
            self.say("Phù hợp sau", "Fit after"), self.say("Pháp lý", "Law"), self.say("Căn cứ", "Ground"), self.say("Điểm mạnh", "Strong points"),
            self.say("Còn thiếu", "Missing"), self.say("Phương án kế tiếp", "Runner-up"), self.say("Mất nếu bỏ", "Margin"),
        ]  # fmt: skip
        lines = [self._move(n, m) for n, m in enumerate(self.plan.moves, start=1)]
        self._table(
            sheet,
            row,
            heads,
            lines,
            empty=self.say("Không có thay đổi nào tốt hơn hiện trạng.", "No change is better than the present."),
        )

    def _move(self, number: int, m: Move) -> list[Any]:
        why = m.reasons_vi if self.vi else m.reasons_en
        origin = f"{m.from_title}\n{m.from_unit}" if m.from_post_id else self.say("Chưa có vị trí", "No post")
        if m.margin is None:
            margin = self.say("không thay được", "no other plan")
        else:
            margin = ("" if m.margin_exact else "≥ ") + (format_number(m.margin) if self.vi else f"{m.margin:,}")
        return [
            number, f"{m.person_name}\n{m.person_id}", origin, f"{m.to_title}\n{m.to_unit}",
            round(m.fit_before / 100, 1) if m.fit_before is not None else "", round(m.fit_after / 100, 1),
            f"{_VERDICTS[self.lang][m.verdict]}\n{_KINDS[m.kind][0 if self.vi else 1]}", *why,
            m.runner_up.words(self.lang) if m.runner_up else "", margin,
        ]  # fmt: skip

    def _vacancies(self) -> None:
        sheet = self._sheet(self.say("Chỗ trống", "Vacancies"), [5, 32, 36, 8, 12, 10, 12, 60], landscape=True)
        row = self._heading(sheet, self.say("Chỗ còn trống và lý do", "Empty seats and why"))
        heads = [
            "#", self.say("Vị trí", "Post"), self.say("Đơn vị", "Unit"), self.say("Số chỗ", "Seats"), self.say("Mức quan trọng", "Importance"),
            self.say("Được xét", "Considered"), self.say("Đủ điều kiện", "Lawful"), self.say("Lý do", "Reason"),
        ]  # fmt: skip
        lines = [
            [
                n,
                f"{v.title}\n{v.post_id}",
                v.unit,
                v.seats,
                v.importance,
                v.considered,
                v.lawful,
                v.reason_vi if self.vi else v.reason_en,
            ]
            for n, v in enumerate(self.plan.vacant, start=1)
        ]
        self._table(sheet, row, heads, lines, empty=self.say("Không còn chỗ trống.", "No seat is empty."))

    def _unplaced(self) -> None:
        sheet = self._sheet(self.say("Chưa có vị trí", "Unplaced"), [5, 30, 14, 80], landscape=True)
        row = self._heading(sheet, self.say("Người chưa có vị trí", "People without a post"))
        lines = [
            [n, u.name, u.person_id, u.reason_vi if self.vi else u.reason_en]
            for n, u in enumerate(self.plan.unplaced, start=1)
        ]
        heads = ["#", self.say("Họ và tên", "Name"), self.say("Mã", "Id"), self.say("Lý do", "Reason")]
        self._table(sheet, row, heads, lines, empty=self.say("Ai cũng có vị trí.", "Everybody has a post."))

    def _policy(self) -> None:
        sheet = self._sheet(self.say("Chính sách", "Policy"), [28, 28, 80], landscape=True)
        row = self._heading(
            sheet,
            f"{self.say('Chính sách', 'Policy')}: {self.plan.policy.name}",
            self.say(
                "10.000 điểm là phù hợp trọn vẹn của một người với một vị trí",
                "10,000 points are one person's full fit to one post",
            ),
        )
        lines = [[field, value, sentence] for field, value, sentence in self.plan.policy.meanings(self.lang)]
        self._table(
            sheet,
            row,
            [self.say("Mục", "Field"), self.say("Giá trị", "Value"), self.say("Ý nghĩa", "Meaning")],
            lines,
            empty="",
        )
        row += len(lines) + 2
        sheet.write(row, 0, self.say("Tệp chính sách (YAML)", "Policy file (YAML)"), self.format(bold=True))
        for n, line in enumerate(self.plan.policy.to_yaml().splitlines(), start=row + 1):
            sheet.write_string(n, 0, line, self.format(font_name="Courier New", font_size=9, text_wrap=False))

    def _proof(self) -> None:
        plan, proof = self.plan, self.plan.certificate
        sheet = self._sheet(self.say("Chứng minh", "Certificate"), [34, 22, 22, 22], landscape=False)
        row = self._heading(
            sheet, self.say("Chứng minh phương án tốt nhất", "Certificate of optimality"), plan.proof_words(self.lang)
        )
        facts: list[tuple[str, Any]] = [
            (self.say("Giá trị", "Value"), plan.value), (self.say("Cận trên", "Bound"), plan.bound), (self.say("Khoảng cách", "Gap"), plan.gap),
            (self.say("Cận theo giá đối ngẫu", "Bound from dual prices"), proof.get("dual_bound")),
            (self.say("Cận theo tìm kiếm", "Bound from search"), proof.get("search_bound")),
            (self.say("Tỉ lệ giá (1 điểm = … đơn vị)", "Scale (units per point)"), proof.get("scale")),
            (self.say("Kiểm tra độc lập", "Independent check"), self.say("không có sai sót", "no faults") if not plan.checks else "; ".join(plan.checks)),
        ]  # fmt: skip
        for label, value in facts:
            sheet.write(row, 0, label, self.format())
            sheet.write(
                row,
                1,
                value if value is not None else self.say("không cần", "not needed"),
                self.format(align="right", num_format="#,##0", bold=True),
            )
            row += 1
        sheet.merge_range(
            row,
            0,
            row + 3,
            3,
            f"{self.say('Công thức ai cũng tính lại được', 'The formula anybody can recompute')}: {proof.get('formula', '')}",
            self.format(font_size=9),
        )
        row += 5
        heads = [
            self.say("Vị trí", "Post"),
            self.say("Giá một chỗ", "Price of a seat"),
            self.say("Người", "Person"),
            self.say("Giá", "Price"),
        ]
        posts, people = sorted(proof.get("posts", {}).items()), sorted(proof.get("people", {}).items())
        lines = [
            [*(posts[k] if k < len(posts) else ("", "")), *(people[k] if k < len(people) else ("", ""))]
            for k in range(max(len(posts), len(people)))
        ]
        self._table(sheet, row, heads, lines, empty=self.say("Mọi giá bằng 0.", "All prices are 0."))


def figure_number(figure: Figure, value: float, lang: str = "vi") -> str:
    """A before/after figure as text."""
    decimals = 1 if figure.unit == "points" else 0
    return format_number(value, decimals=decimals) if lang == "vi" else f"{value:,.{decimals}f}"


def figure_change(figure: Figure, lang: str = "vi") -> str:
    """The difference in words: better, worse, or unchanged."""
    difference = round(figure.after - figure.before, 2)
    if not difference:
        return "không đổi" if lang == "vi" else "unchanged"
    amount = figure_number(figure, abs(difference), lang)
    better = (difference > 0) == (figure.better > 0)
    if lang == "vi":
        return f"{'tăng' if difference > 0 else 'giảm'} {amount} ({'tốt hơn' if better else 'kém hơn'})"
    return f"{'up' if difference > 0 else 'down'} {amount} ({'better' if better else 'worse'})"
