"""One cell of the documented workbook → one value of a column, or the reason why not."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import Any

from dungviec.exchange.grid import CellError
from dungviec.records.schema import Column
from dungviec.records.vietnamese import clean, fold

_EPOCH = date(1899, 12, 30)
_TRUE = frozenset({"co", "x", "yes", "true", "1", "dung", "v", "y"})
_FALSE = frozenset({"khong", "no", "false", "0", "sai", "n", "-"})
_DMY = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")
_DIGITS = {"citizen_id": 12, "place_code": 5, "home_code": 5}


class BadValue(ValueError):
    """A cell that cannot be what its column holds; ``vi`` and ``en`` say what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en


def is_blank(cell: Any) -> bool:
    """Whether a cell holds nothing (spaces count as nothing)."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Any) -> str:
    """A cell as a person would read it aloud."""
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    return clean(str(cell))


def read_value(column: Column, cell: Any) -> Any:
    """The value of ``cell`` for ``column``; None for an empty cell. Raises :class:`BadValue`."""
    if is_blank(cell):
        return None
    if isinstance(cell, CellError):
        raise BadValue("Công thức bị lỗi; nhập lại giá trị vào ô", "The formula failed; type the value into the cell")
    return _READERS[column.type](column, cell)


def _text(column: Column, cell: Any) -> str:
    text = shown(cell)
    digits = _DIGITS.get(column.name)
    # Excel drops leading zeros of codes typed as numbers: 22044095344 was 022044095344, 6760 was 06760.
    if digits and text.isdigit() and len(text) == digits - 1:
        return text.zfill(digits)
    return text


def _code(column: Column, cell: Any) -> str:
    codes = column.code_list
    assert codes is not None
    value = codes.parse(shown(cell))
    if value is None:
        raise BadValue(
            f"Không có trong danh mục «{codes.vi}»; chọn một trong: {', '.join(c.vi for c in codes)}",
            f"Not in the list '{codes.en}'; choose one of: {', '.join(c.en for c in codes)}",
        )
    return value


def _codes(column: Column, cell: Any) -> list[str]:
    return [_code(column, word) for word in _split(cell)]


def _words(column: Column, cell: Any) -> list[str]:
    return _split(cell)


def _split(cell: Any) -> list[str]:
    return [clean(word) for word in shown(cell).split(";") if word.strip()]


def _int(column: Column, cell: Any) -> int:
    number = _number(column, cell)
    if number != int(number):
        raise BadValue("Phải là số nguyên", "Must be a whole number")
    if abs(number) >= (2**31 if column.type == "int" else 2**63):
        raise BadValue("Số quá lớn", "The number is too large")
    return int(number)


def _number(column: Column, cell: Any) -> float:
    if isinstance(cell, bool | datetime | date | timedelta):
        raise BadValue("Phải là số", "Must be a number")
    if isinstance(cell, int | float):
        return _finite(float(cell))
    text = shown(cell).replace(" ", "").replace("_", "?")  # Python alone takes 1_000 for a number
    if column.type == "money" or re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    try:
        return _finite(float(text.replace(",", ".")))
    except ValueError:
        raise BadValue("Phải là số, ví dụ 4,32", "Must be a number, such as 4.32") from None


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise BadValue("Phải là số, ví dụ 4,32", "Must be a number, such as 4.32")
    return number


def _date(column: Column, cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 1 <= cell < 80_000:
        return _EPOCH + timedelta(days=int(cell))
    return parse_date(shown(cell))


def parse_date(text: str) -> date:
    """A date written ``dd/mm/yyyy`` (also with ``.`` or ``-``) or ISO. Raises :class:`BadValue`; never reads mm/dd.

    >>> parse_date("3/4/2020")
    datetime.date(2020, 4, 3)
    """
    text = clean(text)
    if found := _DMY.match(text):
        day, month, year = (int(g) for g in found.groups())
    elif found := _ISO.match(text):
        year, month, day = (int(g) for g in found.groups())
    else:
        raise BadValue("Không phải ngày; ghi dd/mm/yyyy, ví dụ 05/03/1980", "Not a date; write dd/mm/yyyy")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(
            f"Ngày {day:02d}/{month:02d}/{year} không có trong lịch; sửa lại ngày, tháng",
            f"{day:02d}/{month:02d}/{year} is not in the calendar; correct day or month",
        ) from None


def _bool(column: Column, cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    word = fold(shown(cell))
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise BadValue(
        "Ghi Có hoặc Không (để trống nếu chưa biết)", "Write Có (yes) or Không (no); leave empty if not known"
    )


_READERS = {
    "text": _text, "code": _code, "codes": _codes, "words": _words, "int": _int, "money": _int, "number": _number,
    "date": _date, "bool": _bool,
}  # fmt: skip
