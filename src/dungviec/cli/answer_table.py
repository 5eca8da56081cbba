"""A table of an answer in the terminal: the first rows, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table

from dungviec.cli.terminal import Lang, console

MOST = 20
"""Rows of each table shown in a terminal; files have them all."""


def answer_table(heads: Sequence[str], rows: Sequence[Sequence[str | int | None]], lang: Lang, *, right: Iterable[int] = ()) -> None:  # fmt: skip
    """A table on the screen, its first :data:`MOST` rows; whole numbers as the language writes them, what is not known as an ellipsis.

    ``right``: columns that stand to the right.
    """
    from dungviec.streamlining.words import amount

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    sides = set(right)
    for n, head in enumerate(heads):
        table.add_column(head, justify="right" if n in sides else "left", overflow="fold")
    for row in rows[:MOST]:
        table.add_row(*("…" if c is None else amount(c, lang) if isinstance(c, int) else c for c in row))
    shown = console()
    shown.print(table)
    if len(rows) > MOST:
        rest = len(rows) - MOST
        shown.print(f"  … và {rest} dòng nữa (tệp xuất ra có đủ)" if lang == "vi" else f"  … and {rest} more (files have all)")  # fmt: skip
