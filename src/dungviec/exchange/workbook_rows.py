"""Rows of the workbook that are well formed one cell at a time and still cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: its number in the spreadsheet and its values by stored column name."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be right: the column to look at, and what to do in both languages."""

    row: Row
    column: str
    vi: str
    en: str


_SPANS = {
    "units": ("valid_from", "valid_to"),
    "posts": ("valid_from", "valid_to"),
    "tenures": ("from_date", "to_date"),
    "training": ("from_date", "to_date"),
    "discipline": ("decided", "ends"),
    "plans": ("approved", "until"),
}


def impossible_rows(kept: dict[str, list[Row]], day: date) -> Iterator[tuple[str, Fault]]:
    """``(table, fault)`` of every row that contradicts itself or its neighbours; ``day`` is the day the data stand on."""
    for table, (start, end) in _SPANS.items():
        for row in kept[table]:
            first, last = row.values.get(start), row.values.get(end)
            if first is not None and last is not None and last < first:
                yield (
                    table,
                    Fault(
                        row,
                        end,
                        "Kết thúc trước khi bắt đầu; sửa một trong hai ngày",
                        "Ends before it begins; correct one of the dates",
                    ),
                )
    for row in kept["people"]:
        yield from (("people", fault) for fault in _person(row, day))
    for row in kept["profiles"]:
        low, high = row.values.get("min_level"), row.values.get("max_level")
        if high is not None and low is not None and high < low:
            yield (
                "profiles",
                Fault(
                    row,
                    "max_level",
                    "Mức cần thấp hơn mức tối thiểu; sửa lại",
                    "The wanted level is below the lowest; correct it",
                ),
            )
    for row in kept["kinship"]:
        if row.values["person_id"] == row.values["relative_id"]:
            yield (
                "kinship",
                Fault(
                    row,
                    "relative_id",
                    "Một người không thể là người thân của chính mình; sửa mã",
                    "Nobody is a relative of oneself; correct the id",
                ),
            )
    for row in _in_a_ring(kept["units"], "unit_id", "parent_id"):
        yield (
            "units",
            Fault(
                row,
                "parent_id",
                "Các đơn vị cấp trên nối thành vòng; sửa mã đơn vị cấp trên",
                "The parent units run in a ring; correct the parent",
            ),
        )
    yield from (("posts", fault) for fault in _held_with(kept["posts"]))
    yield from (("tenures", fault) for fault in _two_main_posts(kept["tenures"], kept["posts"]))


def _person(row: Row, day: date) -> Iterator[Fault]:
    born, joined, year = (row.values.get(c) for c in ("born", "joined", "born_year_only"))
    if born is not None and born > day:
        yield Fault(
            row, "born", "Ngày sinh sau ngày của dữ liệu; sửa lại", "Born after the day of the data; correct it"
        )
    elif born is not None and joined is not None and joined <= born:
        yield Fault(
            row,
            "joined",
            "Vào ngành trước khi sinh; sửa một trong hai ngày",
            "Joined before being born; correct one of the dates",
        )
    elif year is not None and year > day.year:
        yield Fault(
            row,
            "born_year_only",
            "Năm sinh sau năm của dữ liệu; sửa lại",
            "Born after the year of the data; correct it",
        )


def _held_with(posts: list[Row]) -> Iterator[Fault]:
    """A unified seat goes to whoever holds a post that is filled by itself: no ring, and no chain of such seats."""
    other = {row.values["post_id"]: row.values.get("held_with") for row in posts}
    for row in posts:
        post, holder = row.values["post_id"], row.values.get("held_with")
        if holder == post:
            yield Fault(
                row,
                "held_with",
                "Vị trí không thể do chính nó kiêm; để trống ô này",
                "A post is not held with itself; leave the cell empty",
            )
        elif holder is not None and other.get(holder) is not None:
            yield Fault(
                row, "held_with",
                f"Vị trí {holder} cũng do vị trí khác kiêm; ghi thẳng vị trí được bổ nhiệm", f"{holder} is itself held with another post; name the post that is filled",
            )  # fmt: skip


def _two_main_posts(tenures: list[Row], posts: list[Row]) -> Iterator[Fault]:
    """All but the latest of the main tenures a person holds without an end, in posts that still exist."""
    closed = {row.values["post_id"] for row in posts if row.values.get("valid_to") is not None}
    also = {row.values["post_id"]: row.values.get("held_with") for row in posts}
    running: dict[str, list[Row]] = {}
    for row in tenures:
        post = row.values.get("post_id")
        if (
            row.values["kind"] == "main"
            and row.values.get("to_date") is None
            and post is not None
            and post not in closed
        ):
            running.setdefault(row.values["person_id"], []).append(row)
    for rows in running.values():
        rows.sort(key=lambda row: (row.values["from_date"], row.number))
        last = rows[-1].values["post_id"]
        for row in rows[:-1]:
            post = row.values["post_id"]
            if post != last and also[post] != last and also[last] != post:
                yield Fault(
                    row, "to_date",
                    f"Người này còn giữ chính thức vị trí {last} từ {rows[-1].values['from_date']:%d/%m/%Y}; ghi ngày kết thúc, hoặc đổi hình thức",
                    f"This person also holds {last} as a main post since {rows[-1].values['from_date']:%d/%m/%Y}; give the end, or change the kind",
                )  # fmt: skip


def _in_a_ring(rows: list[Row], key: str, link: str) -> list[Row]:
    """Rows from which following ``link`` comes back to the row itself."""
    step: dict[Any, Any] = {row.values[key]: row.values.get(link) for row in rows}
    return [row for row in rows if _returns(step, row.values[key])]


def _returns(step: dict[Any, Any], start: Any) -> bool:
    seen, at = set(), step.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = step.get(at)
    return False
