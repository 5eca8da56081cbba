"""A value of the records as a form writes it, and back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dungviec.documents.layout import month_words
from dungviec.exchange.values import BadValue, parse_date, read_value
from dungviec.records.schema import Column
from dungviec.records.vietnamese import clean, format_date, format_number

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOTS = re.compile(r"[\s.…·_\-–]*")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")


def plain(text: str) -> str:
    """A text as papers carry it: composed letters, single spaces, no characters that XML forbids.

    >>> plain(" Nguyễn\\x00  Văn A ")
    'Nguyễn Văn A'
    """
    return clean(_NO_XML.sub(" ", text))


def written(column: Column, value: Any, *, month: bool = False) -> str:
    """``value`` in words of the form: dd/mm/yyyy (mm/yyyy for ``month``), the label of a code, a comma for decimals."""
    if value is None:
        return ""
    if isinstance(value, date):
        return month_words(value) if month else format_date(value)
    if column.type in ("code", "codes") and column.code_list is not None:
        values = value if isinstance(value, list | tuple) else [value]
        return "; ".join(column.code_list.label(v) for v in values)
    if column.type == "words":
        return "; ".join(plain(v) for v in value)
    if column.type == "money":
        return format_number(value)
    if column.type == "number":
        return _number(float(value))
    if column.type == "bool":
        return "Có" if value else "Không"
    return plain(str(value))


def _number(value: float) -> str:
    """The shortest decimals that give the number back, two at least where it has any.

    >>> _number(2.1), _number(100.0), _number(2.345)
    ('2,10', '100', '2,345')
    """
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    decimals = text.partition(".")[2]
    return (text + "0" if len(decimals) == 1 and decimals.isdigit() else text).replace(".", ",")


def is_empty(text: str) -> bool:
    """Whether what stands in a place to fill says nothing: blank, or only the dots that were printed there."""
    return _DOTS.fullmatch(text) is not None


def read_back(column: Column, text: str, *, exact: date | None = None) -> Any:
    """The value a person's words stand for. ``exact`` is the day a month was printed from: kept while the month is the same.

    Raises :class:`dungviec.exchange.values.BadValue` with a sentence.
    """
    text = plain(text)
    if is_empty(text):
        return None
    if column.type == "date":
        return _day(text, exact)
    if column.type == "number":
        return _decimal(text)
    if column.type == "text":
        return text
    return read_value(column, text)


def _day(text: str, exact: date | None) -> date | None:
    if text.lower() in ("nay", "đến nay", "hiện nay"):
        return None
    if exact is not None and text in (month_words(exact), format_date(exact)):
        return exact
    if found := _MONTH.fullmatch(text):
        month, year = int(found[1]), int(found[2])
        if not 1 <= month <= 12 or year < 1:
            raise BadValue(f"Không có tháng {month}; ghi mm/yyyy", f"There is no month {month}; write mm/yyyy")
        return date(year, month, 1)
    if _YEAR.fullmatch(text):
        raise BadValue("Chỉ có năm; ghi mm/yyyy hoặc dd/mm/yyyy", "Only a year; write mm/yyyy or dd/mm/yyyy")
    return parse_date(text)


def _decimal(text: str) -> float:
    """A number written with a decimal comma; points before groups of three are separators only where a comma follows or they repeat."""
    body = text.replace(" ", "").replace("_", "?").removesuffix("%")
    if "," in body:
        body = body.replace(".", "").replace(",", ".")
    try:
        number = float(body)
    except ValueError:
        raise BadValue("Phải là số, ví dụ 4,32", "Must be a number, such as 4.32") from None
    if number in (float("inf"), float("-inf")) or number != number:
        raise BadValue("Phải là số, ví dụ 4,32", "Must be a number, such as 4.32")
    return number
