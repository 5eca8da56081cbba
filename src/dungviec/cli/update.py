"""``dungviec office update``: the signed archive for a machine without internet, checked and installed beside what runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dungviec.cli.terminal import check_lang, stop

if TYPE_CHECKING:
    from dungviec.office.operations.faults import OperationsFault

update_app = typer.Typer(help="Cập nhật không cần internet. (Updates without internet.)", no_args_is_help=True)
Archive = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="Gói cập nhật. (The update.)")]
Key = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="Khóa công khai của nơi phát hành. (The publisher's public key.)")
]
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@update_app.command("verify")
def verify_command(archive: Archive, key: Key, lang: Language = "vi") -> None:
    """Kiểm tra chữ ký, từng tệp, phiên bản; không ghi gì. (Check signature, files and version.)"""
    lang = check_lang(lang)
    import dungviec
    from dungviec.office.operations.faults import OperationsFault
    from dungviec.office.operations.wheelhouse import read_key, verify

    try:
        found = verify(archive, read_key(key), installed=dungviec.__version__)
    except OperationsFault as bad:
        _stop(bad, lang)
    typer.echo(
        f"Gói nguyên vẹn, đúng chữ ký: bản {found.version}, {len(found.wheels)} tệp, làm ngày {found.made_on}."
        if lang == "vi"
        else f"The update is whole and signed: version {found.version}, {len(found.wheels)} files, made on {found.made_on}."
    )


@update_app.command("install")
def install_command(
    archive: Archive,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Thư mục môi trường mới. (A new folder.)")],
    key: Key,
    extras: Annotated[str, typer.Option("--extras", help="Phần thêm, phẩy ở giữa. (Extras.)")] = "postgres",
    lang: Language = "vi",
) -> None:
    """Kiểm tra rồi cài vào môi trường mới, cạnh bản đang chạy. (Verify, then install beside what runs.)"""
    lang = check_lang(lang)
    import dungviec
    from dungviec.office.operations.faults import OperationsFault
    from dungviec.office.operations.wheelhouse import install, read_key

    try:
        found = install(archive, read_key(key), target, installed=dungviec.__version__, extras=extras)
    except OperationsFault as bad:
        _stop(bad, lang)
    typer.echo(
        f"Đã cài bản {found.version} vào {target}. Bản đang chạy còn nguyên; làm tiếp theo docs/how-to/deploy.md, mục Cập nhật."
        if lang == "vi"
        else f"Version {found.version} is in {target}. What runs was not touched; go on as docs/how-to/deploy.md says under Update."
    )


def _stop(bad: OperationsFault, lang: str) -> NoReturn:
    stop(bad.vi, bad.english, lang="en" if lang == "en" else "vi")
