"""What a file was taken for, as a thing to show, change and give back: sheets, heading rows, the field of each column.

``recognise`` guesses it, ``read_roster(path, mapping=…)`` obeys it. A mapping remembers by the words of its headings, so
next month's file, with one row more and another year in its title, is understood as a person once said.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dungviec.exchange.grid import Sheet
from dungviec.exchange.roster.columns import ColumnUse, understand_columns
from dungviec.exchange.roster.context import title_lines, year_of
from dungviec.exchange.roster.forms import load_roster
from dungviec.exchange.roster.header import Header, find_headers, header_at, header_by_number
from dungviec.exchange.roster.vocabulary import heading, year_in

Memory = dict[str, list[str]]
"""A column's heading → the field it was taken for and its detail (a rating's year)."""
_ENOUGH = 400
_CHOSEN = ("do người dùng chọn", "chosen by a person")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table of a sheet: its heading rows as Excel counts them, and what each column is."""

    header_rows: tuple[int, int]
    columns: tuple[ColumnUse, ...]

    @property
    def signature(self) -> str:
        """What two months of the same list have in common: the words of the headings, numbers left out."""
        text = "\n".join(column_key(c.header) for c in self.columns)
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    @property
    def tells_who(self) -> bool:
        """Whether some column tells who a row is about."""
        return bool({c.field for c in self.columns} & {"name", "given", "citizen_id", "person_id"})

    def with_column(self, index: int, field: str, detail: str = "") -> TableMapping:
        """The table with one column taken for ``field`` (empty: not kept)."""
        columns = tuple(
            replace(c, field=field, detail=detail or _detail(field, c.header), confidence=1.0, evidence_vi=_CHOSEN[0], evidence_en=_CHOSEN[1])
            if c.index == index else c for c in self.columns
        )  # fmt: skip
        return replace(self, columns=columns)

    def memory(self) -> Memory:
        """The choices by heading, for ``RosterMapping.recalled``."""
        return {key: [c.field, c.detail] for key, c in zip(_keys(self.columns), self.columns, strict=True)}

    def recalled(self, memory: Memory) -> TableMapping:
        """The table with the choices of last time where they differ from what was guessed."""
        columns = []
        for key, column in zip(_keys(self.columns), self.columns, strict=True):
            field, detail = memory.get(key, [column.field, column.detail])
            if field != column.field:
                column = replace(
                    column, field=field, detail=_detail(field, column.header) or detail, confidence=1.0,
                    evidence_vi="như lần trước", evidence_en="as last time",
                )  # fmt: skip
            columns.append(column)
        return replace(self, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet: whether it is read, its tables, the rows it has, whether it is hidden in the file."""

    name: str
    taken: bool
    tables: tuple[TableMapping, ...]
    height: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """What a whole file was taken for."""

    sheets: tuple[SheetMapping, ...]

    def sheet(self, name: str) -> SheetMapping | None:
        """The sheet of that name."""
        return next((s for s in self.sheets if s.name == name), None)

    def with_sheet(self, sheet: SheetMapping) -> RosterMapping:
        """The mapping with one sheet put in the place of the one of its name."""
        return RosterMapping(tuple(sheet if s.name == sheet.name else s for s in self.sheets))

    def with_column(self, sheet: str, table: int, index: int, field: str, detail: str = "") -> RosterMapping:
        """The mapping with one column taken for another field. Raises KeyError for a sheet that is not there."""
        found = self.sheet(sheet)
        if found is None:
            raise KeyError(sheet)
        tables = list(found.tables)
        tables[table] = tables[table].with_column(index, field, detail)
        return self.with_sheet(replace(found, tables=tuple(tables)))

    def recalled(self, memory: Callable[[str], Memory | None]) -> tuple[RosterMapping, int]:
        """The mapping with what ``memory`` holds for each table's signature; and how many tables were known."""
        known, sheets = 0, []
        for sheet in self.sheets:
            tables = []
            for table in sheet.tables:
                found = memory(table.signature)
                known += found is not None
                tables.append(table if found is None else table.recalled(found))
            sheets.append(replace(sheet, tables=tuple(tables)))
        return RosterMapping(tuple(sheets)), known

    def to_json(self) -> dict[str, Any]:
        """Plain values; ``from_json`` reads them back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> RosterMapping:
        """The mapping that ``to_json`` wrote."""
        return cls(tuple(
            SheetMapping(s["name"], s["taken"], tuple(
                TableMapping((t["header_rows"][0], t["header_rows"][1]), tuple(ColumnUse(**c) for c in t["columns"])) for t in s["tables"]
            ), s["height"], s["hidden"]) for s in data["sheets"]
        ))  # fmt: skip


def column_key(text: str) -> str:
    """A heading without marks, punctuation and numbers.

    >>> column_key("Xếp loại năm 2020"), column_key("Xếp loại năm 2021")
    ('xep loai nam', 'xep loai nam')
    """
    return re.sub(r"\s*\d+\s*", " ", heading(text)).strip()


def _keys(columns: tuple[ColumnUse, ...]) -> list[str]:
    """The key of each column; equal ones are numbered from the left."""
    seen: Counter[str] = Counter()
    keys = []
    for column in columns:
        key = column_key(column.header)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return keys


def _detail(field: str, header: str) -> str:
    return (year_in(header) or "") if field in {"rating", "party_rating"} else ""


def recognise(path: str | Path) -> RosterMapping:
    """What a file is taken for, from its first rows. Raises UnreadableFileError for what is no spreadsheet."""
    return recognise_sheets(load_roster(Path(path), first=_ENOUGH))


def recognise_sheets(sheets: list[Sheet]) -> RosterMapping:
    """The mapping of sheets that are already read; sheets without a roster's heading are listed and not taken."""
    headers = {s.name: find_headers(s) for s in sheets}
    if not any(headers.values()):
        headers = {s.name: [h] if (h := header_by_number(s)) else [] for s in sheets}
    visible = any(headers[s.name] and not s.hidden for s in sheets)
    result = []
    for sheet in sheets:
        tables = tuple(t for t in _tables(sheet, headers[sheet.name]) if t.tells_who)
        taken = bool(tables) and not (sheet.hidden and visible)
        result.append(SheetMapping(sheet.name, taken, tables, max(sheet.height, len(sheet.rows)), sheet.hidden))
    return RosterMapping(tuple(result))


def map_header(sheet: Sheet, top: int, bottom: int) -> TableMapping:
    """The table whose heading stands in rows ``top`` … ``bottom`` (as Excel counts), its columns guessed."""
    header = header_at(sheet, top - 1, bottom - 1)
    return _table(sheet, [header], range(header.bottom + 1, len(sheet.rows)))


def header_groups(headers: list[Header]) -> list[list[Header]]:
    """Headings of a sheet by table: the same heading printed again belongs to the table above."""
    groups: list[list[Header]] = []
    for header in headers:
        if groups and groups[-1][0].key() == header.key():
            groups[-1].append(header)
        else:
            groups.append([header])
    return groups


def _tables(sheet: Sheet, headers: list[Header]) -> list[TableMapping]:
    groups = header_groups(headers)
    tables = []
    for n, group in enumerate(groups):
        stop = groups[n + 1][0].top if n + 1 < len(groups) else len(sheet.rows)
        tables.append(_table(sheet, group, range(group[0].bottom + 1, stop)))
    return tables


def _table(sheet: Sheet, group: list[Header], span: range) -> TableMapping:
    header = group[0]
    inside = {r for other in group[1:] for r in range(other.top, other.bottom + 1)}
    lines = [*title_lines(sheet, 0, header.top), sheet.name]
    uses = understand_columns(sheet, header, [r for r in span if r not in inside], default_year=year_of(lines))
    return TableMapping((header.top + 1, header.bottom + 1), tuple(uses))
