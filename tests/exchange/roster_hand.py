"""Small sheets written by hand, for one habit of an office at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from dungviec.exchange.roster import RosterRead, read_roster

Rows = list[list[Any]]
HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"]


def book(
    path: Path,
    sheets: dict[str, Rows],
    merges: dict[str, list[tuple[int, int, int, int]]] | None = None,
    hidden: tuple[str, ...] = (),
) -> Path:
    """Write sheets of plain rows; a text like ``=#N/A`` is a formula with that error."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for r0, c0, r1, c1 in (merges or {}).get(name, []):
                sheet.merge_range(r0, c0, r1, c1, "")
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif isinstance(value, str) and value.startswith("=#"):
                        sheet.write_formula(r, c, "=1/0", None, value[1:])
                    elif isinstance(value, str):
                        sheet.write_string(r, c, value)
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


def one(
    tmp_path: Path, rows: Rows, merges: list[tuple[int, int, int, int]] | None = None, **options: Any
) -> RosterRead:
    """Read one sheet of rows."""
    result = read_roster(book(tmp_path / "a.xlsx", {"Sheet1": rows}, {"Sheet1": merges or []}), **options)
    assert result.balance.holds
    return result


def people(result: RosterRead, *keys: str) -> list[tuple[Any, ...]]:
    """The chosen facts of everybody."""
    return [tuple(p.get(k) for k in keys) for p in result.people]
