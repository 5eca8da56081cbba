"""Instruments as NĐ 30/2020 has them cited: kind, number, day of issue, issuing body, what it is about.

Only what the project's law files state stands here; a day they do not give, or mark as unverified, shows as dots, and the source of
the line says that the clerk fills it in from the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_TYPES = {
    "NĐ": ("Nghị định", " của Chính phủ"), "TT": ("Thông tư", ""), "QĐ": ("Quyết định", ""), "Luật": ("Luật", ""),
    "Quy định": ("Quy định", ""),
}  # fmt: skip
_INSTRUMENT = re.compile(r"^(?P<type>NĐ|TT|QĐ|Quy định)\s+(?P<number>\d+[\d/.A-ZĐ-]*)")
_LAW = re.compile(r"^Luật (?:(?P<name>\D+?) )?(?P<number>\d+/(?P<year>\d{4})(?:/QH\d+)?)$")
_NAMES = {"CBCC": "Cán bộ, công chức", "PCTN": "Phòng, chống tham nhũng"}
_LAWS = {
    "Luật 52/2019": "Luật 52/2019/QH14", "Luật PCTN": "Luật PCTN 36/2018/QH14", "Luật CBCC 2008": "Luật CBCC 22/2008", "Luật 80/2025": "Luật CBCC 80/2025/QH15",
    "Luật 80/2025/QH15": "Luật CBCC 80/2025/QH15", "Luật 80/2025 (chuyển tiếp)": "Luật CBCC 80/2025/QH15",
}  # fmt: skip
"""Laws as the packs shorten them → in full."""
_CODE = re.compile(r"^(?P<words>Bộ luật Lao động) (?P<year>\d{4})$")

ISSUED: dict[str, date] = {
    "NĐ 101/2017": date(2017, 9, 1), "NĐ 89/2021": date(2021, 10, 18), "NĐ 90/2020": date(2020, 8, 13),
    "NĐ 48/2023": date(2023, 7, 17), "NĐ 112/2020": date(2020, 9, 18), "NĐ 106/2020": date(2020, 9, 10),
    "NĐ 83/2022": date(2022, 10, 18), "NĐ 29/2023": date(2023, 6, 3), "NĐ 73/2023": date(2023, 9, 29),
    "NĐ 170/2025": date(2025, 6, 30), "NĐ 171/2025": date(2025, 6, 30), "NĐ 152/2025": date(2025, 6, 14),
    "NĐ 335/2025": date(2025, 12, 21), "NĐ 361/2025": date(2025, 12, 31), "NĐ 233/2026": date(2026, 6, 26),
    "NĐ 259/2026": date(2026, 6, 30), "Quy định 98-QĐ/TW": date(2017, 10, 7), "Quy định 105-QĐ/TW": date(2017, 12, 19),
    "Quy định 65-QĐ/TW": date(2022, 4, 28), "Quy định 50-QĐ/TW": date(2021, 12, 27), "Quy định 80-QĐ/TW": date(2022, 8, 18),
    "Quy định 377-QĐ/TW": date(2025, 10, 8),
}  # fmt: skip
"""Instrument → day of issue, as stated in placement.md, processes.md and addendum.md."""

SAID_UNSURE: dict[str, date] = {"NĐ 138/2020": date(2020, 11, 27)}
"""Days the files give but mark as unverified: told to the clerk, not printed."""

ABOUT: dict[str, str] = {
    "NĐ 170/2025": "về tuyển dụng, sử dụng, quản lý công chức", "NĐ 259/2026": "về tuyển dụng, sử dụng, quản lý viên chức",
}  # fmt: skip
"""What an instrument is about, where the files give its subject."""


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument in words, and what of it the clerk has to fill in (empty: nothing)."""

    words: str
    open: str = ""
    known: bool = True
    """Whether the words are those of a law, decree, circular or decision; other grounds are told as the packs write them."""


def named(instrument: str) -> Named:
    """An instrument as the packs write it → as decisions cite it.

    >>> named("NĐ 170/2025").words
    'Nghị định số 170/2025/NĐ-CP ngày 30 tháng 6 năm 2025 của Chính phủ về tuyển dụng, sử dụng, quản lý công chức'
    >>> named("NĐ 300/2026/NĐ-CP").words
    'Nghị định số 300/2026/NĐ-CP của Chính phủ'

    What is not on file is not printed as dots into a paper that may be signed: ``open`` tells the clerk.
    """
    first = instrument.split(";")[0].strip()
    if law := _law(first):
        return law
    match = _INSTRUMENT.match(first)
    if match is None:
        return Named(first, known=False)
    kind, number = match["type"], match["number"].rstrip("/")
    if kind == "QĐ" and number.endswith("-QĐ/TW"):
        kind = "Quy định"
    if kind == "NĐ" and "NĐ-CP" not in number:
        number = f"{number}/NĐ-CP"
    key = f"{kind} {number.removesuffix('/NĐ-CP')}"
    what, issuer = _TYPES[kind]
    head = f"{what} số {number}"
    day, about = ISSUED.get(key), ABOUT.get(key, "")
    words = " ".join(filter(None, (head + _day(day) + issuer, about)))
    lacking = [] if day else ["ngày ban hành" + _hint(key)]
    lacking += [] if about else ["trích yếu"]
    return Named(words, f"{head}: {', '.join(lacking)}" if lacking else "")


def _law(text: str) -> Named | None:
    full = _LAWS.get(text, text)
    if code := _CODE.match(full):
        words, year = code["words"], code["year"]
    elif law := _LAW.match(full):
        name = _NAMES.get(law["name"] or "", law["name"] or "")
        number = f"số {law['number']}" if "/QH" in law["number"] or not name else ""
        words, year = " ".join(filter(None, ("Luật", name, number))), law["year"]
    else:
        return None
    return Named(words if year in words else f"{words} năm {year}", f"{words}: ngày ban hành")


def _day(day: date | None) -> str:
    if day is None:
        return ""
    return f" ngày {day:%d} tháng {day.month:02d} năm {day.year}" if day.month < 3 else f" ngày {day:%d} tháng {day.month} năm {day.year}"  # fmt: skip


def _hint(key: str) -> str:
    said = SAID_UNSURE.get(key)
    return f" (hồ sơ luật ghi {said:%d/%m/%Y}, chưa kiểm chứng)" if said else ""
