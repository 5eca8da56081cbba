"""Whole tables of cells, bent before a reader sees them: what a file holds once it is unpacked, without packing and unpacking it each time.

The good files of ``samples`` are opened once; then cells, rows, columns, headings, merged ranges and sheets are changed, and the reader is given the
changed sheets in place of those it would have opened.
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from benchmarks.fuzz import samples
from benchmarks.fuzz.cells import Reader, _said
from benchmarks.fuzz.drawn import cell

Sheets = list[Any]
DAY = date(2020, 12, 10)


def readers() -> list[Reader]:
    """The readers of tables, each with the tables it is made for and now and then those of another."""
    given: list[tuple[str, str, list[bytes], Callable[[Path], object]]] = [
        ("city", "dungviec.exchange.workbook_in.load_sheets", samples.city(), _city),
        ("dossier", "dungviec.exchange.dossier_sheets.load_sheets", _dossiers(), _dossier),
        (
            "roster",
            "dungviec.exchange.roster.forms.load_sheets",
            samples.rosters_xlsx() + samples.rosters_ods(),
            _roster,
        ),
        ("tasks", "dungviec.exchange.task_list.load_sheets", samples.tasks(), _tasks),
        ("courses", "dungviec.exchange.course_files.load_sheets", samples.courses_xlsx(), _courses),
    ]
    opened = [(name, place, _opened(files), read) for name, place, files, read in given]
    strange = [sheets for _name, _place, every, _read in opened for sheets in every]
    made = [(f"grid {name}", _draw(every, strange), _put(place, read)) for name, place, every, read in opened]
    return [*made, ("grid list", _draw(_opened(samples.lists()), strange), _list)]


def _opened(files: list[bytes]) -> list[Sheets]:
    from dungviec.exchange.grid import load_sheets

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for n, body in enumerate(files):
            path = Path(folder) / f"{n}.{'ods' if b'mimetype' in body[:60] else 'xlsx'}"
            path.write_bytes(body)
            found.append(load_sheets(path))
    return found


def _draw(own: list[Sheets], strange: list[Sheets]) -> Callable[[Random], Sheets]:
    def draw(chance: Random) -> Sheets:
        sheets = [
            replace(s, rows=[list(row) for row in s.rows])
            for s in chance.choice(strange if chance.random() < 0.02 else own)
        ]
        for _turn in range(chance.choice((1, 2, 2, 4, 8))):
            if sheets:
                bend(sheets, chance)
        return sheets

    return draw


def bend(sheets: Sheets, chance: Random) -> None:
    """One change, in place."""
    at = chance.randrange(len(sheets))
    sheet, how = sheets[at], chance.random()
    rows = sheet.rows
    row = chance.randrange(len(rows)) if rows else 0
    column = chance.randrange(max(1, sheet.width))
    if how < 0.60 and rows:
        line = rows[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = cell(chance) if chance.random() < 0.8 else sheet.cell(chance.randrange(len(rows)), column)
    elif how < 0.66 and rows:
        rows.insert(row, copy.copy(rows[chance.randrange(len(rows))]))
    elif how < 0.71 and rows:
        del rows[row]
    elif how < 0.75:
        for line in rows:
            del line[column : column + 1]
    elif how < 0.79:
        for line in rows:
            line.insert(column, cell(chance) if chance.random() < 0.3 else None)
    elif how < 0.83:
        wide, high = chance.choice((0, 1, 3)), chance.choice((0, 1, 5))
        sheets[at] = replace(sheet, merges=(*sheet.merges, (row, column, row + high, column + wide)))
    elif how < 0.86:
        sheets[at] = replace(sheet, name=str(cell(chance))[:31])
    elif how < 0.89:
        del sheets[at]
    elif how < 0.92:
        sheets.append(replace(sheet, rows=[list(line) for line in rows], name=sheet.name + " (2)"))
    elif how < 0.95:
        sheets[at] = replace(sheet, hidden=not sheet.hidden, plain_text=not sheet.plain_text)
    elif how < 0.98 and rows:
        rows[row] = [cell(chance) for _ in range(chance.randrange(8))]
    else:
        for line in rows:
            if len(line) > column:
                line[column] = cell(chance)


def _put(place: str, read: Callable[[Path], object]) -> Callable[[Sheets], None]:
    def ask(sheets: Sheets) -> None:
        with patch(place, lambda *_words, **_named: sheets):
            read(Path("tệp.xlsx"))

    return ask


def _city(path: Path) -> None:
    from dungviec.exchange import UnreadableFileError, read_city

    try:
        read = read_city(path)
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)
        return
    if not read.balance.holds:
        raise AssertionError(f"the balance does not hold: {read.balance}")


def _dossiers() -> list[bytes]:
    """The dossier sheets of the town, one row each."""
    from tests.office.cast import town

    from dungviec.exchange.values import shown
    from dungviec.records.dossier import DOSSIER_TABLES

    person = town().people["person_id"][0]
    sheets = {
        t.sheet: [[c.vi for c in t.columns], [person if c.name == "person_id" else shown(_good(c)) for c in t.columns]]
        for t in DOSSIER_TABLES.values()
    }
    return samples.book(sheets)


def _good(column: Any) -> Any:
    """A value that the column holds."""
    if column.code_list:
        return next(iter(column.code_list)).vi
    return {"date": date(2015, 3, 5), "int": 3, "money": 1_000_000, "number": 2.34, "bool": "Có"}.get(
        column.type, "Ghi chú"
    )


def _dossier(path: Path) -> None:
    from tests.office.cast import town

    from dungviec.exchange import UnreadableFileError, read_dossiers

    try:
        read_dossiers(path, town())
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _roster(path: Path) -> None:
    from dungviec.exchange import UnreadableFileError
    from dungviec.exchange.roster import read_roster

    try:
        read = read_roster(path, as_of=DAY)
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)
        return
    if not read.balance.holds:
        raise AssertionError(f"the balance does not hold: {read.balance}")


def _tasks(path: Path) -> None:
    from dungviec.exchange import UnreadableFileError
    from dungviec.exchange.task_list import read_task_list

    try:
        read_task_list(path, year=2026, as_of=date(2026, 11, 22))
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _courses(path: Path) -> None:
    from dungviec.exchange import UnreadableFileError
    from dungviec.exchange.course_files import read_asked, read_catalogue
    from dungviec.training.faults import TrainingFault

    for read in (read_catalogue, read_asked):
        try:
            read(path)
        except (TrainingFault, UnreadableFileError) as bad:
            _said(str(bad))


def _list(sheets: Sheets) -> None:
    from dungviec.documents import changes, read_list
    from dungviec.exchange import UnreadableFileError

    rows = [[["" if c is None else c for c in line] for line in sheet.rows] for sheet in sheets]
    with patch("dungviec.documents.listing_in._sheets", lambda *_w: rows):
        try:
            for read in read_list(b"", name="tệp"):
                changes(samples.dossier(), read)
        except UnreadableFileError as bad:
            _said(bad.vi, bad.en)
