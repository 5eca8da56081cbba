"""Cells of a workbook as a plain grid: clean text, numbers, dates, formula errors, merged ranges.

python-calamine reads xlsx, xlsm, xlsb, xls and ods; it turns formula errors into empty cells and knows no merged ranges
in ods, so both are taken from the file's own XML (``marks``). Text files are read by ``textfile``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dungviec.exchange.extents import damaged, refuse_far, refuse_unsafe
from dungviec.exchange.marks import CellMarks, Range, read_marks
from dungviec.exchange.oldtext import Encoding, mend_sheets
from dungviec.exchange.oldtext.fonts import old_fonts
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.textfile import looks_like_text, read_text_table
from dungviec.records.vietnamese import clean

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula's error as the sheet shows it (``#N/A``), or a formula whose value was never stored."""

    code: str


_MAX_UNPACKED = 1_500_000_000
"""Bytes: a roster of a million rows unpacks to less."""

Cell = str | int | float | bool | date | CellError | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells from A1 (rows and columns count from 0), and its merged ranges (r0, c0, r1, c1)."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Range, ...] = ()
    hidden: bool = False
    plain_text: bool = False
    """Whether every cell came as text (csv): numbers have no type to trust."""
    old: Mapping[tuple[int, int], tuple[Encoding, str]] = field(default_factory=dict)
    """Cells that were typed in VNI or TCVN3: the encoding, and the text as it stood in the file."""
    height: int = 0
    """Rows the sheet has in the file, also where only the first ones were taken."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(r) for r in self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The value at a place; None outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


def show(value: Cell) -> str:
    """A cell as text: dates as dd/mm/yyyy, whole numbers without a point, None as an empty string."""
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def load_sheets(
    path: Path, *, first: int | None = None, progress: Callable[[float], None] | None = None, old_text: bool = True
) -> list[Sheet]:
    """Every sheet of the file, hidden ones too, VNI and TCVN3 text as Unicode.

    ``first``: only so many rows of each sheet. ``progress`` is told the share done (0–1); what it raises ends the reading.
    ``old_text``: whether VNI and TCVN3 are looked for at all (not in workbooks of our own, which are Unicode).
    Raises UnreadableFileError with a sentence for whatever is not a workbook.
    """
    name = path.name
    if not path.exists():
        raise UnreadableFileError(
            f"Không thấy tệp «{name}»: hãy kiểm tra lại đường dẫn.", f"File “{name}” not found: check the path."
        )
    if path.is_dir():
        raise UnreadableFileError(
            f"«{name}» là thư mục, không phải tệp bảng tính: hãy chỉ vào một tệp .xlsx, .xls, .ods hoặc .csv.",
            f"“{name}” is a folder, not a spreadsheet: point to one .xlsx, .xls, .ods or .csv file.",
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"Không được phép đọc tệp «{name}»: hãy xin quyền đọc hoặc đóng chương trình đang giữ tệp.",
            f"No permission to read “{name}”: ask for read access or close the program that holds it.",
        ) from error
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableFileError(
            f"Tệp «{name}» rỗng: hãy gửi lại tệp có dữ liệu.", f"File “{name}” is empty: send it again with data."
        )
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _load_workbook(path, data, first, progress or _silent, old_text=old_text)
    if looks_like_text(data):
        rows = read_text_table(data, name)
        cells: list[list[Cell]] = [[_clean(c) for c in row] for row in rows[:first]]
        return [Sheet(path.stem, cells, plain_text=True, old=mend_sheets([cells])[0], height=len(rows))]
    raise damaged(name)


def sheet_names(path: Path) -> list[str]:
    """Names of a workbook's sheets without reading them; an empty list for whatever is not a workbook."""
    from python_calamine import load_workbook

    try:
        refuse_unsafe(path.name, path.read_bytes())
        return list(load_workbook(path).sheet_names)
    except BaseException as error:  # a panic inside the reader on a damaged file is not an Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return []


def _silent(share: float) -> None:
    """Nobody listens."""


def _refuse_bomb(name: str, data: bytes) -> None:
    """A zip that unpacks to more than any office's workbook could hold is not opened."""
    import zipfile
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return  # what is damaged is told by the reader
    if unpacked > _MAX_UNPACKED:
        raise UnreadableFileError(
            f"Tệp «{name}» bung ra {unpacked // 1_000_000} MB, lớn hơn mức nhận ({_MAX_UNPACKED // 1_000_000} MB): hãy chỉ giữ trang danh sách, xóa hình và vùng trống, rồi lưu lại.",
            f"File “{name}” unpacks to {unpacked // 1_000_000} MB, more than is taken ({_MAX_UNPACKED // 1_000_000} MB): keep only the roster's sheet, delete pictures and empty areas, save again.",
        )


def _load_workbook(
    path: Path, data: bytes, first: int | None, progress: Callable[[float], None], *, old_text: bool
) -> list[Sheet]:
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum

    name = path.name
    if data[:4] == b"\xd0\xcf\x11\xe0" and "EncryptedPackage".encode("utf-16-le") in data:
        raise _locked(name)
    _refuse_bomb(name, data)
    refuse_unsafe(name, data)
    try:
        book = _open(path, data)
        metadata = book.sheets_metadata
    except PasswordError as error:
        raise _locked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as error:  # a panic inside the reader on a damaged file is not an Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise damaged(name) from error
    progress(0.05)
    marks = read_marks(data)
    fonts = old_fonts(data) if old_text else {}
    sheets: list[Sheet] = []
    memo: dict[str, Cell] = {}
    for index, info in enumerate(metadata):
        if info.typ not in (SheetTypeEnum.WorkSheet,):
            continue
        try:
            source = book.get_sheet_by_index(index)
            refuse_far(name, info.name, source.end)
            raw = source.to_python(skip_empty_area=False, nrows=first)
            merges = source.merged_cell_ranges
        except UnreadableFileError:
            raise
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            raise UnreadableFileError(
                f"Không đọc được trang «{info.name}» của tệp «{name}»: tệp bị hỏng; hãy mở bằng Excel và lưu lại.",
                f"Sheet “{info.name}” of “{name}” cannot be read: the file is damaged; open it in Excel and save it again.",
            ) from error
        rows = [_row(row, memo) for row in raw]
        extra = marks.get(info.name, CellMarks())
        _put_errors(rows, extra, first)
        ranges = tuple((a[0], a[1], b[0], b[1]) for a, b in merges) if merges else extra.merges
        hidden = info.visible != SheetVisibleEnum.Visible
        sheets.append(
            Sheet(info.name, rows, ranges, hidden=hidden, height=source.end[0] + 1 if source.end else len(rows))
        )
        progress(0.1 + 0.8 * (index + 1) / len(metadata))
    if not old_text:
        return sheets
    old = mend_sheets([s.rows for s in sheets], [fonts.get(s.name, {}) for s in sheets] if fonts else None)
    return [replace(s, old=o) if o else s for s, o in zip(sheets, old, strict=True)]


def _row(raw: list[Any], memo: dict[str, Cell]) -> list[Cell]:
    """The cells of one row. A single mark in the last corner of a sheet makes millions of empty ones: whole rows of them are told at once."""
    if raw.count("") == len(raw):
        return [None] * len(raw)
    return [None if c is None else _cleaned(c, memo) for c in raw]


def _open(path: Path, data: bytes) -> CalamineWorkbook:
    """The workbook in ``data``; what the reader cannot tell of bytes alone (a password in xls and ods) it tells of the path."""
    from io import BytesIO

    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        return load_workbook(BytesIO(data))
    except CalamineError:
        try:
            load_workbook(path)
        except PasswordError:
            raise
        except BaseException as error:  # the first error stands
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
        raise


def _put_errors(rows: list[list[Cell]], marks: CellMarks, first: int | None) -> None:
    for (r, c), code in marks.errors.items():
        if first is not None and r >= first:
            continue
        while len(rows) <= r:
            rows.append([])
        row = rows[r]
        row.extend([None] * (c + 1 - len(row)))
        if row[c] is None or isinstance(row[c], str):
            row[c] = CellError(code)


def _cleaned(value: object, memo: dict[str, Cell]) -> Cell:
    """:func:`_clean`, each text once: most cells of a workbook hold words of a short list."""
    if not isinstance(value, str):
        return _clean(value)
    if value not in memo:
        memo[value] = _clean(value)
    return memo[value]


def _clean(value: object) -> Cell:
    """One raw value as a Cell: text in NFC with single spaces, empty text as None, whole floats as int."""
    if isinstance(value, str):
        text = clean(value.replace("\u200b", "").replace("\ufeff", ""))
        if text in _ERROR_TEXTS:
            return CellError(text)
        return text or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if value.year >= 1900 else 0  # the zero of an empty reference, shown as 00/01/1900
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


_ERROR_TEXTS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def _locked(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"Tệp «{name}» đang khóa bằng mật khẩu: hãy bỏ mật khẩu trong Excel (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi gửi lại.",
        f"File “{name}” is locked with a password: remove it in Excel (File > Info > Protect Workbook) and send it again.",
    )


def filled(row: Sequence[Cell]) -> list[int]:
    """The columns of a row that hold something."""
    return [i for i, v in enumerate(row) if v is not None]
