"""The tables of VNI-Windows and TCVN3 (TCVN 5712:1993, VN3): which sign stands for which Vietnamese letter.

TCVN3 has one sign for every small letter, and capitals only for the seven letters of the alphabet (Ă Â Ê Ô Ơ Ư Đ): marked
capitals were shown by fonts whose small letters look like capitals (.VnTimeH). VNI writes the letter and a sign for its
mark beside it, with capitals of its own; only ơ ư đ, the marked i and ỵ are single signs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

_TCVN3_SIGNS = "µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ ßáãâä åæçèé êëìíî ïñòóô õö÷øù úûüýþ"
_TCVN3_LETTERS = "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏóõọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ"
_TCVN3: dict[str, str] = {
    **dict(zip(_TCVN3_SIGNS.replace(" ", ""), _TCVN3_LETTERS.replace(" ", ""), strict=True)),
    **dict(zip("¨©ª«¬\u00ad®", "ăâêôơưđ", strict=True)), **dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True)),
}  # fmt: skip

_MARKED = frozenset(letter for letter in _TCVN3.values() if letter.islower())
"""The 67 small letters that carry a mark."""

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_ROUND, _BREVE = "\u0302", "\u0306"
_VNI_MARKS: dict[str, str] = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _ROUND, "ê": _BREVE,
    "á": _ROUND + _ACUTE, "à": _ROUND + _GRAVE, "å": _ROUND + _HOOK, "ã": _ROUND + _TILDE, "ä": _ROUND + _DOT,
    "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)


def _vni_table() -> dict[str, str]:
    """Every spelling of VNI, one sign or two, small and capital, with its letter."""
    table = dict(_VNI_ALONE)
    for sign, marks in _VNI_MARKS.items():
        for base in "aeouyôö":
            if base in "ôö" and marks not in _TONES:
                continue
            letter = unicodedata.normalize("NFC", _VNI_ALONE.get(base, base) + marks)
            if letter in _MARKED:
                table[base + sign] = letter
    return table | {spelling.upper(): letter.upper() for spelling, letter in table.items()}


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_TCVN3_TRANSLATION = str.maketrans(_TCVN3)
_TO_TCVN3 = str.maketrans({letter: sign for sign, letter in _TCVN3.items()})
_TO_VNI = str.maketrans({letter: spelling for spelling, letter in _VNI.items()})
_WORD = re.compile(r"\S+")


def from_old(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """``text`` typed in ``encoding``, as Unicode. ``capitals``: it stood in a font of capitals (.VnTimeH).

    Words of TCVN3 whose plain letters are all capitals become capitals whole: their marked letters have no capital signs.

    >>> from_old("NguyÔn V¨n §øc", "tcvn3"), from_old("NGUYÔN ThÞ ¸NH", "tcvn3"), from_old("Traàn Thò Höông", "vni")
    ('Nguyễn Văn Đức', 'NGUYỄN Thị ÁNH', 'Trần Thị Hương')
    """
    if encoding == "vni":
        return _VNI_PATTERN.sub(lambda m: _VNI[m[0]], text)
    if capitals:
        return text.translate(_TCVN3_TRANSLATION).upper()
    plain = [c for c in text if c.isascii() and c.isalpha()]
    if len(plain) >= 3 and all(c.isupper() for c in plain):
        return text.translate(_TCVN3_TRANSLATION).upper()
    return _WORD.sub(_tcvn3_word, text)


def _tcvn3_word(match: re.Match[str]) -> str:
    word = match[0]
    plain = [c for c in word if c.isascii() and c.isalpha()]
    letters = word.translate(_TCVN3_TRANSLATION)
    return letters.upper() if len(plain) >= 2 and all(c.isupper() for c in plain) else letters


def to_old(text: str, encoding: Encoding) -> str:
    """Unicode ``text`` as it would have been typed in ``encoding``; TCVN3 writes marked capitals with the signs of small ones.

    >>> to_old("Hương", "vni"), to_old("Đặng", "tcvn3")
    ('Höông', '§Æng')
    """
    text = unicodedata.normalize("NFC", text)
    if encoding == "vni":
        return text.translate(_TO_VNI)
    known = set(_TCVN3.values())
    return "".join(c if c in known or c.isascii() else c.lower() for c in text).translate(_TO_TCVN3)
