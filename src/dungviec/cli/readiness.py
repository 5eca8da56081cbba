"""``dungviec readiness``: how ready the records of a city are to leave, and what clears most faults."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dungviec.cli.form import open_book
from dungviec.cli.terminal import check_lang, check_output, console, read_day, write_json


def readiness(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét, dd/mm/yyyy. (Day judged.)")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi ra JSON; «-» là màn hình. (As JSON.)")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Mức sẵn sàng của hồ sơ và năm việc xóa được nhiều lỗi nhất. (Readiness of records; the five fixes that clear most faults.)"""
    from rich import box
    from rich.table import Table

    from dungviec.documents.readiness import office_readiness, to_json
    from dungviec.records.vietnamese import format_number

    lang = check_lang(lang)
    check_output(json, source=city, lang=lang)
    book = open_book(city, day=read_day(as_of, lang=lang), lang=lang)
    state = office_readiness(book)
    if json is not None:
        write_json(to_json(state, as_of=book.snapshot.as_of), json, lang=lang)
        if str(json) == "-":
            return
    vi = lang == "vi"
    number = format_number if vi else lambda n: f"{n:,}"
    out = console()
    mean = format_number(state.mean_score, decimals=1) if vi else f"{state.mean_score:.1f}"
    out.print(
        f"{number(state.ready)}/{number(state.people)} hồ sơ sẵn sàng · điểm trung bình {mean}/100 · {number(state.faults)} lỗi" if vi
        else f"{number(state.ready)} of {number(state.people)} records ready · mean score {mean} of 100 · {number(state.faults)} faults", markup=False,
    )  # fmt: skip
    if state.fixes:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for head, justify in (("Việc cần làm" if vi else "What to do", "left"), ("Hồ sơ" if vi else "Records", "right"), ("Số lỗi" if vi else "Of all faults", "right"), ("Bắt đầu từ" if vi else "Start with", "left")):  # fmt: skip
            table.add_column(head, justify=justify)  # type: ignore[arg-type]
        for fix in state.fixes:
            table.add_row(fix.vi if vi else fix.en, number(fix.records), f"{round(100 * fix.share)} %", fix.example)
        out.print(table)
    if json is not None:
        typer.echo(("Kết quả ở: " if vi else "The result is in: ") + str(json))
