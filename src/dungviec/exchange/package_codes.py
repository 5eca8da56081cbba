"""The code lists of a data package as one table: every value with its words, order, days and source."""

from __future__ import annotations

from typing import Any

import polars as pl

from dungviec.records.codes import CODE_LISTS
from dungviec.records.dated_list import DatedList
from dungviec.records.employment import EMPLOYMENT_IN_TIME
from dungviec.records.ethnic_groups import ETHNIC_GROUPS
from dungviec.records.places import COMMUNES
from dungviec.records.ranks import RANKS

RESOURCE = "code_lists"
DATED: dict[str, DatedList] = {"ethnic_group": ETHNIC_GROUPS, "rank": RANKS, "commune": COMMUNES}
"""Lists whose values hold for a time, by name."""
IN_TIME: dict[str, DatedList] = {"employment": EMPLOYMENT_IN_TIME}
"""Closed lists of which some values have days, by name."""
DATED_COLUMNS = {
    "people.ethnicity": "ethnic_group", "people.rank_code": "rank", "salary_steps.rank_code": "rank", "people.home_code": "commune",
    "particulars.birth_code": "commune", "units.place_code": "commune",
}  # fmt: skip
"""Free-text columns whose words or codes such a list knows; a value that is not on it is no fault."""
COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("list", "string", "Danh mục", "Name of the list, as x-dungviec.codes of a field names it"),
    ("value", "string", "Mã lưu trữ", "Stored value"),
    ("vi", "string", "Tiếng Việt", "Vietnamese word"),
    ("en", "string", "Tiếng Anh", "English word; empty where the list has none"),
    ("rank", "integer", "Thứ bậc", "Order, where an order has a meaning (higher is more)"),
    ("valid_from", "date", "Từ ngày", "First day of this meaning; empty where the source states none"),
    ("valid_to", "date", "Đến ngày", "Last day of this meaning; empty where the source states none"),
    ("mark", "string", "Mức tin cậy", "VERIFIED or REPORTED; empty for the programme's own lists"),
    ("source", "string", "Nguồn", "Source"),
)
"""Name, Frictionless type, Vietnamese and English meaning."""
_TYPES: dict[str, pl.DataType] = {"string": pl.String(), "integer": pl.Int32(), "date": pl.Date()}


def code_table() -> pl.DataFrame:
    """Every value of every list, in the order of the lists."""
    rows: list[dict[str, Any]] = []
    for codes in CODE_LISTS.values():
        ordered = any(c.rank for c in codes)
        days = {i.code: i for i in IN_TIME[codes.name].items} if codes.name in IN_TIME else {}
        for c in codes:
            row: dict[str, Any] = {
                "list": codes.name,
                "value": c.value,
                "vi": c.vi,
                "en": c.en,
                "rank": c.rank if ordered else None,
            }
            if (i := days.get(c.value)) is not None:
                row |= {"valid_from": i.valid_from, "valid_to": i.valid_to, "mark": i.mark, "source": i.source}
            rows.append(row)
    for name, dated in DATED.items():
        rows += [
            {"list": name, "value": i.code, "vi": i.name, "valid_from": i.valid_from, "valid_to": i.valid_to, "mark": i.mark, "source": i.source}
            for i in dated.items
        ]  # fmt: skip
    return pl.DataFrame(rows, schema={name: _TYPES[kind] for name, kind, _vi, _en in COLUMNS})
