"""The task list of a document system (Excel or CSV) → lines of the monthly sheets (Mẫu số 01 fills itself).

One row is one task: whose, which product, when due, when finished, how often returned. Every line keeps the row it came
from, so that each number of a sheet can be traced. Nobody's score is guessed: a row that cannot be read is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dungviec.exchange.balance import Balance
from dungviec.exchange.grid import Cell, Sheet, filled, load_sheets
from dungviec.exchange.problems import UnreadableFileError, column_letter
from dungviec.exchange.rejected import Rejected
from dungviec.exchange.values import BadValue, read_value, shown
from dungviec.law.appraisal_lines import ONE_PRODUCT
from dungviec.records.schema import Column
from dungviec.records.vietnamese import fold

COLUMNS: dict[str, tuple[Column, tuple[str, ...]]] = {
    "official": (Column("official", "text", "Mã cán bộ", "Official", required=True), ("ma can bo", "ma nguoi xu ly", "ma cong chuc", "can bo", "nguoi xu ly", "nguoi thuc hien", "chuyen vien xu ly", "can bo xu ly", "can bo thuc hien", "can bo chu tri", "nguoi chu tri", "nguoi xu ly chinh", "nguoi duoc giao", "nguoi phu trach", "chuyen vien", "ho va ten", "ho ten", "official")),
    "product": (Column("product", "text", "Mã sản phẩm", "Product"), ("ma san pham", "san pham", "loai san pham", "loai cong viec", "product")),
    "name": (Column("name", "text", "Nội dung", "What it was"), ("noi dung", "ten cong viec", "trich yeu", "nhiem vu", "cong viec", "ten nhiem vu", "noi dung cong viec", "noi dung nhiem vu", "trich yeu noi dung", "trich yeu van ban", "ten van ban", "task")),
    "number": (Column("number", "text", "Số văn bản", "Number of the document"), ("so van ban", "so ky hieu", "ma nhiem vu", "so den", "so/ky hieu", "so, ky hieu", "so hieu", "so vb", "so van ban den")),
    "quantity": (Column("quantity", "int", "Số lượng", "Quantity"), ("so luong", "so luong giao", "quantity")),
    "assigned": (Column("assigned", "date", "Ngày giao", "Assigned on"), ("ngay giao", "ngay nhan", "ngay giao viec", "ngay den", "assigned")),
    "due": (Column("due", "date", "Hạn xử lý", "Due"), ("han xu ly", "han hoan thanh", "thoi han", "thoi han xu ly", "thoi han hoan thanh", "han giai quyet", "ngay het han", "ngay den han", "han", "due")),
    "finished": (Column("finished", "date", "Ngày hoàn thành", "Finished on"), ("ngay hoan thanh", "hoan thanh", "ngay xong", "ngay hoan thanh thuc te", "ngay xu ly xong", "ngay ket thuc", "ngay ht", "hoan thanh ngay", "finished")),
    "returned": (Column("returned", "int", "Số lần trả lại", "Times returned"), ("so lan tra lai", "tra lai", "so lan lam lai", "so lan sua", "so lan bi tra lai", "returned")),
    "objective": (Column("objective", "bool", "Lý do khách quan", "Objective cause confirmed"), ("ly do khach quan", "khach quan", "objective")),
    "extra": (Column("extra", "bool", "Phát sinh, làm thay", "Unplanned or taken over"), ("phat sinh", "dot xuat", "lam thay", "phat sinh, lam thay", "extra")),
}  # fmt: skip
"""What a list may hold: the column and the folded headings it is known by."""
DEEPEST_HEADER = 15
_MOST_HELD = 1000


@dataclass(frozen=True, slots=True)
class TaskListRead:
    """What a list came to: lines of the appraisal sheet by official and month, rejected rows, the balance, headings understood."""

    lines: Mapping[str, Mapping[int, list[dict[str, Any]]]]
    rejected: tuple[Rejected, ...]
    balance: Balance
    headings: Mapping[str, str]
    ignored: tuple[str, ...]
    other_years: int


@dataclass(slots=True)
class _Gathering:
    lines: dict[str, dict[int, list[dict[str, Any]]]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    rows: int = 0
    taken: int = 0
    other_years: int = 0


def read_task_list(
    path: Path, *, year: int, as_of: date, people: Mapping[str, str] | None = None, products: Mapping[str, str] | None = None,
    progress: Callable[[float], None] = lambda _share: None,
) -> TaskListRead:  # fmt: skip
    """The tasks of ``year`` in a list, as known on ``as_of``: a task unfinished by then is not done.

    ``people`` and ``products`` turn names (or codes) as the list writes them into identifiers; without them the words are
    taken as they are. A task belongs to the month in which it is due, else was finished, else was given. Finished
    after it was due is late once; ``returned`` times are redone. Raises UnreadableFileError where no table of tasks is found.
    """
    sheets = [s for s in load_sheets(path) if not s.hidden and s.rows]
    found = [(s, top, use) for s in sheets for top, use in [_header(s)] if use]
    if not found:
        raise UnreadableFileError(
            f"Không thấy bảng công việc trong «{path.name}»: cần dòng tiêu đề có «Người xử lý» (hoặc «Mã cán bộ») và «Hạn xử lý» hoặc «Ngày hoàn thành».",
            f"No table of tasks in “{path.name}”: a heading row with “Người xử lý” (or “Mã cán bộ”) and “Hạn xử lý” or “Ngày hoàn thành” is needed.",
        )
    out = _Gathering()
    keys = _Names(people), _Names(products)
    for k, (sheet, top, use) in enumerate(found):
        for row in range(top + 1, len(sheet.rows)):
            if len(filled(sheet.rows[row])) >= 2:
                _take(out, path.name, sheet, row, use, year, as_of, keys)
        progress((k + 1) / len(found))
    sheet, top, use = found[0]
    head = {key: shown(sheet.cell(top, c)) for key, c in use.items()}
    ignored = tuple(shown(c) for i, c in enumerate(sheet.rows[top]) if c is not None and i not in use.values())
    skipped = out.other_years
    return TaskListRead(
        out.lines,
        tuple(out.rejected),
        Balance(out.rows, out.taken, 0, skipped, len(out.rejected)),
        head,
        ignored,
        out.other_years,
    )


class _Names:
    """Words of a list → identifiers; folded, so that marks and capitals do not matter. Two people of one name are nobody."""

    def __init__(self, known: Mapping[str, str] | None) -> None:
        self.known: dict[str, str | None] | None = None
        if known is not None:
            self.known = {}
            for word, key in known.items():
                folded = fold(word)
                self.known[folded] = key if self.known.get(folded, key) == key else None

    def find(self, word: str) -> str | None:
        """The identifier, or None where nobody or more than one is meant."""
        return word if self.known is None else self.known.get(fold(word))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The heading row and the column of each field; an empty mapping where the sheet is no table of tasks."""
    best: tuple[int, dict[str, int]] = (0, {})
    for top in range(min(DEEPEST_HEADER, len(sheet.rows))):
        use: dict[str, int] = {}
        for c, cell in enumerate(sheet.rows[top]):
            word = _heading(cell)
            for key, (_, known) in COLUMNS.items():
                if word in known and key not in use:
                    use[key] = c
        if "official" in use and ({"due", "finished"} & use.keys()) and len(use) > len(best[1]):
            best = top, use
    return best


def _heading(cell: Cell) -> str:
    """A heading as it is looked up: folded, without line breaks, marks of duty, units in brackets or a number in front."""
    if not isinstance(cell, str):
        return ""
    word = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", " ".join(cell.split()))
    return re.sub(r"^\d+[.)]\s*", "", fold(word)).strip(" *:.-")


def _take(
    out: _Gathering, file: str, sheet: Sheet, row: int, use: dict[str, int], year: int, as_of: date, keys: tuple[_Names, _Names],
) -> None:  # fmt: skip
    out.rows += 1

    def refuse(key: str, vi: str, en: str, cell: Cell = None) -> None:
        place = f"{column_letter(use[key])} " if key in use else ""
        value = "" if cell is None else shown(cell)
        out.rejected.append(Rejected(sheet.name, row + 1, f"{place}«{COLUMNS[key][0].vi}»", value, vi, en))

    values: dict[str, Any] = {}
    for key, c in use.items():
        cell = sheet.cell(row, c)
        try:
            values[key] = read_value(COLUMNS[key][0], cell)
        except BadValue as bad:
            refuse(key, bad.vi, bad.en, cell)
            return
    who = values.get("official")
    official = keys[0].find(who) if who else None
    if official is None:
        known = "không có trong phiếu, hoặc trùng tên" if who else "chưa ghi người xử lý"
        refuse(
            "official",
            f"{known}; ghi mã cán bộ",
            "nobody of that name in the sheet, or more than one; give the code"
            if who
            else "nobody is named; give the code",
            who,
        )
        return
    month = _month(values)
    if month is None:
        refuse(
            "due",
            "không có hạn, ngày hoàn thành hay ngày giao; ghi ít nhất một ngày",
            "no due, finished or assigned day; give one of them",
        )
        return
    if month.year != year:
        out.other_years += 1
        return
    line = _line(values, as_of, f"{file}!{sheet.name}!{row + 1}")
    if isinstance(line, tuple):
        refuse(line[0], line[1], line[2], values.get(line[0]))
        return
    if "product" in use:
        product = keys[1].find(values["product"]) if values.get("product") else None
        if product is None:
            refuse(
                "product",
                "sản phẩm chưa có trong danh mục nên chưa có hệ số; thêm vào danh mục hoặc sửa mã",
                "the product is not in the catalogue, so it has no coefficient; add or correct it",
                values.get("product"),
            )
            return
        for each in line:
            each["product"] = product
    out.taken += 1
    out.lines.setdefault(official, {}).setdefault(month.month, []).extend(line)


def _month(values: Mapping[str, Any]) -> date | None:
    found = next((values[k] for k in ("due", "finished", "assigned") if values.get(k) is not None), None)
    return found if isinstance(found, date) else None


def _line(values: Mapping[str, Any], as_of: date, source: str) -> list[dict[str, Any]] | tuple[str, str, str]:
    """The sheet's line, one product each where something was returned or late; or the field at fault with the reason."""
    quantity = 1 if values.get("quantity") is None else int(values["quantity"])
    returned = int(values.get("returned") or 0)
    if not 1 <= quantity <= _MOST_HELD:
        return "quantity", f"số lượng từ 1 đến {_MOST_HELD}", f"a quantity is 1 to {_MOST_HELD}"
    if returned < 0:
        return "returned", "số lần trả lại không thể âm", "times returned cannot be negative"
    finished, due = values.get("finished"), values.get("due")
    done = finished is not None and finished <= as_of
    late = int(done and due is not None and finished > due)
    label = " ".join(str(values[k]) for k in ("number", "name") if values.get(k))
    line: dict[str, Any] = {"name": label, "assigned": quantity, "done": quantity if done else 0, "source": source}
    if values.get("objective"):
        line["objective_cause"] = True
    if values.get("extra"):
        line["extra"] = True
    if quantity == 1 or not (returned or late):
        return [line | ({"redone": returned} if returned else {}) | ({"late": late} if late else {})]
    if returned > ONE_PRODUCT:  # nobody can say whose deductions stop at nothing (NĐ 335 Điều 14.2)
        return (
            "returned",
            f"nhiều sản phẩm trên một dòng mà trả lại quá {ONE_PRODUCT} lần: tách mỗi sản phẩm một dòng",
            f"several products in one row, returned more than {ONE_PRODUCT} times: give each product its row",
        )
    if not late:
        return [line | {"redone": returned}]
    first = {"assigned": 1, "done": int(done), "late": 1} | ({"redone": returned} if returned else {})
    return [line | first, *(line | {"assigned": 1, "done": 1, "late": 1} for _ in range(quantity - 1))]
