"""Sheets become tables: headings found, columns understood, rows classified and read with the unit they stand under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from dungviec.exchange.grid import CellError, Sheet, show
from dungviec.exchange.problems import Problem
from dungviec.exchange.roster.columns import ColumnUse, understand_columns
from dungviec.exchange.roster.context import title_lines, unit_in_sheet_name, unit_in_title, year_of
from dungviec.exchange.roster.header import Header, find_headers, header_at, merge_origins
from dungviec.exchange.roster.mapping import SheetMapping
from dungviec.exchange.roster.names import tidy_name
from dungviec.exchange.roster.record import Bounds, Row, RowReader
from dungviec.exchange.roster.rows import Layout, RowState, classify
from dungviec.exchange.roster.units import is_category, split_numeral, tidy_unit
from dungviec.exchange.roster.vocabulary import heading
from dungviec.records.codes import DEGREES
from dungviec.records.vietnamese import fold

_OTHER = ("group", "total", "heading", "numbers", "signature", "continuation", "other")


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table of a sheet as it was understood."""

    header_rows: tuple[int, int]
    """First and last row of the heading, as Excel counts."""
    columns: tuple[ColumnUse, ...]
    rows: int
    unit_from: str
    """Where units came from: ``column``, ``groups``, ``title``, ``sheet`` or empty."""
    sex_codes: tuple[tuple[str, str], ...] = ()
    """What 1 and 0 mean in the sex column."""


@dataclass(slots=True)
class SheetRead:
    """One sheet: its tables, its rows of people, and how many rows were something else."""

    name: str
    status: str
    """``read``, ``hidden``, ``empty``, ``no_people`` or ``unit_list``."""
    tables: list[TableRead] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)


def read_sheet(
    sheet: Sheet,
    *,
    as_of: date | None,
    one_of_many: bool,
    headers: list[Header] | None = None,
    mapping: SheetMapping | None = None,
    tell: Callable[[int], None] | None = None,
) -> SheetRead:
    """Read every table of one sheet; ``status`` is ``no_people`` where no heading of a roster stands.

    ``mapping``: the headings and columns as a person confirmed them. ``tell`` hears of every row looked at.
    """
    headers = find_headers(sheet) if headers is None else headers
    if mapping is not None:
        headers = _headers_of(sheet, headers, mapping)
    columns = {t.header_rows[0] - 1: t.columns for t in mapping.tables} if mapping is not None else {}
    out = SheetRead(sheet.name, "read")
    if not headers:
        out.status = "no_people" if any(v is not None for r in sheet.rows for v in r) else "empty"
        return out
    start = 0
    while start < len(headers):
        end = start + 1
        while end < len(headers) and headers[end].key() == headers[start].key():
            end += 1
        given = columns.get(headers[start].top)
        _read_table(sheet, headers, (start, end), out, given, as_of=as_of, one_of_many=one_of_many, tell=tell)
        start = end
    if not out.rows:
        out.status = "no_people"
    return out


def _headers_of(sheet: Sheet, found: list[Header], mapping: SheetMapping) -> list[Header]:
    """The headings of the mapping: those found, with their repetitions, or the rows a person named."""
    wanted = {t.header_rows for t in mapping.tables}
    keys = {h.key() for h in found if (h.top + 1, h.bottom + 1) in wanted}
    if wanted <= {(h.top + 1, h.bottom + 1) for h in found}:
        return [h for h in found if h.key() in keys]
    return [header_at(sheet, top - 1, bottom - 1) for top, bottom in sorted(wanted)]


def _read_table(
    sheet: Sheet,
    headers: list[Header],
    span: tuple[int, int],
    out: SheetRead,
    given: tuple[ColumnUse, ...] | None,
    *,
    as_of: date | None,
    one_of_many: bool,
    tell: Callable[[int], None] | None,
) -> None:
    start, end = span
    header = headers[start]
    indexes: list[int] = []
    for i in range(start, end):
        stop = headers[i + 1].top if i + 1 < len(headers) else len(sheet.rows)
        indexes += range(headers[i].bottom + 1, stop)
        if i > start:
            out.other["heading"] += headers[i].bottom - headers[i].top + 1
    above = title_lines(sheet, headers[start - 1].bottom + 1 if start else 0, header.top)
    all_titles = title_lines(sheet, 0, headers[0].top)
    uses = list(given or ()) or understand_columns(
        sheet, header, indexes, default_year=year_of([*above[-6:], *all_titles, sheet.name])
    )
    layout = Layout(sheet, tuple(uses), merge_origins(sheet))
    if not layout.name_columns and (given is None or layout.key_column is None):
        return
    codes = _sex_codes(layout, indexes)
    reader = RowReader(layout, Bounds(as_of), codes)
    state = RowState()
    group: str | None = None
    block: str | None = None
    rows: list[Row] = []
    last_unit: str | None = None
    fill_down = _sparse_unit(layout, indexes)
    groups_seen = False
    before = header.bottom
    for r in indexes:
        if tell is not None:
            tell(r)
        state.foreign, before = state.foreign and r == before + 1, r
        kind, text = classify(layout, r, state)
        if kind in _OTHER:
            out.other[kind] += 1
        if kind == "group" and not is_category(text):
            numeral = split_numeral(text)[0]
            name = tidy_unit(text)
            if fold(name).startswith("khoi ") or (numeral == "letter" and text[:1].isupper()):
                block = name
            group, groups_seen = name, True
        elif kind == "group" and state.signed:
            state.signed = False
        if kind == "continuation" and rows:
            _continue(rows[-1], reader.read(r))
        if kind != "person":
            continue
        row = reader.read(r)
        row.table = len(out.tables)
        if row.facts.get("unit"):
            last_unit = str(row.facts["unit"])
        elif fill_down and last_unit and not layout.columns("title_unit"):
            row.facts["unit"] = row.around["unit"] = last_unit
        if group is not None:
            if not row.facts.get("unit"):
                row.facts["unit"] = row.around["unit"] = group
            if block is not None and block != row.facts["unit"]:
                row.around["block"] = row.facts.setdefault("block", block)
        rows.append(row)
    unit_from = "column" if layout.columns("unit") or layout.columns("title_unit") else "groups" if groups_seen else ""
    if any(not r.facts.get("unit") for r in rows):
        told = _unit_around(above, all_titles, sheet.name, one_of_many=one_of_many)
        if told is not None:
            missing = [r for r in rows if not r.facts.get("unit")]
            # a unit column with a few gaps is not mended from the title
            if unit_from != "column" or len(missing) == len(rows):
                for row in missing:
                    row.facts["unit"], row.soft_unit = told[0], not told[2]
                    row.around["unit"] = told[0]
                unit_from = unit_from or told[1]
    _warn_without_unit(rows)
    out.rows += rows
    out.tables.append(
        TableRead((header.top + 1, header.bottom + 1), tuple(uses), len(rows), unit_from, tuple(codes.items()))
    )


def _continue(person: Row, more: Row) -> None:
    """A second line of one person (name merged over both) that names a higher degree."""
    if (DEGREES.rank(more.facts["degree"]) or 0) > (DEGREES.rank(person.facts["degree"]) or 0):
        person.facts["degree"], person.facts["major"] = more.facts["degree"], more.facts["major"]


def _warn_without_unit(rows: list[Row]) -> None:
    """Where most rows have a unit, one without it is pointed out."""
    empty = [r for r in rows if not r.facts.get("unit")]
    if 0 < len(empty) < 0.5 * len(rows):
        for row in empty:
            row.warnings.append(("unit", None, "", Problem(
                "dòng không ghi đơn vị", "the row names no unit", "điền đơn vị của người này", "fill in this person's unit",
            )))  # fmt: skip


def _unit_around(
    above: list[str], titles: list[str], sheet_name: str, *, one_of_many: bool
) -> tuple[str, str, bool] | None:
    """Unit, where it was found, whether it is sure: a labelled title line, then the sheet's name, then the title's last words."""
    labelled = unit_in_title(above) or unit_in_title(titles)
    named = unit_in_sheet_name(sheet_name, one_of_many=one_of_many)
    over_all = labelled is not None and re.match(
        r"(ubnd|uy ban nhan dan) (thanh pho|huyen|tinh|thi xa|quan)\b", fold(labelled[0])
    )
    if labelled is not None and labelled[1] and not (over_all and named is not None):
        return labelled[0], "title", True
    if named is not None:
        return named[0], "sheet", False
    return (labelled[0], "title", False) if labelled is not None else None


def _sparse_unit(layout: Layout, indexes: list[int]) -> bool:
    """Whether the unit column names a unit once and leaves the rows of the same unit below empty."""
    columns = layout.columns("unit")
    if not columns:
        return False
    people = [r for r in indexes if all(layout.value(r, c) is not None for c in layout.name_columns)]
    filled = [r for r in people if layout.value(r, columns[0].index) is not None]
    return bool(filled) and len(filled) <= 0.5 * len(people) and filled[0] == people[0]


def _sex_codes(layout: Layout, indexes: list[int]) -> dict[str, str]:
    """The meaning of 1 and 0 in the sex column: as the heading says, else by the names with «Thị»."""
    columns = layout.columns("sex")
    if not columns:
        return {}
    use = columns[0]
    words = heading(use.header)
    codes: dict[str, str] = {}
    for word, sex in (("nam", "male"), ("nu", "female")):
        for pattern in (rf"\b(\d) ?(?:la )?{word}\b", rf"\b{word} ?(?:la )?(\d)\b"):
            if m := re.search(pattern, words):
                codes.setdefault(m[1], sex)
                break
    found = {show(v) for r in indexes if (v := layout.value(r, use.index)) is not None and not isinstance(v, CellError)}
    numbers = {f for f in found if f in {"0", "1", "2", "True", "False"}}
    if len(codes) == 1:
        ((code, sex),) = codes.items()
        for other in numbers - {code}:
            codes[other] = "female" if sex == "male" else "male"
    if codes or not numbers or len(numbers) != 2:
        return codes
    tally: Counter[str] = Counter()
    for r in indexes:
        name = " ".join(show(layout.value(r, c)) for c in layout.name_columns)
        code = show(layout.value(r, use.index))
        if code in numbers and "thi" in fold(tidy_name(name)[0]).split(" ")[1:-1]:
            tally[code] += 1
    if not tally:
        return {}
    code, count = tally.most_common(1)[0]
    if count < 2 or count < 0.9 * sum(tally.values()):
        return {}
    return {c: "female" if c == code else "male" for c in numbers}
