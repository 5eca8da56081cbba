"""Text tables (csv, tsv, txt): guess the encoding and the delimiter, then split.

Encodings tried in this order: a byte-order mark, UTF-8, UTF-16 without a mark, Windows-1258 (whose combining marks are
composed to NFC) or the signs of VNI and TCVN3, whichever reads as Vietnamese.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from dungviec.exchange.oldtext import evidence
from dungviec.exchange.problems import UnreadableFileError

_DELIMITERS = (",", ";", "\t", "|")


def decode(data: bytes) -> str | None:
    """The text of a file, or None when no encoding fits it."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _try(data, "utf-8-sig")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _try(data, "utf-16")
    head = data[:4000]
    if head.count(0) > len(head) // 8:
        little = head[1::2].count(0) >= head[0::2].count(0)
        return _try(data, "utf-16-le" if little else "utf-16-be")
    if (text := _try(data, "utf-8")) is not None:
        return text
    return _old_letters(data) or _try(data, "cp1258")


def _old_letters(data: bytes) -> str | None:
    """The signs as they stand, one for each byte, where they read as VNI or TCVN3 rather than as Windows-1258."""
    text = data.decode("latin-1")
    pieces = {p for p in re.split(r"[\r\n\t;,|]+", text[:200_000]) if not p.isascii()}
    old = sum(evidence(p) in ("vni", "tcvn3") for p in pieces)
    modern = _try(data, "cp1258") or ""
    new = sum(
        evidence(p) == "unicode" for p in {p for p in re.split(r"[\r\n\t;,|]+", modern[:200_000]) if not p.isascii()}
    )
    return text if old >= 2 and old > new else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes are readable text rather than some binary format."""
    text = decode(data)
    if text is None:
        return False
    head = text[:20_000]
    strange = sum(
        1 for c in head if (ord(c) < 32 and c not in "\t\r\n\f\x1f") or ord(c) == 0xFFFD or 0xE000 <= ord(c) <= 0xF8FF
    )
    return strange <= len(head) * 0.002


def read_text_table(data: bytes, name: str) -> list[list[str]]:
    """Rows of a delimited text file. Raises UnreadableFileError for web pages saved under a spreadsheet's name."""
    text = decode(data) or ""
    start = text[:500].lstrip().lower()
    if start.startswith(("<html", "<!doctype", "<table", "<?xml", "{\\rtf", "%pdf")) or "<html" in start:
        raise UnreadableFileError(
            f"«{name}» không phải bảng tính mà là trang web hoặc văn bản lưu nhầm đuôi: hãy mở bằng Excel và lưu lại dạng .xlsx.",
            f"“{name}” is not a spreadsheet but a web page or document under its name: open it in Excel and save it as .xlsx.",
        )
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _split(rest, first.strip()[-1])
    return _split(text, guess_delimiter(text))


def guess_delimiter(text: str) -> str:
    """The delimiter that gives most rows the same, largest number of columns."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(r) for r in _split(text[:200_000], delimiter) if any(c.strip() for c in r))
        total = sum(widths.values())
        score = max((n / total * (w - 1) ** 0.5 for w, n in widths.items() if w > 1), default=0.0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _split(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    try:
        return [list(r) for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]
