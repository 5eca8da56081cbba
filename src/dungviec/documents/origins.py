"""Which item of the official form each column of the records answers: for schemas that leave with the data."""

from __future__ import annotations

import re
from functools import cache

from dungviec.documents.layout import Line, Slot
from dungviec.documents.syll import SYLL

INSTRUMENT = "Thông tư 06/2023/TT-BNV"
_TABLES = {
    "plans": "24", "tenures": "33", "party_posts": "26–27", "strengths": "29", "studies": "32", "personal_history": "34", "awards": "35.1",
    "ratings": "35.1", "discipline": "35.2", "discipline_notes": "35.2", "relatives": "36", "salary_steps": "37.1", "allowances": "37.2",
    "properties": "37.3", "remarks": "38",
}  # fmt: skip
"""Items that are answered by rows of a table."""
_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)\.\s")


@cache
def form_items() -> dict[str, str]:
    """``table.column`` (or ``table`` where rows answer) → instrument and item, by the form SYLL as it is laid out here."""
    found = {table: f"{INSTRUMENT}, mục {item}" for table, item in _TABLES.items()}
    number = ""
    for block in SYLL.blocks:
        if not isinstance(block, Line):
            continue
        for part in block.parts:
            if isinstance(part, str) and (at := _NUMBER.match(part)):
                number = at[1]
            elif isinstance(part, Slot) and number:
                found.setdefault(part.field, f"{INSTRUMENT}, mục {number}")
    return found
