"""What may stand in one cell: words of the house's own lists bent by a letter, numbers at their ends, days, errors of formulas."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

LETTERS = "0123456789./-,:;%()[]'\"_=+*#@ eExX²½٣５Ⅳ\u00a0\u200b\u200d\u202e\ufeff\u0300\u0301\u0323\t\nđĐăâêôơưạỵẤ́ÀàỹŸßİı中😀\x00\x7f"
"""Digits that are no decimal digits, spaces that are none, marks that combine."""
NUMBERS: tuple[Any, ...] = (
    0, 1, -1, 2, 9, 12, 31, 60, 1900, 1975, 2020, 2100, 9999, 10000, 43831, 79_999, 80_000, 2958465, 2958466, 2**31 - 1, 2**31, -(2**31), 2**53, 2**63 - 1, 2**63,
    10**30, 0.0, -0.0, 0.1, 0.5, 2.34, 4.32, 4.98, 43831.5, 1e15, 1e16, 1e300, -1e300, 5e-324, float("inf"), float("-inf"), float("nan"), True, False,
)  # fmt: skip
DAYS: tuple[Any, ...] = (  # times of a workbook know no zone
    date(1, 1, 1), date(1899, 12, 30), date(1900, 2, 28), date(1975, 8, 15), date(2020, 2, 29), date(9999, 12, 31), datetime(2020, 12, 10, 23, 59, 59), datetime(1, 1, 1),  # noqa: DTZ001
    datetime(9999, 12, 31, 23, 59, 59, 999999), time(0), time(23, 59), timedelta(0), timedelta(days=-1), timedelta.max, timedelta.min,  # noqa: DTZ001
)  # fmt: skip
TEXTS = (
    "", " ", "x", "X", "-", "có", "không", "Nam", "Nữ", "15/08/1975", "3/4/85", "08/1975", "1975", "2020-02-29", "31/02/2020", "2020-12-10 00:00:00", "ngày 5 tháng 3 năm 1980",
    "4,32", "1.234.567", "2,34 + 0,50", "1_000", "1e5", "inf", "NaN", "0x10", "٣٤", "²", "１９７５", "022044095344", "22044095344", "'022044095344", "Nguyễn Thị Hạnh", "NGUYỄN VĂN AN (tức Ba)", "Nguyeãn Vaên",
    "Lª V¨n §øc", "Trưởng phòng", "Thạc sĩ Quản lý công", "Cử nhân Luật, Kế toán", "Cao cấp LLCT", "HTXSNV", "Hoàn thành tốt nhiệm vụ", "Chuyên viên chính", "I. Phòng Nội vụ", "PHÒNG TÀI CHÍNH - KẾ HOẠCH",
    "UBND phường Cẩm Đông", "a;b;c", ";;;", "#REF!", "=1+1", "nay", "đến nay", "Tổng cộng", "TT", "12 tháng", "III/12", "B1 (tiếng Anh)", "9" * 5000, "1" * 8, "12122020", "01.003", "V.07.04.11",
)  # fmt: skip


@cache
def pool() -> tuple[Any, ...]:
    """Seeds: those above, and every label and value of the house's code lists."""
    from dungviec.exchange.grid import CellError
    from dungviec.records.codes import CODE_LISTS

    labels = [word for codes in CODE_LISTS.values() for code in codes for word in (code.value, code.vi, code.en)]
    errors = tuple(CellError(code) for code in ("#N/A", "#REF!", "#VALUE!", "=A1"))
    return (*TEXTS, *TEXTS, *labels, *NUMBERS, *NUMBERS, *DAYS, *errors, None)


def cell(chance: Random) -> Any:
    """One cell; texts are bent as often as not."""
    value = chance.choice(pool())
    return bent(value, chance) if isinstance(value, str) and chance.random() < 0.75 else value


def text(chance: Random) -> str:
    """One text."""
    value = chance.choice(pool())
    return bent(value if isinstance(value, str) else str(value), chance)


def bent(word: str, chance: Random) -> str:
    """A word with letters put in, taken out, exchanged, doubled, or joined to another."""
    for _turn in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(word) + 1)
        how = chance.randrange(8)
        if how == 0:
            word = word[:at] + chance.choice(LETTERS) + word[at:]
        elif how == 1:
            word = word[:at] + word[at + 1 :]
        elif how == 2:
            word = word[:at] + chance.choice(LETTERS) + word[at + 1 :]
        elif how == 3:
            word = word[:at] + word[at : at + 6] * chance.choice((2, 2, 3, 40)) + word[at:]
        elif how == 4:
            word = word.upper() if chance.random() < 0.5 else word.lower()
        elif how == 5:
            word = word[at:]
        elif how == 6:
            word = word + chance.choice((" ", ", ", "/", "-", "\n", "")) + chance.choice(TEXTS)
        else:
            word = word[::-1] if chance.random() < 0.2 else word + chance.choice(LETTERS)
    return word[:6000]
