"""The sheets of an organisation chart as one PDF, a page each, typeset by Typst."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dungviec.documents.chart_sheets import FOOT, HEAD, LINE, MARGIN, Sheet, SheetSize


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What stands at the head of every sheet, and the word for a unit that goes on from the column before."""

    title: str
    legend: str
    sheet: str
    """With ``{number}`` and ``{of}``."""
    again: str


def write_chart_pdf(sheets: Sequence[Sheet], size: SheetSize, words: ChartWords) -> bytes:
    """One page of ``size`` per sheet; text stays text, to be searched and copied. One empty page without sheets."""
    import typst

    data = {
        "width": size.width, "height": size.height, "margin": MARGIN, "head": HEAD, "foot": FOOT, "line": LINE,
        "title": words.title, "legend": words.legend, "again": words.again,
        "sheets": [
            {
                "words": words.sheet.format(number=sheet.number, of=sheet.of),
                "marks": [[m.state, m.x, m.y, m.room, m.text, m.second, m.elbow] for m in sheet.marks],
            }
            for sheet in sheets
        ],
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    return bytes(typst.compile(_template(), sys_inputs={"chart": text}, format="pdf", timestamp=0))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dungviec.documents").joinpath("chart.typ").read_bytes()
