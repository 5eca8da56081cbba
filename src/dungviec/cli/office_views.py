"""``dungviec office views``: read-only SQL views for analysts."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from dungviec.cli.terminal import Lang, check_lang, stop

views_app = typer.Typer(
    help="View SQL chỉ đọc cho người phân tích. (Read-only SQL views for analysts.)", no_args_is_help=True
)
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@views_app.command("create")
def create_views(
    groups: Annotated[list[str] | None, typer.Option("--with", metavar="GROUP", help="Thêm một nhóm trường; lặp lại được. (Add a group of fields.)")] = None,
    lang: Language = "vi",
) -> None:  # fmt: skip
    """Tạo hoặc tạo lại các view. (Make the views, or make them again.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.interchange.analyst.making import ROLE, SCHEMA, ViewsRefused, create, vendor

    try:
        made = create(groups or ())
        where = f"{SCHEMA}.*" if vendor() == "postgresql" else f"{SCHEMA}_*"
    except ViewsRefused as refused:
        _stop(refused, lang)
    vi = lang == "vi"
    typer.echo(
        f"Đã tạo {len(made.names)} view {where}; nhóm trường: {', '.join(made.groups)}."
        if vi
        else f"{len(made.names)} views {where} made; groups: {', '.join(made.groups)}."
    )
    if made.sealed:
        typer.echo(
            f"Không đưa vào view vì cơ sở dữ liệu lưu dạng niêm: {', '.join(made.sealed)}; dùng dungviec export." if vi
            else f"Not in the views because the database holds them sealed: {', '.join(made.sealed)}; use dungviec export."
        )  # fmt: skip
    if where.startswith(f"{SCHEMA}."):
        typer.echo(
            f"Cấp cho một tài khoản: GRANT {ROLE} TO ten_tai_khoan;"
            if vi
            else f"To give them to an account: GRANT {ROLE} TO account_name;"
        )


@views_app.command("drop")
def drop_views(lang: Language = "vi") -> None:
    """Bỏ các view. (Take the views away.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.interchange.analyst.making import ViewsRefused, drop

    try:
        gone = drop()
    except ViewsRefused as refused:
        _stop(refused, lang)
    said = ("Đã bỏ các view.", "The views are gone.") if gone else ("Không có view nào để bỏ.", "There were no views.")
    typer.echo(said[0] if lang == "vi" else said[1])


@views_app.command("check")
def check_views(lang: Language = "vi") -> None:
    """Các view có đúng với phiên bản này không; mã 1: không. (Are the views those of this version? Code 1: no.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.interchange.analyst.making import ViewsRefused, check

    try:
        found = check()
    except ViewsRefused as refused:
        _stop(refused, lang)
    k = 0 if lang == "vi" else 1
    for fault in found.faults:
        typer.echo(fault[k] + ".", err=True)
    if not found.there:
        typer.echo(
            (
                "Chưa có view nào; chạy dungviec office views create.",
                "There are no views; run dungviec office views create.",
            )[k],
            err=True,
        )
    elif not found.current:
        typer.echo(
            (
                "Các view đã cũ hoặc hỏng; chạy lại dungviec office views create.",
                "The views are out of date or broken; run dungviec office views create again.",
            )[k],
            err=True,
        )
    else:
        typer.echo(
            ("Các view đúng với phiên bản này.", "The views are those of this version.")[k]
            + f" ({', '.join(found.groups)})"
        )
        return
    raise typer.Exit(1)


def _set_up() -> None:
    from dungviec.office.demo import set_up

    set_up()


def _stop(refused: ValueError, lang: Lang) -> NoReturn:
    stop(str(refused), getattr(refused, "english", str(refused)), lang=lang)
