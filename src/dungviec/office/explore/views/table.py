"""What the form offers and what the table shows, as the templates read it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dungviec.office.explore.asking import FILTERS
from dungviec.office.explore.selectors import Asking
from dungviec.office.shell.language import k, lang
from dungviec.workforce.crosstab import TOTAL, Row
from dungviec.workforce.crosstab_compare import Comparison
from dungviec.workforce.crosstab_lines import Line, Lines, lines_of, signed
from dungviec.workforce.dimensions import GROUPS
from dungviec.workforce.question_asked import SHARES

MOST_LINES = 400
"""So many lines stand on the page; files have them all."""
UNITS = ("unit", "unit1", "unit2", "unit3")
"""Not offered as filters: the form asks for a unit of its own."""


def form_context(asking: Asking) -> dict[str, Any]:
    """Attributes and measures this viewer may ask about, units in reach, the values of the filters chosen."""
    language, typed = lang(), asking.typed
    groups = [
        (words[k()], [(d.key, d.words(language)) for d in asking.dimensions if d.group == key])
        for key, words in GROUPS.items()
    ]
    chosen = dict(enumerate(typed.filters, start=1))
    filters = []
    for n in FILTERS:
        key, values = chosen.get(n, ("", ()))
        filters.append({"idle": bool(key) and not values, "n": n, "key": key, "values": [(v.key, v.words(language), v.key in values) for v in asking.values(key)] if key else []})  # fmt: skip
    rows = (*typed.rows, "", "")
    return {
        "groups": [(name, found) for name, found in groups if found], "filter_groups": [(name, [d for d in found if d[0] not in UNITS]) for name, found in groups],
        "row1": rows[0], "row2": rows[1], "measures": [(m.key, m.words(language)) for m in asking.measures],
        "shares": [(key, words[k()]) for key, words in SHARES.items()], "units": asking.units, "filters": filters,
        "counts": typed.measure == "people" and not typed.compare,
    }  # fmt: skip


def table_context(asking: Asking) -> dict[str, Any]:
    """The lines of the answer with the address of the list behind each cell."""
    answer, language = asking.answer, lang()
    lines = lines_of(answer, language)
    found = [_line(asking, lines, line) for line in lines.lines]
    return {
        "lines": lines, "shown": found[:MOST_LINES], "left_out": max(len(found) - MOST_LINES, 0), "total": found[-1] if len(found) > MOST_LINES else None,
        "both": isinstance(answer, Comparison),
    }  # fmt: skip


def _line(asking: Asking, lines: Lines, line: Line) -> dict[str, Any]:
    cells = [
        _cell(asking, lines, line.row, key, name, numbers)
        for (key, name), numbers in zip(lines.columns, line.cells, strict=True)
    ]
    own = next((h for n, h in reversed(list(enumerate(line.heads))) if line.row[n] != TOTAL), line.heads[0])
    return {"head": own, "inner": len(line.row) > 1 and line.row[1] != TOTAL, "whole": line.whole, "last": line.row[0] == TOTAL, "cells": cells}  # fmt: skip


def _cell(
    asking: Asking, lines: Lines, row: Row, column: str, name: str, numbers: tuple[float | None, ...]
) -> dict[str, Any]:
    language, answer = lang(), asking.answer
    place = urlencode([(p, v) for p, v in (("d", row[0]), ("d2", row[1] if len(row) > 1 else ""), ("c", column)) if v])
    address = f"{asking.typed.address}&{place}" if place else asking.typed.address
    if isinstance(answer, Comparison):
        then, now, change = numbers
        people = sum(c.people for c in answer.cell(row, column))
        more = f"{lines.text(0, then, language)} → {signed(change, language, decimals=lines.decimals[2])}"
        return {"name": name, "text": lines.text(1, now, language), "more": more, "address": address if people else ""}
    people = answer.cell(row, column).people
    more = ""
    if answer.measure.kind == "count" and len(numbers) > 1:
        more = f"{lines.text(1, numbers[1], language)} %"
    elif answer.measure.kind != "count" and numbers[1] != people:
        more = f"{lines.text(1, numbers[1], language)}/{people}"
    return {"name": name, "text": lines.text(0, numbers[0], language), "more": more, "address": address if people else ""}  # fmt: skip
