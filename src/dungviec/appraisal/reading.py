"""From a JSON file to a sheet; every fault is a sentence with its place, and all of them are told at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dungviec.appraisal.sheet import Official, Sheet
from dungviec.law.settings import LawSettings, setting_names
from dungviec.law.wrong_values import shown, told_together, way_to

MOST_GROUPS = 5
"""Complexity groups a catalogue may have (NĐ 335 Điều 13)."""
_TOLD = 20


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
        data = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_float=_finite)
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


def understand(data: Any) -> Sheet:
    """The sheet in parsed JSON. Raises :class:`SheetFault` with every fault found."""
    if not isinstance(data, Mapping):
        raise SheetFault([(
            "Phiếu phải là một đối tượng JSON có «sheet», «year», «officials».", "A sheet is a JSON object with 'sheet', 'year', 'officials'.",
        )])  # fmt: skip
    try:  # strictly: "30" and true are no numbers
        sheet = Sheet.model_validate_json(json.dumps(_whole_numbers(data), default=_written), strict=True)
    except ValidationError as error:
        raise SheetFault(_sentences(error, data)) from None
    faults = [f for part in (_settings, _catalogue, _units, _people) for f in part(sheet)]
    if faults:
        raise SheetFault(faults)
    return sheet


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
        if isinstance(whose, Mapping) and isinstance(whose.get("id"), str):
            return f" ({whose['id']})"
    return ""


def _settings(sheet: Sheet) -> Iterator[tuple[str, str]]:
    known = [n for n in setting_names() if n.startswith("rating")]
    allowed: dict[str, tuple[Any, ...]] = {
        "rating_cap_parts": (True, False), "rating_points_read": ("exact", "two_decimals"),
        "rating_quota_base": ("good", "good_and_above"), "rating_quota_rounding": ("down", "nearest"),
        "rating_floor_zero": (True, False), "rating_quarter_months": (3, 1), "ratings_90_by_analogy": (True, False),
    }  # fmt: skip
    for name, value in sheet.settings.items():
        if name not in known:
            yield (
                f"«settings.{name}»: không có cách hiểu này; có: {', '.join(known)}.",
                f"'settings.{name}': no such reading; known are {', '.join(known)}.",
            )
        elif not any(value == a and type(value) is type(a) for a in allowed[name]):
            can = ", ".join(json.dumps(a) for a in allowed[name])
            yield (
                f"«settings.{name}»: chỉ nhận {can}, không nhận {value!r}.",
                f"'settings.{name}': one of {can}, not {value!r}.",
            )


def _catalogue(sheet: Sheet) -> Iterator[tuple[str, str]]:
    products, seen = sheet.catalogue.products, set[str]()
    groups = {p.group for p in products if p.group}
    if len(groups) > MOST_GROUPS:
        yield (
            f"«catalogue»: có {len(groups)} nhóm độ phức tạp, tối đa {MOST_GROUPS} (NĐ 335 Điều 13).",
            f"'catalogue': {len(groups)} groups of complexity, at most {MOST_GROUPS} (NĐ 335 Điều 13).",
        )
    for i, p in enumerate(products):
        at = f"catalogue.products[{i}]"
        if p.id in seen:
            yield f"«{at}»: mã sản phẩm «{p.id}» đã có ở trên.", f"'{at}': the product id '{p.id}' is taken above."
        seen.add(p.id)
        if p.coefficient is None and (p.points is None or sheet.catalogue.standard_points is None):
            yield (
                f"«{at}» ({p.id}): sản phẩm chưa có hệ số; ghi «coefficient», hoặc «points» cùng «catalogue.standard_points».",
                f"'{at}' ({p.id}): the product has no coefficient; give 'coefficient', or 'points' with 'catalogue.standard_points'.",
            )


def _units(sheet: Sheet) -> Iterator[tuple[str, str]]:
    if not sheet.officials and not any(u.year or u.level for u in sheet.units):
        yield (
            "«officials»: phiếu không có ai và không có đơn vị nào để xếp loại; ghi «officials», hoặc «units» có «year».",
            "'officials': the sheet has nobody and no unit to rate; give 'officials', or 'units' with a 'year'.",
        )
    parents = {u.id: u.parent for u in sheet.units}
    for i, u in enumerate(sheet.units):
        if sum(v.id == u.id for v in sheet.units[: i + 1]) > 1:
            yield (
                f"«units[{i}]»: mã đơn vị «{u.id}» đã có ở trên.",
                f"'units[{i}]': the unit id '{u.id}' is taken above.",
            )
        if u.parent is not None and u.parent not in parents:
            yield (
                f"«units[{i}].parent»: không có đơn vị «{u.parent}».",
                f"'units[{i}].parent': there is no unit '{u.parent}'.",
            )
        above, seen = u.parent, {u.id}
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == u.id:
            yield (
                f"«units[{i}]»: đơn vị «{u.id}» nằm dưới chính nó.",
                f"'units[{i}]': the unit '{u.id}' lies below itself.",
            )


def _people(sheet: Sheet) -> Iterator[tuple[str, str]]:
    ids: set[str] = set()
    units, products = {u.id for u in sheet.units}, {p.id for p in sheet.catalogue.products}
    heads: dict[str, str] = {}
    for i, o in enumerate(sheet.officials):
        at = f"officials[{i}]"
        if o.id in ids:
            yield f"«{at}»: mã cán bộ «{o.id}» đã có ở trên.", f"'{at}': the official '{o.id}' is already above."
        ids.add(o.id)
        for key, unit in (("unit", o.unit), ("leads", o.leads)):
            if unit is not None and units and unit not in units:
                yield (
                    f"«{at}.{key}» ({o.id}): không có đơn vị «{unit}».",
                    f"'{at}.{key}' ({o.id}): there is no unit '{unit}'.",
                )
        if o.leads is not None and heads.setdefault(o.leads, o.id) != o.id:
            yield (
                f"«{at}.leads» ({o.id}): đơn vị «{o.leads}» đã có người đứng đầu là {heads[o.leads]}.",
                f"'{at}.leads' ({o.id}): the unit '{o.leads}' is already headed by {heads[o.leads]}.",
            )
        yield from _periods(o, at, products)
    for i, o in enumerate(sheet.officials):
        for other in o.manages:
            if other not in ids or other == o.id:
                yield (
                    f"«officials[{i}].manages» ({o.id}): không có người «{other}» để phụ trách.",
                    f"'officials[{i}].manages' ({o.id}): there is nobody '{other}' to manage.",
                )


def _periods(o: Official, at: str, products: set[str]) -> Iterator[tuple[str, str]]:
    taken: dict[int, tuple[str, str]] = {}
    for j, p in enumerate(o.periods):
        here = f"{at}.periods[{j}]"
        if (p.month is None) == (p.quarter is None):
            yield (
                f"«{here}» ({o.id}): ghi đúng một trong hai mục «month», «quarter».",
                f"'{here}' ({o.id}): give exactly one of 'month' and 'quarter'.",
            )
            continue
        for month in p.months:
            if month in taken:
                (was_vi, was_en), (now_vi, now_en) = taken[month], p.label
                again = was_vi == now_vi
                yield (
                    f"«{here}» ({o.id}): {now_vi} {'ghi hai lần' if again else f'trùng {was_vi} đã ghi'}; mỗi tháng chỉ chấm một lần, bỏ một mục.",
                    f"'{here}' ({o.id}): {now_en} {'is given twice' if again else f'overlaps {was_en} above'}; a month is scored once, drop one.",
                )
                break
            taken[month] = p.label
        if p.points is not None and (p.tasks or p.general is not None):
            yield (
                f"«{here}» ({o.id}): đã có «points» thì không ghi «general», «tasks» nữa.",
                f"'{here}' ({o.id}): with 'points' there is no 'general' and no 'tasks'.",
            )
        for k, t in enumerate(p.tasks or ()):
            if t.product is not None and t.product not in products:
                yield (
                    f"«{here}.tasks[{k}].product» ({o.id}): sản phẩm «{t.product}» không có trong danh mục, chưa có hệ số.",
                    f"'{here}.tasks[{k}].product' ({o.id}): the product '{t.product}' is not in the catalogue, it has no coefficient.",
                )
            if t.product is not None and (t.coefficient is not None or t.points is not None):
                yield (
                    f"«{here}.tasks[{k}]» ({o.id}): hệ số lấy từ danh mục; bỏ «coefficient», «points» của dòng.",
                    f"'{here}.tasks[{k}]' ({o.id}): the coefficient comes from the catalogue; leave out the line's own.",
                )
