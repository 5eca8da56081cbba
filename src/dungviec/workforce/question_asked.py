"""A question to the records: by which attributes people are laid out, what is told of each cell, of whom, and when. Plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from dungviec.workforce.cell_measures import find_measure
from dungviec.workforce.dimensions import DIMENSIONS, find_dimension
from dungviec.workforce.figure import WorkforceFault

Share = Literal["", "row", "column", "all"]
SHARES: dict[Share, tuple[str, str]] = {
    "": ("không", "none"), "row": ("theo dòng", "of the row"), "column": ("theo cột", "of the column"), "all": ("theo tổng số", "of all"),
}  # fmt: skip
"""Of what a cell's share is told."""
MOST_ROWS = 2
"""So many attributes make the rows."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Only people who have one of these values (keys) of an attribute."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Keys of the attributes in rows (one or two) and columns (one or none), the measure, the share, filters, and the unit (None: all)."""

    rows: tuple[str, ...]
    column: str | None = None
    measure: str = "people"
    share: Share = ""
    filters: tuple[Filter, ...] = ()
    unit: str | None = None

    @classmethod
    def ask(
        cls, rows: Sequence[str], column: str | None = None, *, measure: str = "people", share: str = "",
        filters: Mapping[str, Sequence[str]] | None = None, unit: str | None = None,
    ) -> Question:  # fmt: skip
        """A question of words or keys. Raises :class:`WorkforceFault` for an attribute or measure that does not exist, the same one
        twice, no row or more than two, a share that is none or that a mean cannot have. Values of filters are read when it is answered.
        """
        named = [find_dimension(r).key for r in rows]
        if not 1 <= len(named) <= MOST_ROWS:
            raise WorkforceFault(
                f"Bảng cần một hoặc hai thuộc tính làm dòng; đã chọn {len(named)}.",
                f"A table takes one or two attributes as rows; {len(named)} were given.",
            )
        across = find_dimension(column).key if column else None
        used = [*named, *([across] if across else [])]
        if double := next((k for k in used if used.count(k) > 1), None):
            d = DIMENSIONS[double]
            raise WorkforceFault(
                f"Thuộc tính «{d.vi}» được chọn hai lần; đổi một chỗ sang thuộc tính khác.",
                f"The attribute '{d.en}' is chosen twice; change one of them.",
            )
        told = find_measure(measure)
        kept = next((k for k in SHARES if k == share), None)
        if kept is None:
            raise WorkforceFault(
                f"Tỉ lệ «{share}»: chỉ có row, column, all.", f"Share '{share}': use row, column or all."
            )
        return cls(
            tuple(named), across, told.key, kept if told.kind == "count" else "",
            tuple(Filter(find_dimension(k).key, tuple(v)) for k, v in (filters or {}).items() if v), unit or None,
        )  # fmt: skip

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The attributes of rows and columns, in this order."""
        return (*self.rows, *([self.column] if self.column else ()))

    @property
    def needs(self) -> tuple[str, ...]:
        """Fields read (``table.column``): whoever may not see one of them may not see the answer."""
        asked = [*self.dimensions, *(f.dimension for f in self.filters)]
        found = [n for k in asked for n in DIMENSIONS[k].needs]
        return tuple(dict.fromkeys(("people.person_id", *found, *find_measure(self.measure).needs)))

    @property
    def dossier_tables(self) -> tuple[str, ...]:
        """Tables of the dossier that the answer reads."""
        return tuple(t for t in ("particulars", "studies") if any(n.startswith(f"{t}.") for n in self.needs))

    def as_plain(self) -> dict[str, Any]:
        """The question as plain values, for JSON."""
        return {
            "rows": list(self.rows), "column": self.column, "measure": self.measure, "share": self.share,
            "filters": {f.dimension: list(f.values) for f in self.filters}, "unit": self.unit,
        }  # fmt: skip

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Question:
        """The question of :meth:`as_plain`. Raises :class:`WorkforceFault` where an attribute or measure is no longer offered."""
        return cls.ask(
            plain["rows"], plain.get("column"), measure=plain.get("measure", "people"), share=plain.get("share", ""),
            filters=plain.get("filters"), unit=plain.get("unit"),
        )  # fmt: skip

    def within(self, unit: str | None) -> Question:
        """The same question of another unit."""
        return replace(self, unit=unit)
