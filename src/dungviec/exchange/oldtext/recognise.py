"""Which cells of a workbook were typed in VNI or TCVN3: by the font, by what the text reads as, by the cells around.

A cell is sure when more of its words are Vietnamese syllables after the conversion than before it, or when its font is one
of the old ones. A cell that reads either way («Dòng», «Lê») follows its row, then its column. Fewer than two different sure
texts in the whole file, and no old font, change nothing: a lone strange word is no encoding.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from dungviec.exchange.oldtext.font import Font
from dungviec.exchange.oldtext.letters import Encoding, from_old
from dungviec.exchange.oldtext.syllables import is_syllable

if TYPE_CHECKING:
    from dungviec.exchange.grid import Cell

Evidence = Literal["tcvn3", "vni", "unicode", "either", "plain"]
WORDS: dict[str, tuple[str, str]] = {"tcvn3": ("TCVN3 (ABC)", "TCVN3 (ABC)"), "vni": ("VNI", "VNI")}
"""Names of the encodings as people say them, Vietnamese and English."""

_SPLIT = re.compile(r"[\s,.;:()\[\]{}/\\|\-–—+*\"'“”«»…_&%!?=<>#@0-9]+")
_HIGH = re.compile(r"[\u00a1-\u00ff]")
_MODERN = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def evidence(text: str) -> Evidence:
    """What one text tells of its encoding; ``plain``: nothing, it has no letter beyond ASCII.

    >>> evidence("TrÇn V¨n Nam"), evidence("Traàn Vaên Nam"), evidence("Trần Văn Nam"), evidence("Dòng"), evidence("Nam")
    ('tcvn3', 'vni', 'unicode', 'either', 'plain')
    """
    text = unicodedata.normalize("NFC", text)
    if _MODERN.search(text):
        return "unicode"
    if not _HIGH.search(text) and "\u00ad" not in text:
        return "plain"
    now = _syllables(text)
    counts = {e: _syllables(changed) if (changed := from_old(text, e)) != text else -99 for e in ("tcvn3", "vni")}
    best: Encoding = "tcvn3" if counts["tcvn3"] >= counts["vni"] else "vni"
    if counts[best] > max(now, 0) and counts["tcvn3"] != counts["vni"]:
        return best
    if now > max(counts.values()):
        return "unicode"
    return "either" if max(counts.values()) > 0 else "plain"


def _syllables(text: str) -> int:
    """Words with a letter beyond ASCII and one within that are syllables; one that is none takes a point away."""
    points = 0
    for word in _SPLIT.split(text):
        if word.isascii() or not any(c.isascii() and c.isalpha() for c in word):
            continue
        points += 1 if is_syllable(word) else -1
    return points


def mend_sheets(
    sheets: Sequence[list[list[Cell]]], fonts: Sequence[Mapping[tuple[int, int], Font]] | None = None
) -> list[dict[tuple[int, int], tuple[Encoding, str]]]:
    """Convert the old cells of each sheet's rows in place; the encoding and the text as it stood, by (row, column).

    ``fonts``: for each sheet the cells that stand in a font of the old days.
    """
    known: dict[str, Evidence] = {}
    distinct = {v for rows in sheets for row in rows for v in row if type(v) is str and not v.isascii()}
    for text in distinct:
        known[text] = evidence(text)
    sure = Counter(e for e in known.values() if e in ("tcvn3", "vni"))
    has_fonts = fonts is not None and any(fonts)
    if max(sure.values(), default=0) < 2 and not has_fonts:
        return [{} for _ in sheets]
    result = []
    for n, rows in enumerate(sheets):
        result.append(_mend(rows, known, fonts[n] if fonts is not None else {}))
    return result


def _mend(
    rows: list[list[Cell]], known: Mapping[str, Evidence], fonts: Mapping[tuple[int, int], Font]
) -> dict[tuple[int, int], tuple[Encoding, str]]:
    columns: dict[int, Counter[str]] = {}
    for row in rows:
        for c, value in enumerate(row):
            if type(value) is str and value in known:
                columns.setdefault(c, Counter())[known[value]] += 1
    mended: dict[tuple[int, int], tuple[Encoding, str]] = {}
    for r, row in enumerate(rows):
        around: Counter[str] = Counter(known[v] for v in row if type(v) is str and v in known)
        for c, value in enumerate(row):
            if type(value) is not str:
                continue
            font = fonts.get((r, c))
            encoding = _encoding_of(known.get(value, "plain"), font, around, columns.get(c, Counter()))
            if encoding is None:
                continue
            letters = from_old(value, encoding, capitals=font is not None and font.capitals)
            if letters != value:
                mended[r, c] = (encoding, value)
                row[c] = letters
    return mended


def _encoding_of(own: Evidence, font: Font | None, row: Counter[str], column: Counter[str]) -> Encoding | None:
    if own == "tcvn3" or own == "vni":
        return own
    if own == "unicode":
        return None
    if font is not None:
        return font.encoding
    if own != "either":
        return None
    for votes in (row, column):
        if votes["unicode"] or not (votes["tcvn3"] or votes["vni"]):
            continue
        return "tcvn3" if votes["tcvn3"] >= votes["vni"] else "vni"
    return None
