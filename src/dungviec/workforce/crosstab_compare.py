"""A question answered on two days: each cell then and now, and who came into it, who left it, from where and to where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import polars as pl

from dungviec.records import Snapshot
from dungviec.workforce.crosstab import TOTAL, Cell, CrossTab, Row, cell_words, crosstab, figure_of
from dungviec.workforce.dimension import Value
from dungviec.workforce.dimensions import DIMENSIONS
from dungviec.workforce.figure import Figure, WorkforceFault
from dungviec.workforce.question_asked import Question

Side = Literal["now", "then", "came", "left"]
SIDES: dict[Side, tuple[str, str]] = {
    "now": ("ngày sau", "on the later day"), "then": ("ngày trước", "on the earlier day"),
    "came": ("mới vào ô này", "new in this cell"), "left": ("đã ra khỏi ô này", "gone from this cell"),
}  # fmt: skip
"""Which of a cell's people are meant."""


@dataclass(frozen=True)
class Comparison:
    """Two cross-tables of one question, the later day in ``now``."""

    now: CrossTab
    then: CrossTab

    @cached_property
    def columns(self) -> tuple[Value, ...]:
        """Values of the columns on either day."""
        return tuple(self.merged(len(self.now.question.rows))) if self.now.question.column else ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Rows with people on either day."""
        depth = len(self.now.question.rows)
        order = [{v.key: i for i, v in enumerate(self.merged(n))} | {TOTAL: -1} for n in range(depth)]
        every = {*self.now.rows, *self.then.rows}
        return tuple(sorted(every, key=lambda r: [o[k] for o, k in zip(order, r, strict=True)]))

    def merged(self, place: int) -> list[Value]:
        """Values of one attribute (counted from 0, the column last) on either day, in the order the attribute declares."""
        dimension = DIMENSIONS[self.now.question.dimensions[place]]
        known = {v.key: v for tab in (self.then, self.now) for v in tab.named[place]}
        ordered = [v.key for v in dimension.named(self.now.facts, set(known))]
        return [known[k] for k in ordered]

    def words(self, place: int, key: str, lang: str) -> str:
        """What the value of an attribute is called, on whichever day it occurs."""
        for tab in (self.now, self.then):
            if key == TOTAL or any(v.key == key for v in tab.named[place]):
                return tab.words(place, key, lang)
        return key

    def cell(self, row: Row, column: str = TOTAL) -> tuple[Cell, Cell]:
        """The cell then and now."""
        return self.then.cell(row, column), self.now.cell(row, column)

    def difference(self, row: Row, column: str = TOTAL) -> float | None:
        """Now less then; None where one of the two has no value."""
        then, now = self.cell(row, column)
        return None if then.value is None or now.value is None else now.value - then.value

    def behind(self, row: Row, column: str = TOTAL, *, side: Side = "now", lang: str = "vi") -> Figure:
        """The people of a cell on one of the days, or those who came into it or left it, each with where from or where to.

        Raises :class:`WorkforceFault` for a row or column of neither day.
        """
        keys = (*row, column) if self.now.question.column else row
        known = {(n, v.key) for n in range(len(keys)) for v in self.merged(n)}
        if strangers := [k for n, k in enumerate(keys) if k != TOTAL and (n, k) not in known]:
            raise WorkforceFault(
                f"Bảng không có giá trị «{strangers[0]}».", f"The table has no value '{strangers[0]}'."
            )
        own, other = (self.then, self.now) if side in ("then", "left") else (self.now, self.then)
        here = own.rows_of(keys)
        words = cell_words(self, own, keys)
        if side not in ("came", "left"):
            return figure_of(self.now.question, here, words)
        here = here.join(other.rows_of(keys), on="person_id", how="anti", maintain_order="left")
        made = figure_of(self.now.question, here, words)
        told = self._elsewhere(other, made.people, side, lang)
        return replace(
            made, behind=tuple(replace(b, words=f"{b.words}; {told[b.person_id or '']}") for b in made.behind)
        )

    def _elsewhere(self, other: CrossTab, people: tuple[str, ...], side: Side, lang: str) -> dict[str, str]:
        """Where each of these people stood on the other day, in words."""
        k = 0 if lang == "vi" else 1
        word = (("trước đó", "before"), ("nay", "now"))[side == "left"][k]
        places = [f"d{n}" for n in range(len(other.question.dimensions))]
        named = [
            {v.key: v for v in DIMENSIONS[d].named(other.facts, set(other.laid_out[f"d{n}"].unique()))}
            for n, d in enumerate(other.question.dimensions)
        ]
        rows = other.laid_out.filter(pl.col("person_id").is_in(people)).select("person_id", *places)
        stood = {r[0]: r[1:] for r in rows.iter_rows()}
        counted = set(other.people["person_id"])
        found = {}
        for person in people:
            said = ("không thuộc biên chế của phạm vi", "not on the rolls of the scope")[k]
            if person in stood:
                said = ", ".join(named[n][key].words(lang) for n, key in enumerate(stood[person]))
                said += "" if person in counted else (" (ngoài điều kiện lọc)", " (outside the filter)")[k]
            found[person] = f"{word}: {said}"
        return found


def compare(
    now: Snapshot, then: Snapshot, question: Question, *, dossiers: Mapping[str, pl.DataFrame] | None = None, dossiers_then: Mapping[str, pl.DataFrame] | None = None
) -> Comparison:  # fmt: skip
    """The question answered on the days of both snapshots; the earlier day is ``then``, whichever was given first.

    Raises :class:`WorkforceFault` as :func:`~dungviec.workforce.crosstab.crosstab` does, and where both days are the same.
    """
    if now.as_of == then.as_of:
        raise WorkforceFault(
            f"Hai ngày so sánh trùng nhau ({now.as_of:%d/%m/%Y}); chọn một ngày khác.",
            f"Both days are {now.as_of}; choose another.",
        )
    if now.as_of < then.as_of:
        now, then, dossiers, dossiers_then = then, now, dossiers_then, dossiers
    return Comparison(crosstab(now, question, dossiers=dossiers), crosstab(then, question, dossiers=dossiers_then))
