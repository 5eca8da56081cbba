"""``dungviec export``: a city as a data package, Parquet or CSV with its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dungviec.cli.form import open_book
from dungviec.cli.terminal import check_lang, read_day, stop, write_json
from dungviec.cli.written import tell_where


def export(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    to: Annotated[str, typer.Option("--to", metavar="parquet|csv", help="Dạng bảng. (Kind of tables.)")],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Tệp .zip hoặc thư mục chưa có. (A .zip, or a folder that is not there yet.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét, dd/mm/yyyy. (Day of the data.)")] = None,
    masked: Annotated[bool, typer.Option("--masked", help="Che trường nhạy cảm; ký hiệu thay tên, mã. (Mask sensitive fields; signs for names.)")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả ra JSON. (Print what was written as JSON.)")] = False,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Xuất dữ liệu ra Parquet hoặc CSV kèm lược đồ. (The city as Parquet or CSV with its schema.)"""
    lang = check_lang(lang)
    if to not in ("parquet", "csv"):
        stop(f"--to «{to}»: chỉ có parquet hoặc csv.", f"--to '{to}': use parquet or csv.", lang=lang)
    if target.exists() and (target.is_dir() or (city.exists() and target.samefile(city))):
        stop(f"Đã có «{target}»; chọn tên khác.", f"There is '{target}' already; choose another name.", lang=lang)
    if not target.resolve().parent.is_dir():
        stop(
            f"Không có thư mục «{target.parent}» để ghi «{target.name}».",
            f"There is no folder '{target.parent}'.",
            lang=lang,
        )
    import secrets

    from dungviec.documents.origins import form_items
    from dungviec.exchange import PackageFault, mask_package, package_of, write_package
    from dungviec.records.vietnamese import format_number

    book = open_book(city, day=read_day(as_of, lang=lang), lang=lang)
    package = package_of(book.snapshot, dossiers={n: f for n, f in book.tables.items() if f.height})
    if masked:
        package = mask_package(package, key=secrets.token_bytes(32))
    try:
        write_package(package, target, to, origins=form_items())  # type: ignore[arg-type]
    except PackageFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    if json:
        rows = {name: frame.height for name, frame in package.tables.items()}
        told = {
            "format": "dungviec-export/1",
            "as_of": package.as_of.isoformat(),
            "target": str(target),
            "kind": to,
            "masked": masked,
            "rows": rows,
        }
        write_json(told, Path("-"))
        return
    if lang == "vi":
        typer.echo(
            f"{package.name}, ngày {package.as_of:%d/%m/%Y}: {format_number(package.rows)} dòng ở {len(package.tables)} bảng"
            + (", đã che" if masked else "")
            + "."
        )
    else:
        typer.echo(
            f"{package.name} on {package.as_of.isoformat()}: {package.rows:,} rows in {len(package.tables)} tables"
            + (", masked" if masked else "")
            + "."
        )
    tell_where(target, lang=lang)
