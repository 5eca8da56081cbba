"""A form filled with one dossier: what Word, PDF and the screen all show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.documents.layout import SIGNED_NAME, Derived, Form, Grid, Heading, Line, Part, Slot
from dungviec.documents.values import plain, written
from dungviec.records.dossiers import Dossier
from dungviec.records.schema import Column

HIDDEN = "(không hiển thị)"
"""Stands where a field is masked from whoever made the paper; never read back."""
BORN_YEAR = "people.born_year_only"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text on the paper. ``tag`` names the field it holds; empty for printed words. ``choices``: words to choose from."""

    text: str
    tag: str = ""
    caps: bool = False
    day: date | None = None
    """The exact day behind a date."""
    month: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A paragraph."""

    words: tuple[Words, ...]
    indent: bool


@dataclass(frozen=True, slots=True)
class FilledGrid:
    """A table: its form, and rows of cells. ``hidden`` tables are masked as a whole."""

    grid: Grid
    rows: tuple[tuple[Words, ...], ...]
    hidden: bool = False


FilledBlock = FilledLine | Heading | FilledGrid


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled form. ``derived`` in a tag marks words composed from other items."""

    form: Form
    person_id: str
    as_of: date
    head: tuple[FilledLine, ...]
    numbers: tuple[FilledLine, ...]
    blocks: tuple[FilledBlock, ...]
    signed: Words


def fill(form: Form, dossier: Dossier) -> Paper:
    """``form`` filled with ``dossier``; unknown values leave their places empty, masked ones say so."""

    def line(block: Line) -> FilledLine:
        return FilledLine(tuple(_words(part, dossier) for part in block.parts), block.indent)

    blocks: list[FilledBlock] = []
    for block in form.blocks:
        if isinstance(block, Heading):
            blocks.append(block)
        elif isinstance(block, Line):
            blocks.append(line(block))
        else:
            blocks.append(_grid(block, dossier))
    own_name = dossier.particulars.get("birth_name") is None
    signed = Words(plain(dossier.name), "derived.signed" if own_name else SIGNED_NAME.field)
    return Paper(
        form, dossier.person_id, dossier.as_of, tuple(map(line, form.head)), tuple(map(line, form.numbers)), tuple(blocks), signed
    )  # fmt: skip


def _words(part: Part, dossier: Dossier) -> Words:
    if isinstance(part, str):
        return Words(part)
    if isinstance(part, Derived):
        if f"{part.of}.*" in dossier.hidden:
            return Words(HIDDEN, f"hidden.{part.name}")
        return Words(plain(part.compose(dossier)), f"derived.{part.name}")
    return _slot(part, dossier)


def _slot(slot: Slot, dossier: Dossier) -> Words:
    if slot.field in dossier.hidden:
        return Words(HIDDEN, f"hidden.{slot.field}")
    value = dossier.one(slot.table, slot.column)
    if slot.field == "people.born" and value is None and dossier.person.get("born_year_only") is not None:
        return Words(str(dossier.person["born_year_only"]), BORN_YEAR)
    if slot.field == "particulars.birth_name" and value is None:
        return Words(plain(dossier.name), SIGNED_NAME.field, caps=True)
    caps, month = slot.show == "caps", slot.show == "month"
    return value_words(slot.declared, value, tag=slot.field, month=month, caps=caps)


def value_words(column: Column, value: Any, *, tag: str, month: bool = False, caps: bool = False) -> Words:
    """One value as a run of text under its tag."""
    codes = column.code_list if column.type == "code" else None
    return Words(
        written(column, value, month=month), tag, caps, value if isinstance(value, date) else None, month and isinstance(value, date),
        tuple(c.vi for c in codes) if codes else (),
    )  # fmt: skip


def _grid(grid: Grid, dossier: Dossier) -> FilledGrid:
    tables = {make.table for make in grid.makes}
    if any(f"{t}.*" in dossier.hidden for t in tables):
        return FilledGrid(grid, (), hidden=True)
    rows = tuple(
        tuple(
            Words(HIDDEN, f"hidden.{c.table}.{c.column}")
            if f"{c.table}.{c.column}" in dossier.hidden
            else value_words(c.declared, row.get(c.key), tag=f"{c.table}.{c.column}", month=c.month)
            for c in grid.columns
        )
        for row in grid.rows(dossier)
    )
    return FilledGrid(grid, rows)
