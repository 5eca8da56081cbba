"""``read_roster``: a spreadsheet as a personnel office keeps it → people, a balance, and what was not right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dungviec.exchange.balance import Balance
from dungviec.exchange.grid import Sheet
from dungviec.exchange.problems import Problem, Remark, UnreadableFileError
from dungviec.exchange.roster.context import UnitNames, day_of, listed_units, title_lines
from dungviec.exchange.roster.forms import load_roster
from dungviec.exchange.roster.header import find_headers
from dungviec.exchange.roster.mapping import RosterMapping
from dungviec.exchange.roster.people import gather, ordered
from dungviec.exchange.roster.record import Row
from dungviec.exchange.roster.tables import SheetRead, TableRead, read_sheet

Progress = Callable[[str, float], None]
_TELL_EVERY = 200


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """How one sheet was understood: its tables with their columns, people rows, other rows by kind."""

    name: str
    status: str
    tables: tuple[TableRead, ...]
    rows: int
    other: dict[str, int]


@dataclass(frozen=True, slots=True)
class RosterRead:
    """People in the shape of the roster truth, the balance, rejected rows, warnings, and how each sheet was understood.

    Each person has ``no, name, sex, born, ethnicity, unit, degree, major, theory, citizen_id, joined, coefficient,
    ratings`` and, where the file has them, further keys (``title``, ``home_place``, ``party_joined``, ``rank_code``…).
    Dates are ISO texts. Where only the year is known ``born`` is None and ``born_year_only`` is that year (as in the
    records), with ``born_month_only`` = ``1980-03`` when the month is known too; the same for ``joined``.
    """

    people: list[dict[str, Any]]
    balance: Balance
    rejected: list[Remark]
    warnings: list[Remark]
    sheets: tuple[SheetSummary, ...]
    as_of: date | None = None

    def to_json(self) -> dict[str, Any]:
        """The whole as plain JSON values."""
        return {
            "people": self.people,
            "rows_in": self.balance.rows_in,
            "distinct": len(self.people),
            "balance": self.balance.to_json(),
            "rejected": [r.to_json() for r in self.rejected],
            "warnings": [r.to_json() for r in self.warnings],
            "sheets": [
                {
                    "name": s.name, "status": s.status, "rows": s.rows, "other_rows": s.other,
                    "tables": [
                        {
                            "header_rows": list(t.header_rows), "rows": t.rows, "unit_from": t.unit_from,
                            "columns": [
                                {
                                    "column": u.letter, "header": u.header, "field": u.field or None, "detail": u.detail or None,
                                    "confidence": u.confidence, "evidence": u.evidence_vi, "evidence_en": u.evidence_en,
                                }
                                for u in t.columns
                            ],
                        }
                        for t in s.tables
                    ],
                }
                for s in self.sheets
            ],
        }  # fmt: skip


def read_roster(
    path: str | Path,
    *,
    known_units: Iterable[str] | None = None,
    as_of: date | None = None,
    mapping: RosterMapping | None = None,
    progress: Progress | None = None,
) -> RosterRead:
    """Read a roster from xlsx, xlsm, xlsb, xls, ods or csv.

    ``known_units``: names of the units that exist; a row of any other unit is rejected. Without it a sheet of the
    workbook that lists units serves, if at least half of the rows stand in units on it. ``as_of``: the day ages are
    judged on; a «tính đến …» in a title comes first; without either, only impossible years are refused. ``mapping``: what
    the file is to be taken for (``recognise`` guesses it). ``progress(stage, share)`` is told how far the reading is
    (stages ``open``, ``read``, ``gather``); whatever it raises ends the reading.

    Raises UnreadableFileError, with one sentence in Vietnamese and in English, when the file cannot be read at all or
    holds no people.
    """
    got = read_rows(path, known_units=known_units, as_of=as_of, mapping=mapping, progress=progress)
    if progress is not None:
        progress("gather", 0.9)
    gathering = gather(list(got.rows))
    balance = Balance(len(got.rows), gathering.created, gathering.updated, gathering.skipped, len(gathering.rejected))
    return RosterRead(ordered(gathering.people), balance, gathering.rejected, gathering.warnings, got.sheets, got.as_of)


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The rows of a roster before they become people, how each sheet was understood, and the day the roster speaks of."""

    rows: tuple[Row, ...]
    sheets: tuple[SheetSummary, ...]
    as_of: date | None
    sources: dict[str, Sheet]
    """The sheets as they were read, by name."""


def read_rows(
    path: str | Path,
    *,
    known_units: Iterable[str] | None = None,
    as_of: date | None = None,
    mapping: RosterMapping | None = None,
    progress: Progress | None = None,
    first: int | None = None,
) -> RowsRead:
    """The rows of a roster, each cell read; the arguments are those of ``read_roster``. ``first``: only so many rows of a sheet."""
    path = Path(path)
    tell = progress or _silent
    tell("open", 0.0)
    sheets = load_roster(path, first=first, progress=lambda share: tell("open", 0.4 * share))
    if mapping is not None:
        taken = {s.name for s in mapping.sheets if s.taken}
        chosen = [s for s in sheets if s.name in taken]
        headers = {s.name: find_headers(s) if s in chosen else [] for s in sheets}
    else:
        visible = [s for s in sheets if not s.hidden]
        headers = {s.name: find_headers(s) for s in sheets}
        chosen = [s for s in visible if headers[s.name]] or [s for s in sheets if headers[s.name]]
    reads: list[SheetRead] = []
    day = _told_day(chosen, headers) or as_of
    total, before = sum(len(s.rows) for s in chosen) or 1, 0

    def looked(row: int) -> None:
        if row % _TELL_EVERY == 0:
            tell("read", 0.4 + 0.5 * min(1.0, (before + row) / total))

    for sheet in sheets:
        if sheet.hidden and sheet not in chosen:
            reads.append(SheetRead(sheet.name, "hidden"))
        elif mapping is not None and sheet not in chosen:
            reads.append(SheetRead(sheet.name, "no_people"))
        else:
            reads.append(read_sheet(
                sheet, as_of=day, one_of_many=len(chosen) > 1, headers=headers[sheet.name],
                mapping=mapping.sheet(sheet.name) if mapping is not None else None, tell=looked,
            ))  # fmt: skip
            before += len(sheet.rows)
    rows = [row for read in reads for row in read.rows]
    if not rows:
        raise _no_people(path.name, sheets)
    _settle_units(rows, sheets, known_units, reads)
    summaries = tuple(SheetSummary(r.name, r.status, tuple(r.tables), len(r.rows), dict(r.other)) for r in reads)
    return RowsRead(tuple(rows), summaries, day, {s.name: s for s in sheets})


def _silent(stage: str, share: float) -> None:
    """Nobody listens."""


def _told_day(sheets: list[Sheet], headers: dict[str, Any]) -> date | None:
    days = [d for s in sheets if (d := day_of(title_lines(s, 0, headers[s.name][0].top if headers[s.name] else 12)))]
    return max(days) if days else None


def _settle_units(rows: list[Row], sheets: list[Sheet], known: Iterable[str] | None, reads: list[SheetRead]) -> None:
    """One spelling per unit, and rows of units that are on no list rejected."""
    listed: list[str] | None = list(known) if known is not None else None
    if listed is None:
        by_sheet = {s.name: names for s in sheets if (names := listed_units(s))}
        candidate = [n for names in by_sheet.values() for n in names]
        check = UnitNames(candidate)
        hits = [check.knows(str(r.facts["unit"])) for r in rows if r.facts.get("unit")]
        if candidate and hits and sum(hits) * 2 >= len(hits):
            listed = candidate
            for read in reads:
                if read.name in by_sheet:
                    read.status = "unit_list"
    register = UnitNames(listed)
    # spellings written with small letters win over those in capitals
    for row in sorted(rows, key=lambda r: str(r.facts.get("unit") or "").isupper()):
        unit = row.facts.get("unit")
        if not unit:
            continue
        if not register.knows(unit) and not row.soft_unit:
            row.rejects.append(("unit", row.places.get("unit"), str(unit), Problem(
                "đơn vị không có trong danh mục", "the unit is not on the list of units",
                "sửa tên đơn vị cho đúng danh mục, hoặc thêm đơn vị vào danh mục", "correct the name, or add the unit to the list",
            )))  # fmt: skip
        row.facts["unit"] = register.spell(str(unit))


def _no_people(name: str, sheets: list[Sheet]) -> UnreadableFileError:
    counts = Counter(s.hidden for s in sheets)
    return UnreadableFileError(
        f"Không thấy người nào trong tệp «{name}» ({counts.total()} trang): cần một bảng có dòng tiêu đề như «Họ và tên», «Ngày sinh», «Đơn vị».",
        f"No people found in “{name}” ({counts.total()} sheets): a table with headings like “Họ và tên”, “Ngày sinh”, “Đơn vị” is needed.",
    )
