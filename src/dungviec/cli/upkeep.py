"""``dungviec backup`` and ``dungviec restore``: the whole office in one sealed file, and back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from dungviec.cli.terminal import Lang, check_lang, stop

Passphrase = Annotated[Path | None, typer.Option("--passphrase-file", metavar="FILE", help="Tệp có mật khẩu ở dòng đầu; không có thì hỏi. (The passphrase, first line.)")]  # fmt: skip
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
_FROM = "DUNGVIEC_BACKUP_PASSPHRASE_FILE"


def backup_command(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Tệp sao lưu, hoặc thư mục để tự đặt tên theo giờ. (A file, or a folder.)")],
    passphrase_file: Passphrase = None,
    keep: Annotated[int, typer.Option("--keep", metavar="N", min=0, help="Trong thư mục chỉ giữ N bản mới nhất; 0: giữ hết. (Keep the newest N; 0: all.)")] = 0,
    lang: Language = "vi",
) -> None:  # fmt: skip
    """Sao lưu cả văn phòng vào một tệp mã hóa; người khác vẫn làm việc bình thường. (Back the office up.)"""
    lang = check_lang(lang)
    words = _passphrase(passphrase_file, lang, twice=True)
    _set_up()
    from dungviec.office.upkeep.backup import make_backup
    from dungviec.office.upkeep.faults import UpkeepFault
    from dungviec.office.upkeep.folder import forget_old, next_name

    folder = target.is_dir()
    try:
        made = make_backup(next_name(target) if folder else target, words)
        gone = forget_old(target, keep) if folder and keep else 0
    except UpkeepFault as bad:
        _stop(bad, lang)
    size = f"{made.size / 1e6:.1f}"
    if lang == "vi":
        typer.echo(
            f"Đã sao lưu {made.rows} dòng của {made.tables} bảng và {made.files} tệp ({size.replace('.', ',')} MB)."
        )
    else:
        typer.echo(f"Backed up {made.rows} rows of {made.tables} tables and {made.files} files ({size} MB).")
    if gone:
        typer.echo(f"Đã bỏ {gone} bản cũ." if lang == "vi" else f"{gone} old backups were removed.")
    typer.echo(("Kết quả ở: " if lang == "vi" else "The result is in: ") + str(made.path))


def restore_command(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="Bản sao lưu. (The backup.)")],
    passphrase_file: Passphrase = None,
    check: Annotated[bool, typer.Option("--check", help="Chỉ đọc và kiểm tra, không ghi gì. (Read and check only.)")] = False,
    lang: Language = "vi",
) -> None:  # fmt: skip
    """Khôi phục vào văn phòng còn trống, rồi kiểm tra sổ ghi việc. (Restore into an empty office.)"""
    lang = check_lang(lang)
    words = _passphrase(passphrase_file, lang, twice=False)
    _set_up()
    from dungviec.office.upkeep.faults import UpkeepFault
    from dungviec.office.upkeep.restore import read_backup, restore

    try:
        found = read_backup(source, words) if check else None
        done = None if check else restore(source, words)
    except UpkeepFault as bad:
        _stop(bad, lang)
    contents = found if found is not None else done.contents  # type: ignore[union-attr]
    rows, told = sum(contents.rows.values()), ("nguyên vẹn" if lang == "vi" else "whole") if check else ("đã khôi phục" if lang == "vi" else "restored")  # fmt: skip
    typer.echo(
        f"Bản sao lưu {told}: {rows} dòng của {len(contents.rows)} bảng, {len(contents.files)} tệp; tạo lúc {contents.made_at} bởi phiên bản {contents.software}."
        if lang == "vi"
        else f"The backup is {told}: {rows} rows of {len(contents.rows)} tables, {len(contents.files)} files; made at {contents.made_at} by version {contents.software}."
    )
    if done is not None:
        for line in done.ledger:
            typer.echo(line)
        if not done.whole:
            raise typer.Exit(1)


def _set_up() -> None:
    from dungviec.office.demo import set_up

    set_up()


def _passphrase(path: Path | None, lang: Lang, *, twice: bool) -> str:
    given = path or (Path(os.environ[_FROM]) if os.environ.get(_FROM) else None)
    if given is not None:
        try:
            lines = given.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            reason = getattr(problem, "strerror", None) or "UTF-8"
            stop(
                f"Không đọc được tệp mật khẩu «{given}»: {reason}.", f"Cannot read the passphrase in '{given}': {reason}.", lang=lang
            )  # fmt: skip
        return lines[0].strip() if lines else ""
    if not sys.stdin.isatty():
        stop(
            f"Cần mật khẩu của bản sao lưu: --passphrase-file TỆP hoặc biến {_FROM}.",
            f"The passphrase of the backup is needed: --passphrase-file FILE or the variable {_FROM}.",
            lang=lang,
        )
    return str(typer.prompt("Mật khẩu" if lang == "vi" else "Passphrase", hide_input=True, confirmation_prompt=twice))


def _stop(bad: ValueError, lang: Lang) -> NoReturn:
    stop(str(bad), getattr(bad, "english", str(bad)), lang=lang)
