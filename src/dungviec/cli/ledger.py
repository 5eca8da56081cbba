"""``dungviec ledger``: prove that nothing in the office's ledger was altered, and copy its head out."""

from __future__ import annotations

from typing import Annotated

import typer

from dungviec.cli.terminal import stop

ledger_app = typer.Typer(help="Sổ ghi việc của văn phòng. (The office's ledger.)", no_args_is_help=True)


@ledger_app.command("verify")
def verify(
    anchor: Annotated[
        list[str] | None,
        typer.Option("--anchor", metavar="N:HASH", help="Mốc đã ghi ra ngoài. (A copy of the head kept elsewhere.)"),
    ] = None,
) -> None:
    """Kiểm tra mọi dòng của sổ. (Check every line of the ledger; exit code 1 when anything was altered.)"""
    from dungviec.office.demo import set_up

    set_up()
    from django.db import DatabaseError

    from dungviec.office.access.ledger_report import verify as read

    try:
        whole, lines = read(anchor or [])
    except ValueError as refused:
        stop(str(refused), "Not an anchor: a line number, a colon and 64 hexadecimal digits.")
    except DatabaseError:
        stop(
            "Văn phòng chưa có cơ sở dữ liệu, nên chưa có sổ ghi việc.",
            "The office has no database yet, hence no ledger.",
        )
    for line in lines:
        typer.echo(line)
    if not whole:
        raise typer.Exit(1)


@ledger_app.command("head")
def head() -> None:
    """In mốc cuối của sổ để giữ ở nơi khác. (Print the number and hash of the last line, to be kept elsewhere.)"""
    from dungviec.office.demo import set_up

    set_up()
    from django.db import DatabaseError

    from dungviec.office.access import ledger

    try:
        typer.echo(str(ledger.head()))
    except DatabaseError:
        stop(
            "Văn phòng chưa có cơ sở dữ liệu, nên chưa có sổ ghi việc.",
            "The office has no database yet, hence no ledger.",
        )
