"""Names of a sheet that name nothing, or two things at once: readings, products, units, officials, months."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dungviec.appraisal.sheet import Official, Sheet
from dungviec.law.settings import setting_names

MOST_GROUPS = 5
"""Complexity groups a catalogue may have (NĐ 335 Điều 13)."""


def misnamed(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each name at fault as a sentence in Vietnamese and English: place, value, what to do."""
    for part in (_settings, _catalogue, _units, _people):
        yield from part(sheet)


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
            f"«catalogue»: có {len(groups)} nhóm độ phức tạp, tối đa {MOST_GROUPS} (NĐ 335 Điều 13); gộp bớt.",
            f"'catalogue': {len(groups)} groups of complexity, at most {MOST_GROUPS} (NĐ 335 Điều 13); join some.",
        )
    for i, p in enumerate(products):
        at = f"catalogue.products[{i}]"
        if p.id in seen:
            yield (
                f"«{at}»: mã sản phẩm «{p.id}» đã có ở trên; đổi mã hoặc bỏ một dòng.",
                f"'{at}': the product id '{p.id}' is taken above; change it or drop one.",
            )
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
                f"«units[{i}]»: mã đơn vị «{u.id}» đã có ở trên; đổi mã hoặc bỏ một mục.",
                f"'units[{i}]': the unit id '{u.id}' is taken above; change it or drop one.",
            )
        if u.parent is not None and u.parent not in parents:
            yield (
                f"«units[{i}].parent»: không có đơn vị «{u.parent}»; thêm vào «units» hoặc sửa mã.",
                f"'units[{i}].parent': there is no unit '{u.parent}'; add it to 'units' or mend the id.",
            )
        above, seen = u.parent, {u.id}
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == u.id:
            yield (
                f"«units[{i}]»: đơn vị «{u.id}» nằm dưới chính nó; sửa «parent».",
                f"'units[{i}]': the unit '{u.id}' lies below itself; mend 'parent'.",
            )


def _people(sheet: Sheet) -> Iterator[tuple[str, str]]:
    ids: set[str] = set()
    units, products = {u.id for u in sheet.units}, {p.id for p in sheet.catalogue.products}
    heads: dict[str, str] = {}
    for i, o in enumerate(sheet.officials):
        at = f"officials[{i}]"
        if o.id in ids:
            yield (
                f"«{at}»: mã cán bộ «{o.id}» đã có ở trên; gộp hai mục hoặc đổi mã.",
                f"'{at}': the official '{o.id}' is already above; join the two or change the id.",
            )
        ids.add(o.id)
        for key, unit in (("unit", o.unit), ("leads", o.leads)):
            if unit is not None and units and unit not in units:
                yield (
                    f"«{at}.{key}» ({o.id}): không có đơn vị «{unit}»; thêm vào «units» hoặc sửa mã.",
                    f"'{at}.{key}' ({o.id}): there is no unit '{unit}'; add it to 'units' or mend the id.",
                )
        if o.leads is not None and heads.setdefault(o.leads, o.id) != o.id:
            yield (
                f"«{at}.leads» ({o.id}): đơn vị «{o.leads}» đã có người đứng đầu là {heads[o.leads]}; chỉ để «leads» ở một người.",
                f"'{at}.leads' ({o.id}): the unit '{o.leads}' is already headed by {heads[o.leads]}; keep 'leads' with one.",
            )
        yield from _periods(o, at, products)
    for i, o in enumerate(sheet.officials):
        for other in o.manages:
            if other not in ids or other == o.id:
                yield (
                    f"«officials[{i}].manages» ({o.id}): không có người «{other}» để phụ trách; ghi mã của người khác có trong phiếu.",
                    f"'officials[{i}].manages' ({o.id}): there is nobody '{other}' to manage; give the id of somebody else on the sheet.",
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
                    f"«{here}.tasks[{k}].product» ({o.id}): sản phẩm «{t.product}» không có trong danh mục, chưa có hệ số; thêm vào «catalogue.products» hoặc sửa mã.",
                    f"'{here}.tasks[{k}].product' ({o.id}): the product '{t.product}' is not in the catalogue, it has no coefficient; add it to 'catalogue.products' or mend the id.",
                )
            if t.product is not None and (t.coefficient is not None or t.points is not None):
                yield (
                    f"«{here}.tasks[{k}]» ({o.id}): hệ số lấy từ danh mục; bỏ «coefficient», «points» của dòng.",
                    f"'{here}.tasks[{k}]' ({o.id}): the coefficient comes from the catalogue; leave out the line's own.",
                )
