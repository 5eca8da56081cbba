"""``dungviec office digest`` and ``dungviec office sample``: letters of the morning, and sample data in an empty office."""

from __future__ import annotations

from typing import Annotated

import typer

from dungviec.cli.terminal import check_lang, stop

sample_app = typer.Typer(
    help="Dữ liệu mẫu trong văn phòng còn trống. (Sample data in an empty office.)", no_args_is_help=True
)
Lang = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


def digest(
    send: Annotated[bool, typer.Option("--send", help="Gửi các thư đến giờ. (Send the letters that are due.)")] = False,
    lang: Lang = "vi",
) -> None:
    """Thư tóm tắt buổi sáng: đếm, hoặc gửi thư đến giờ; đặt chạy mỗi 15 phút. (Count or send the digests that are due.)"""
    lang = check_lang(lang)
    _ready()
    from django.utils import timezone, translation

    from dungviec.office.agenda.digest import due, send_due, told_of

    now = timezone.now()
    if not send:
        n = sum(1 for _one in due(now))
        typer.echo(
            f"{n} thư tóm tắt đến giờ gửi; thêm --send để gửi."
            if lang == "vi"
            else f"{n} digests are due; add --send to send them."
        )
        return
    found = send_due(now)
    with translation.override(lang):
        typer.echo(told_of(found))
    if found.failed:
        raise typer.Exit(1)


@sample_app.command("fill")
def fill(lang: Lang = "vi") -> None:
    """Nạp thành phố mẫu vào văn phòng còn trống. (Fill an empty office with the sample city.)"""
    lang = check_lang(lang)
    _ready()
    from dungviec.office.agenda import sample
    from dungviec.office.agenda.models import SampleState

    try:
        one = sample.ask_to_fill(by=None, queue=False)
    except sample.SampleRefused as refused:
        stop(str(refused) if lang == "vi" else refused.english)
    state = sample.fill(one.pk)
    one.refresh_from_db()
    if state != SampleState.THERE:
        stop(one.trouble_vi if lang == "vi" else one.trouble_en)
    typer.echo(
        "Đã nạp dữ liệu mẫu; gỡ bằng «dungviec office sample remove»."
        if lang == "vi"
        else "The sample data are in; remove them by «dungviec office sample remove»."
    )


@sample_app.command("remove")
def remove(
    yes: Annotated[
        bool, typer.Option("--yes", help="Gỡ thật; không có thì chỉ nói gì sẽ đi. (Really remove; else only tell.)")
    ] = False,
    lang: Lang = "vi",
) -> None:
    """Xem trước rồi gỡ dữ liệu mẫu, cả hoặc không gì cả. (Preview, then remove the sample data, whole or not at all.)"""
    lang = check_lang(lang)
    _ready()
    from django.utils import translation

    from dungviec.office.agenda import sample

    try:
        with translation.override(lang):
            shown = sample.preview()
            for words, n in (*shown.goes, *shown.stays):
                mark = ("gỡ", "goes") if (words, n) in shown.goes else ("giữ", "stays")
                typer.echo(f"{mark[lang == 'en']:<6}{n:>9,}".replace(",", "." if lang == "vi" else ",") + f"  {words}")
        if not yes:
            typer.echo("Chưa gỡ gì; thêm --yes để gỡ." if lang == "vi" else "Nothing was removed; add --yes to remove.")
            return
        gone = sample.remove(by="dungviec")
    except sample.SampleRefused as refused:
        stop(str(refused) if lang == "vi" else refused.english)
    typer.echo(
        f"Đã gỡ {gone:,} dòng; văn phòng trống như trước.".replace(",", ".")
        if lang == "vi"
        else f"{gone:,} rows were removed; the office is as empty as before."
    )


def _ready() -> None:
    """Django, and a database that is up to date."""
    from dungviec.office.demo import set_up

    set_up()
    from dungviec.office.new_database import bring_up_to_date

    bring_up_to_date()
