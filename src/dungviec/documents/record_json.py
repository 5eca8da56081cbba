"""National-record JSON: whole dossiers by table and column, codes as stored; the schema is generated from the same declarations.

No public description of the national database's own exchange format is in our sources, so this is the project's format; what it
carries are the items of SYLL (Thông tư 06/2023/TT-BNV).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from dungviec.documents.reading import Note, PaperRead, Part
from dungviec.exchange.problems import Problem, UnreadableFileError
from dungviec.records.dossiers import EVENTS, SINGLE, Dossier, Row, table_of
from dungviec.records.ethnic_groups import ETHNIC_GROUPS
from dungviec.records.schema import Column, Table

FORMAT = "dungviec-record/1"
_JSON_TYPES: dict[str, Any] = {
    "text": {"type": "string"}, "int": {"type": "integer"}, "money": {"type": "integer"}, "number": {"type": "number"},
    "bool": {"type": "boolean"}, "date": {"type": "string", "format": "date"}, "words": {"type": "array", "items": {"type": "string"}},
}  # fmt: skip


def to_json(dossiers: Iterable[Dossier]) -> dict[str, Any]:
    """Dossiers as plain JSON values. Fields not known are left out; masked ones are named under ``hidden``."""
    records = []
    day = None
    for dossier in dossiers:
        day = dossier.as_of if day is None else day
        records.append(_record(dossier))
    return {"format": FORMAT, "as_of": day.isoformat() if day else None, "records": records}


def _record(dossier: Dossier) -> dict[str, Any]:
    record: dict[str, Any] = {"person_id": dossier.person_id}
    for table in SINGLE:
        row = dossier.person if table == "people" else dossier.particulars
        record[table] = _row(table_of(table), row, skip=_hidden_columns(dossier, table))
    for table in EVENTS:
        if f"{table}.*" not in dossier.hidden:
            rows = dossier.rows(table)
            if rows:
                record[table] = [_row(table_of(table), row, skip=_hidden_columns(dossier, table)) for row in rows]
    group = ETHNIC_GROUPS.parse(record["people"].get("ethnicity", ""), dossier.as_of)
    if group is not None:
        record["coded"] = {"ethnicity": group.code}
    if dossier.hidden:
        record["hidden"] = sorted(dossier.hidden)
    return record


def _hidden_columns(dossier: Dossier, table: str) -> frozenset[str]:
    return frozenset(h.split(".", 1)[1] for h in dossier.hidden if h.startswith(f"{table}."))


def _row(table: Table, row: Row, *, skip: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in table.columns:
        value = row.get(column.name)
        if value is None or column.name == "person_id" or column.name in skip:
            continue
        found[column.name] = value.isoformat() if isinstance(value, date) else value
    return found


def write_json_text(dossiers: Iterable[Dossier]) -> str:
    """The JSON as text, one field a line, ending in a line end."""
    return json.dumps(to_json(dossiers), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_json_text(text: str, *, name: str = "") -> list[PaperRead]:
    """What a record file says, one reading per person. Raises :class:`UnreadableFileError` when it is no such file.

    A table that a record does not name is taken as empty unless it is among the record's hidden ones; a value of a wrong type or
    outside its code list is noted and what is on file stays.
    """
    said = f"«{name}»" if name else "này"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFileError(f"Tệp {said} không phải JSON đọc được; xuất lại từ hệ thống.", f"The file {name} is not readable JSON; export it again.") from None  # fmt: skip
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("records"), list):
        raise UnreadableFileError(
            f"Tệp {said} không phải hồ sơ «{FORMAT}»; cần hai mục «format» và «records».",
            f"The file {name} is no '{FORMAT}' record; it needs 'format' and 'records'.",
        )
    return [_read_record(n, record) for n, record in enumerate(data["records"], start=1)]


def _read_record(number: int, record: Any) -> PaperRead:
    notes: list[Note] = []
    if not isinstance(record, dict) or not _whole(record.get("person_id")) or not record["person_id"]:
        problem = Problem("thiếu «person_id»", "'person_id' is missing", "Bổ sung mã cán bộ", "Add the identifier")
        return PaperRead("json", "", notes=(Note(f"records[{number}]", "", problem),))
    told = record.get("hidden")
    hidden = frozenset(h for h in told if isinstance(h, str)) if isinstance(told, list) else frozenset[str]()
    values: dict[tuple[str, str], Any] = {}
    for table in SINGLE:
        given = record.get(table)
        row = given if isinstance(given, dict) else {}
        for column in table_of(table).columns:
            if column.name != "person_id" and f"{table}.{column.name}" not in hidden:
                found = _value(f"{table}.{column.name}", column, row.get(column.name), notes)
                if found is not _BAD and not (found is None and column.required):
                    values[table, column.name] = found
    parts = [_part(table, record.get(table), hidden, notes) for table in EVENTS if f"{table}.*" not in hidden]
    return PaperRead("json", record["person_id"], values, parts, notes)


def _part(table: str, given: Any, hidden: frozenset[str], notes: list[Note]) -> Part:
    columns = [c for c in table_of(table).columns if c.name != "person_id" and f"{table}.{c.name}" not in hidden]
    rows = []
    for n, row in enumerate(given if isinstance(given, list) else (), start=1):
        if not isinstance(row, dict):
            continue
        read = {c.name: _value(f"{table}[{n}].{c.name}", c, row.get(c.name), notes) for c in columns}
        rows.append(
            {k: v for k, v in read.items() if v is not _BAD and not (v is None and table_of(table).by_name[k].required)}
        )
    return Part(table, {}, tuple(c.name for c in columns), tuple(rows))


_BAD = object()


def _value(place: str, column: Column, value: Any, notes: list[Note]) -> Any:
    if value is None:
        return None
    found = _typed(column, value)
    if found is _BAD:
        problem = Problem(f"không hợp với cột «{column.vi}»", f"does not fit the column '{column.en}'", "Giá trị trong hồ sơ được giữ nguyên", "What is on file stays")  # fmt: skip
        notes.append(Note(place, str(value)[:80], problem))
    return found


def _typed(column: Column, value: Any) -> Any:
    codes = column.code_list
    if column.type in ("codes", "words"):
        words = value if isinstance(value, list) and all(_whole(v) for v in value) else None
        fits = words is not None and (codes is None or all(v in codes.by_value for v in words))
        return words if fits else _BAD
    if column.type == "bool":
        return value if isinstance(value, bool) else _BAD
    if column.type in ("int", "money", "number"):
        limit = 2**31 if column.type == "int" else 2**63
        if isinstance(value, bool) or not isinstance(value, int | float) or not -limit < value < limit:
            return _BAD  # not a number is smaller and larger than nothing
        whole = column.type != "number"
        return _BAD if whole and value != int(value) else (int(value) if whole else float(value))
    if not _whole(value):
        return _BAD
    if column.type == "date":
        try:
            return date.fromisoformat(value)
        except ValueError:
            return _BAD
    return value if codes is None or value in codes.by_value else _BAD


def _whole(value: Any) -> bool:
    """Whether it is a text without half signs: JSON can escape them alone, nothing can store them."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def record_schema() -> dict[str, Any]:
    """The JSON Schema of the format, generated from the tables and code lists."""
    properties: dict[str, Any] = {"person_id": {"type": "string", "minLength": 1}}
    for table in SINGLE:
        properties[table] = _table_schema(table_of(table))
    for table in EVENTS:
        properties[table] = {
            "type": "array",
            "items": _table_schema(table_of(table)),
            "description": table_of(table).en,
        }
    properties["coded"] = {"type": "object", "properties": {"ethnicity": {"enum": sorted({i.code for i in ETHNIC_GROUPS.items})}}, "additionalProperties": False}  # fmt: skip
    properties["hidden"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Fields masked from whoever made the file",
    }
    record = {
        "type": "object",
        "properties": properties,
        "required": ["person_id", "people"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of officials",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "as_of": {"type": ["string", "null"], "format": "date"}, "records": {"type": "array", "items": record}},
        "required": ["format", "as_of", "records"],
        "additionalProperties": False,
    }  # fmt: skip


def _table_schema(table: Table) -> dict[str, Any]:
    columns = [c for c in table.columns if c.name != "person_id"]
    return {
        "type": "object",
        "properties": {c.name: _column_schema(c) for c in columns},
        "required": [c.name for c in columns if c.required],
        "additionalProperties": False,
        "description": table.en,
    }


def _column_schema(column: Column) -> dict[str, Any]:
    codes = column.code_list
    if codes is not None:
        one = {"enum": list(codes.values)}
        kind: dict[str, Any] = {"type": "array", "items": one} if column.type == "codes" else one
    else:
        kind = dict(_JSON_TYPES[column.type])
    return {**kind, "title": column.vi, "description": column.en}
