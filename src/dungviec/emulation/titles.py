"""Emulation titles apart from forms of commendation, and how both are read out of what a record says.

A title (danh hiệu thi đua) is won for a year against a standard and builds on the one below; a form (hình thức khen thưởng: giấy khen,
bằng khen, huân chương …) is given for merit and builds on nothing here. A text that names neither is kept as it stands and counts
for nothing, and is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dungviec.records.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Title:
    """One title: the key the law packs use, its name, its usual short form, and how it is written into a record."""

    key: str
    vi: str
    en: str
    short: str

    def name(self, lang: str = "vi") -> str:
        """The name in one language."""
        return self.vi if lang == "vi" else self.en


ADVANCED = Title("advanced", "Lao động tiên tiến", "Advanced worker", "LĐTT")
BASE = Title("base", "Chiến sĩ thi đua cơ sở", "Base-level emulation fighter", "CSTĐCS")
PROVINCIAL = Title("provincial", "Chiến sĩ thi đua cấp tỉnh", "Provincial emulation fighter", "CSTĐ tỉnh")
NATIONAL = Title("national", "Chiến sĩ thi đua toàn quốc", "National emulation fighter", "CSTĐ toàn quốc")
LADDER: tuple[Title, ...] = (ADVANCED, BASE, PROVINCIAL, NATIONAL)
"""Titles of persons, from the lowest to the highest."""
COLLECTIVE: tuple[Title, ...] = (
    Title("collective_advanced", "Tập thể lao động tiên tiến", "Advanced working collective", "TTLĐTT"),
    Title("collective_excellent", "Tập thể lao động xuất sắc", "Excellent working collective", "TTLĐXS"),
)
"""Titles of units, as far as they are on file."""
TITLES: dict[str, Title] = {t.key: t for t in (*LADDER, *COLLECTIVE)}
FORMS: dict[str, tuple[str, str]] = {
    "certificate": ("Giấy khen", "Certificate of commendation"),
    "merit": ("Bằng khen", "Certificate of merit"),
    "commemorative": ("Kỷ niệm chương", "Commemorative medal"),
    "medal": ("Huy chương", "Medal"),
    "order": ("Huân chương", "Order"),
}
"""Forms of commendation by the words they begin with; they are kept apart and never stand in for a title."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one line of the record is: a ``title`` or a ``form`` with its key, or ``unread``."""

    kind: Literal["title", "form", "unread"]
    key: str = ""


_UNREAD = Read("unread")
_PROVINCIAL = re.compile(r"\b(tinh|bo|ban|nganh|cap bo|truc thuoc trung uong)\b")


@lru_cache(maxsize=4096)
def read_award(text: str) -> Read:
    """What an award on file is. A fighter's title whose level is not told is not guessed.

    >>> read_award("Chiến sỹ thi đua cấp cơ sở").key, read_award("Bằng khen của UBND tỉnh").kind
    ('base', 'form')
    """
    words = fold(text).replace("chien sy", "chien si").replace("cstd", "chien si thi dua ")
    words = words.replace("ldtt", "lao dong tien tien").replace("ldxs", "lao dong xuat sac").replace("-", " ")
    words = " ".join(words.split())
    if words.startswith(("de nghi", "du kien", "dang ky", "thoi", "thu hoi", "huy ")):
        return _UNREAD  # asked for, planned or taken back: no award
    form = next((key for key, (vi, _) in FORMS.items() if words.startswith(fold(vi))), None)
    if form is not None:
        return Read("form", form)
    if "tap the" in words:
        if "lao dong xuat sac" in words:
            return Read("title", "collective_excellent")
        return Read("title", "collective_advanced") if "lao dong tien tien" in words else _UNREAD
    if "chien si thi dua" in words:
        if "toan quoc" in words:
            return Read("title", NATIONAL.key)
        if "co so" in words or words.endswith("chien si thi dua cs"):
            return Read("title", BASE.key)
        return Read("title", PROVINCIAL.key) if _PROVINCIAL.search(words) else _UNREAD
    return Read("title", ADVANCED.key) if "lao dong tien tien" in words else _UNREAD
