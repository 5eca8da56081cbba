"""Where the heading of a table stands: its rows, merged or not, and the path of headings over each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dungviec.exchange.grid import Cell, CellError, Sheet, show
from dungviec.exchange.roster.names import looks_like_name
from dungviec.exchange.roster.units import looks_like_unit, split_numeral
from dungviec.exchange.roster.vocabulary import GROUP_WORDS, fields_of, heading, is_heading_word, sex_word

_TITLE = re.compile(
    r"cong hoa xa hoi|doc lap|^uy ban nhan dan|^ubnd|danh sach|tinh den|kem theo|^so \d|^bieu|^mau|^phu luc|bao cao|tong hop|^don vi( cong tac)? \w+.*|hanh phuc|thong ke"
)


# a quick look before the whole vocabulary is asked: most cells of a roster are data
_MAYBE_NAME = re.compile(r"\bh[oọ]\b|t[eê]n|[dđ][eệ]m|l[oó]t|name", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``top`` … ``bottom`` of a heading (column-number row included), and per column its headings from above to below."""

    top: int
    bottom: int
    paths: tuple[tuple[str, ...], ...]
    leaf_of: tuple[tuple[int, int] | None, ...]
    """The cell each column's lowest heading stands in: two columns with the same one share a merged heading."""

    def key(self) -> tuple[tuple[str, ...], ...]:
        """What two printings of one heading have in common."""
        return tuple(tuple(heading(t) for t in path) for path in self.paths if path)


def merge_origins(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell inside a merged range, the cell that holds its value."""
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for r0, c0, r1, c1 in sheet.merges:
        if (r1 - r0 + 1) * (c1 - c0 + 1) > 200_000:
            continue
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                origins[(r, c)] = (r0, c0)
    return origins


def find_headers(sheet: Sheet) -> list[Header]:
    """Every heading of a sheet from the top down, repeated ones too."""
    origins = merge_origins(sheet)
    found: list[Header] = []
    row = 0
    while row < len(sheet.rows):
        names = _name_columns(sheet, row)
        if names and _is_anchor(sheet, row):
            header = _block(sheet, row, names, origins, floor=found[-1].bottom + 1 if found else 0)
            found.append(header)
            row = header.bottom + 1
        else:
            row += 1
    return found or _without_name(sheet, origins)


def _fields_in(sheet: Sheet, row: int) -> dict[int, str]:
    if not 0 <= row < len(sheet.rows):
        return {}
    return {c: fields_of(v)[0][0] for c, v in enumerate(sheet.rows[row]) if isinstance(v, str) and fields_of(v)}


def _name_columns(sheet: Sheet, row: int) -> list[int]:
    return [
        c
        for c, v in enumerate(sheet.rows[row])
        if isinstance(v, str)
        and len(v) <= 60
        and _MAYBE_NAME.search(v)
        and any(f in {"name", "surname"} and s >= 0.8 for f, s in fields_of(v)[:2])
    ]


def _is_anchor(sheet: Sheet, row: int) -> bool:
    """At least one more heading beside the name's, in this row or the two around it."""
    here = _fields_in(sheet, row)
    if len(set(here.values())) >= 2:
        return True
    near = set(here.values()) | set(_fields_in(sheet, row - 1).values()) | set(_fields_in(sheet, row + 1).values())
    return len(near) >= 3


def _without_name(sheet: Sheet, origins: dict[tuple[int, int], tuple[int, int]]) -> list[Header]:
    """A heading that has no word for the name: three known headings over a column of people's names."""
    for row in range(min(len(sheet.rows), 60)):
        fields = _fields_in(sheet, row)
        if len(set(fields.values()) - {"_note", "unit"}) < 3:
            continue
        below = sheet.rows[row + 1 : row + 40]
        for c in range(sheet.width):
            texts = [r[c] for r in below if c < len(r) and isinstance(r[c], str)]
            if texts and sum(looks_like_name(str(t)) and not looks_like_unit(str(t)) for t in texts) >= 0.6 * len(
                texts
            ):
                return [_block(sheet, row, [c], origins, floor=0)]
    return []


def _block(
    sheet: Sheet, anchor: int, names: list[int], origins: dict[tuple[int, int], tuple[int, int]], *, floor: int
) -> Header:
    top = anchor
    while top - 1 >= floor and anchor - top < 2 and _stands_over(sheet, top - 1):
        top -= 1
    bottom = anchor
    while bottom + 1 < len(sheet.rows) and bottom - top < 4 and _continues(sheet, bottom + 1, names, origins):
        bottom += 1
    last_text = bottom
    if bottom + 1 < len(sheet.rows) and is_number_row(sheet.rows[bottom + 1]):
        bottom += 1
    return _paths(sheet, top, last_text, bottom, origins)


def header_at(sheet: Sheet, top: int, bottom: int) -> Header:
    """The heading that stands in rows ``top`` … ``bottom`` (from 0), because somebody says so."""
    last = max(min(bottom, len(sheet.rows) - 1), top)
    texts = last - 1 if last > top and is_number_row(sheet.rows[last]) else last
    return _paths(sheet, top, texts, last, merge_origins(sheet))


def header_by_number(sheet: Sheet) -> Header | None:
    """A heading without any word for the name: a citizen number or an identifier, and one more known field in the same row."""
    for row in range(min(len(sheet.rows), 30)):
        fields = set(_fields_in(sheet, row).values())
        if fields & {"citizen_id", "person_id"} and len({f for f in fields if not f.startswith("_")} - {"no"}) >= 2:
            return header_at(sheet, row, row)
    return None


def _paths(
    sheet: Sheet, top: int, last_text: int, bottom: int, origins: dict[tuple[int, int], tuple[int, int]]
) -> Header:
    grid = _texts(sheet, top, last_text, origins)
    paths: list[tuple[str, ...]] = []
    leaves: list[tuple[int, int] | None] = []
    for c in range(sheet.width):
        seen: list[tuple[int, int]] = []
        path: list[str] = []
        for line in grid:
            place = line[c]
            if place is not None and place not in seen:
                seen.append(place)
                path.append(show(sheet.cell(*place)))
        paths.append(tuple(path))
        leaves.append(seen[-1] if seen else None)
    return Header(top, bottom, tuple(paths), tuple(leaves))


def _stands_over(sheet: Sheet, row: int) -> bool:
    """Whether the row above belongs to the heading: words over groups of columns, not a title line."""
    cells = [(c, v) for c, v in enumerate(sheet.rows[row]) if v is not None]
    if not cells or any(not isinstance(v, str) or len(v) > 70 for _, v in cells):
        return False
    words = [heading(str(v)) for _, v in cells]
    if any(_TITLE.search(w) for w in words):
        return False
    good = sum(1 for w, (_, v) in zip(words, cells, strict=True) if GROUP_WORDS.search(w) or fields_of(str(v)))
    if len(cells) == 1:
        span = next((c1 - c0 + 1 for r0, c0, r1, c1 in sheet.merges if r0 <= row <= r1 and c0 == cells[0][0]), 1)
        return bool(good) and cells[0][0] > 0 and span < 0.8 * sheet.width
    return good >= 1 and good * 2 >= len(cells)


def _continues(sheet: Sheet, row: int, names: list[int], origins: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """Whether a row below still is heading: only heading words, and no person under the name."""
    cells = [
        (c, v) for c, v in enumerate(sheet.rows[row]) if v is not None and origins.get((row, c), (row, c))[0] == row
    ]
    if not cells or is_number_row(sheet.rows[row]):
        return False
    for c, v in cells:
        if isinstance(v, date | CellError | bool | float):
            return False
        if isinstance(v, int) and not 1990 <= v <= 2100:
            return False
        if c in names and not (isinstance(v, str) and any(f in {"name", "surname", "given"} for f, _ in fields_of(v))):
            return False
    texts = [(c, show(v)) for c, v in cells]
    if len(texts) == 1 and texts[0][0] <= max(names) and not is_heading_word(texts[0][1]):
        return False
    if len(texts) == 1 and split_numeral(texts[0][1])[0]:
        return False
    return sum(is_heading_word(t) for _, t in texts) * 2 >= len(texts)


def is_number_row(row: list[Cell]) -> bool:
    """A row that numbers the columns: 1 2 3, (1) (2), A B 1 2, [1], with sums like 3=4+5.

    >>> is_number_row(["A", "B", 1, 2, 3]), is_number_row([1, "Lê Văn A", None])
    (True, False)
    """
    cells = [show(v).strip("()[] ") for v in row if v is not None]
    if len(cells) < 3:
        return False
    plain = [int(t) for t in cells if re.fullmatch(r"\d{1,2}", t)]
    fitting = sum(1 for t in cells if re.fullmatch(r"\d{1,2}|[A-Za-zĐđ]|\d{1,2}\s*=\s*[\d+\-\s]+", t))
    rising = all(0 < b - a <= 3 for a, b in pairwise(plain))
    return len(plain) >= 2 and fitting == len(cells) and rising


def _texts(
    sheet: Sheet, top: int, bottom: int, origins: dict[tuple[int, int], tuple[int, int]]
) -> list[list[tuple[int, int] | None]]:
    """For each heading row and column the cell whose text stands there, merged ranges and unmerged groups spread out."""
    grid: list[list[tuple[int, int] | None]] = []
    for r in range(top, bottom + 1):
        line: list[tuple[int, int] | None] = []
        for c in range(sheet.width):
            place = origins.get((r, c), (r, c))
            line.append(place if place[0] >= top and sheet.cell(*place) is not None else None)
        grid.append(line)
    for i, line in enumerate(grid[:-1]):
        holder: int | None = None
        for c in range(sheet.width):
            r = top + i
            if line[c] is not None:
                holder = c if line[c] == (r, c) and _has_below(grid, i, c) else None
            elif holder is not None and (r, c) not in origins and _has_below(grid, i, c):
                if _fits_under(sheet, grid, i, c):
                    line[c] = line[holder]
                else:
                    holder = None
            else:
                holder = None
    return grid


def _has_below(grid: list[list[tuple[int, int] | None]], i: int, c: int) -> bool:
    return any(line[c] is not None and line[c] != grid[i][c] for line in grid[i + 1 :])


def _fits_under(sheet: Sheet, grid: list[list[tuple[int, int] | None]], i: int, c: int) -> bool:
    """An unmerged group reaches right over parts (Nam, Nữ, years, levels), not over a heading that stands on its own."""
    place = next((line[c] for line in grid[i + 1 :] if line[c] is not None), None)
    text = show(sheet.cell(*place)) if place else ""
    own = {f for f, s in fields_of(text) if s >= 1.0}
    return not (own & {"citizen_id", "ethnicity", "no", "religion", "_note", "_phone", "home_place"}) or bool(
        sex_word(text)
    )
