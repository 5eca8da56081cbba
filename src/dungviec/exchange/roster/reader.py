"""``read_roster``: a spreadsheet as a personnel office keeps it → people, a balance, and what was not right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dungviec.exchange.balance import Balance
from dungviec.exchange.grid import Sheet, load_sheets
from dungviec.exchange.problems import Problem, Remark, UnreadableFileError
from dungviec.exchange.roster.context import UnitNames, day_of, listed_units, title_lines
from dungviec.exchange.roster.encodings import old_encoding
from dungviec.exchange.roster.header import find_headers
from dungviec.exchange.roster.people import gather, ordered
from dungviec.exchange.roster.record import Row
from dungviec.exchange.roster.tables import SheetRead, TableRead, read_sheet


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


def read_roster(path: str | Path, *, known_units: Iterable[str] | None = None, as_of: date | None = None) -> RosterRead:
    """Read a roster from xlsx, xlsm, xlsb, xls, ods or csv.

    ``known_units``: names of the units that exist; a row of any other unit is rejected. Without it a sheet of the
    workbook that lists units serves, if at least half of the rows stand in units on it. ``as_of``: the day ages are
    judged on; a «tính đến …» in a title comes first; without either, only impossible years are refused.

    Raises UnreadableFileError, with one sentence in Vietnamese and in English, when the file cannot be read at all or
    holds no people.
    """
    path = Path(path)
    sheets = load_sheets(path)
    visible = [s for s in sheets if not s.hidden]
    headers = {s.name: find_headers(s) for s in sheets}
    chosen = [s for s in visible if headers[s.name]] or [s for s in sheets if headers[s.name]]
    reads: list[SheetRead] = []
    day = _told_day(chosen, headers) or as_of
    for sheet in sheets:
        if sheet.hidden and sheet not in chosen:
            reads.append(SheetRead(sheet.name, "hidden"))
        else:
            reads.append(read_sheet(sheet, as_of=day, one_of_many=len(chosen) > 1, headers=headers[sheet.name]))
    rows = [row for read in reads for row in read.rows]
    if not rows:
        raise _no_people(path.name, sheets)
    _settle_units(rows, sheets, known_units, reads)
    gathering = gather(rows)
    balance = Balance(len(rows), gathering.created, gathering.updated, gathering.skipped, len(gathering.rejected))
    return RosterRead(
        ordered(gathering.people), balance, gathering.rejected, gathering.warnings,
        tuple(SheetSummary(r.name, r.status, tuple(r.tables), len(r.rows), dict(r.other)) for r in reads), day,
    )  # fmt: skip


def _told_day(sheets: list[Sheet], headers: dict[str, Any]) -> date | None:
    days = [d for s in sheets if (d := day_of(title_lines(s, 0, headers[s.name][0].top)))]
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
    old = old_encoding(v for s in sheets for r in s.rows[:200] for v in r if isinstance(v, str))
    if old:
        return UnreadableFileError(
            f"Tệp «{name}» dùng bảng mã cũ {old}: hãy chuyển sang Unicode (Unikey: Công cụ > Chuyển mã) rồi nhập lại.",
            f"File “{name}” uses the old encoding {old}: convert it to Unicode (Unikey toolkit) and read it again.",
        )
    counts = Counter(s.hidden for s in sheets)
    return UnreadableFileError(
        f"Không thấy người nào trong tệp «{name}» ({counts.total()} trang): cần một bảng có dòng tiêu đề như «Họ và tên», «Ngày sinh», «Đơn vị».",
        f"No people found in “{name}” ({counts.total()} sheets): a table with headings like “Họ và tên”, “Ngày sinh”, “Đơn vị” is needed.",
    )
