"""Dates as rosters write them: real dates, serial numbers, day-month-year in any dress, a year alone.

A date is always read day first; 02/16/1982 is refused with a question, never taken as 16 February.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dungviec.exchange.grid import Cell, show
from dungviec.exchange.problems import Problem
from dungviec.records.vietnamese import fold

_SERIAL_DAY_ZERO = date(1899, 12, 30)
_LARGEST = 1e15
"""No day is packed into more digits."""
_NOTHING = frozenset(
    {"", "-", "--", "---", "x", "khong", "khong ro", "chua", "chua ro", "n/a", "na", "?", ".", "…", "...", "0"}
)
_MONTHS = {
    m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_DMY = re.compile(r"^(\d{1,2})[\s/.\-_,]+(\d{1,2})[\s/.\-_,]+(\d{4}|\d{2})$")
_YMD = re.compile(r"^(\d{4})[\s/.\-]+(\d{1,2})[\s/.\-]+(\d{1,2})$")
_MY = re.compile(r"^(\d{1,2})[\s/.\-]+(\d{4})$")
_YM = re.compile(r"^(\d{4})[\s/.\-](\d{1,2})$")
_CLOCK = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?( [ap]m)?$")
_WORDS = re.compile(r"^(?:ngay )?(\d{1,2})?\s*,?\s*(?:thang )(\d{1,2})\s*,?\s*(?:nam|/|-)?\s*(\d{4}|\d{2})$")
_ENGLISH = re.compile(r"^(\d{1,2})[\s\-/]([a-z]{3})[a-z]*[\s\-/](\d{4}|\d{2})$")


@dataclass(frozen=True, slots=True)
class Day:
    """A date known to the day, the month or only the year; ``text`` is ISO 8601 of that precision."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """``1980-03-05``, ``1980-03`` or ``1980``."""
        if self.month is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean, near enough for comparisons."""
        return date(self.year, self.month or 12, self.day or (31 if not self.month else 28))


@lru_cache(maxsize=1 << 14, typed=True)
def parse_day(value: Cell, *, pivot: int = 30) -> Day | Problem | None:
    """The date in a cell; None for an empty one; a Problem with what to do when it cannot be a date.

    Two-digit years up to ``pivot`` are 20xx, the others 19xx.

    >>> parse_day("ngày 5 tháng 3 năm 1980").text, parse_day("1/9/71").text, parse_day(1965).text
    ('1980-03-05', '1971-09-01', '1965')
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day, show(value))
    if isinstance(value, int | float):
        return _from_number(value) if abs(value) < _LARGEST else _unreadable(show(value))
    if not isinstance(value, str):
        return _unreadable(show(value))
    text = _CLOCK.sub("", fold(value).strip(" '’`").removeprefix("sn").strip(" .:"))
    text = re.sub(r"\s*([/.\-])\s*", r"\1", text.replace("\\", "/").replace("–", "-").replace("—", "-"))
    if text in _NOTHING:
        return None
    if re.fullmatch(r"\d{1,15}([.,]0+)?", text):
        return _from_number(int(re.split(r"[.,]", text)[0]), digits=len(re.split(r"[.,]", text)[0]), shown=value)
    return _from_text(text, value, pivot)


def _from_text(text: str, shown: str, pivot: int) -> Day | Problem:
    text = text.replace("?", "0")
    if m := _DMY.match(text):
        return _checked(_year(m[3], pivot), int(m[2]), int(m[1]), shown)
    if m := _YMD.match(text):
        return _checked(int(m[1]), int(m[2]), int(m[3]), shown)
    if m := _WORDS.match(text):
        return _checked(_year(m[3], pivot), int(m[2]), int(m[1] or 0), shown)
    if m := _ENGLISH.match(text):
        if m[2] in _MONTHS:
            return _checked(_year(m[3], pivot), _MONTHS[m[2]], int(m[1]), shown)
        return _unreadable(shown)
    if m := _MY.match(text):
        return _checked(int(m[2]), int(m[1]), 0, shown)
    if m := _YM.match(text):
        return _checked(int(m[1]), int(m[2]), 0, shown)
    if m := re.match(r"^(?:nam )?(\d{4})$", text):
        return _checked(int(m[1]), 0, 0, shown)
    return _unreadable(shown)


def _from_number(number: float, *, digits: int = 0, shown: str | None = None) -> Day | Problem | None:
    whole = int(number)
    shown = shown or show(number if isinstance(number, int) else round(number, 4))
    if whole == 0:
        return None
    if 1900 <= whole <= 2100:
        return Day(whole)
    if 4000 <= whole <= 73_050:  # 1910-12-13 … 2099-12-31
        day = _SERIAL_DAY_ZERO + timedelta(days=whole)
        return Day(day.year, day.month, day.day)
    packed = str(whole).zfill(max(digits, 0))
    if len(packed) == 7:
        packed = "0" + packed
    if len(packed) == 8:
        first = _checked(int(packed[4:]), int(packed[2:4]), int(packed[:2]), shown)
        if isinstance(first, Day):
            return first
        second = _checked(int(packed[:4]), int(packed[4:6]), int(packed[6:]), shown)
        return second if isinstance(second, Day) else first
    return _unreadable(shown)


def _year(text: str, pivot: int) -> int:
    year = int(text)
    return year if len(text) == 4 else (2000 if year <= pivot else 1900) + year


def _checked(year: int, month: int, day: int, shown: str) -> Day | Problem:
    if not 1900 <= year <= 2100:
        return Problem(
            f"năm {year} không thể đúng", f"the year {year} cannot be right",
            "sửa năm theo hồ sơ gốc, viết dạng ngày/tháng/năm", "correct the year from the file, written day/month/year",
        )  # fmt: skip
    if month == 0:
        return Day(year)
    if month > 12:
        guess = f" (có phải {month:02d}/{day:02d}/{year}?)" if 1 <= day <= 12 and month <= 31 else ""
        return Problem(
            f"không có tháng {month}", f"there is no month {month}",
            f"viết lại dạng ngày/tháng/năm{guess}", f"write it day/month/year{guess.replace('có phải', 'is it')}",
        )  # fmt: skip
    if day == 0:
        return Day(year, month)
    try:
        date(year, month, day)
    except ValueError:
        return Problem(
            f"ngày {shown} không có trong lịch", f"{shown} is not in the calendar",
            "xem lại hồ sơ gốc và sửa ngày", "check the file and correct the day",
        )  # fmt: skip
    return Day(year, month, day)


def _unreadable(shown: str) -> Problem:
    return Problem(
        f"«{shown}» không đọc được thành ngày", f"“{shown}” cannot be read as a date",
        "viết lại dạng ngày/tháng/năm, ví dụ 05/03/1980", "write it day/month/year, for example 05/03/1980",
    )  # fmt: skip
