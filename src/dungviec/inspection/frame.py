"""The frame of a draw: who may be visited, with what weight and why. Whole numbers only, so that every machine finds the same.

A target's weight is ``(base + points of its signs) × (1 + months since the last visit)``; somebody never visited counts as the
most months. Strata (one-stop desks first) say how many are taken of each kind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from dungviec.inspection.faults import InspectionFault

FORMAT = "dungviec-draw/1"
MOST_POINTS = 1_000
MOST_TARGETS = 5_000


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason why a target weighs more, with its points and its words."""

    points: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """A kind of targets and how many of them are drawn; strata are drawn in their order."""

    key: str
    name: str
    take: int


@dataclass(frozen=True, slots=True)
class Target:
    """A unit or desk that may be visited."""

    target_id: str
    name: str
    stratum: str
    last_visited: date | None = None
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """The numbers of the weight: what everybody has, and the months after which waiting longer adds nothing."""

    base: int = 10
    most_months: int = 24


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything a draw depends on but its seed."""

    name: str
    as_of: date
    strata: tuple[Stratum, ...]
    targets: tuple[Target, ...]
    weighing: Weighing = field(default_factory=Weighing)

    def of(self, stratum: str) -> list[Target]:
        """The targets of one stratum in the order of their identifiers."""
        return sorted((t for t in self.targets if t.stratum == stratum), key=lambda t: t.target_id)


def months_waited(target: Target, frame: Frame) -> int:
    """Whole months since the last visit, at most ``most_months``; as many when there never was one."""
    most, last, day = frame.weighing.most_months, target.last_visited, frame.as_of
    if last is None:
        return most
    months = (day.year - last.year) * 12 + day.month - last.month - (day.day < last.day)
    return min(months, most)


def weight_of(target: Target, frame: Frame) -> int:
    """How heavily a target weighs in its stratum; at least 1."""
    return (frame.weighing.base + sum(s.points for s in target.signs)) * (1 + months_waited(target, frame))


def weight_words(target: Target, frame: Frame, lang: str = "vi") -> str:
    """The weight as the sum it is: ``78 = (10 cơ bản + 3 hai lỗi nhẹ) × (1 + 5 tháng chưa kiểm tra)``."""
    vi = lang == "vi"
    parts = [f"{frame.weighing.base} {'cơ bản' if vi else 'basic'}"]
    parts += [f"{s.points} {s.vi if vi else s.en}" for s in target.signs]
    months = months_waited(target, frame)
    waited = f"{months} tháng từ lần kiểm tra trước" if vi else f"{months} months since the last visit"
    if target.last_visited is None:
        waited = f"{months} vì chưa kiểm tra lần nào" if vi else f"{months} as never visited"
    return f"{weight_of(target, frame)} = ({' + '.join(parts)}) × (1 + {waited})"


def frame_to_json(frame: Frame) -> dict[str, Any]:
    """The frame as plain data."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(frame), default=str))
    return {"format": FORMAT, **plain}


def digest_of(frame: Frame) -> str:
    """SHA-256 of the frame written as JSON with sorted keys, no spaces, UTF-8: the same for the same content."""
    text = json.dumps(frame_to_json(frame), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def frame_from_json(data: Any) -> Frame:
    """The frame in plain data; raises InspectionFault naming the place, the value and what to do."""
    told = _mapping(data, "tệp", "the file")
    if told.get("format") != FORMAT:
        raise InspectionFault(
            f"Tệp không phải khung rút thăm: mục «format» là {told.get('format')!r}, cần {FORMAT!r}.",
            f"Not a frame of a draw: 'format' is {told.get('format')!r}, expected {FORMAT!r}.",
        )
    weighing = _mapping(told.get("weighing", {}), "weighing", "weighing")
    frame = Frame(
        _text(told, "name", "khung"), _day(told, "as_of", "khung"),
        tuple(_stratum(row, n) for n, row in enumerate(_rows(told, "strata"), 1)),
        tuple(_target(row, n) for n, row in enumerate(_rows(told, "targets"), 1)),
        Weighing(_count(weighing, "base", "weighing", 10, least=1), _count(weighing, "most_months", "weighing", 24, most=600)),
    )  # fmt: skip
    check_frame(frame)
    return frame


def check_frame(frame: Frame) -> None:
    """Raise InspectionFault where a frame cannot be drawn from."""
    if not frame.targets or not frame.strata:
        raise InspectionFault("Khung không có đơn vị hoặc nhóm nào để rút.", "The frame has no targets or no strata.")
    if len(frame.targets) > MOST_TARGETS:
        raise InspectionFault(
            f"Khung có {len(frame.targets)} đơn vị, nhiều nhất {MOST_TARGETS}: xin chia thành nhiều lần rút.",
            f"The frame has {len(frame.targets)} targets, at most {MOST_TARGETS}: split it.",
        )
    _once((t.target_id for t in frame.targets), "đơn vị", "target")
    _once((s.key for s in frame.strata), "nhóm", "stratum")
    keys = {s.key for s in frame.strata}
    for t in frame.targets:
        if t.stratum not in keys:
            raise InspectionFault(
                f"Đơn vị «{t.target_id}» thuộc nhóm «{t.stratum}» không có trong khung; có: {', '.join(sorted(keys))}.",
                f"Target '{t.target_id}' is of stratum '{t.stratum}', which the frame does not have.",
            )
        if t.last_visited is not None and t.last_visited > frame.as_of:
            raise InspectionFault(
                f"Đơn vị «{t.target_id}»: lần kiểm tra trước {t.last_visited:%d/%m/%Y} sau ngày lập khung {frame.as_of:%d/%m/%Y}.",
                f"Target '{t.target_id}' was last visited after the day of the frame.",
            )
    if not any(s.take for s in frame.strata):
        raise InspectionFault(
            "Mọi nhóm đều rút 0 đơn vị: xin cho ít nhất một.", "Every stratum takes 0: take at least 1."
        )


def _stratum(row: Any, n: int) -> Stratum:
    told = _mapping(row, f"strata[{n}]", f"strata[{n}]")
    where = f"strata[{n}]"
    return Stratum(
        _text(told, "key", where), _text(told, "name", where), _count(told, "take", where, None, most=MOST_TARGETS)
    )


def _target(row: Any, n: int) -> Target:
    where = f"targets[{n}]"
    told = _mapping(row, where, where)
    signs = []
    for m, sign in enumerate(_rows(told, "signs") if "signs" in told else (), 1):
        at = f"{where}.signs[{m}]"
        one = _mapping(sign, at, at)
        signs.append(
            Sign(_count(one, "points", at, None, most=MOST_POINTS), _text(one, "vi", at), _text(one, "en", at))
        )
    last = None if told.get("last_visited") is None else _day(told, "last_visited", where)
    return Target(
        _text(told, "target_id", where), _text(told, "name", where), _text(told, "stratum", where), last, tuple(signs)
    )


def _mapping(data: Any, vi: str, en: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise InspectionFault(f"{vi}: cần một đối tượng JSON.", f"{en}: a JSON object is needed.")
    return data


def _rows(told: Mapping[str, Any], key: str) -> list[Any]:
    rows = told.get(key)
    if not isinstance(rows, list):
        raise InspectionFault(f"Mục «{key}» phải là danh sách.", f"'{key}' must be a list.")
    return rows


def _text(told: Mapping[str, Any], key: str, where: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 300:
        raise InspectionFault(
            f"{where}: mục «{key}» là {str(value)[:40]!r}, cần chữ, không quá 300 ký tự.",
            f"{where}: '{key}' is {str(value)[:40]!r}; text of at most 300 characters is needed.",
        )
    return value


def _day(told: Mapping[str, Any], key: str, where: str) -> date:
    value = told.get(key)
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise InspectionFault(
            f"{where}: mục «{key}» là {str(value)[:40]!r}, cần ngày dạng 2020-12-10.",
            f"{where}: '{key}' is {str(value)[:40]!r}; a day like 2020-12-10 is needed.",
        ) from None


def _count(
    told: Mapping[str, Any], key: str, where: str, absent: int | None, *, least: int = 0, most: int = 10_000
) -> int:
    value = told.get(key, absent)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InspectionFault(
            f"{where}: mục «{key}» là {str(value)[:40]!r}, cần số nguyên từ {least} đến {most}.",
            f"{where}: '{key}' is {str(value)[:40]!r}; a whole number from {least} to {most} is needed.",
        )
    return value


def _once(keys: Iterable[str], vi: str, en: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InspectionFault(f"Mã {vi} «{key}» xuất hiện hai lần trong khung.", f"The {en} '{key}' stands twice.")
        seen.add(key)
