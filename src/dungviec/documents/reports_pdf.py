"""Statutory tables and lists as PDF, laid out like the form: A3 or A4 on its side, merged heads on every page, typeset by Typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dungviec.documents.stat_layout import HeadCell, head_cells
from dungviec.records.vietnamese import format_number
from dungviec.workforce.statutory import TOTAL, StatTable
from dungviec.workforce.statutory_lists import StatList

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_UNKNOWN = "…"


def write_table_pdf(table: StatTable, lang: str = "vi") -> bytes:
    """A counting form on A3: the total first, then a row for each unit; the same bytes for the same table."""
    vi = lang == "vi"
    numbers = [c.number for c in table.columns]
    rows = [
        ("", "Tổng số" if vi else "All", TOTAL),
        *((str(n), name, unit) for n, (unit, name) in enumerate(table.units, start=1)),
    ]
    notes = [*(c.vi if vi else c.en for c in table.checks if not c.holds), *table.notes(lang)]
    return _typeset(
        body=table.scope.name, basis=table.basis if vi else table.basis_en, title=table.title if vi else table.title_en, span=_span(table.scope.until.strftime("%d/%m/%Y"), lang),
        paper="a3", size=9, head=head_cells(table, lang), widths=[9, 62, *[0] * len(numbers)], left=[1],
        rows=[((no, name, *(_count(table.cell(unit, n), lang) for n in numbers)), unit == TOTAL) for no, name, unit in rows],
        notes=notes, signs=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ") if vi else ("PREPARED BY", "HEAD"), lang=lang,
    )  # fmt: skip


def write_list_pdf(found: StatList, lang: str = "vi") -> bytes:
    """A list of people as its form asks, on A4 on its side; the same bytes for the same list."""
    vi = lang == "vi"
    head = [HeadCell(0, n, 1, 1, h.words(lang)) for n, h in enumerate(found.heads)]
    head += [HeadCell(1, n, 1, 1, str(n + 1)) for n in range(len(found.heads))]
    return _typeset(
        body=found.scope.name, basis=found.basis if vi else found.basis_en, title=found.title if vi else found.title_en, span=_span(found.scope.until.strftime("%d/%m/%Y"), lang),
        paper="a4", size=8.5, head=head, widths=[h.width for h in found.heads], left=[n for n, h in enumerate(found.heads) if h.left],
        rows=[(tuple(words or ("" if found.heads[n].may_lack else _UNKNOWN) for n, words in enumerate(row.cells)), False) for row in found.rows],
        notes=found.notes(lang), signs=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ") if vi else ("PREPARED BY", "HEAD"), lang=lang,
    )  # fmt: skip


def _typeset(
    *, body: str, basis: str, title: str, span: str, paper: str, size: float, head: list[HeadCell], widths: list[int], left: list[int],
    rows: list[tuple[tuple[str, ...], bool]], notes: list[str], signs: tuple[str, ...], lang: str,
) -> bytes:  # fmt: skip
    import typst

    data: dict[str, Any] = {
        "body": body, "basis": basis, "title": title, "span": span, "paper": paper, "size": size, "lang": lang, "widths": widths, "left": left,
        "head": [asdict(c) for c in head], "rows": [{"cells": list(cells), "strong": strong} for cells, strong in rows],
        "notes": notes, "signs": list(signs), "motto": list(MOTTO) if lang == "vi" else [],
        "sign_note": "(Ký, ghi rõ họ tên)" if lang == "vi" else "(signature)",
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    return bytes(typst.compile(_template(), sys_inputs={"form": text}, format="pdf", timestamp=0))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dungviec.documents").joinpath("stat.typ").read_bytes()


def _span(day: str, lang: str) -> str:
    return f"(Tính đến ngày {day})" if lang == "vi" else f"(As of {day})"


def _count(value: int | None, lang: str) -> str:
    if value is None:
        return _UNKNOWN
    return format_number(value) if lang == "vi" else f"{value:,}"
