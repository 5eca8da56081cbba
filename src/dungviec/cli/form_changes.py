"""What papers that come back change: read from their files, shown in the terminal or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dungviec.cli.terminal import Lang, console, stop, write_json

if TYPE_CHECKING:
    from dungviec.documents import Change, PaperRead


def read_papers(path: Path, *, lang: Lang) -> list[PaperRead]:
    """The readings of one file, by what it holds; ends with a sentence where it is no paper of ours."""
    from dungviec.documents import read_json_text, read_list, read_word
    from dungviec.exchange import UnreadableFileError

    try:
        data = path.read_bytes()
    except OSError as problem:
        stop(f"Không đọc được «{path}»: {problem.strerror}.", f"Cannot read '{path}': {problem.strerror}.", lang=lang)
    try:
        if path.suffix.lower() == ".docx":
            return [read_word(data, name=path.name)]
        if path.suffix.lower() == ".json":
            return read_json_text(data.decode("utf-8", errors="replace"), name=path.name)
        return read_list(data, name=path.name)
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)


def show_changes(
    found: Sequence[tuple[PaperRead, list[Change]]], strangers: Sequence[str], *, out: Path | None, lang: Lang
) -> None:
    """Print every change with its before and after, and what could not be taken over; or write both as JSON."""
    if out is not None:
        write_json(_json(found, strangers, lang), out, lang=lang)
        if str(out) == "-":
            return
    vi = lang == "vi"
    shown = console()
    for paper, changes in found:
        if changes or paper.notes:
            shown.print(paper.person_id, style="bold", markup=False)
        for change in changes:
            where, old, new = _words(change)
            shown.print(f"  {where}: {old or '–'} → {new or '–'}", markup=False, soft_wrap=True)
        for note in paper.notes:
            shown.print(f"  ! {note.words(lang)}", markup=False, soft_wrap=True)
    for person_id in strangers:
        typer.echo(
            f"Không có cán bộ «{person_id}» trong dữ liệu." if vi else f"There is nobody '{person_id}' in the data.",
            err=True,
        )
    total = sum(len(c) for _, c in found)
    typer.echo(f"{len(found)} hồ sơ, {total} thay đổi." if vi else f"{len(found)} records, {total} changes.")


def _words(change: Change) -> tuple[str, str, str]:
    from dungviec.documents.values import written
    from dungviec.records.dossiers import table_of

    table = table_of(change.table)
    if change.column:
        column = table.by_name[change.column]
        return column.vi, written(column, change.old), written(column, change.new)

    def row(values: Any) -> str:
        said = [written(c, values.get(c.name)) for c in table.columns if c.name != "person_id"] if values else []
        return " · ".join(word for word in said if word)

    return table.sheet, row(change.old), row(change.new)


def _json(found: Sequence[tuple[PaperRead, list[Change]]], strangers: Sequence[str], lang: Lang) -> dict[str, Any]:
    return {
        "format": "dungviec-changes/1",
        "papers": [
            {
                "person_id": paper.person_id,
                "paper": paper.kind,
                "changes": [
                    {"kind": c.kind, "table": c.table, "column": c.column or None, "old": _plain(c.old), "new": _plain(c.new)} for c in changes
                ],
                "not_taken": [note.words(lang) for note in paper.notes],
            }
            for paper, changes in found
        ],
        "not_on_file": list(strangers),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if v is not None}
    return value.isoformat() if isinstance(value, date) else value
