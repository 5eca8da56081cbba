"""A cross-table: everybody of a scope laid out by the values of a question's attributes; each cell is a measure with its list of people.

Nobody is dropped: who has no value of an attribute stands under «chưa ghi», and the cells of every line add up to its total and all
of them to everybody counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple, Protocol

import polars as pl

from dungviec.records import Snapshot
from dungviec.workforce.cell_measures import CELL_MEASURES, CellMeasure
from dungviec.workforce.counting import of_people
from dungviec.workforce.dimension import MISSING, Dimension, Facts, Value, meant
from dungviec.workforce.dimensions import DIMENSIONS
from dungviec.workforce.figure import Figure, WorkforceFault, shares
from dungviec.workforce.question_asked import Question
from dungviec.workforce.scope import Scope

TOTAL = ""
"""Stands in a row or a column for all values together."""
MOST_COLUMNS = 40
"""A table with more columns is read by nobody and printed on no paper."""
PARTS = 1000
"""Shares are told in thousandths that add up."""
_NOBODY = (0, 0, 0.0)
Row = tuple[str, ...]
"""The keys of a row, one of each row attribute; :data:`TOTAL` closes a subtotal."""


class Worded(Protocol):
    """What knows the words of its values."""

    def words(self, place: int, key: str, lang: str) -> str:
        """What the value of an attribute (counted from 0, the column last) is called."""


class Cell(NamedTuple):
    """One cell: its people, of how many of them the measure is known, and its value (None where of nobody)."""

    people: int
    known: int
    value: float | None


@dataclass(frozen=True)
class CrossTab:
    """The answer to a question on one day. ``people`` holds one row a person counted, with the key of each attribute and the number measured."""

    question: Question
    scope: Scope
    facts: Facts = field(repr=False)
    people: pl.DataFrame = field(repr=False)
    laid_out: pl.DataFrame = field(repr=False)
    """Everybody of the scope, before the filters."""

    @property
    def everybody(self) -> int:
        """How many people the scope has before the filters."""
        return self.laid_out.height

    @property
    def measure(self) -> CellMeasure:
        """What is told of each cell."""
        return CELL_MEASURES[self.question.measure]

    @property
    def row_dimensions(self) -> tuple[Dimension, ...]:
        """The attributes of the rows."""
        return tuple(DIMENSIONS[k] for k in self.question.rows)

    @property
    def column_dimension(self) -> Dimension | None:
        """The attribute of the columns, if any."""
        return DIMENSIONS[self.question.column] if self.question.column else None

    @cached_property
    def named(self) -> tuple[tuple[Value, ...], ...]:
        """The values that occur of each attribute, in their order, those of the columns last."""
        return tuple(
            tuple(DIMENSIONS[k].named(self.facts, set(self.people[f"d{n}"].unique())))
            for n, k in enumerate(self.question.dimensions)
        )

    @cached_property
    def columns(self) -> tuple[Value, ...]:
        """The values of the columns; none where the question has no column attribute."""
        return self.named[-1] if self.question.column else ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row with people, in the order of the values; with two attributes the subtotal of the first comes before its rows."""
        depth = len(self.question.rows)
        held = [r[:depth] for r in self._sums if TOTAL not in r[:depth]]
        order = [{v.key: i for i, v in enumerate(values)} for values in self.named[:depth]]
        leaves = sorted(set(held), key=lambda r: [o[k] for o, k in zip(order, r, strict=True)])
        if depth == 1:
            return tuple(leaves)
        found: list[Row] = []
        for leaf in leaves:
            if not found or found[-1][0] != leaf[0]:
                found.append((leaf[0], TOTAL))
            found.append(leaf)
        return tuple(found)

    @property
    def all_row(self) -> Row:
        """The row of everybody."""
        return (TOTAL,) * len(self.question.rows)

    def words(self, place: int, key: str, lang: str) -> str:
        """What the value of an attribute (counted from 0, the column last) is called."""
        if key == TOTAL:
            return "Tổng số" if lang == "vi" else "All"
        return self._words[place, key].words(lang)

    @cached_property
    def _words(self) -> dict[tuple[int, str], Value]:
        return {(n, v.key): v for n, values in enumerate(self.named) for v in values}

    def cell(self, row: Row, column: str = TOTAL) -> Cell:
        """One cell; a row or column that nobody stands in has no people."""
        people, known, total = self._sums.get(self._keys(row, column), _NOBODY)
        if self._scale is None:
            return Cell(people, people, float(people))
        return Cell(people, known, self._scale * total / known if known else None)

    @cached_property
    def _scale(self) -> float | None:
        """By what a mean is told: a share in per cent; None where people are counted."""
        return {"count": None, "share": 100.0, "mean": 1.0}[self.measure.kind]

    def share(self, row: Row, column: str = TOTAL) -> float | None:
        """The cell in per cent of its row, column or of all, as the question asks, in steps of a tenth that add up; None where nothing is asked or counted."""
        if not self.question.share or not self.people.height:
            return None
        steps = self._share_steps.get(self._keys(row, column))
        return None if steps is None else steps * 100 / PARTS

    def filters(self, lang: str) -> list[str]:
        """Whom alone the table counts, one filter a text: «Trình độ chuyên môn: Thạc sĩ, Tiến sĩ»."""
        found = []
        for f in self.question.filters:
            dimension = DIMENSIONS[f.dimension]
            values = [meant(offered(self.facts, dimension), v) for v in f.values]
            found.append(f"{dimension.words(lang)}: {', '.join(v.words(lang) for v in values if v is not None)}")
        return found

    def behind(self, row: Row, column: str = TOTAL) -> Figure:
        """The people of a cell. Raises :class:`WorkforceFault` for a row or column the table does not have."""
        keys = self._keys(row, column)
        for n, key in enumerate(keys):
            if key != TOTAL and (n, key) not in self._words:
                d = DIMENSIONS[self.question.dimensions[n]]
                raise WorkforceFault(
                    f"Bảng không có giá trị «{key}» của «{d.vi}».", f"The table has no value '{key}' of '{d.en}'."
                )
        return figure_of(self.question, self.rows_of(keys), cell_words(self, self, keys))

    def rows_of(self, keys: Row) -> pl.DataFrame:
        """The rows of ``people`` that stand in a cell, by the keys of all its attributes."""
        tests = [pl.col(f"d{n}") == key for n, key in enumerate(keys) if key != TOTAL]
        return self.people.filter(tests) if tests else self.people

    def _keys(self, row: Row, column: str) -> Row:
        return (*row, column) if self.question.column else row

    @cached_property
    def _sums(self) -> dict[Row, tuple[int, int, float]]:
        """People, those known and their sum of every cell with people, of every subtotal and of all together, by the keys."""
        told = (pl.sum("people"), pl.sum("known"), pl.sum("sum"))
        places = [f"d{n}" for n in range(len(self.question.dimensions))]
        base = self.people.group_by(places).agg(people=pl.len().cast(pl.Int64), known=pl.count("value").cast(pl.Int64), sum=pl.sum("value"))  # fmt: skip
        found: dict[Row, tuple[int, int, float]] = {}
        for kept in product((True, False), repeat=len(places)):
            by = [p for p, yes in zip(places, kept, strict=True) if yes]
            part = base.group_by(by).agg(*told) if by else base.select(*told)
            keys = part.select(pl.col(p) if yes else pl.lit(TOTAL).alias(p) for p, yes in zip(places, kept, strict=True))  # fmt: skip
            found.update(zip(keys.iter_rows(), part.select("people", "known", "sum").iter_rows(), strict=True))
        return found

    @cached_property
    def _share_steps(self) -> dict[Row, int]:
        return share_steps(self)


def cell_words(table: Worded, tab: CrossTab, keys: Row) -> tuple[str, str]:
    """What a cell of ``tab`` is called, Vietnamese and English: its values, the filters, whose they are, the day."""
    vi, en = (
        " – ".join([*(table.words(n, k, lang) for n, k in enumerate(keys) if k != TOTAL), *tab.filters(lang), tab.scope.name, f"{tab.scope.until:%d/%m/%Y}"])
        for lang in ("vi", "en")
    )  # fmt: skip
    return vi, en


def share_steps(tab: CrossTab) -> dict[Row, int]:
    """Thousandths of every cell, subtotal and total of a table: what makes the whole adds up to it, the parts of a part to that part."""
    found: dict[Row, int] = {}
    columns = [c.key for c in tab.columns]
    across = bool(columns)

    def lay(steps: int, cells: list[tuple[Row, str]]) -> None:
        counts = [tab.cell(r, c).people for r, c in cells]
        for (row, column), step in zip(cells, shares(counts, steps=steps), strict=True):
            found[(*row, column) if across else row] = step

    def lay_down(column: str) -> None:
        lay(PARTS, [(r, column) for r in tab.rows if len(r) == 1 or r[1] == TOTAL])
        for head in (r for r in tab.rows if len(r) > 1 and r[1] == TOTAL):
            own = [(r, column) for r in tab.rows if r[0] == head[0] and r[1] != TOTAL]
            lay(found[(*head, column) if across else head], own)
        found[(*tab.all_row, column) if across else tab.all_row] = PARTS

    if tab.question.share == "column":
        for column in (*columns, TOTAL):
            lay_down(column)
        return found
    if tab.question.share == "all":
        lay_down(TOTAL)
    for row in (*tab.rows, tab.all_row):
        whole = (*row, TOTAL) if across else row
        found.setdefault(whole, PARTS)
        lay(found[whole], [(row, c) for c in columns])
    return found


def crosstab(snapshot: Snapshot, question: Question, *, dossiers: Mapping[str, pl.DataFrame] | None = None) -> CrossTab:
    """The answer to a question on the snapshot's day.

    ``dossiers``: tables of the dossier, for particulars and studies. Raises :class:`WorkforceFault` for a unit that does not exist on
    the day, a filter on a value that nobody could have, or an attribute with too many values for columns.
    """
    scope = Scope.ask(snapshot, unit=question.unit)
    facts = Facts(scope, dossiers or {})
    kept = facts.people
    keys = {k: DIMENSIONS[k].keys_of(facts) for k in {*question.dimensions, *(f.dimension for f in question.filters)}}
    measure = CELL_MEASURES[question.measure]
    laid_out = people = kept.select(
        "person_id", "name", "post_title", "unit_name",
        *(keys[k].alias(f"d{n}") for n, k in enumerate(question.dimensions)),
        *(keys[f.dimension].alias(f"f{n}") for n, f in enumerate(question.filters)),
        value=measure.value().cast(pl.Float64),
    )  # fmt: skip
    for n, f in enumerate(question.filters):
        people = people.filter(pl.col(f"f{n}").is_in(_wanted(facts, DIMENSIONS[f.dimension], f.values)))
    found = CrossTab(question, scope, facts, people, laid_out)
    if len(found.columns) > MOST_COLUMNS:
        d = DIMENSIONS[question.column or ""]
        raise WorkforceFault(
            f"«{d.vi}» có {len(found.columns)} giá trị, quá nhiều để làm cột (tối đa {MOST_COLUMNS}); đặt thuộc tính này làm dòng hoặc lọc bớt.",
            f"'{d.en}' has {len(found.columns)} values, too many for columns (at most {MOST_COLUMNS}); make it a row, or filter.",
        )
    return found


def offered(facts: Facts, dimension: Dimension) -> list[Value]:
    """The values a filter may name: those declared, and those that occur."""
    present = set(dimension.keys_of(facts).unique())
    declared = list(dimension.values(facts)) if dimension.values is not None else []
    return list({v.key: v for v in (*declared, *dimension.named(facts, present | {MISSING}))}.values())


def _wanted(facts: Facts, dimension: Dimension, words: tuple[str, ...]) -> list[str]:
    values = offered(facts, dimension)
    found = []
    for word in words:
        value = meant(values, word)
        if value is None:
            some, more = "; ".join(f"{v.key} ({v.vi})" for v in values[:12]), "; …" if len(values) > 12 else ""
            raise WorkforceFault(
                f"«{dimension.vi}» không có giá trị «{word}» để lọc. Có: {some}{more}.",
                f"'{dimension.en}' has no value '{word}' to filter by. There are: {some}{more}.",
            )
        found.append(value.key)
    return found


def figure_of(question: Question, people: pl.DataFrame, words: tuple[str, str]) -> Figure:
    """A figure of these people of a table, under the words (Vietnamese, English) of their cell."""
    return Figure("explore", *words, *words, "people", question.needs, of_people(people))
