"""Dossier results of a one-stop desk over a period, as a file of the portal tells them: counts that must agree with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from dungviec.records.vietnamese import fold
from dungviec.voice.faults import VoiceFault

PARTS = ("transparency", "progress", "digitised", "online", "satisfaction")
"""The five parts of the service index (QĐ 766/QĐ-TTg)."""


@dataclass(frozen=True, slots=True)
class DossierResult:
    """Counts of one desk or unit between two days. None: the file does not say."""

    group: str
    first: date
    last: date
    total: int
    processed: int
    pending: int
    early: int
    on_time: int
    late: int
    must_publish: int | None = None
    published_on_time: int | None = None
    points: Mapping[str, Fraction] = field(default_factory=dict)
    """Points of parts of the service index, as the national portal gave them."""


_COLUMNS: dict[str, tuple[str, ...]] = {
    "group": ("ma quay", "quay", "ma don vi", "don vi"), "first": ("tu ngay",), "last": ("den ngay",), "total": ("tong so", "tong so ho so"),
    "processed": ("da giai quyet",), "pending": ("dang giai quyet",), "early": ("truoc han",), "on_time": ("dung han",), "late": ("tre han", "qua han"),
    "must_publish": ("phai cong khai",), "published_on_time": ("cong khai dung han",), "transparency": ("diem cong khai, minh bach", "diem cong khai"),
    "progress": ("diem tien do",), "digitised": ("diem so hoa",), "online": ("diem truc tuyen", "diem dich vu truc tuyen"), "satisfaction": ("diem hai long",),
}  # fmt: skip
NEEDED = ("group", "first", "last", "total", "processed", "pending", "early", "on_time", "late")
_NAMES = {
    "group": "Mã quầy", "first": "Từ ngày", "last": "Đến ngày", "total": "Tổng số", "processed": "Đã giải quyết", "pending": "Đang giải quyết",
    "early": "Trước hạn", "on_time": "Đúng hạn", "late": "Trễ hạn", "must_publish": "Phải công khai", "published_on_time": "Công khai đúng hạn",
    "transparency": "Điểm công khai", "progress": "Điểm tiến độ", "digitised": "Điểm số hóa", "online": "Điểm trực tuyến", "satisfaction": "Điểm hài lòng",
}  # fmt: skip
HEADINGS = tuple(_NAMES.values())
"""The headings of the file, in order; the first nine are needed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of a file that cannot be taken: its number, and why in two languages."""

    line: int
    vi: str
    english: str


def read_results(
    rows: Sequence[Sequence[Any]], most: Mapping[str, Fraction]
) -> tuple[list[DossierResult], list[Refused]]:
    """The results in a table with a heading line; lines that cannot be taken come back with the reason.

    ``most``: the maximum of each part of the service index. Raises VoiceFault where a needed column is missing.
    """
    at, columns = _heading(rows)
    found: list[DossierResult] = []
    refused: list[Refused] = []
    seen: set[tuple[str, date, date]] = set()
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {key: row[column] if column < len(row) else None for key, column in columns.items()}
        if all(cell is None or str(cell).strip() == "" for cell in cells.values()):
            continue
        try:
            one = _result(cells, most)
            if (key := (one.group, one.first, one.last)) in seen:
                raise VoiceFault("Kỳ này của quầy đã có ở một dòng trên.", "This period of the desk stands in a line above.")  # fmt: skip
        except VoiceFault as bad:
            refused.append(Refused(number, bad.vi, bad.english))
            continue
        seen.add(key)
        found.append(one)
    return found, refused


def _heading(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    known = {name: key for key, names in _COLUMNS.items() for name in names}
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(rows[:20]):
        columns = {known[name]: i for i, cell in enumerate(row) if (name := fold(str(cell or ""))) in known}
        if len(columns) > len(best[1]):
            best = (at, columns)
    if lacking := [key for key in NEEDED if key not in best[1]]:
        names = ", ".join(f"«{_NAMES[key]}»" for key in lacking)
        raise VoiceFault(f"Tệp thiếu cột {names}.", f"The file lacks the columns {names}.")
    return best


def _result(cells: Mapping[str, Any], most: Mapping[str, Fraction]) -> DossierResult:
    group = str(cells["group"] or "").strip()
    if not group:
        raise VoiceFault("Thiếu mã quầy.", "The desk's code is missing.")
    counts = {key: _count(cells[key], key) for key in NEEDED[3:]}
    wanted = {key: _count(cells[key], key) for key in ("must_publish", "published_on_time") if _told(cells.get(key))}
    points = {key: _points(cells[key], key, most) for key in PARTS if _told(cells.get(key))}
    one = DossierResult(
        group, _day(cells["first"], "first"), _day(cells["last"], "last"), **counts, **wanted, points=points
    )
    check(one)
    return one


def check(one: DossierResult) -> None:
    """Raise VoiceFault where the counts contradict each other."""
    if one.last < one.first:
        raise VoiceFault("«Đến ngày» trước «Từ ngày».", "The last day is before the first.")
    for whole, parts in (("total", ("processed", "pending")), ("processed", ("early", "on_time", "late"))):
        total, summed = getattr(one, whole), sum(getattr(one, p) for p in parts)
        if total != summed:
            names = " + ".join(f"«{_NAMES[p]}»" for p in parts)
            raise VoiceFault(
                f"«{_NAMES[whole]}» là {total}, nhưng {names} bằng {summed}.",
                f"«{_NAMES[whole]}» is {total}, but {names} make {summed}.",
            )
    if (one.must_publish is None) != (one.published_on_time is None):
        raise VoiceFault("«Phải công khai» và «Công khai đúng hạn» phải cùng có hoặc cùng trống.", "«Phải công khai» and «Công khai đúng hạn» are given together or not at all.")  # fmt: skip
    if one.must_publish is not None and (one.published_on_time or 0) > one.must_publish:
        raise VoiceFault("«Công khai đúng hạn» lớn hơn «Phải công khai».", "More was published on time than had to be published.")  # fmt: skip


def _told(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _count(cell: Any, key: str) -> int:
    text = str(cell if cell is not None else "").strip().replace(".0", "") if isinstance(cell, float) else str(cell if cell is not None else "").strip()  # fmt: skip
    plain = text.replace(".", "").replace(" ", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise VoiceFault(f"«{_NAMES[key]}»: «{text[:20]}» không phải số hồ sơ.", f"«{_NAMES[key]}»: '{text[:20]}' is no number of dossiers.")  # fmt: skip
    return int(plain)


def _points(cell: Any, key: str, most: Mapping[str, Fraction]) -> Fraction:
    text = str(cell).strip().replace(",", ".")
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise VoiceFault(f"«{_NAMES[key]}»: «{text[:20]}» không phải số điểm.", f"«{_NAMES[key]}»: '{text[:20]}' is no number of points.") from None  # fmt: skip
    if not 0 <= value <= most.get(key, Fraction(100)):
        raise VoiceFault(f"«{_NAMES[key]}» là {text[:20]}: phải từ 0 đến {most.get(key, 100)}.", f"«{_NAMES[key]}» is {text[:20]}: it lies between 0 and {most.get(key, 100)}.")  # fmt: skip
    return value


def _day(cell: Any, key: str) -> date:
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    parts = str(cell or "").strip().replace("-", "/").split("/")
    try:
        numbers = [int(p) for p in parts]
        day, month, year = reversed(numbers) if numbers[0] > 31 else numbers
        return date(year, month, day)
    except (ValueError, IndexError):
        raise VoiceFault(f"«{_NAMES[key]}»: «{str(cell)[:20]}» không phải ngày.", f"«{_NAMES[key]}»: '{str(cell)[:20]}' is no day.") from None  # fmt: skip
