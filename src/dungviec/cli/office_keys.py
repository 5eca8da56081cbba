"""``dungviec office keys``: the keys over sealed values – listed, turned over, destroyed."""

from __future__ import annotations

from typing import Annotated

import typer

from dungviec.cli.terminal import check_lang, stop

keys_app = typer.Typer(help="Khóa của dữ liệu niêm. (The keys over sealed values.)", no_args_is_help=True)
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@keys_app.command("list")
def list_keys(lang: Language = "vi") -> None:
    """Các khóa, tình trạng, và mỗi khóa còn niêm bao nhiêu giá trị. (Keys, and how many values each seals.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.sealing.models import DataKey
    from dungviec.office.sealing.rotation import standing

    columns = standing()
    vi = lang == "vi"
    for row in DataKey.objects.all():
        count = sum(c.under.get(row.name, 0) for c in columns)
        state = row.get_state_display() if vi else row.state
        purpose = row.get_purpose_display() if vi else row.purpose
        typer.echo(f"{row.name}  {row.made_at:%Y-%m-%d %H:%M}  {state}  {purpose}  " + (f"{count} giá trị, khóa chủ {row.master}" if vi else f"{count} values, master key {row.master}"))  # fmt: skip
    bare = {c.place: c.under[""] for c in columns if "" in c.under}
    for place, count in bare.items():
        typer.echo(f"{place}: {count} giá trị chưa niêm" if vi else f"{place}: {count} values are not sealed")
    typer.echo(f"{len(columns)} cột được niêm." if vi else f"{len(columns)} columns are sealed.")


@keys_app.command("rotate")
def rotate_keys(
    resume: Annotated[bool, typer.Option("--resume", help="Không tạo khóa mới, chỉ niêm lại phần còn dở. (Go on; no new key.)")] = False,
    index: Annotated[bool, typer.Option("--index", help="Xoay khóa của dấu tìm số định danh. (The key of the lookup marks instead.)")] = False,
    lang: Language = "vi",
) -> None:  # fmt: skip
    """Tạo khóa mới rồi niêm lại mọi giá trị, từng mẻ nhỏ; bị ngắt thì chạy lại với --resume. (New key; seal everything anew.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.sealing.faults import SealFault
    from dungviec.office.sealing.models import Purpose
    from dungviec.office.sealing.ring import add_key
    from dungviec.office.sealing.rotation import remark_all, reseal_all

    def tell(place: str, rows: int) -> None:
        if rows:
            typer.echo(f"{place}: {rows}")

    try:
        if not resume:
            made = add_key(Purpose.INDEX if index else Purpose.VALUES)
            typer.echo(f"Khóa mới: {made.name}" if lang == "vi" else f"New key: {made.name}")
        total = remark_all(tell=tell) if index else reseal_all(tell=tell)
    except SealFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    typer.echo(f"Đã niêm lại {total} dòng." if lang == "vi" else f"{total} rows were sealed anew.")


@keys_app.command("retire")
def retire_key(
    name: Annotated[str, typer.Argument(metavar="KEY", help="Tên khóa, như «list» in ra. (The key's name.)")],
    lang: Language = "vi",
) -> None:
    """Hủy hẳn một khóa cũ không còn niêm giá trị nào. (Destroy an old key that seals nothing any more.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.sealing.faults import SealFault
    from dungviec.office.sealing.rotation import retire

    try:
        retire(name)
    except SealFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    typer.echo(f"Đã hủy khóa {name}." if lang == "vi" else f"The key {name} is retired.")


@keys_app.command("rewrap")
def rewrap_keys(lang: Language = "vi") -> None:
    """Đổi khóa chủ: bọc lại các khóa dữ liệu bằng khóa ở dòng đầu. (Wrap the data keys under the first master key.)"""
    lang = check_lang(lang)
    _set_up()
    from dungviec.office.sealing.faults import SealFault
    from dungviec.office.sealing.rotation import rewrap

    try:
        count = rewrap()
    except SealFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    typer.echo(f"Đã bọc lại {count} khóa." if lang == "vi" else f"{count} keys were wrapped anew.")


def _set_up() -> None:
    from dungviec.office.demo import set_up

    set_up()
    from dungviec.office.new_database import bring_up_to_date

    bring_up_to_date()
