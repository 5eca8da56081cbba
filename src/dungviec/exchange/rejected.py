"""A row of the documented workbook that was not taken over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was not taken over: where it stands, the value at fault, and what to do about it.

    ``row`` counts from 1 as the spreadsheet shows it; ``column`` is letter and heading, such as ``C «Ngày sinh»``.
    """

    sheet: str
    row: int
    column: str
    value: str
    vi: str
    en: str

    def to_json(self) -> dict[str, object]:
        """As it stands in ``--json`` output."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.vi.partition("; ")[0],
            "problem_en": self.en.partition("; ")[0],
            "what_to_do": self.vi.partition("; ")[2],
            "what_to_do_en": self.en.partition("; ")[2],
        }
