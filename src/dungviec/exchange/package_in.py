"""Reading a data package back, and refusing one that is not whole: every file must have the digest its description names."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dungviec.exchange.csv_cells import from_csv
from dungviec.exchange.package import FORMAT, Package, PackageFault, table_named
from dungviec.exchange.package_codes import RESOURCE
from dungviec.exchange.package_out import DESCRIPTION, KINDS
from dungviec.exchange.package_schema import GUARD

LARGEST = 2 * 1024**3
"""Bytes of one file inside that are read; more is refused before it is unpacked."""
_Get = Callable[[str], bytes]


def read_package(path: Path | str) -> Package:
    """The package in a folder or a zip that :func:`write_package` wrote.

    Raises :class:`PackageFault` where it is none, where a file is missing or altered, or where a table does not fit its declaration.
    """
    source = Path(path)
    try:
        if source.is_dir():
            return _package(source.name, lambda name: (source / name).read_bytes())
        with zipfile.ZipFile(source) as packed:
            sizes = {info.filename: info.file_size for info in packed.infolist()}

            def get(name: str) -> bytes:
                if sizes.get(name, 0) > LARGEST:
                    raise _fault(source.name, f"«{name}» quá lớn", f"'{name}' is too large")
                return packed.read(name)

            return _package(source.name, get)
    except KeyError as missing:
        raise _fault(source.name, f"thiếu tệp {missing}", f"the file {missing} is missing") from None
    except (OSError, zipfile.BadZipFile, RuntimeError) as problem:
        reason = getattr(problem, "strerror", None) or "không phải tệp zip đọc được"
        raise _fault(source.name, reason, getattr(problem, "strerror", None) or "no readable zip") from None


def _package(said: str, get: _Get) -> Package:
    try:
        told: dict[str, Any] = json.loads(get(DESCRIPTION))
        own = told["x-dungviec"]
        if own["format"] != FORMAT:
            raise _fault(
                said, f"định dạng «{own['format']}», cần «{FORMAT}»", f"the format is '{own['format']}', not '{FORMAT}'"
            )
        day = date.fromisoformat(own["as_of"])
        resources = {r["name"]: r for r in told["resources"]}
        name, place, note = str(own["name"]), own.get("place_code"), str(own.get("note") or "")
    except (ValueError, KeyError, TypeError, AttributeError) as bad:
        if isinstance(bad, PackageFault):
            raise
        raise _fault(said, f"«{DESCRIPTION}» không đúng dạng", f"'{DESCRIPTION}' is not as it should be") from None
    tables: dict[str, pl.DataFrame] = {}
    masked: dict[str, tuple[str, str]] = {}
    changed: dict[str, tuple[str, str]] = {}
    for table, resource in resources.items():
        if table == RESOURCE:
            continue
        tables[table] = _table(said, table, resource, get)
        for field in resource["schema"]["fields"]:
            more, where = field.get("x-dungviec", {}), f"{table}.{field['name']}"
            if more.get("masked"):
                masked[where] = (str(more["masked_because"]), str(more["masked_because_en"]))
            if more.get("changed"):
                changed[where] = (str(more["changed"]), str(more["changed_en"]))
    try:
        return Package(name, day, tables, place, note, masked, changed)
    except (ValueError, pl.exceptions.PolarsError) as bad:
        raise _fault(
            said,
            f"một bảng không đúng khai báo ({type(bad).__name__})",
            f"a table does not fit its declaration ({type(bad).__name__})",
        ) from None


def _table(said: str, name: str, resource: dict[str, Any], get: _Get) -> pl.DataFrame:
    kind = resource.get("format")
    path = f"data/{name}.{kind}"
    try:
        declared = table_named(name).polars_schema
        schema = {field["name"]: declared[field["name"]] for field in resource["schema"]["fields"]}
    except (ValueError, KeyError, TypeError):
        raise _fault(
            said,
            f"bảng «{name}» hoặc cột của nó không có trong khai báo",
            f"the table '{name}' or a column of it is not declared",
        ) from None
    if kind not in KINDS or resource.get("path") != path:
        raise _fault(said, f"bảng «{name}» không ở «{path}»", f"the table '{name}' is not at '{path}'")
    body = get(path)
    if resource.get("hash") != f"sha256:{hashlib.sha256(body).hexdigest()}":
        raise _fault(said, f"«{path}» đã bị sửa sau khi xuất", f"'{path}' was altered after it left")
    try:
        return (
            from_csv(body, schema, guard=GUARD)
            if kind == "csv"
            else pl.read_parquet(io.BytesIO(body), columns=list(schema))
        )
    except (pl.exceptions.PolarsError, ValueError, TypeError) as bad:
        raise _fault(
            said, f"«{path}» không đọc được ({type(bad).__name__})", f"'{path}' cannot be read ({type(bad).__name__})"
        ) from None


def _fault(said: str, vi: str, en: str) -> PackageFault:
    return PackageFault(
        f"Gói dữ liệu «{said}»: {vi}. Xin xuất lại.", f"The data package '{said}': {en}. Export it again."
    )
