"""A catalogue in Excel or CSV as rows of products: the heading row is found, columns are known by their words."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from dungviec.exchange.grid import Sheet, filled, load_sheets
from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.appraisal.services.catalogue import ProductRow
from dungviec.records.vietnamese import fold

_KNOWN = {
    "code": ("ma san pham", "ma", "ma so", "ma cong viec", "code"),
    "name": ("ten san pham", "san pham, cong viec", "san pham/cong viec", "san pham", "ten cong viec", "noi dung", "ten san pham, cong viec", "name"),
    "group": ("nhom do phuc tap", "nhom", "phan nhom", "nhom phuc tap", "group"),
    "coefficient": ("he so quy doi", "he so", "coefficient"),
    "kind": ("loai viec", "loai cong viec", "so truong", "kind"),
    "points": ("diem cham", "diem", "points"),
}  # fmt: skip
_DEEPEST = 15


def read_catalogue(path: Path) -> list[ProductRow]:
    """The products in a file. Raises UnreadableFileError where no heading row with code, name and group is found."""
    for sheet in load_sheets(path):
        if sheet.hidden or not sheet.rows:
            continue
        top, use = _header(sheet)
        if use:
            return _rows(sheet, top, use)
    raise UnreadableFileError(
        f"Không thấy bảng danh mục trong «{path.name}»: cần dòng tiêu đề có «Mã», «Tên sản phẩm», «Nhóm» và «Hệ số» hoặc «Điểm».",
        f"No catalogue in “{path.name}”: a heading row with “Mã”, “Tên sản phẩm”, “Nhóm” and “Hệ số” or “Điểm” is needed.",
    )


def number_of(text: Any) -> Decimal | None:
    """A number as people write it, with a comma or a point; None for an empty cell. Raises ValueError on anything else."""
    written = str(text if text is not None else "").strip().replace(" ", "").replace(",", ".")
    if not written:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise ValueError(written) from None
    if not number.is_finite() or abs(number) >= Decimal(10_000):
        raise ValueError(written)
    return number


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    for top in range(min(_DEEPEST, len(sheet.rows))):
        use: dict[str, int] = {}
        for c, cell in enumerate(sheet.rows[top]):
            word = fold(cell).strip(" *:") if isinstance(cell, str) else ""
            for key, known in _KNOWN.items():
                if word in known and key not in use:
                    use[key] = c
                    break
        if {"code", "name", "group"} <= use.keys() and {"coefficient", "points"} & use.keys():
            return top, use
    return 0, {}


def _rows(sheet: Sheet, top: int, use: dict[str, int]) -> list[ProductRow]:
    found = []
    for row in range(top + 1, len(sheet.rows)):
        if len(filled(sheet.rows[row])) < 2:
            continue
        place = f"{sheet.name}!{row + 1}"
        numbers: dict[str, Decimal | None] = {}
        for key in ("coefficient", "points"):
            try:
                numbers[key] = number_of(sheet.cell(row, use[key])) if key in use else None
            except ValueError as bad:
                raise UnreadableFileError(
                    f"{place}: «{bad}» không phải là hệ số hay điểm. Xin ghi số, ví dụ 1,5.",
                    f"{place}: “{bad}” is no coefficient and no points. Write a number, such as 1.5.",
                ) from None
        code, name, group = (_word(sheet.cell(row, use[k])) for k in ("code", "name", "group"))
        kind = _word(sheet.cell(row, use["kind"])) if "kind" in use else ""
        found.append(ProductRow(code, name, group, numbers["coefficient"], numbers["points"], place, kind))
    return found


def _word(cell: Any) -> str:
    return str(cell if cell is not None else "").strip().removesuffix(".0")
