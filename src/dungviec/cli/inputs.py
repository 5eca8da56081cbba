"""Opening the files a command is given: the city workbook and the policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dungviec.cli.terminal import Lang, stop

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy


def open_city(path: Path, *, as_of: date | None, lang: Lang) -> CityRead:
    """The city in a workbook; ends with a sentence and exit code 2 where it cannot be used."""
    from dungviec.exchange import UnreadableFileError, read_city

    try:
        return read_city(path, as_of=as_of)
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)


def open_at(path: Path, rules: Policy, *, day: date | None, lang: Lang) -> tuple[CityRead, Policy]:
    """The city and its policy on the day asked for, else on the policy's own day, else on the workbook's."""
    read = open_city(path, as_of=day or rules.as_of, lang=lang)
    return read, rules if day is None else rules.model_copy(update={"as_of": day})


def open_policy(path: Path | None, *, lang: Lang) -> Policy:
    """The policy in a YAML file, or the default one."""
    from dungviec.placement import Policy, PolicyFault

    if path is None:
        return Policy()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "không phải văn bản UTF-8"
        stop(
            f"Không đọc được tệp chính sách «{path}»: {reason}.",
            f"Cannot read the policy '{path}': {reason}.",
            lang=lang,
        )
    try:
        return Policy.from_yaml(text, source=path.name)
    except PolicyFault as bad:
        stop(bad.vi, bad.en, lang=lang)


def tell_rejected(city: CityRead, *, lang: Lang, most: int = 10) -> None:
    """Name rejected rows on stderr: sheet, row, column, value, what to do."""
    vi = lang == "vi"
    for warning in city.warnings:
        typer.echo(warning, err=True)
    if not city.rejected:
        return
    typer.echo(
        f"{len(city.rejected)} dòng bị loại khi đọc:" if vi else f"{len(city.rejected)} rows were rejected:", err=True
    )
    for r in city.rejected[:most]:
        where = f"  {r.sheet}, dòng {r.row}, cột {r.column}" if vi else f"  {r.sheet}, row {r.row}, column {r.column}"
        typer.echo(f"{where}: «{r.value}» – {r.vi if vi else r.en}", err=True)
    if len(city.rejected) > most:
        rest = len(city.rejected) - most
        typer.echo(f"  … và {rest} dòng nữa" if vi else f"  … and {rest} more", err=True)
