"""Vietnamese text: folding for search, ordering of names, numbers and dates as people write them.

``đ`` is a letter of its own, not an accented ``d``: it folds to ``d`` only in search keys, never in what is shown or sorted.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

_LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
_ORDER = {letter: i for i, letter in enumerate(_LETTERS)}
_BASE = {
    letter: next(b for b in reversed("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz") if _ORDER[b] <= _ORDER[letter])
    for letter in _LETTERS
}
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """NFC text with runs of white space (no-break spaces too) made single and the ends trimmed.

    >>> clean("  Nguyễn  Văn\\u00a0A ")
    'Nguyễn Văn A'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The search key of a text: lower case, without marks, ``đ`` as ``d``, single spaces.

    >>> fold("Đặng Thị Ánh")
    'dang thi anh'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _SPACE.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A key that sorts text by the Vietnamese alphabet (a ă â … d đ …), marks of tone deciding last.

    >>> sorted(["đa", "da", "ân", "an", "ăn"], key=collation_key)
    ['an', 'ăn', 'ân', 'da', 'đa']
    """
    letters = clean(text).lower()
    base = tuple(_ORDER.get(_BASE.get(c, c), 200 + ord(c)) if c != " " else -1 for c in letters)
    tone = tuple(_ORDER.get(c, 0) for c in letters)
    return base, tone


def split_name(name: str) -> tuple[str, str, str]:
    """Surname, middle names, given name of a Vietnamese full name (surname first).

    >>> split_name("Nguyễn Thị Thu Hà")
    ('Nguyễn', 'Thị Thu', 'Hà')
    """
    words = clean(name).split(" ")
    if len(words) == 1:
        return "", "", words[0]
    return words[0], " ".join(words[1:-1]), words[-1]


def name_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """The sorting key of a full name: given name first, then surname, then middle names, as Vietnamese lists are kept."""
    surname, middle, given = split_name(name)
    return collation_key(given), collation_key(surname), collation_key(middle)


def name_sort_text(name: str) -> str:
    """``name_key`` as a text that any database sorts bytewise into the same order.

    >>> sorted(["Lê Văn Đức", "Trần Thị An", "Bùi Văn Dũng"], key=name_sort_text)
    ['Trần Thị An', 'Bùi Văn Dũng', 'Lê Văn Đức']
    """
    surname, middle, given = split_name(name)
    return "!".join(
        map(_sort_part, (given, surname, middle))
    )  # "!" stands before every digit: a shorter part comes first


@lru_cache(maxsize=1 << 16)
def _sort_part(words: str) -> str:
    """One part of a name for :func:`name_sort_text`; a province shares few of them."""
    base, tone = collation_key(words)
    return "".join(f"{max(b, -1) + 1:03x}" for b in base) + "!" + "".join(f"{t:02x}" for t in tone)


def format_number(value: float, *, decimals: int = 0) -> str:
    """A number with Vietnamese separators: points for thousands, a comma for decimals.

    >>> format_number(2380), format_number(4.5, decimals=2)
    ('2.380', '4,50')
    """
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def format_date(day: date | None) -> str:
    """``dd/mm/yyyy``, or an empty string for None."""
    return day.strftime("%d/%m/%Y") if day else ""
