"""The sheets of a city workbook that hold dossiers: read when they are there, row by row like every other sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dungviec.exchange.grid import load_sheets
from dungviec.exchange.rejected import Rejected
from dungviec.exchange.workbook_in import read_sheet
from dungviec.records import Snapshot
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.vietnamese import fold


@dataclass(frozen=True, slots=True)
class DossiersRead:
    """The dossier tables of a workbook (those without a sheet are absent) and the rows that were refused."""

    tables: Mapping[str, pl.DataFrame]
    rejected: tuple[Rejected, ...]
    warnings: tuple[str, ...]


def read_dossiers(path: Path | str, snapshot: Snapshot) -> DossiersRead:
    """The dossier sheets of the workbook that ``snapshot`` was read from.

    Rows about somebody who is not in ``snapshot`` are rejected. Raises :class:`UnreadableFileError` as ``read_city`` does.
    """
    path = Path(path)
    by_fold = {fold(sheet.name): (sheet.name, sheet.rows) for sheet in load_sheets(path)}
    everybody = set(snapshot.people["person_id"].to_list())
    tables: dict[str, pl.DataFrame] = {}
    rejected: list[Rejected] = []
    warnings: list[str] = []
    for table in DOSSIER_TABLES.values():
        found = by_fold.get(fold(table.sheet))
        if found is None:
            continue
        _count, rows, bad, _same, said, columns = read_sheet(path.name, table, *found)
        rejected += bad
        warnings += said
        good = []
        for row in rows:
            if row.values["person_id"] in everybody:
                good.append(row.values)
                continue
            rejected.append(
                Rejected(
                    table.sheet, row.number, columns["person_id"], str(row.values["person_id"]),
                    "Không có trong trang «Cán bộ»; sửa mã hoặc bổ sung người", "Not on the sheet of people; correct the code or add the person",
                )
            )  # fmt: skip
        tables[table.name] = table.conform(pl.DataFrame(good, schema=table.polars_schema)) if good else table.empty()
    return DossiersRead(tables, tuple(rejected), tuple(warnings))
