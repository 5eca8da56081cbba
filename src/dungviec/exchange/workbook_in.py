"""Reading the documented workbook back into a Snapshot: sheets and columns by their headings, never by position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dungviec.exchange.balance import Balance
from dungviec.exchange.grid import Cell, load_sheets
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.rejected import Rejected
from dungviec.exchange.values import BadValue, is_blank, read_value, shown
from dungviec.exchange.workbook_out import INFO_ROWS, INFO_SHEET
from dungviec.exchange.workbook_rows import Row, impossible_rows
from dungviec.records import TABLES, Column, Snapshot, Table
from dungviec.records.reserve import Reserve
from dungviec.records.vietnamese import fold


@dataclass(frozen=True)
class CityRead:
    """What a city workbook gave: the snapshot, the balance of its rows, and every row that was not taken over."""

    snapshot: Snapshot
    balance: Balance
    rejected: tuple[Rejected, ...]
    warnings: tuple[str, ...]
    reserved: Reserve
    """Seats of people whose own row was rejected, and people whose running tenure was."""


def is_city_workbook(sheets: Iterable[str]) -> bool:
    """Whether sheet names are those of the documented workbook."""
    names = {fold(s) for s in sheets}
    return all(fold(t.sheet) in names for t in TABLES.values() if t.required)


def read_city(path: Path | str, *, as_of: date | None = None) -> CityRead:
    """Read a workbook written by ``dungviec synth`` or filled in by an office.

    ``as_of`` replaces the day stated in the workbook. Rows that cannot be right are rejected one by one; a file without
    the required sheets or columns, or without people or posts, raises :class:`UnreadableFileError`.
    """
    path = Path(path)
    by_fold = {fold(sheet.name): (sheet.name, sheet.rows) for sheet in load_sheets(path, old_text=False)}
    info = _info(by_fold.get(fold(INFO_SHEET), ("", []))[1])
    day = as_of or info.get("as_of")
    if day is None:
        raise UnreadableFileError(
            f"Tệp «{path.name}» không ghi «Tại ngày» ở trang «{INFO_SHEET}». Ghi ngày vào đó hoặc thêm --as-of.",
            f"'{path.name}' does not state its day («Tại ngày» on sheet «{INFO_SHEET}»). Write it there or pass --as-of.",
        )
    _check_day(day)
    rejected: list[Rejected] = []
    warnings: list[str] = []
    columns: dict[str, dict[str, str]] = {}
    rows_in = skipped = 0
    kept: dict[str, list[Row]] = {}
    for table in TABLES.values():
        found = by_fold.get(fold(table.sheet))
        if found is None:
            if table.required:
                raise UnreadableFileError(
                    f"Tệp «{path.name}» thiếu trang «{table.sheet}». Xem mẫu bằng: dungviec synth cam-pha-2020 -o mau.xlsx",
                    f"'{path.name}' has no sheet «{table.sheet}». For a sample: dungviec synth cam-pha-2020 -o sample.xlsx",
                )
            kept[table.name] = []
            continue
        count, rows, bad, same, said, columns[table.name] = read_sheet(path.name, table, *found)
        rows_in += count
        skipped += same
        kept[table.name] = rows
        rejected += bad
        warnings += said
    _check_rows(kept, rejected, columns, info.get("as_of") or day)
    _check_references(kept, rejected)
    if not kept["people"] or not kept["posts"]:
        raise _nothing_left(path.name, TABLES["people" if not kept["people"] else "posts"], rejected)
    frames = {
        name: pl.DataFrame(
            {c.name: [r.values.get(c.name) for r in rows] for c in TABLES[name].columns},
            schema=TABLES[name].polars_schema,
        )
        for name, rows in kept.items()
    }
    snapshot = Snapshot(
        as_of=day, name=info.get("name") or path.stem, tables=frames, place_code=info.get("place_code"),
        note=info.get("note") or "",
    )  # fmt: skip
    created = sum(len(rows) for rows in kept.values())
    return CityRead(
        snapshot, Balance(rows_in, created, 0, skipped, len(rejected)), tuple(rejected), tuple(warnings),
        _reserved(snapshot, rejected, by_fold),
    )  # fmt: skip


def _nothing_left(file: str, table: Table, rejected: list[Rejected]) -> UnreadableFileError:
    """The sentence about a sheet of which no row could be used, with the first reason."""
    vi, en = ("người", "people") if table.name == "people" else ("vị trí", "posts")
    first = next((r for r in rejected if r.sheet == table.sheet), None)
    why_vi = why_en = ""
    if first is not None:
        why_vi = f" Dòng {first.row}, cột {first.column}: «{first.value}» – {first.vi}."
        why_en = f" Row {first.row}, column {first.column}: «{first.value}» – {first.en}."
    return UnreadableFileError(
        f"Không đọc được {vi} nào trong tệp «{file}».{why_vi}", f"No {en} could be read from '{file}'.{why_en}"
    )


def _check_day(day: date) -> None:
    """Refuse a day on which nothing can be judged: no text of law lies before 1945, and counting ends in 2100."""
    if not 1945 <= day.year <= 2100:
        raise UnreadableFileError(
            f"Ngày xét {day.day:02d}/{day.month:02d}/{day.year:04d} không dùng được: phải từ năm 1945 đến 2100.",
            f"The day judged, {day.isoformat()}, cannot be used: it must lie between 1945 and 2100.",
        )


def _info(rows: list[list[Cell]]) -> dict[str, Any]:
    keys = {fold(label): key for label, key in INFO_ROWS}
    info: dict[str, Any] = {}
    for row in rows:
        key = keys.get(fold(shown(row[0]))) if row else None
        if key and len(row) > 1 and not is_blank(row[1]):
            column = Column(key, "date" if key == "as_of" else "text", "", "")
            try:
                info[key] = read_value(column, row[1])
            except BadValue as bad:
                raise UnreadableFileError(
                    f"Trang «{INFO_SHEET}», «{shown(row[0])}»: {shown(row[1])} – {bad.vi}.",
                    f"Sheet «{INFO_SHEET}», «{shown(row[0])}»: {shown(row[1])} – {bad.en}.",
                ) from None
    return info


def read_sheet(
    file: str, table: Table, sheet: str, rows: list[list[Cell]]
) -> tuple[int, list[Row], list[Rejected], int, list[str], dict[str, str]]:
    """Rows seen, rows kept, rejected rows, identical repeats, warnings about columns, stored name → letter and heading."""
    head = next((n for n, row in enumerate(rows) if sum(not is_blank(c) for c in row) >= 2), None)
    known = {fold(word): c for c in table.columns for word in (c.vi, c.name)}
    columns: dict[int, Column] = {}
    warnings = []
    for k, cell in enumerate(rows[head] if head is not None else []):
        if is_blank(cell):
            continue
        column = known.get(fold(shown(cell)))
        if column is None:
            warnings.append(f"Trang «{sheet}»: cột «{shown(cell)}» không thuộc mẫu, được bỏ qua.")
        else:
            columns[k] = column
    present = {c.name for c in columns.values()}
    absent = [c.vi for c in table.columns if c.required and c.name not in present]
    if absent and (table.required or head is not None):
        raise UnreadableFileError(
            f"Tệp «{file}», trang «{sheet}» thiếu cột «{'», «'.join(absent)}».",
            f"'{file}', sheet «{sheet}»: column «{'», «'.join(absent)}» is missing.",
        )
    kept: list[Row] = []
    rejected: list[Rejected] = []
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    count = skipped = 0
    memos: dict[int, dict[Any, Any]] = {k: {} for k in columns}
    for n, row in enumerate(rows[(head or 0) + 1 :], start=(head or 0) + 2):
        if all(is_blank(c) for c in row):
            continue
        count += 1
        values, bad = _read_row(sheet, n, row, columns, memos)
        if bad is not None:
            rejected.append(bad)
            continue
        key = tuple(values.get(k) for k in table.key)
        if key in seen:
            if seen[key] == values:
                skipped += 1
            else:
                rejected.append(_repeated(table, sheet, n, columns, key))
            continue
        seen[key] = values
        kept.append(Row(n, values))
    return count, kept, rejected, skipped, warnings, {c.name: _letter(k, c) for k, c in columns.items()}


def _read_row(
    sheet: str, number: int, row: list[Cell], columns: dict[int, Column], memos: dict[int, dict[Any, Any]]
) -> tuple[dict[str, Any], Rejected | None]:
    """The values of a row, or why it is refused. Equal cells of a column are read once: most are words of a short list."""
    values: dict[str, Any] = {}
    width = len(row)
    for k, column in columns.items():
        cell = row[k] if k < width else None
        if cell is None and not column.required:
            values[column.name] = None
            continue
        memo = memos[k]
        key = cell if type(cell) is str else (type(cell), cell)  # True, 1 and 1.0 are three things
        if key not in memo:
            try:
                memo[key] = _read_cell(column, cell)
            except BadValue as bad:
                return values, Rejected(
                    sheet, number, _letter(k, column), "" if cell is None else shown(cell), bad.vi, bad.en
                )
        values[column.name] = memo[key]
    return values, None


def _read_cell(column: Column, cell: Cell) -> Any:
    value = read_value(column, cell)
    if column.required and value is None:
        raise BadValue("Không được để trống", "Must not be empty")
    _check_range(column, value)
    return value


_RANGES = {
    "seats": (0, 10_000), "importance": (1, 5), "year": (1945, 2100), "level": (1, 5), "confidence": (1, 3), "cost": (0, 10**13),
    "born_year_only": (1900, 2100), "norm": (0, 100_000), "term_months": (1, 600), "min_level": (1, 5), "max_level": (1, 5),
    "weight": (1, 5), "strength": (1, 3), "attendees": (0, 1_000_000), "coefficient": (0, 100),
}  # fmt: skip


def _check_range(column: Column, value: Any) -> None:
    """Numbers outside what they can mean, and dates outside living memory, are slips of the hand."""
    low, high = _RANGES.get(column.name, (None, None))
    if low is not None and high is not None and isinstance(value, int | float) and not low <= value <= high:
        raise BadValue(f"Phải từ {low} đến {high}", f"Must lie between {low} and {high}")
    if isinstance(value, date) and not 1900 <= value.year <= 2100:
        raise BadValue("Năm phải từ 1900 đến 2100", "The year must lie between 1900 and 2100")


def _repeated(table: Table, sheet: str, number: int, columns: dict[int, Column], key: tuple[Any, ...]) -> Rejected:
    k, column = next((k, c) for k, c in columns.items() if c.name == table.key[0])
    said = " – ".join(shown(v) for v in key if v is not None)
    return Rejected(
        sheet, number, _letter(k, column), said,
        "Trùng với một dòng phía trên nhưng nội dung khác; giữ một dòng đúng",
        "Repeats a row above with other contents; keep the right one",
    )  # fmt: skip


def _letter(k: int, column: Column) -> str:
    letters = ""
    k += 1
    while k:
        k, rest = divmod(k - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters} «{column.vi}»"


def _check_rows(
    kept: dict[str, list[Row]], rejected: list[Rejected], columns: dict[str, dict[str, str]], day: date
) -> None:
    """Reject rows that contradict themselves or each other."""
    out: set[tuple[str, int]] = set()
    for name, fault in impossible_rows(kept, day):
        if (name, fault.row.number) in out:
            continue
        out.add((name, fault.row.number))
        value = fault.row.values.get(fault.column)
        rejected.append(
            Rejected(
                TABLES[name].sheet,
                fault.row.number,
                columns[name].get(fault.column, f"«{TABLES[name].by_name[fault.column].vi}»"),
                "" if value is None else shown(value),
                fault.vi,
                fault.en,
            )
        )
    for name in {table for table, _ in out}:
        kept[name] = [row for row in kept[name] if (name, row.number) not in out]


def _check_references(kept: dict[str, list[Row]], rejected: list[Rejected]) -> None:
    """Reject rows that point at nothing; again and again, because a rejected row may have been pointed at."""
    while True:
        known = {
            f"{t.name}.{c}": {r.values.get(c) for r in kept[t.name]}
            for t in TABLES.values()
            for c in ("unit_id", "post_id", "person_id", "profile_id")
            if c in t.by_name
        }
        found = False
        for table in TABLES.values():
            links = [(k, c) for k, c in enumerate(table.columns) if c.refers_to]
            good = []
            for row in kept[table.name]:
                broken = next(
                    (
                        (k, c)
                        for k, c in links
                        if row.values.get(c.name) is not None and row.values[c.name] not in known[str(c.refers_to)]
                    ),
                    None,
                )
                if broken is None:
                    good.append(row)
                    continue
                found = True
                k, column = broken
                target = TABLES[str(column.refers_to).split(".")[0]]
                rejected.append(
                    Rejected(
                        table.sheet,
                        row.number,
                        _letter(k, column),
                        str(row.values[column.name]),
                        f"Không có trong trang «{target.sheet}» (hoặc dòng đó bị loại); sửa mã hoặc bổ sung dòng",
                        f"Not on sheet «{target.sheet}» (or that row was rejected); correct the code or add the row",
                    )
                )
            kept[table.name] = good
        if not found:
            return


def _reserved(snapshot: Snapshot, rejected: list[Rejected], sheets: dict[str, tuple[str, list[list[Cell]]]]) -> Reserve:
    """What the rejected tenure rows that still run leave open: the seats they name and the people they are about."""
    table = TABLES["tenures"]
    lost = {r.row for r in rejected if r.sheet == table.sheet}
    if not lost or fold(table.sheet) not in sheets:
        return Reserve()
    rows = sheets[fold(table.sheet)][1]
    head = next(n for n, row in enumerate(rows) if sum(not is_blank(c) for c in row) >= 2)
    at = {fold(shown(c)): k for k, c in enumerate(rows[head]) if not is_blank(c)}

    def cell(row: list[Cell], column: str) -> Cell:
        k = at.get(fold(table.by_name[column].vi), len(row))
        return row[k] if k < len(row) else None

    posts, everybody = set(snapshot.posts["post_id"].to_list()), set(snapshot.people["person_id"].to_list())
    seats: dict[str, int] = {}
    people: set[str] = set()
    for row in (rows[n - 1] for n in lost):
        if not is_blank(cell(row, "to_date")):
            continue
        post, person = shown(cell(row, "post_id") or ""), shown(cell(row, "person_id") or "")
        if post in posts:
            seats[post] = seats.get(post, 0) + 1
        if person in everybody:
            people.add(person)
    return Reserve(seats, frozenset(people))
