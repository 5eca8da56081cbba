"""``dungviec read FILE``: show what was understood of a spreadsheet, the balance, and every row that was not right.

Exit code 0: everything read; 1: some rows were rejected; 2: the file as a whole cannot be read, or the result not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from dungviec.exchange.roster import Remark, RosterRead, SheetSummary

_SHOWN_PEOPLE = 5
_SHOWN_REMARKS = 200


def read(
    file: Annotated[
        Path, typer.Argument(help="Bảng tính: .xlsx, .xls, .ods hoặc .csv", metavar="FILE", readable=False)
    ],
    json_out: Annotated[Path | None, typer.Option("--json", help="Ghi kết quả ra tệp JSON", metavar="OUT.json")] = None,
    lang: Annotated[str, typer.Option("--lang", help="Ngôn ngữ: vi hoặc en")] = "vi",
) -> None:
    """Đọc danh sách cán bộ từ bảng tính và cho thấy đã hiểu những gì."""
    from dungviec.cli.terminal import check_lang, check_output, console, stop, write_json
    from dungviec.exchange.roster import UnreadableFileError

    lang = check_lang(lang)
    check_output(json_out, source=file, lang=lang)
    to_stdout = str(json_out) == "-"
    # with --json - the tables give way: stdout is for the data alone
    out = console(stderr=to_stdout)
    try:
        data, rejected = _read_and_show(file, out, lang)
    except UnreadableFileError as error:
        stop(error.vi, error.en, lang=lang)
    except Exception as error:  # the promise to a clerk is one sentence, whatever the file holds
        kind = type(error).__name__
        stop(
            f"Không đọc được «{file.name}» vì một lỗi của chương trình ({kind}): hãy mở bằng Excel, lưu lại dạng .xlsx và thử lại.",
            f"'{file.name}' cannot be read because of a fault in the program ({kind}): open it in Excel, save as .xlsx, try again.",
            lang=lang,
        )
    if json_out is None:
        vi, en = "Chưa ghi ra tệp; thêm --json OUT.json để ghi.", "Nothing written; add --json OUT.json to keep it."
        out.print(_t(lang, vi, en), markup=False)
    else:
        write_json(data, json_out, lang=lang)
        if not to_stdout:
            out.print(f"{_t(lang, 'Kết quả ghi ở', 'Result written to')}: {json_out}", markup=False, soft_wrap=True)
    raise typer.Exit(1 if rejected else 0)


def _read_and_show(path: Path, out: Console, lang: str) -> tuple[dict[str, Any], int]:
    from dungviec.exchange import is_city_workbook
    from dungviec.exchange.grid import sheet_names
    from dungviec.exchange.roster import read_roster

    # a city workbook is known by the names of its sheets; whatever else is wrong with the file, read_roster says it
    if is_city_workbook(sheet_names(path)):
        return _read_city(path, out, lang)
    result = read_roster(path, as_of=_today())
    _show_roster(result, path.name, out, lang)
    return result.to_json(), result.balance.rejected


def _read_city(path: Path, out: Console, lang: str) -> tuple[dict[str, Any], int]:
    from dungviec.exchange import read_city
    from dungviec.exchange.roster.from_city import people_of

    city = read_city(path)
    people = people_of(city.snapshot)
    balance = city.balance.to_json()
    out.print(
        _t(lang, f"«{path.name}» là sổ dữ liệu theo mẫu của Đúng Việc", f"“{path.name}” is the documented workbook"),
        markup=False,
    )
    tables = {name: frame.height for name, frame in city.snapshot.tables.items() if frame.height}
    table = _table((_t(lang, "Bảng", "Table"), _t(lang, "Số dòng", "Rows")), [(n, str(c)) for n, c in tables.items()])
    out.print(table)
    _show_people(people, out, lang)
    rejected = [r.to_json() for r in city.rejected]
    if rejected:
        out.print(_t(lang, f"{len(rejected)} dòng bị từ chối", f"{len(rejected)} rows rejected"), markup=False)
        words = (
            ("Trang", "Dòng", "Cột", "Giá trị", "Vì sao, làm gì")
            if lang == "vi"
            else ("Sheet", "Row", "Column", "Value", "Why, what to do")
        )
        rows = [
            (r.sheet, str(r.row), r.column, _hide(r.value), r.vi if lang == "vi" else r.en)
            for r in city.rejected[:_SHOWN_REMARKS]
        ]
        out.print(_table(words, rows))
    _show_balance(balance, out, lang)
    data = {
        "people": people, "rows_in": balance["rows_in"], "distinct": len(people), "balance": balance, "rejected": rejected,
        "warnings": list(city.warnings),
    }  # fmt: skip
    return data, len(rejected)


def _show_roster(result: RosterRead, name: str, out: Console, lang: str) -> None:
    out.print(
        _t(lang, f"Đã đọc «{name}»: {len(result.people)} người", f"Read “{name}”: {len(result.people)} people"),
        markup=False,
    )
    for sheet in result.sheets:
        _show_sheet(sheet, out, lang)
    _show_people(result.people, out, lang)
    _show_remarks(result.rejected, _t(lang, "dòng bị từ chối", "rows rejected"), out, lang)
    _show_remarks(
        result.warnings,
        _t(lang, "điều cần xem lại (dòng vẫn được nhận)", "things to check (rows were kept)"),
        out,
        lang,
    )
    _show_balance(result.balance.to_json(), out, lang)


_STATUS = {
    "hidden": ("trang ẩn, không đọc", "hidden sheet, not read"),
    "empty": ("trang trống", "empty sheet"),
    "no_people": ("không có danh sách người", "no list of people"),
    "unit_list": ("danh mục đơn vị", "list of units"),
    "read": ("danh sách người", "list of people"),
}
_OTHER_ROWS = {
    "group": ("dòng nhóm", "group rows"), "total": ("dòng cộng", "total rows"), "heading": ("dòng tiêu đề lặp lại", "repeated heading rows"),
    "numbers": ("dòng số cột", "column-number rows"), "signature": ("dòng ký, ngày tháng", "signature rows"),
    "continuation": ("dòng nối tiếp", "continuation rows"), "other": ("dòng ghi chú", "notes"),
}  # fmt: skip
_UNIT_FROM = {
    "column": ("cột đơn vị", "the unit column"), "groups": ("dòng nhóm", "group rows"),
    "title": ("dòng đầu bảng", "the title"), "sheet": ("tên trang", "the sheet's name"), "": ("không thấy", "nowhere"),
}  # fmt: skip


def _show_sheet(sheet: SheetSummary, out: Console, lang: str) -> None:
    from dungviec.exchange.roster.words import field_words

    i = 0 if lang == "vi" else 1
    out.print(f"\n{_t(lang, 'Trang', 'Sheet')} «{sheet.name}»: {_STATUS[sheet.status][i]}", markup=False)
    if sheet.status != "read":
        return
    other = ", ".join(f"{n} {_OTHER_ROWS.get(k, (k, k))[i]}" for k, n in sheet.other.items() if n)
    out.print(
        _t(
            lang,
            f"  {sheet.rows} dòng người; dòng khác: {other or 'không'}",
            f"  {sheet.rows} rows of people; other rows: {other or 'none'}",
        ),
        markup=False,
    )
    for table in sheet.tables:
        first, last = table.header_rows
        out.print(
            _t(lang, f"  Tiêu đề ở dòng {first}–{last}; đơn vị lấy từ {_UNIT_FROM[table.unit_from][0]}", f"  Heading in rows {first}–{last}; units from {_UNIT_FROM[table.unit_from][1]}"),
            markup=False,
        )  # fmt: skip
        words = (
            ("Cột", "Tiêu đề", "Hiểu là", "Chắc", "Vì")
            if lang == "vi"
            else ("Column", "Heading", "Taken as", "Sure", "Because")
        )
        rows = []
        for use in table.columns:
            taken = field_words(use.field, use.detail, lang=lang)
            rows.append(
                (
                    use.letter,
                    use.header,
                    taken,
                    f"{use.confidence:.0%}",
                    use.evidence_vi if lang == "vi" else use.evidence_en,
                )
            )
        out.print(_table(words, rows))


def _show_people(people: Sequence[dict[str, Any]], out: Console, lang: str) -> None:
    from dungviec.exchange.roster import mask
    from dungviec.exchange.roster.words import value_words

    words = (
        ("Số", "Họ và tên", "Giới", "Sinh", "Đơn vị", "Trình độ", "LLCT", "CCCD")
        if lang == "vi"
        else ("No", "Name", "Sex", "Born", "Unit", "Degree", "Theory", "Citizen no.")
    )
    rows = []
    for p in people[:_SHOWN_PEOPLE]:
        born = _day(p["born"]) or p.get("born_month_only") or p.get("born_year_only")
        cells = (
            p["no"],
            p["name"],
            value_words("sex", p["sex"], lang=lang),
            born,
            p["unit"],
            value_words("degree", p["degree"], lang=lang),
            value_words("theory", p["theory"], lang=lang),
            mask(p["citizen_id"]) if p["citizen_id"] else None,
        )
        rows.append(tuple("" if v is None else str(v) for v in cells))
    out.print(
        _t(
            lang,
            f"\n{min(len(people), _SHOWN_PEOPLE)} người đầu:",
            f"\nFirst {min(len(people), _SHOWN_PEOPLE)} people:",
        ),
        markup=False,
    )
    out.print(_table(words, rows))


def _show_remarks(remarks: Sequence[Remark], title: str, out: Console, lang: str) -> None:
    if not remarks:
        return
    out.print(f"\n{len(remarks)} {title}:", markup=False)
    words = (
        ("Trang", "Dòng", "Cột", "Giá trị", "Vấn đề", "Làm gì")
        if lang == "vi"
        else ("Sheet", "Row", "Column", "Value", "Problem", "What to do")
    )
    rows = [
        (r.sheet, str(r.row), f"{r.column} «{r.header}»" if r.header else r.column, r.value, *((r.problem_vi, r.todo_vi) if lang == "vi" else (r.problem_en, r.todo_en)))
        for r in remarks[:_SHOWN_REMARKS]
    ]  # fmt: skip
    out.print(_table(words, rows))
    if len(remarks) > _SHOWN_REMARKS:
        out.print(
            _t(
                lang,
                f"… và {len(remarks) - _SHOWN_REMARKS} mục nữa (xem tệp JSON)",
                f"… and {len(remarks) - _SHOWN_REMARKS} more (see the JSON file)",
            ),
            markup=False,
        )


def _show_balance(balance: dict[str, int], out: Console, lang: str) -> None:
    b = balance
    out.print(
        _t(
            lang,
            f"\nCân đối: {b['rows_in']} dòng vào = {b['created']} tạo mới + {b['updated']} cập nhật + {b['skipped']} bỏ qua + {b['rejected']} từ chối",
            f"\nBalance: {b['rows_in']} rows in = {b['created']} created + {b['updated']} updated + {b['skipped']} skipped + {b['rejected']} rejected",
        ),
        markup=False, soft_wrap=True,
    )  # fmt: skip


def _table(words: Sequence[str], rows: Iterable[Sequence[str]]) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    for word in words:
        table.add_column(word, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _hide(value: str) -> str:
    """A value that is a citizen number, with its middle hidden."""
    from dungviec.exchange.roster import mask

    return mask(value) if value.isdigit() and len(value) >= 9 else value


def _day(iso: str | None) -> str | None:
    """An ISO date as people read it."""
    return "/".join(reversed(iso.split("-"))) if iso else None


def _today() -> date:
    """Only here, at the edge: the day that «in the future» is measured by when the file does not say its own."""
    return date.today()  # noqa: DTZ011


def _t(lang: str, vi: str, en: str) -> str:
    return vi if lang == "vi" else en
