"""Rows of task lists as a paper names them: the file once, then its rows; a clerk finds the row without reading a path forty times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

BY_HAND = "ghi tay"


def files_of(sources: Iterable[str]) -> list[str]:
    """Files (with their sheet) the sources come from, in the order they appear."""
    return list(dict.fromkeys(_parted(s)[0] for s in sources if s))


def row_of(source: str, files: Sequence[str]) -> str:
    """One source as a cell: «dòng 5»; with the number of its file where there are several.

    >>> row_of("việc.xlsx!T11!5", ["việc.xlsx, trang T11"]), row_of("", [])
    ('dòng 5', 'ghi tay')
    """
    if not source:
        return BY_HAND
    file, row = _parted(source)
    told = f"dòng {row}" if row else file
    return f"({files.index(file) + 1}) {told}" if len(files) > 1 and row else told


def file_note(files: Sequence[str]) -> str:
    """The files of a table, numbered where there are several."""
    return "; ".join(f"({n}) {file}" if len(files) > 1 else file for n, file in enumerate(files, 1))


def rows_told(sources: Iterable[str]) -> str:
    """Sources of one period in a sentence: each file with its rows, runs joined.

    >>> rows_told(["a.xlsx!T!5", "a.xlsx!T!6", "a.xlsx!T!7", "a.xlsx!T!9", "a.xlsx!T!9"])
    'a.xlsx, trang T: dòng 5–7, 9'
    """
    rows: dict[str, set[int]] = {}
    for source in filter(None, sources):
        file, row = _parted(source)
        rows.setdefault(file, set()).update([int(row)] if row else [])
    return "; ".join(f"{file}: dòng {_runs(sorted(found))}" if found else file for file, found in rows.items())


def _parted(source: str) -> tuple[str, str]:
    """File with sheet, and the row; a source that is not written so is its own file."""
    parts = source.rsplit("!", 2)
    if len(parts) != 3 or not parts[2].isdecimal():
        return source, ""
    file, sheet, row = parts
    return (file if not sheet or sheet == file.rsplit(".", 1)[0] else f"{file}, trang {sheet}"), row


def _runs(rows: Sequence[int]) -> str:
    told: list[str] = []
    start = 0
    for k in range(1, len(rows) + 1):
        if k == len(rows) or rows[k] != rows[k - 1] + 1:
            first, last = rows[start], rows[k - 1]
            told.append(str(first) if first == last else f"{first}–{last}")
            start = k
    return ", ".join(told)
