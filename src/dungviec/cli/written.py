"""Files a command writes: which kind was asked for, written whole or not at all, and where the result is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer

from dungviec.cli.terminal import Lang, check_output, stop, write_json


def check_file(output: Path | None, kinds: tuple[str, ...], *, source: Path, lang: Lang) -> None:
    """End with a sentence where the file asked for cannot be written, is the source itself, or is none of ``kinds``."""
    check_output(output, source=source, lang=lang)
    if output is not None and output.suffix.lower() not in kinds:
        listed = ", ".join(kinds)
        stop(
            f"«{output.name}»: chỉ ghi được {listed}; đổi đuôi tệp.",
            f"'{output.name}': use one of {listed}.",
            lang=lang,
        )


def write_file(path: Path, content: bytes, *, lang: Lang, quiet: bool = False) -> None:
    """Write ``content`` whole or not at all, and say where it is (as :func:`tell_where`)."""
    from dungviec.exchange import UnreadableFileError, write_whole

    def put(temporary: Path) -> Any:
        temporary.write_bytes(content)

    try:
        write_whole(path, put)
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)
    tell_where(path, lang=lang, quiet=quiet)


def tell_where(path: Path, *, lang: Lang, quiet: bool = False) -> None:
    """Say where a file is; ``quiet``: on the error stream, beside what the screen holds already."""
    typer.echo(("Kết quả ở: " if lang == "vi" else "The result is in: ") + str(path), err=quiet)


def give_answer(
    as_json: Callable[[], Any], makers: Callable[[], Mapping[str, Callable[[], bytes]]], show: Callable[[], None],
    *, json: bool, output: Path | None, lang: Lang,
) -> None:  # fmt: skip
    """What was found: as JSON on the screen where ``json``, as the file asked for (JSON, or one of ``makers`` by its ending), or
    both; else shown. ``makers`` are fetched for such a file alone: what writes papers takes time to load."""
    if json:
        write_json(as_json(), Path("-"))
    if output is None:
        if not json:
            show()
    elif (kind := output.suffix.lower()) == ".json":
        write_json(as_json(), output, lang=lang)
        tell_where(output, lang=lang, quiet=json)
    else:
        write_file(output, makers()[kind](), lang=lang, quiet=json)
