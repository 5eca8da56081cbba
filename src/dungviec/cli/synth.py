"""``dungviec synth``: made-up cities and provinces as workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.terminal import check_output, console, put_text, stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polars import DataFrame

    from dungviec.records import Snapshot

synth_app = typer.Typer(
    help="Sinh dữ liệu giả lập: không có người thật. (Made-up data; nobody is real.)", no_args_is_help=True
)
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="CITY.xlsx", help="Tệp ghi ra. (Where to write.)")
]


@synth_app.command("cam-pha-2020")
def cam_pha(
    output: Output = None,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên. (Seed.)")] = 2020,
    dossiers: Annotated[
        bool, typer.Option("--dossiers", help="Thêm các trang lý lịch giả lập. (Made-up dossiers, ten more sheets.)")
    ] = False,
) -> None:
    """Thành phố Cẩm Phả ngày 10/12/2020: đúng mọi số liệu đã công bố, người thì không có thật."""
    from dungviec.synth import build_city, build_dossiers

    path = output or Path("cam-pha-2020.xlsx")
    check_output(path)
    city = build_city(seed=seed)
    _write(city, path, build_dossiers(city, seed) if dossiers else None)


@synth_app.command("cam-pha-2025")
def cam_pha_2025(
    output: Output = None, seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên. (Seed.)")] = 2020
) -> None:
    """Thành phố mẫu kéo dài đến 30/06/2025, ngay trước khi bỏ cấp huyện. (The demo city on the eve of two tiers.)"""
    from dungviec.synth import build_city_2025

    path = output or Path("cam-pha-2025.xlsx")
    check_output(path)
    _write(build_city_2025(seed=seed), path)


@synth_app.command("ha-tinh-2025")
def ha_tinh_2025(
    output: Output = None, seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên. (Seed.)")] = 2025
) -> None:
    """Tỉnh 69 xã nơi thừa nơi thiếu như Hà Tĩnh tháng 9/2025. (Communes over and short at once.)"""
    from dungviec.synth import build_communes

    path = output or Path("ha-tinh-2025.xlsx")
    check_output(path)
    _write(build_communes(seed=seed), path)


@synth_app.command("province")
def province(
    people: Annotated[int, typer.Option("--people", min=1, help="Số người. (How many people.)")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="Hạt giống ngẫu nhiên. (Seed.)")] = 1,
    output: Output = None,
) -> None:
    """Một tỉnh gồm nhiều thành phố như Cẩm Phả. (A province of many such cities.)"""
    from dungviec.synth import build_province

    path = output or Path(f"province-{people}-{seed}.xlsx")
    check_output(path)
    try:
        snapshot = build_province(people, seed)
    except ValueError as bad:
        stop(str(bad))
    _write(snapshot, path)


@synth_app.command("courses")
def courses(
    year: Annotated[int, typer.Option("--year", min=1990, max=2100, help="Năm kế hoạch. (Year of the plan.)")] = 2021,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="COURSES.yaml", help="Tệp ghi ra. (Where to write.)")] = None,
) -> None:  # fmt: skip
    """Danh mục khóa học mẫu cho `dungviec training plan`. (A made-up course catalogue.)"""
    from dungviec.exchange import UnreadableFileError, write_whole
    from dungviec.synth.courses import example_courses

    path = output or Path(f"courses-{year}.yaml")
    check_output(path)
    try:
        write_whole(path, lambda temporary: put_text(temporary, example_courses(year).rstrip("\n")))
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en)
    typer.echo(f"Kết quả ở: {path}")


def _write(snapshot: Snapshot, path: Path, dossiers: Mapping[str, DataFrame] | None = None) -> None:
    from dungviec.exchange import UnreadableFileError, write_city
    from dungviec.records.vietnamese import format_date, format_number

    try:
        write_city(snapshot, path, dossiers=dossiers)
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en)
    out = console()
    out.print(f"{snapshot.name}, ngày {format_date(snapshot.as_of)}")
    for name, word in (
        ("people", "người"),
        ("units", "đơn vị"),
        ("posts", "vị trí"),
        ("tenures", "giai đoạn công tác"),
    ):
        out.print(f"  {format_number(len(snapshot[name])):>8} {word}")
    typer.echo(f"Kết quả ở: {path}")
