"""A plan as an Excel file that opens well in LibreOffice and prints on A4: summary, moves, vacancies, people left, policy, proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dungviec.exchange.workbook_out import write_whole
from dungviec.records.vietnamese import format_number

if TYPE_CHECKING:
    from dungviec.placement.plan import Figure, Move, Plan

INK, BLUE, RULE, SHADE = "#1F2328", "#0B5D83", "#C9D3D9", "#E7EEF2"
_VERDICTS = {
    "vi": ("✓ Được phép", "◐ Cần cấp có thẩm quyền", "? Chưa kết luận được", "✕ Không được"),
    "en": ("✓ Allowed", "◐ Needs authority", "? Unknown", "✕ Forbidden"),
}
_KINDS = {
    "lateral": ("Ngang cấp", "Same level"), "higher": ("Cao hơn", "Higher"), "lower": ("Thấp hơn", "Lower"),
    "placed": ("Mới bố trí", "First placement"),
}  # fmt: skip


def write_plan(plan: Plan, path: Path | str, *, lang: str = "vi") -> Path:
    """Write ``plan``; the file appears whole or not at all. Raises ``UnreadableFileError`` when it cannot be written there."""
    return write_whole(Path(path), lambda temporary: _Book(plan, temporary, lang).write())


Heads = list[tuple[str, str, float]]


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
        if self.plan.besides:
            self._besides()
        self._policy()
        self._proof()
        self.book.close()

    def _sheet(self, vi: str, en: str, widths: list[float], *, landscape: bool) -> Worksheet:
        sheet = self.book.add_worksheet(self.say(vi, en))
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

    def _table(self, sheet: Worksheet, row: int, heads: Heads, lines: list[list[Any]], empty: tuple[str, str]) -> int:
        """Headings and body with thin rules; returns the row after it. ``heads``: Vietnamese, English, width of the column."""
        widths = [width for _, _, width in heads]
        rule = {"border": 1, "border_color": RULE, "font_size": 9, "indent": 1}
        head = self.format(**rule, bold=True, bg_color=SHADE, valign="vcenter")
        words = [self.say(vi, en) for vi, en, _ in heads]
        self._height(sheet, row, words, widths)
        for k, word in enumerate(words):
            sheet.write(row, k, word, head)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 0)
        if not lines:
            sheet.write(row + 1, 0, self.say(*empty), self.format(italic=True, text_wrap=False))
            return row + 2
        text, number = self.format(**rule), self.format(**rule, align="right", num_format="#,##0")
        for n, line in enumerate(lines, start=row + 1):
            self._height(sheet, n, [str(v) for v in line], widths)
            for k, value in enumerate(line):
                if isinstance(value, int):
                    sheet.write_number(n, k, value, number)
                else:
                    sheet.write_string(n, k, value or "", text)
        sheet.autofilter(row, 0, row + len(lines), len(heads) - 1)
        return row + len(lines) + 1

    def _height(self, sheet: Worksheet, row: int, cells: list[str], widths: list[float]) -> None:
        """LibreOffice does not grow rows of wrapped text by itself: say how high they are."""
        sheet.set_row(row, 11.5 * max(lines_needed(c, w) for c, w in zip(cells, widths, strict=True)) + 3)

    def _summary(self) -> None:
        plan = self.plan
        sheet = self._sheet("Tóm tắt", "Summary", [46, 16, 16, 30], landscape=False)
        row = self._heading(
            sheet, plan.title(self.lang),
            self.say("Đề xuất để người có thẩm quyền xem xét, quyết định; phần mềm không quyết định.", "A proposal for the competent person to decide on; the software decides nothing."),
        )  # fmt: skip
        facts = [
            (self.say("Người đang công tác", "People in service"), plan.people),
            (self.say("Vị trí", "Posts"), plan.posts),
            (self.say("Số chỗ", "Seats"), plan.seats),
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
        head = self.format(bold=True, bg_color=SHADE, border=1, border_color=RULE, indent=1)
        for k, word in enumerate(
            (
                self.say("Trước và sau", "Before and after"),
                self.say("Trước", "Before"),
                self.say("Sau", "After"),
                self.say("Thay đổi", "Change"),
            )
        ):
            sheet.write(row, k, word, head)
        cell = self.format(border=1, border_color=RULE, indent=1)
        right = self.format(border=1, border_color=RULE, indent=1, align="right")
        for f in plan.figures:
            row += 1
            sheet.write(row, 0, f.vi if self.vi else f.en, cell)
            sheet.write(row, 1, figure_number(f, f.before, self.lang), right)
            sheet.write(row, 2, figure_number(f, f.after, self.lang), right)
            sheet.write(row, 3, figure_change(f, self.lang), cell)
        row += 2
        missed = tuple((o.words("vi"), o.words("en")) for o in plan.requirements if o.missed)
        met = tuple((o.words("vi"), o.words("en")) for o in plan.requirements if not o.missed)
        for title, lines in (
            (self.say("Yêu cầu chưa đạt", "Requirements not met"), missed),
            (self.say("Yêu cầu đã đạt", "Requirements met"), met[:40]),
            (self.say("Quan hệ gia đình chưa xử lý được", "Family ties not resolved"), plan.kinship_kept),
            (self.say("Cảnh báo", "Warnings"), plan.warnings),
        ):
            if lines:
                sheet.write(row, 0, title, self.format(bold=True))
                for vi, en in lines:
                    row += 1
                    sheet.merge_range(row, 0, row, 3, f"– {vi if self.vi else en}", self.format())
                    sheet.set_row(row, 13 * lines_needed(vi if self.vi else en, 100) + 2)
                row += 2
        if plan.rejected_rows:
            sheet.merge_range(
                row, 0, row, 3,
                self.say(f"{plan.rejected_rows} dòng của tệp dữ liệu bị loại khi đọc; chỗ của những người đó được giữ.", f"{plan.rejected_rows} rows of the data were rejected; the seats of those people are kept."),
                self.format(bold=True),
            )  # fmt: skip
            row += 2
        self._signatures(sheet, row + 1)

    def _signatures(self, sheet: Worksheet, row: int) -> None:
        """Where a person signs: nothing here decides by itself."""
        who = (
            (0, ("Người lập phương án", "Prepared by")), (1, ("Cơ quan tham mưu", "Advising body")),
            (3, ("Người có thẩm quyền", "Competent authority")),
        )  # fmt: skip
        for column, (vi, en) in who:
            place = (row, 1, row, 2) if column == 1 else None
            for shift, words, look in (
                (0, self.say(vi, en).upper(), {"bold": True}),
                (1, self.say("(ký, ghi rõ họ tên)", "(signature, full name)"), {"italic": True, "font_size": 9}),
            ):
                style = self.format(align="center", **look)
                if place:
                    sheet.merge_range(row + shift, 1, row + shift, 2, words, style)
                else:
                    sheet.write(row + shift, column, words, style)

    def _moves(self) -> None:
        heads: Heads = [
            ("#", "#", 4), ("Họ và tên", "Name", 19), ("Từ", "From", 25), ("Đến", "To", 25),
            ("Phù hợp trước → sau", "Fit before → after", 9), ("Pháp lý", "Law", 14), ("Vì sao", "Why", 78),
            ("Nếu không: phương án kế tiếp, số điểm mất", "Otherwise: runner-up, points lost", 24),
        ]  # fmt: skip
        sheet = self._sheet("Đề xuất", "Moves", [w for _, _, w in heads], landscape=True)
        row = self._heading(
            sheet, self.say("Đề xuất thay đổi vị trí", "Proposed moves"),
            self.say("Xếp theo mức quan trọng đối với cả phương án", "Ordered by what they matter to the whole plan"),
        )  # fmt: skip
        lines = [self._move(n, m) for n, m in enumerate(self.plan.moves, start=1)]
        self._table(
            sheet,
            row,
            heads,
            lines,
            ("Không có thay đổi nào tốt hơn hiện trạng.", "No change is better than the present."),
        )

    def _move(self, number: int, m: Move) -> list[Any]:
        why = m.reasons_vi if self.vi else m.reasons_en
        labels = ("Căn cứ", "Điểm mạnh", "Còn thiếu") if self.vi else ("Ground", "Strong", "Missing")
        origin = f"{m.from_title}\n{m.from_unit}" if m.from_title else self.say("Chưa có vị trí", "No post")
        before = self._points(m.fit_before) if m.fit_before is not None else "–"
        return [
            number, f"{m.person_name}\n{m.person_id}", origin, f"{m.to_title}\n{m.to_unit}", f"{before} → {self._points(m.fit_after)}",
            f"{_VERDICTS[self.lang][m.verdict]}\n{_KINDS[m.kind][0 if self.vi else 1]}",
            "\n".join(f"{label}: {line}" for label, line in zip(labels, why, strict=True)), self._otherwise(m),
        ]  # fmt: skip

    def _points(self, score: int) -> str:
        return format_number(score / 100, decimals=1) if self.vi else f"{score / 100:.1f}"

    def _otherwise(self, m: Move) -> str:
        if m.margin is None:
            return self.say("Không có phương án nào khác", "There is no other plan")
        points = format_number(m.margin) if self.vi else f"{m.margin:,}"
        runner = m.runner_up.words(self.lang) if m.runner_up else ""
        return f"{runner}\n{self.say('mất', 'loses')} {'' if m.margin_exact else '≥ '}{points} {self.say('điểm', 'points')}"

    def _vacancies(self) -> None:
        heads: Heads = [
            ("#", "#", 4), ("Vị trí", "Post", 34), ("Đơn vị", "Unit", 34), ("Số chỗ", "Seats", 7), ("Mức quan trọng", "Importance", 10),
            ("Được xét", "Considered", 9), ("Đủ điều kiện", "Lawful", 10), ("Lý do", "Reason", 80),
        ]  # fmt: skip
        sheet = self._sheet("Chỗ trống", "Vacancies", [w for _, _, w in heads], landscape=True)
        row = self._heading(sheet, self.say("Chỗ còn trống và lý do", "Empty seats and why"))
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
        self._table(sheet, row, heads, lines, ("Không còn chỗ trống.", "No seat is empty."))

    def _unplaced(self) -> None:
        heads: Heads = [("#", "#", 5), ("Họ và tên", "Name", 30), ("Mã", "Id", 14), ("Lý do", "Reason", 80)]
        sheet = self._sheet("Chưa có vị trí", "Unplaced", [w for _, _, w in heads], landscape=True)
        row = self._heading(sheet, self.say("Người chưa có vị trí", "People without a post"))
        lines = [
            [n, u.name, u.person_id, u.reason_vi if self.vi else u.reason_en]
            for n, u in enumerate(self.plan.unplaced, start=1)
        ]
        self._table(sheet, row, heads, lines, ("Ai cũng có vị trí.", "Everybody has a post."))

    def _besides(self) -> None:
        heads: Heads = [
            ("#", "#", 5), ("Họ và tên", "Name", 26), ("Mã", "Id", 12), ("Vị trí chính", "Main post", 34), ("Kiêm", "Also", 34),
            ("Căn cứ", "Ground", 40), ("Phụ cấp", "Allowance", 34), ("Bỏ đi thì mất", "Lost without it", 12),
        ]  # fmt: skip
        sheet = self._sheet("Kiêm nhiệm", "Concurrent", [w for _, _, w in heads], landscape=True)
        row = self._heading(sheet, self.say("Vị trí kiêm nhiệm", "Posts held besides a main one"))
        lines: list[list[Any]] = [
            [
                n, b.person_name, b.person_id, f"{b.main_title}, {b.main_unit}", f"{b.title}, {b.unit}", self.say(b.ground_vi, b.ground_en),
                self.say(b.allowance_vi, b.allowance_en), "–" if b.margin is None else b.margin,
            ]
            for n, b in enumerate(self.plan.besides, start=1)
        ]  # fmt: skip
        self._table(sheet, row, heads, lines, ("Không ai kiêm nhiệm.", "Nobody holds two posts."))

    def _policy(self) -> None:
        heads: Heads = [("Mục", "Field", 28), ("Giá trị", "Value", 32), ("Ý nghĩa", "Meaning", 80)]
        sheet = self._sheet("Chính sách", "Policy", [w for _, _, w in heads], landscape=True)
        row = self._heading(
            sheet, f"{self.say('Chính sách', 'Policy')}: {self.plan.policy.name}",
            self.say("10.000 điểm là phù hợp trọn vẹn của một người với một vị trí", "10,000 points are one person's full fit to one post"),
        )  # fmt: skip
        row = self._table(sheet, row, heads, [list(line) for line in self.plan.policy.meanings(self.lang)], ("", ""))
        sheet.write(row + 1, 0, self.say("Tệp chính sách (YAML)", "Policy file (YAML)"), self.format(bold=True))
        for n, line in enumerate(self.plan.policy.to_yaml().splitlines(), start=row + 2):
            sheet.write_string(n, 0, line, self.format(font_name="Courier New", font_size=9, text_wrap=False))

    def _proof(self) -> None:
        plan, proof = self.plan, self.plan.certificate
        heads: Heads = [
            ("Vị trí", "Post", 34),
            ("Giá một chỗ", "Price of a seat", 22),
            ("Người", "Person", 22),
            ("Giá", "Price", 22),
        ]
        sheet = self._sheet("Chứng minh", "Certificate", [w for _, _, w in heads], landscape=False)
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
            shown = self.say("không cần", "not needed") if value is None else value
            sheet.write(row, 1, shown, self.format(align="right", num_format="#,##0", bold=True))
            row += 1
        formula = f"{self.say('Công thức ai cũng tính lại được', 'The formula anybody can recompute')}: {proof.get('formula', '')}"
        sheet.merge_range(row, 0, row + 3, 3, formula, self.format(font_size=9))
        row += 5
        posts, people = sorted(proof.get("posts", {}).items()), sorted(proof.get("people", {}).items())
        lines = [
            [*(posts[k] if k < len(posts) else ("", "")), *(people[k] if k < len(people) else ("", ""))]
            for k in range(max(len(posts), len(people)))
        ]
        self._table(sheet, row, heads, lines, ("Mọi giá bằng 0.", "All prices are 0."))
        # Thousands of prices are for machines to check, not for paper.
        sheet.print_area(0, 0, row - 1, 3)


def lines_needed(text: str, width: float) -> int:
    """How many lines a wrapped text takes in a column of that width (characters of 9-point type, a little generous)."""
    return sum(1 + int(len(part) * 0.72 // max(width, 1)) for part in text.split("\n"))


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
