"""``dungviec office``: set up, fill and serve the web office."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.morning import digest, sample_app
from dungviec.cli.office_keys import keys_app
from dungviec.cli.terminal import console, progress_bar, read_day, stop
from dungviec.cli.update import update_app

office_app = typer.Typer(help="Văn phòng trên web. (The web office.)", no_args_is_help=True)
office_app.add_typer(update_app, name="update")
office_app.command("digest")(digest)
office_app.add_typer(sample_app, name="sample")
office_app.add_typer(keys_app, name="keys")
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Cổng. (Port.)")]
Host = Annotated[str, typer.Option("--host", help="Địa chỉ nghe. (Address to listen on.)")]


@office_app.command("serve")
def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Chạy văn phòng. (Serve the office; creates or updates its database first.)"""
    from dungviec.office.demo import set_up
    from dungviec.office.server import serve as run

    set_up()
    from dungviec.office.new_database import bring_up_to_date

    check_port(host, port)
    bring_up_to_date()
    _stop_where_unsafe()
    run(host, port)


@office_app.command("check")
def check(lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi") -> None:
    """Văn phòng đã đủ an toàn để mở chưa: từng điều một. (Is the office safe to open?) Mã 2: còn điều phải sửa."""
    from dungviec.cli.terminal import check_lang
    from dungviec.office.demo import set_up

    lang = check_lang(lang)
    set_up()
    from dungviec.office.access.start_check import findings

    found = findings()
    grave = [f for f in found if f.level == "refuse"]
    for one in sorted(found, key=lambda f: f.level != "refuse"):
        word = {"vi": {"refuse": "PHẢI SỬA", "warn": "nên xem"}, "en": {"refuse": "MUST FIX", "warn": "consider"}}[lang][one.level]  # fmt: skip
        typer.echo(f"{word}: {one.english if lang == 'en' else one.sentence}")
    if not found:
        typer.echo("Nothing to put right." if lang == "en" else "Không có điều gì phải sửa.")
    if grave:
        raise typer.Exit(2)


@office_app.command("rescue")
def rescue(
    username: Annotated[
        str, typer.Argument(metavar="USERNAME", help="Tài khoản quản trị. (An administrator's account.)")
    ],
) -> None:
    """Mở lại một tài khoản quản trị ngay trên máy chủ: gỡ khóa, bỏ yếu tố thứ hai, in đường dẫn đặt mật khẩu. (Let an administrator back in.)"""
    from dungviec.office.demo import set_up

    set_up()
    from dungviec.office.access.accounts import AccountRefused, rescue_administrator
    from dungviec.office.new_database import bring_up_to_date

    bring_up_to_date()
    try:
        address = rescue_administrator(username)
    except AccountRefused as refused:
        stop(str(refused))
    typer.echo("Mở đường dẫn này ở văn phòng để đặt mật khẩu (một lần, trong một ngày); sau đó thêm yếu tố thứ hai:")
    typer.echo(address)


@office_app.command("leavers")
def leavers() -> None:
    """Khóa tài khoản của người đã rời danh sách và tài khoản lâu không dùng; đặt chạy mỗi ngày. (Lock leavers and idle accounts.)"""
    from dungviec.office.demo import set_up

    set_up()
    from django.utils import timezone

    from dungviec.office.access.leaving import sweep

    done = sweep(timezone.now())
    typer.echo(
        f"Đã khóa: {done['left']} tài khoản của người đã rời danh sách, {done['idle']} tài khoản lâu không dùng."
    )


@office_app.command("load")
def load(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố.")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE")] = None,
    still: Annotated[
        bool,
        typer.Option("--still", help="Đứng lại ở ngày của số liệu, để xem thử. (Stand on the day of the figures.)"),
    ] = False,
) -> None:
    """Nạp tệp dữ liệu vào văn phòng còn trống; văn phòng đi theo lịch từ hôm nay. (Load a city workbook into an empty office.)"""
    day = read_day(as_of)
    with progress_bar() as tell:
        tell("read", 0.1)
        read = open_city(city, as_of=day, lang="vi")
        from dungviec.office.demo import set_up

        set_up()
        from dungviec.office.new_database import bring_up_to_date
        from dungviec.office.registry import services

        bring_up_to_date()
        tell("write", 0.5)
        try:
            services.load_snapshot(read.snapshot, follows_clock=not still)
        except ValueError as refused:
            stop(str(refused))
    tell_rejected(read, lang="vi")
    b = read.balance
    console().print(
        f"Dòng vào {b.rows_in} = mới {b.created} + cập nhật {b.updated} + bỏ qua {b.skipped} + loại {b.rejected}"
    )
    if read.rejected:
        raise typer.Exit(1)


@office_app.command("administrator")
def administrator(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help="Tên đăng nhập. (Log-in name.)")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Họ tên. (Name shown.)")] = "",
) -> None:
    """Tạo tài khoản quản trị đầu tiên; in đường dẫn đặt mật khẩu, dùng một lần trong một ngày. (The first administrator.)"""
    from dungviec.office.demo import set_up

    set_up()
    from dungviec.office.access.accounts import AccountRefused, invitation, open_account
    from dungviec.office.access.models import Role, User
    from dungviec.office.new_database import bring_up_to_date

    bring_up_to_date()
    machine = User(username="dungviec")
    try:
        user = open_account(username, Role.ADMINISTRATOR, shown_name=name, unit_id="", person_id="", by=machine)
    except AccountRefused as refused:
        stop(str(refused))
    typer.echo(f"Đã tạo tài khoản quản trị «{user.username}». Mở đường dẫn này ở văn phòng để đặt mật khẩu (một lần, trong một ngày):")  # fmt: skip
    typer.echo(invitation(user, by=machine))


@office_app.command("worker")
def worker() -> None:
    """Chạy thêm một tiến trình việc nền. (One more worker of long jobs.)"""
    import sys

    from dungviec.office.server import worker as command

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.execv(sys.executable, command())  # noqa: S606 - the worker takes this process's place, its signals too


@office_app.command("status")
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. (For machines.)")] = False,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Văn phòng có khỏe không: cơ sở dữ liệu, đĩa, việc nền, sao lưu, sổ. (Is the office well?) Mã 1: có điều cần xem."""
    from dungviec.cli.terminal import check_lang
    from dungviec.office.demo import set_up

    lang = check_lang(lang)
    set_up()
    from django.utils import translation

    from dungviec.office.operations.telling import tell

    with translation.override(lang):
        told, well = tell(as_json=as_json)
    typer.echo(told)
    if not well:
        raise typer.Exit(1)


@office_app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(ctx: typer.Context) -> None:
    """Lệnh quản trị của Django. (Django's own management commands.)"""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
    execute_from_command_line(["dungviec office manage", *ctx.args])


def _stop_where_unsafe() -> None:
    """End with a sentence for each thing that keeps a production office from opening."""
    from dungviec.office.access.start_check import NotFitToStart, refuse_to_start

    try:
        refuse_to_start()
    except NotFitToStart as unfit:
        stop(str(unfit), unfit.english)


def check_port(host: str, port: int) -> None:
    """End with a sentence where the port is taken, before anything else is done."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            stop(
                f"Không mở được cổng {port} trên {host} ({problem.strerror}). Chọn cổng khác, ví dụ: make run PORT={port + 1}",
                f"Cannot open port {port} on {host} ({problem.strerror}). Choose another, such as: make run PORT={port + 1}",
            )
