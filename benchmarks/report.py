"""How the benchmarks print: the machine and its load, numbers the Vietnamese way, tables, and whether a target is met."""

from __future__ import annotations

import os
import sys

from rich.console import Console
from rich.table import Table

from dungviec.records.vietnamese import format_number


def console() -> Console:
    """A console as wide as the window, or wide enough for the tables where the output is kept in a file."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 130)


def machine() -> str:
    """Cores and load, with a warning where others are at work too."""
    load = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    busy = (
        " [yellow]– máy đang bận, chỉ nên tin các tỷ lệ (busy: trust the ratios only)[/]" if load > cores * 0.75 else ""
    )
    return f"[dim]{cores} lõi (cores), tải (load) {number(load, 2)}[/]{busy}"


def table(title: str, heads: list[str], *, left: tuple[int, ...] = (0,)) -> Table:
    """An empty table; columns are set to the right but for those ``left``."""
    made = Table(title=title or None, title_justify="left", title_style="bold", header_style="dim", show_lines=False)
    for at, head in enumerate(heads):
        made.add_column(head, justify="left" if at in left else "right")
    return made


def mark(good: bool) -> str:
    """Met or not."""
    return "[green]✔ đạt (ok)[/]" if good else "[red]✘ chưa đạt (not met)[/]"


def number(value: float, decimals: int = 0) -> str:
    """A number the Vietnamese way."""
    return format_number(value, decimals=decimals)
