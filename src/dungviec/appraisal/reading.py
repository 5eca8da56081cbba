"""From a JSON file to a sheet; every fault is a sentence with its place, and all of them are told at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dungviec.appraisal.contradictions import contradictions
from dungviec.appraisal.misnamed import misnamed
from dungviec.appraisal.sheet import Sheet
from dungviec.law.settings import LawSettings
from dungviec.law.wrong_values import shown, told_together, way_to

_TOLD = 20
_LONGEST = 15
"""Digits a whole number of a sheet may have."""


class SheetFault(ValueError):
    """A sheet that cannot be used; ``faults`` holds each sentence in Vietnamese and English."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        more = len(faults) - _TOLD
        self.faults = faults
        self.vi = "\n".join([*(vi for vi, _ in faults[:_TOLD]), *([f"… và {more} chỗ nữa."] if more > 0 else [])])
        self.english = "\n".join([*(en for _, en in faults[:_TOLD]), *([f"… and {more} more."] if more > 0 else [])])
        super().__init__(self.vi)


def read_sheet(path: Path) -> Sheet:
    """The sheet in a JSON file. Raises :class:`SheetFault`."""
    return understand(load(path))


def load(path: Path) -> Any:
    """The parsed JSON of a file. Raises :class:`SheetFault`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as bad:
        reason = "không phải văn bản UTF-8" if isinstance(bad, UnicodeDecodeError) else (bad.strerror or str(bad))
        raise SheetFault([(f"Không đọc được «{path}»: {reason}.", f"'{path}' cannot be read: {reason}.")]) from None
    if not text.strip():
        raise SheetFault([(
            f"«{path.name}» là tệp trống; phiếu là một đối tượng JSON có «sheet», «year», «officials».",
            f"'{path.name}' is an empty file; a sheet is a JSON object with 'sheet', 'year', 'officials'.",
        )])  # fmt: skip
    try:
        data = json.loads(
            text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as bad:
        raise SheetFault(
            [(f"«{path.name}» dòng {bad.lineno}, cột {bad.colno}: không phải JSON đúng ({bad.msg}); sửa dấu ngoặc, phẩy, nháy ở chỗ này.",
              f"'{path.name}' line {bad.lineno}, column {bad.colno}: not valid JSON ({bad.msg}); mend the bracket, comma or quote there.")]
        ) from None  # fmt: skip
    except RecursionError:
        raise SheetFault([("JSON lồng quá sâu.", "The JSON is nested too deeply.")]) from None
    return data


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise SheetFault(
                [(f"Mục «{key}» ghi hai lần trong cùng một chỗ; giữ lại một.", f"'{key}' is given twice in one place; keep one.")]
            )  # fmt: skip
        found[key] = value
    return found


def _no_constant(name: str) -> float:
    raise SheetFault([(f"«{name}» không phải là số; bỏ mục này nếu chưa biết.", f"'{name}' is not a number; leave the key out where it is not known.")])  # fmt: skip


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _no_constant(text)


def _whole(text: str) -> int:
    if len(text) > _LONGEST:
        start = text[:12]
        raise SheetFault([(
            f"Số «{start}…» có {len(text)} chữ số, không thể là số của phiếu; xem lại.", f"The number '{start}…' has {len(text)} digits, no number of a sheet; check it.",
        )])  # fmt: skip
    return int(text)


def understand(data: Any) -> Sheet:
    """The sheet in parsed JSON. Raises :class:`SheetFault` with every fault found."""
    if not isinstance(data, Mapping):
        raise SheetFault([(
            "Phiếu phải là một đối tượng JSON có «sheet», «year», «officials».", "A sheet is a JSON object with 'sheet', 'year', 'officials'.",
        )])  # fmt: skip
    if broken := _broken(data):
        raise SheetFault([(
            f"Có ký tự hỏng trong «{broken}»; lưu lại tệp ở dạng UTF-8.", f"There is a broken character in '{broken}'; save the file as UTF-8 again.",
        )])  # fmt: skip
    try:  # strictly: "30" and true are no numbers
        sheet = Sheet.model_validate_json(json.dumps(_whole_numbers(data), default=_written), strict=True)
    except ValidationError as error:
        raise SheetFault(_sentences(error, data)) from None
    faults = [f for part in (misnamed, contradictions) for f in part(sheet)]
    if faults:
        raise SheetFault(faults)
    return sheet


def _broken(data: Any) -> str:
    """The first text that holds half a character or a control sign, which no file, form or page can hold."""
    if isinstance(data, str):
        bad = any("\ud800" <= c <= "\udfff" or (c < " " and c not in "\n\r\t") for c in data)
        return "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else "�" for c in data[:60]) if bad else ""
    if isinstance(data, Mapping):
        return next((b for pair in data.items() for part in pair if (b := _broken(part))), "")
    return next((b for part in data if (b := _broken(part))), "") if isinstance(data, list) else ""


def _whole_numbers(data: Any) -> Any:
    """The data with 12.0 as 12, as machines write whole numbers."""
    if isinstance(data, Mapping):
        return {key: _whole_numbers(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_whole_numbers(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data


def _written(value: Any) -> Any:
    """A day or a decimal of Python's as JSON writes it."""
    return float(value) if isinstance(value, Decimal) else str(value)


def settings_of(sheet: Sheet) -> LawSettings:
    """The readings the sheet chooses, the defaults elsewhere."""
    return LawSettings(**sheet.settings)


def _sentences(error: ValidationError, data: Any) -> list[tuple[str, str]]:
    by_place: dict[tuple[int | str, ...], list[Any]] = {}
    for each in error.errors():
        by_place.setdefault(way_to(each["loc"], data), []).append(each)
    told = []
    for place, found in by_place.items():
        if any(other[: len(place)] == place and len(other) > len(place) for other in by_place):
            continue  # a list that is no number either: what is wrong stands in the list
        vi, en = told_together(found)
        at = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place).removeprefix(".")
        whose = _whose(place, data)
        told.append(
            (f"«{at}»{whose}: {vi}{shown(found[0]['input'])}.", f"'{at}'{whose}: {en}{_given(found[0]['input'])}.")
        )
    return told


def _given(value: object) -> str:
    return shown(value).replace("giá trị", "given").replace("«", "'").replace("»", "'")


def _whose(place: tuple[int | str, ...], data: Mapping[str, Any]) -> str:
    """The identifier of the official a fault stands under."""
    if len(place) > 1 and place[0] == "officials" and isinstance(place[1], int):
        whose = data["officials"][place[1]]
        if isinstance(whose, Mapping) and isinstance(whose.get("id"), str) and whose["id"]:
            return f" ({whose['id']})"
    return ""
