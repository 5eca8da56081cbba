"""What every command shares: sentences on stderr, exit codes, dates, tables, a progress bar that stays out of stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import typer
from rich.console import Console

Lang = str
BAD_INPUT = 2
"""Exit code for what cannot be used at all; 1 means: done, but something was rejected."""


def console(*, stderr: bool = False) -> Console:
    """A console without colour or cropping when its output is piped."""
    stream = sys.stderr if stderr else sys.stdout
    piped = not stream.isatty()
    width = None if not piped or os.environ.get("COLUMNS") else 140
    return Console(file=stream, no_color=piped or None, highlight=False, width=width, soft_wrap=False)


POINTS = (
    "10.000 điểm là phù hợp trọn vẹn của một người với một vị trí.",
    "10,000 points are one person's full fit to one post.",
)
"""What a point is; said wherever a command tells points."""


def say_points(out: Console, lang: Lang) -> None:
    """Say what a point is."""
    from rich.text import Text

    out.print(Text(POINTS[0 if lang == "vi" else 1], style="dim"))


def stop(vi: str, en: str = "", *, lang: Lang = "vi", code: int = BAD_INPUT) -> NoReturn:
    """Say one sentence on stderr and end with ``code``."""
    typer.echo(f"dungviec: {en if lang == 'en' and en else vi}", err=True)
    raise typer.Exit(code)


def check_lang(lang: str) -> Lang:
    """``vi`` or ``en``; anything else ends with a sentence."""
    if lang not in ("vi", "en"):
        stop(f"--lang «{lang}»: chỉ có vi hoặc en.", f"--lang '{lang}': use vi or en.")
    return lang


def read_day(text: str | None, *, option: str = "--as-of", lang: Lang = "vi") -> date | None:
    """A date given as ``dd/mm/yyyy`` or ISO; anything else ends with a sentence."""
    if text is None:
        return None
    from dungviec.exchange.values import BadValue, parse_date

    try:
        return parse_date(text)
    except BadValue as bad:
        stop(f"{option} «{text}»: {bad.vi}.", f"{option} '{text}': {bad.en}.", lang=lang)


def check_output(path: Path | None, *, source: Path | None = None, lang: Lang = "vi") -> None:
    """Refuse early an output that could not be written, or that would overwrite the input."""
    if path is None or str(path) == "-":
        return
    if path.is_dir():
        stop(f"«{path}» là thư mục; ghi rõ tên tệp.", f"'{path}' is a folder; name a file.", lang=lang)
    if not path.resolve().parent.is_dir():
        stop(
            f"Không có thư mục «{path.parent}» để ghi «{path.name}».", f"There is no folder '{path.parent}'.", lang=lang
        )
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        stop(
            f"«{path}» trùng với tệp đầu vào; chọn tên khác.",
            f"'{path}' is the input file; choose another name.",
            lang=lang,
        )


def write_json(data: Any, path: Path, *, lang: Lang = "vi") -> None:
    """Write JSON whole or not at all; ``-`` means stdout."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if str(path) == "-":
        typer.echo(text)
        return
    from dungviec.exchange import UnreadableFileError, write_whole

    try:
        write_whole(path, lambda temporary: put_text(temporary, text))
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)


def put_text(path: Path, text: str) -> None:
    """Write text and a final line end."""
    path.write_text(text + "\n", encoding="utf-8")


STAGES = {
    "read": ("Đọc dữ liệu", "Reading"), "candidates": ("Lập danh sách xét", "Candidates"), "law": ("Đối chiếu pháp luật", "Law"),
    "fit": ("Tính độ phù hợp", "Fit"), "problem": ("Lập bài toán", "Problem"), "solve": ("Tìm phương án tốt nhất", "Optimum"),
    "check": ("Kiểm tra độc lập", "Independent check"), "reasons": ("Viết lý do", "Reasons"), "write": ("Ghi tệp", "Writing"),
    "done": ("Xong", "Done"),
}  # fmt: skip


@contextmanager
def progress_bar(lang: Lang = "vi", *, quiet: bool = False) -> Iterator[Any]:
    """A bar on stderr; yields ``tell(stage, share)``. Silent when stderr is not a terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    shown = console(stderr=True)
    if quiet or not shown.is_terminal:
        yield lambda _stage, _share: None
        return
    with Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(40),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=shown,
        transient=True,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def tell(stage: str, share: float) -> None:
            words = STAGES.get(stage.split(":")[0], (stage, stage))
            bar.update(task, description=words[0 if lang == "vi" else 1], completed=share)

        yield tell
