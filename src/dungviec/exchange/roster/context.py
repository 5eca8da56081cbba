"""What stands around the tables: the unit a title names, the day the roster speaks of, lists of units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dungviec.exchange.grid import Sheet, show
from dungviec.exchange.roster.days import Day, parse_day
from dungviec.exchange.roster.units import looks_like_unit, split_numeral, tidy_unit, unit_key, unit_keys
from dungviec.exchange.roster.vocabulary import fields_of, heading
from dungviec.records.vietnamese import clean, fold

_LABELLED = re.compile(
    r"^[\s*\-]*(?:tên )?(?:đơn vị|cơ quan|phòng ban|cơ quan, đơn vị|phòng|trường)(?: công tác| báo cáo)?\s*:\s*(.+)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b((?:phòng (?!ban\b)|ban (?!hành\b)|trung tâm |trường |(?:ubnd|ủy ban nhân dân|hđnd|đảng ủy|đảng bộ|công an|ubmttq|hội đồng nhân dân) (?:phường|xã|thị trấn) "
    r"|đảng ủy |chi bộ |văn phòng |thanh tra |đội |trạm |chi cục |hội (?!nghị\b|đồng\b)|thành đoàn|bệnh viện |khoa (?!học\b)|bảo hiểm xã hội |hạt kiểm lâm ).+)$",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"(?<!cấp )\b((?:phường|xã|thị trấn) (?!hội\b|không\b|thuộc\b|và\b|trên\b|của\b|có\b|theo\b|đang\b|năm\b)[^\W\d]+(?: [^\W\d]+){0,3})$",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(r"danh sach|bang|bieu|tong hop|trich ngang|ho so|ket qua")
_AS_OF = re.compile(
    r"(?:tính đến|đến ngày|tính tới|thời điểm|có mặt đến)\D{0,20}(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})",
    re.IGNORECASE,
)
_AS_OF_WORDS = re.compile(
    r"(?:tính đến|thời điểm|tính tới)\D{0,10}(ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4})", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:năm(?: học)?|nam)\s*(?:(?:19|20)\d\d\s*[-–]\s*)?((?:19|20)\d\d)\b|(?:^|\D)((?:19|20)\d\d)\s*$", re.IGNORECASE
)
_PLAIN_SHEET = re.compile(
    r"^(sheet|trang|trang tinh|ds|danh sach|bang|table|data|du lieu|bieu|mau|phu luc|pl|nhan su|cb|cc|vc|can bo|cbcc|roster|trich ngang|tong hop|ho so|nam|dot|quy|thang|page|to khai|worksheet)\b"
)


def title_lines(sheet: Sheet, first: int, last: int) -> list[str]:
    """Texts in rows first … last-1."""
    return [clean(v) for row in sheet.rows[max(first, 0) : last] for v in row if isinstance(v, str)]


def unit_in_title(lines: Sequence[str]) -> tuple[str, bool] | None:
    """The unit a line such as «Đơn vị: Phòng Nội vụ» names (sure), or a title that ends in a unit's name (unsure)."""
    for line in lines:
        m = _LABELLED.match(line)
        if m and not fold(line).startswith("don vi tinh") and re.search(r"[^\W\d_]{2}", m[1]):
            label = fold(line).split(":")[0].strip()
            name = (
                m[1]
                if label not in {"phong", "truong"} or looks_like_unit(m[1])
                else f"{line.split(':')[0].strip()} {m[1]}"
            )
            return tidy_unit(name), True
    # a letterhead names the office above first: the last name is the roster's own
    for line in reversed(lines):
        short = re.sub(
            r"\(.*?\)|[\s,;]+(?:năm (?:học )?\d|tháng \d|quý (?:\d|[ivx]+\b)).*$|[\s,;]+(?:tính|đến) .*$",
            "",
            split_numeral(line)[1],
            flags=re.IGNORECASE,
        ).strip()
        listing = bool(_LIST_TITLE.match(fold(line)))
        m = _NAMED.search(short) or (_OF_PLACE.search(short) if listing else None)
        if m and len(m[1]) <= 70 and (m.start() == 0 or listing):
            return tidy_unit(m[1]), False
    return None


def unit_in_sheet_name(name: str, *, one_of_many: bool) -> tuple[str, bool] | None:
    """The unit a sheet is named after: by its words, or, among several rosters, any name that is not «Sheet1»."""
    plain = tidy_unit(split_numeral(name)[1])
    word = fold(plain)
    if re.match(
        r"^(phong|ban|trung tam|truong|ubnd|uy ban|van phong|so|thanh tra|phuong|xa|tt|p\.|x\.|doi|hoi|mn|th|thcs|cong an|doan|tram|thi tran)\b",
        word,
    ):
        return plain, True
    if one_of_many and not _PLAIN_SHEET.match(word) and not re.search(r"\d{4}|^\d+$", word) and len(word) > 2:
        return plain, False
    return None


def day_of(lines: Iterable[str]) -> date | None:
    """The day a title says the roster stands for («tính đến 30/11/2020»)."""
    for line in lines:
        for pattern in (_AS_OF, _AS_OF_WORDS):
            if m := pattern.search(line):
                day = parse_day(re.sub(r"\s*([/.\-])\s*", r"\1", m[1]))
                if isinstance(day, Day) and day.day:
                    return day.earliest
    return None


def year_of(lines: Iterable[str]) -> str | None:
    """The year a title or sheet name speaks of."""
    for line in lines:
        if m := _YEAR.search(line):
            return m[1] or m[2]
    day = day_of(lines)
    return str(day.year) if day else None


def listed_units(sheet: Sheet) -> list[str]:
    """Units named by a sheet that is a list of units: a heading «(Tên) đơn vị», no people, and a title or name saying so."""
    said = bool(re.search(r"\b(don vi|co quan|phong ban|dm dv|dmdv|dm don vi|units?)\b", heading(sheet.name)))
    for r, row in enumerate(sheet.rows[:30]):
        fields = {c: fields_of(v)[0][0] for c, v in enumerate(row) if isinstance(v, str) and fields_of(v)}
        if set(fields.values()) & {"name", "surname", "born", "citizen_id"}:
            return []
        column = next((c for c, f in fields.items() if f == "unit"), None)
        if column is None or re.search(r":\s*\S", show(row[column])):
            continue
        titled = any(
            re.search(r"danh (muc|sach)( cac)?( ten)? (don vi|co quan|phong)", fold(t))
            for t in title_lines(sheet, 0, r)
        )
        if not (said or titled):
            return []
        names = [
            show(v)
            for line in sheet.rows[r + 1 :]
            if (v := line[column] if column < len(line) else None) is not None and isinstance(v, str)
        ]
        return [tidy_unit(n) for n in names if not re.match(r"tong|cong\b", fold(n))]
    if said and sheet.width <= 3:
        return [
            tidy_unit(t)
            for t in title_lines(sheet, 0, len(sheet.rows))
            if looks_like_unit(t) and not re.match(r"danh (muc|sach)", fold(t))
        ]
    return []


class UnitNames:
    """One spelling per unit: the list's if there is a list, else the one written with ordinary capitals first."""

    def __init__(self, listed: Iterable[str] | None) -> None:
        self.listed = {unit_key(n): n for n in listed} if listed is not None else None
        self._seen: dict[str, str] = {}

    def knows(self, name: str) -> bool:
        """Whether a unit is on the list, or there is no list."""
        return self.listed is None or any(key in self.listed for key in unit_keys(name))

    def spell(self, name: str) -> str:
        """The spelling to keep."""
        for key in unit_keys(name):
            if self.listed is not None and key in self.listed:
                return self.listed[key]
        return self._seen.setdefault(unit_key(name), name)
