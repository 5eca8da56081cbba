"""``datapackage.json``: what a data package holds, told for machines and for people.

Types, required columns, enumerations, keys and foreign keys are those of Frictionless Table Schema. A key is declared only where it holds
for the rows that leave: a part of a city may name posts that are not in the part. Vietnamese words, units, sensitivity, the item of the
official form and masks stand under ``x-dungviec``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import polars as pl

from dungviec.exchange.package import FORMAT, Package, table_named
from dungviec.exchange.package_codes import COLUMNS, DATED_COLUMNS, RESOURCE
from dungviec.records.schema import Column, Table
from dungviec.records.sensitivity import GROUPS, ROW_GROUPS, group_key

Kind = Literal["parquet", "csv"]
GUARD = "'"
"""The sign put before a text that a spreadsheet would take for a formula (see ``csv_cells``)."""
_TYPES = {
    "text": "string", "code": "string", "codes": "array", "words": "array", "int": "integer", "number": "number", "date": "date",
    "bool": "boolean", "money": "integer",
}  # fmt: skip
_UNITS = {
    "share": "%", "height_cm": "cm", "weight_kg": "kg", "area": "m2", "term_months": "month", "salary_percent": "%", "job_percent": "%",
    "seniority_percent": "%", "job_seniority_percent": "%", "percent": "%",
}  # fmt: skip
_TOLD = (
    "Ô trống là chưa biết, không phải «không có». Trường có x-dungviec.masked bị che khi xuất: giá trị trống không nói gì.",
    "An empty value is not known, never 'no'. A field with x-dungviec.masked was masked when it left: its emptiness says nothing.",
)
_GUARDED = (
    "Trong CSV, chữ bắt đầu bằng = + - @ hoặc dấu nháy ', và chữ rỗng, có thêm một dấu ' ở đầu để bảng tính không hiểu là công thức; đọc lại thì bỏ đúng một dấu '.",
    "In CSV a text that begins with = + - @ or ', and the empty text, has one more ' in front, so that no spreadsheet takes it for a formula; a reader takes exactly one ' away.",
)


def descriptor(package: Package, kind: Kind, *, origins: Mapping[str, str]) -> dict[str, Any]:
    """The description without the digests of the files. ``origins``: ``table.column`` or ``table`` → item of the official form."""
    resources = [_resource(package, name, kind, origins) for name in package.tables]
    return {
        "profile": "tabular-data-package" if kind == "csv" else "data-package",
        "name": "dungviec",
        "title": package.name,
        "description": _TOLD[1],
        "x-dungviec": {
            "format": FORMAT,
            "as_of": package.as_of.isoformat(),
            "name": package.name,
            "place_code": package.place_code,
            "note": package.note,
            "vi": _TOLD[0],
            **({"guard": {"sign": GUARD, "vi": _GUARDED[0], "en": _GUARDED[1]}} if kind == "csv" else {}),
            "groups": {k: {"vi": g.vi, "en": g.en, "sensitive": g.sensitive, "basis": g.basis[0], "basis_en": g.basis[1]} for k, g in GROUPS.items()},
        },
        "resources": [*resources, _codes(kind)],
    }  # fmt: skip


def _resource(package: Package, name: str, kind: Kind, origins: Mapping[str, str]) -> dict[str, Any]:
    table, frame = table_named(name), package.tables[name]
    columns = [table.by_name[c] for c in frame.columns]
    schema: dict[str, Any] = {
        "fields": [_field(package, table, column, origins) for column in columns],
        "missingValues": [""],
    }
    own: dict[str, Any] = {"vi": table.vi, "rows": frame.height, "key": list(table.key)}
    if _identifies(table, frame):
        schema["primaryKey"] = list(table.key)
    foreign, open_ends = _references(package, table, frame)
    if foreign:
        schema["foreignKeys"] = foreign
    if open_ends:
        own["references_not_in_this_package"] = open_ends
    if name in ROW_GROUPS:
        column, value, group = ROW_GROUPS[name]
        own["row_group"] = {"column": column, "value": value, "group": group}
    if name in origins:
        own["form_item"] = origins[name]
    return {**_file(name, kind), "title": table.sheet, "description": table.en, "x-dungviec": own, "schema": schema}


def _field(package: Package, table: Table, column: Column, origins: Mapping[str, str]) -> dict[str, Any]:
    place = f"{table.name}.{column.name}"
    own: dict[str, Any] = {"vi": column.vi}
    constraints: dict[str, Any] = {}
    if column.required and place not in package.masked:
        constraints["required"] = True
    codes = column.code_list
    if codes is not None:
        own["codes"] = codes.name
        if column.type == "code":
            constraints["enum"] = list(codes.values)
        else:
            own["enum_of_items"] = list(codes.values)
    if place in DATED_COLUMNS:
        own["dated_codes"] = DATED_COLUMNS[place]
    unit = "VND" if column.type == "money" else _UNITS.get(column.name)
    if unit:
        own["unit"] = unit
    group = group_key(table.name, column.name)
    if group is not None:
        own |= {"group": group, "sensitive": GROUPS[group].sensitive}
    if origin := origins.get(place):
        own["form_item"] = origin
    if place in package.masked:
        own |= {
            "masked": True,
            "masked_because": package.masked[place][0],
            "masked_because_en": package.masked[place][1],
        }
    if place in package.changed:
        own |= {"changed": package.changed[place][0], "changed_en": package.changed[place][1]}
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.vi,
        "description": column.en,
    }
    if column.type == "bool":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    if constraints:
        found["constraints"] = constraints
    return {**found, "x-dungviec": own}


def _identifies(table: Table, frame: pl.DataFrame) -> bool:
    """Whether the declared key is whole, never empty and never twice in these rows."""
    key = list(table.key)
    if any(c not in frame.columns for c in key):
        return False
    picked = frame.select(key)
    return not any(picked.null_count().row(0)) and picked.n_unique() == picked.height


def _references(package: Package, table: Table, frame: pl.DataFrame) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Foreign keys that hold for every row, and per column how many values lead out of the package."""
    keys: list[dict[str, Any]] = []
    leading_out: dict[str, int] = {}
    for column in table.columns:
        if column.refers_to is None or column.name not in frame.columns:
            continue
        target, field = column.refers_to.split(".")
        there = package.tables.get(target)
        if there is None or field not in there.columns:
            continue
        values = frame[column.name].drop_nulls()
        missing = values.filter(~values.is_in(there[field].drop_nulls().implode())).len()
        if missing:
            leading_out[column.name] = missing
        else:
            resource = "" if target == table.name else target
            keys.append({"fields": [column.name], "reference": {"resource": resource, "fields": [field]}})
    return keys, leading_out


def _file(name: str, kind: Kind) -> dict[str, Any]:
    if kind == "parquet":
        return {
            "name": name,
            "path": f"data/{name}.parquet",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
        }
    return {
        "name": name, "path": f"data/{name}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    }  # fmt: skip


def _codes(kind: Kind) -> dict[str, Any]:
    fields = [{"name": n, "type": t, "title": vi, "description": en} for n, t, vi, en in COLUMNS]
    words = {
        "title": "Danh mục mã",
        "description": "The code lists that fields name under x-dungviec.codes and x-dungviec.dated_codes",
    }
    return {**_file(RESOURCE, kind), **words, "schema": {"fields": fields, "missingValues": [""]}}
