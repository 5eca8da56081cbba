"""What `python -m benchmarks growth --write` puts into docs: the table of sizes in engine.md, and one small picture of three panels."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.growth_plot import picture

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURE = DOCS / "explanation" / "engine.md", DOCS / "images" / "growth.svg"
BEGIN, END = "<!-- growth: written by `python -m benchmarks growth --write` -->", "<!-- /growth -->"
NAMES = {"core": "core", "sides": "all side rules"}

Figure = dict[str, Any]


def write_page(figures: list[Figure]) -> None:
    """Put the figures between the marks of the page, and draw the picture."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{PAGE}: the marks {BEGIN} … {END} are not there; put them where the table belongs.")
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(figures)}\n\n{END}{after}", encoding="utf-8")
    PICTURE.write_text(picture(figures), encoding="utf-8")


def table(figures: list[Figure]) -> str:
    """The figures as a table of the page, each size beside the growth from the size before."""
    lines = [
        "| | people | allowed pairs | processor s | per pair, µs | grows as | peak of memory, GiB | proven gap |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    before: Figure | None = None
    for f in figures:
        same = before is not None and before["kind"] == f["kind"]
        power = f"pairs^{_power(before, f):.2f}" if same and before is not None else ""
        gap = "0, optimal" if f["gap"] == 0 else f"{f['gap']:.1e}"
        lines.append(
            f"| {'' if same else NAMES[f['kind']]} | {_spaced(f['people'])} | {f['pairs'] / 1e6:.2f} million | {_figures(f['processor'])} | "
            f"{1e6 * f['processor'] / f['pairs']:.2f} | {power} | {f['gibibytes']:.2f} | {gap} |"
        )
        before = f
    return "\n".join(lines)


def _power(before: Figure, now: Figure) -> float:
    ratio: Callable[[str], float] = lambda key: math.log(now[key] / before[key])  # noqa: E731
    return ratio("processor") / ratio("pairs")


def _figures(seconds: float) -> str:
    return (
        f"{seconds:.3f}" if seconds < 0.1 else f"{seconds:.2f}" if seconds < 10 else f"{seconds:,.0f}".replace(",", " ")
    )


def _spaced(count: int) -> str:
    return f"{count:,}".replace(",", " ")
