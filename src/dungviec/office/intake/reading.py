"""From the kept file to stored rows: the first job of the worker, and reading one row again after a person mended it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from dungviec.exchange.grid import Sheet
from dungviec.exchange.roster import CellMark, RosterMapping, RowsRead, marks_of, read_again, read_rows
from dungviec.exchange.roster.columns import ColumnUse
from dungviec.exchange.roster.record import Row
from dungviec.office.intake import files
from dungviec.office.intake.cells import pack, with_fixes
from dungviec.office.intake.models import Intake, IntakeRow, Level

LEVELS = {"ok": Level.OK, "mended": Level.MENDED, "warning": Level.WARNING, "error": Level.ERROR}
_BATCH = 1_000


def mapping_of(one: Intake) -> RosterMapping:
    """What the intake's file is taken for."""
    return RosterMapping.from_json(one.mapping)


def read_file(
    one: Intake, *, progress: Callable[[str, float], None] | None = None, first: int | None = None
) -> RowsRead:
    """Read the kept file as the mapping says; ``first``: only so many rows of each sheet."""
    return read_rows(files.path_of(one.stored), mapping=mapping_of(one), as_of=one.day, progress=progress, first=first)


def stored_rows(one: Intake, got: RowsRead) -> Iterable[IntakeRow]:
    """The rows as they are kept; what people typed in rows that were read before is taken over."""
    uses = {(s.name, n): t.columns for s in got.sheets for n, t in enumerate(s.tables)}
    fixes = {(r.sheet, r.number): r for r in one.rows.exclude(fixes={}, decision="").iterator()}
    tables = tables_of(got)
    for position, row in enumerate(got.rows):
        kept = stored(one, position, row, uses[row.sheet, row.table], got.sources[row.sheet])
        before = fixes.get((row.sheet, row.number))
        if before is not None and [pack(c) for c in row.cells] == before.cells:
            kept.fixes, kept.decision = before.fixes, before.decision
            if kept.fixes:
                mend(kept, uses[row.sheet, row.table], tables.get(row.sheet, {}), one.day)
        yield kept


def stored(one: Intake, position: int, row: Row, uses: tuple[ColumnUse, ...], source: Sheet) -> IntakeRow:
    """One row as it is kept."""
    old = {c: source.old[row.number - 1, c] for c in range(len(row.cells)) if (row.number - 1, c) in source.old}
    marks = marks_of(row, uses, old)
    return IntakeRow(
        intake=one, position=position, sheet=row.sheet, number=row.number, table=row.table,
        cells=[pack(c) for c in row.cells], around=row.around, soft_unit=row.soft_unit,
        facts=row.facts, marks=[m.to_json() for m in marks], level=gravest(marks),
    )  # fmt: skip


def gravest(marks: Iterable[CellMark]) -> int:
    """The level of the gravest mark."""
    return max((int(LEVELS[m.level]) for m in marks), default=int(Level.OK))


def keep_rows(one: Intake, rows: Iterable[IntakeRow], tell: Callable[[int], None]) -> int:
    """Put the rows in the place of those kept before; returns how many. Call it inside a transaction."""
    fresh: list[IntakeRow] = []
    count = 0
    made = list(rows)
    one.rows.all().delete()
    for row in made:
        fresh.append(row)
        if len(fresh) == _BATCH:
            IntakeRow.objects.bulk_create(fresh)
            count += len(fresh)
            fresh = []
            tell(count)
    IntakeRow.objects.bulk_create(fresh)
    return count + len(fresh)


def tables_of(got: RowsRead) -> dict[str, dict[str, Any]]:
    """What reading one row again needs to know of each sheet."""
    return {
        s.name: {"plain": got.sources[s.name].plain_text, "sex": [list(map(list, t.sex_codes)) for t in s.tables]}
        for s in got.sheets if s.tables
    }  # fmt: skip


def mend(row: IntakeRow, uses: tuple[ColumnUse, ...], sheet: dict[str, Any], day: date | None) -> None:
    """Read a row again with what people typed; changes the object, saves nothing."""
    codes = sheet.get("sex", [])
    again = read_again(
        with_fixes(row.cells, row.fixes), uses, sheet=row.sheet, number=row.number, around=row.around, as_of=day,
        sex_codes=dict(codes[row.table]) if row.table < len(codes) else {}, plain_text=bool(sheet.get("plain")),
    )  # fmt: skip
    marks = marks_of(again, uses)
    by_hand = {int(c) for c in row.fixes}
    marks = [m for m in marks if m.column not in by_hand or m.level in ("warning", "error")]
    row.facts, row.marks, row.level = again.facts, [m.to_json() for m in marks], gravest(marks)
