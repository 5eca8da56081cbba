"""Values on their way into the records: known columns, right types, codes of the lists, references that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import CharField

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Holding, Row, holding
from dungviec.office.sealing.fields import SealedText
from dungviec.records.schema import Column

Check = Callable[[Any], Any]


def checked(table: Holding, values: Mapping[str, Any], *, partial: bool = False) -> Row:
    """``values`` in the types of their columns, empty texts as None; every column present unless ``partial``.

    Raises RegistryFault naming table, column, value and what would be right.
    """
    checks = _checks(table.name)
    row: Row = {} if partial else dict.fromkeys(checks)
    for name, value in values.items():
        check = checks.get(name)
        if check is None:
            raise RegistryFault(
                f"Bảng «{table.table.sheet}» không có cột «{name}»: các cột là {', '.join(checks)}.",
                f"Table {table.name} has no column {name!r}: the columns are {', '.join(checks)}.",
            )
        row[name] = None if value is None else check(value)
    for column in table.table.columns:
        if column.required and column.name in row and row[column.name] is None:
            raise RegistryFault(
                f"{_place(table, column)} phải có giá trị{_of(table, values)}.",
                f"{table.name}.{column.name} must have a value{_of(table, values, english=True)}.",
            )
    return row


def check_references(table: Holding, rows: Iterable[Row], *, coming: Mapping[str, set[str]] | None = None) -> None:
    """Refuse rows that point at records nobody has on file; ``coming`` holds keys the same write adds, by table."""
    rows = list(rows)
    for row in rows:
        refuse_own_tie(table, row)
    for column in table.table.columns:
        if not column.refers_to:
            continue
        other_name, other_column = column.refers_to.split(".")
        other = holding(other_name)
        if not other.single:
            continue
        wanted = {row[column.name] for row in rows if row.get(column.name)} - (coming or {}).get(other_name, set())
        missing = wanted - _on_file(other, wanted)
        if missing:
            first = sorted(missing)[0]
            raise RegistryFault(
                f"{_place(table, column)} chỉ tới «{first}» nhưng bảng «{other.table.sheet}» không có mã này"
                f"{f' (và {len(missing) - 1} mã khác)' if len(missing) > 1 else ''}. Xin thêm hồ sơ đó trước.",
                f"{table.name}.{column.name} points to {first!r}, which {other_name}.{other_column} does not hold"
                f"{f' ({len(missing) - 1} more)' if len(missing) > 1 else ''}. Add that record first.",
            )


def refuse_own_tie(table: Holding, row: Mapping[str, Any]) -> None:
    """Raise RegistryFault for a tie of family whose two ends are one person."""
    if row.get("relative_id") and row["relative_id"] == row.get("person_id"):
        raise RegistryFault(
            f"Bảng «{table.table.sheet}»: hai đầu quan hệ là một người («{row['relative_id']}»). Xin ghi mã của người thân.",
            f"Table {table.name}: both ends of the tie are one person ({row['relative_id']!r}). Give the relative's own key.",
        )


def _on_file(other: Holding, keys: set[str]) -> set[str]:
    listed, found = sorted(keys), set()
    for start in range(0, len(listed), 900):
        part = listed[start : start + 900]
        found |= set(
            other.model._default_manager.filter(pk__in=part, withdrawn_at__isnull=True).values_list("pk", flat=True)
        )
    return found


def _place(table: Holding, column: Column) -> str:
    return f"Bảng «{table.table.sheet}», cột «{column.vi}»"


def _of(table: Holding, values: Mapping[str, Any], *, english: bool = False) -> str:
    key = values.get(table.table.key[0])
    return "" if key is None else f" (row {key})" if english else f" (dòng «{key}»)"


@lru_cache(maxsize=64)
def _checks(name: str) -> dict[str, Check]:
    table = holding(name)
    return {column.name: _check(table, column) for column in table.table.columns}


def _check(table: Holding, column: Column) -> Check:
    field = table.fields[column.name]
    longest = field.max_length if isinstance(field, CharField | SealedText) else None
    place, where = _place(table, column), f"{table.name}.{column.name}"
    codes = column.code_list.by_value if column.code_list else {}

    def wrong(value: Any, vi: str, en: str) -> RegistryFault:
        return RegistryFault(
            f"{place}: giá trị «{str(value)[:60]}» {vi}.", f"{where}: the value {str(value)[:60]!r} {en}."
        )

    def text(value: Any) -> Any:
        if not isinstance(value, str):
            raise wrong(value, "phải là chữ", "must be a text")
        value = value.strip()
        if longest and len(value) > longest:
            raise wrong(
                value, f"dài {len(value)} ký tự, tối đa {longest}", f"has {len(value)} characters, at most {longest}"
            )
        return value or None

    def code(value: Any) -> Any:
        if value not in codes:
            name = column.code_list.vi if column.code_list else ""
            raise wrong(value, f"không có trong danh mục «{name}»", f"is not in the list {column.codes}")
        return value

    def several(value: Any) -> Any:
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise wrong(value, "phải là danh sách chữ", "must be a list of texts")
        return [code(v) for v in value] if column.type == "codes" else list(value)

    def whole(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(value, "phải là số nguyên", "must be a whole number")
        limit = 2**63 if column.type == "money" else 2**31
        if not -limit <= value < limit:
            raise wrong(value, "quá lớn", "is too large")
        return value

    def number(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise wrong(value, "phải là số", "must be a number")
        return float(value)

    def day(value: Any) -> Any:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise wrong(value, "phải là ngày", "must be a day")
        return value

    def flag(value: Any) -> Any:
        if not isinstance(value, bool):
            raise wrong(value, "phải là có hoặc không", "must be true or false")
        return value

    by_type: dict[str, Check] = {
        "text": text, "code": code, "codes": several, "words": several, "int": whole, "money": whole, "number": number,
        "date": day, "bool": flag,
    }  # fmt: skip
    return by_type[column.type]
