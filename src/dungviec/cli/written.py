"""Files a command writes: which kind was asked for, written whole or not at all, and where the result is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from dungviec.cli.terminal import Lang, stop


def kind_of(output: Path | None, kinds: tuple[str, ...], *, lang: Lang) -> str:
    """The ending of the file asked for; ends with a sentence where it is none of ``kinds``. Empty without a file."""
    if output is None:
        return ""
    kind = output.suffix.lower()
    if kind not in kinds:
        listed = ", ".join(kinds)
        stop(
            f"«{output.name}»: chỉ ghi được {listed}; đổi đuôi tệp.",
            f"'{output.name}': use one of {listed}.",
            lang=lang,
        )
    return kind


def write_file(path: Path, content: bytes, *, lang: Lang) -> None:
    """Write ``content`` and say where it is."""
    from dungviec.exchange import UnreadableFileError, write_whole

    def put(temporary: Path) -> Any:
        temporary.write_bytes(content)

    try:
        write_whole(path, put)
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)
    typer.echo(("Kết quả ở: " if lang == "vi" else "The result is in: ") + str(path))
