"""What each row under a heading is: a person, a group's name, a total, a signature, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dungviec.exchange.grid import Cell, CellError, Sheet, show
from dungviec.exchange.roster.cells import parse_citizen_id
from dungviec.exchange.roster.columns import ColumnUse
from dungviec.exchange.roster.days import Day, parse_day
from dungviec.exchange.roster.header import is_number_row
from dungviec.exchange.roster.names import has_surname, looks_like_name
from dungviec.exchange.roster.units import is_category, looks_like_unit, split_numeral
from dungviec.exchange.roster.vocabulary import fields_of
from dungviec.records.vietnamese import clean, fold

Kind = Literal["blank", "person", "group", "total", "heading", "numbers", "signature", "continuation", "other"]

_TOTAL = re.compile(
    r"^(tổng|cộng|trong đó|toàn (cơ quan|thành phố|đơn vị|huyện|tỉnh)|lũy kế|tong cong|tong so|cong ?:|cong$|total)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^[(*\-\s]*(nguoi lap|lap bieu|tm\b|kt\b|tuq\b|tl\b|t/m|k/t|thu truong|chu tich|pho chu tich|giam doc|pho giam doc|hieu truong|truong phong|"
    r"pho truong phong|ky (ten|va|ghi)|ky,|noi nhan|luu\b|xac nhan|da ky|duyet|phe duyet|nguoi kiem tra|ke toan truong|can bo to chuc|truong ban|"
    r"pho bi thu|bi thu|uy ban nhan dan|danh sach (co|gom|nay)|ghi chu\b|luu y|chu thich|an dinh|nguoi tong hop|lap bang|chanh van phong)"
)
_VACANT = re.compile(
    r"(con |dang )?khuyet.*|bo trong|de trong|trong|vi tri trong.*|chua (bo tri|co|tuyen).*|dang tuyen.*|con thieu.*"
)
"""What stands for a name where a post has no holder."""
_PLACE_DATE = re.compile(r"\bngay\s*(\d{1,2}|[.…_ ]+)\s*thang\s*(\d{1,2}|[.…_ ]+)\s*nam\b")


@dataclass(slots=True)
class RowState:
    """What the rows above have told: whether a signature or a grand total was passed."""

    signed: bool = False
    foreign: bool = False
    """Whether the heading of another table (numbers of people by kind, say) was passed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table by role, and where merged cells take their values from."""

    sheet: Sheet
    uses: tuple[ColumnUse, ...]
    origins: dict[tuple[int, int], tuple[int, int]]

    by_field: dict[str, list[ColumnUse]] = field(init=False)
    name_columns: list[int] = field(init=False)
    """Full name, or surname parts and given name in reading order."""
    number_column: int | None = field(init=False)
    """The column of running numbers."""
    known: frozenset[int] = field(init=False)
    """Columns of understood fields."""

    def __post_init__(self) -> None:
        by_field: dict[str, list[ColumnUse]] = {}
        for use in self.uses:
            by_field.setdefault(use.field, []).append(use)
        names = [u for f in ("name",) for u in by_field.get(f, ())] or [
            u for f in ("surname", "given") for u in by_field.get(f, ())
        ]
        object.__setattr__(self, "by_field", by_field)
        object.__setattr__(self, "name_columns", [u.index for u in names])
        object.__setattr__(self, "number_column", next((u.index for u in by_field.get("no", ())), None))
        known = frozenset(u.index for u in self.uses if u.field and not u.field.startswith("_"))
        object.__setattr__(self, "known", known)

    def columns(self, name: str) -> list[ColumnUse]:
        """The columns taken for a field, from left to right."""
        return self.by_field.get(name, [])

    @property
    def key_column(self) -> int | None:
        """The column of citizen numbers, or of identifiers, that tells who a row is about where there is no name."""
        return next((u.index for f in ("citizen_id", "person_id") for u in self.columns(f)), None)

    def value(self, row: int, column: int) -> Cell:
        """A cell's value; for a cell in a range merged downwards in one column, the range's value."""
        own = self.sheet.cell(row, column)
        if own is not None or not self.origins:
            return own
        place = self.origins.get((row, column))
        if place is not None and place[1] == column and place[0] < row:
            return self.sheet.cell(*place)
        return own


def classify(layout: Layout, row: int, state: RowState) -> tuple[Kind, str]:
    """The kind of a row, and for a group its text as it stands (numeral kept)."""
    sheet = layout.sheet
    cells = [(c, v) for c, v in enumerate(sheet.rows[row]) if v is not None]
    if not cells:
        return "blank", ""
    if is_number_row(sheet.rows[row]):
        return "numbers", ""
    names = layout.name_columns
    if not names and layout.key_column is not None:
        key = layout.value(row, layout.key_column)
        told = isinstance(key, int | CellError) or (isinstance(key, str) and any(c.isdigit() for c in key))
        return ("person" if told else "other"), ""
    number = sheet.cell(row, layout.number_column) if layout.number_column is not None else None
    texts = [show(v) for _, v in cells if isinstance(v, str)]
    if isinstance(number, str) and not _has_person_facts(layout, row) and any(f == "no" for f, _ in fields_of(number)):
        state.foreign = True
        return "heading", ""
    if state.foreign and not _has_person_facts(layout, row):
        return "other", ""
    parts = [sheet.cell(row, c) for c in names]
    broken = any(isinstance(p, CellError) for p in parts)
    name = clean(" ".join(show(p) for p in parts if p is not None and not isinstance(p, CellError)))
    rest = [(c, v) for c, v in cells if c not in names and c != layout.number_column]
    facts = [(c, v) for c, v in rest if c in layout.known]
    if texts and _TOTAL.match(texts[0]) and not (facts and _has_person_facts(layout, row)):
        return "total", ""
    if (
        not name
        and not broken
        and all(layout.origins.get((row, c), (row, c))[0] < row for c in names)
        and names
        and facts
    ):
        return "continuation", ""
    lead = name or (texts[0] if texts else "")
    counted = _arabic(number)
    if not counted and not broken and _signs(texts, lead, state, rest) and not _has_person_facts(layout, row):
        state.signed = True
        return "signature", ""
    if broken:
        return "person", ""
    if name and _VACANT.fullmatch(fold(name).strip("()[] .")) and not _has_person_facts(layout, row):
        return "other", ""
    if name:
        return _with_name(layout, row, name, number, facts)
    return _without_name(layout, row, cells, facts, texts)


def _signs(texts: Sequence[str], lead: str, state: RowState, rest: Sequence[tuple[int, Cell]]) -> bool:
    if any(_PLACE_DATE.search(fold(t)) and len(t) < 90 for t in texts):
        return True
    if any(_SIGNATURE.match(fold(t)) for t in texts) and not (is_category(lead) and len(texts) == 1):
        return True
    return state.signed and len(rest) <= 2 and not split_numeral(lead)[0] and not looks_like_unit(lead)


def _with_name(
    layout: Layout, row: int, name: str, number: Cell, facts: Sequence[tuple[int, Cell]]
) -> tuple[Kind, str]:
    if not has_surname(name) and any(f == "name" and s >= 0.8 for f, s in fields_of(name)):
        return "heading", ""
    counted = _arabic(number)
    numeral = show(number) if isinstance(number, str) and not counted else ""
    text = f"{numeral} {name}" if numeral.endswith((".", ")", "-")) else f"{numeral}. {name}" if numeral else name
    person_like = looks_like_name(name) and (has_surname(name) or not looks_like_unit(name))
    only_counts = all(isinstance(v, int | float) and not isinstance(v, bool) for _, v in facts)
    if facts and _has_person_facts(layout, row):
        return "person", ""
    if facts and not (only_counts and (looks_like_unit(name) or is_category(name) or numeral)):
        return "person", ""
    if numeral or split_numeral(name)[0] in {"roman", "letter"}:
        return "group", text
    if is_category(name) and not facts:
        return "group", text
    if person_like and counted and not (looks_like_unit(name) and not has_surname(name)):
        return "person", ""
    if looks_like_unit(name) or is_category(name):
        return "group", text
    if _width(layout, row) >= 3 or (name.isupper() and not has_surname(name)):
        return "group", text
    if person_like and (counted or layout.number_column is None):
        return "person", ""
    return ("person" if counted and not split_numeral(name)[0] else "other"), ""


def _without_name(
    layout: Layout, row: int, cells: Sequence[tuple[int, Cell]], facts: Sequence[tuple[int, Cell]], texts: Sequence[str]
) -> tuple[Kind, str]:
    if len(facts) >= 2 and _has_person_facts(layout, row):
        return "person", ""
    first_name = min(layout.name_columns, default=0)
    if (
        len(texts) in (1, 2)
        and cells[0][0] <= first_name + 1
        and all(isinstance(v, str) or (isinstance(v, int | float) and not isinstance(v, bool)) for _, v in cells)
    ):
        text = texts[0]
        if len(text) <= 6 and len(texts) == 2 and (split_numeral(f"{text}. x")[0] or split_numeral(text + " x")[0]):
            text = f"{text.rstrip('.)')}. {texts[1]}"
        elif len(texts) == 2 and not all(isinstance(v, int | float) for c, v in cells[1:]):
            return "other", ""
        if (
            len(text) <= 150
            and (
                split_numeral(text)[0]
                or looks_like_unit(text)
                or is_category(text)
                or _width(layout, row) >= 3
                or text.isupper()
            )
            and not text.startswith(("*", "(", "- "))
        ):
            return "group", text
    return "other", ""


def _has_person_facts(layout: Layout, row: int) -> bool:
    """A citizen number, a date of birth or another date stands in the row where such things stand."""
    for use in layout.uses:
        value = layout.sheet.cell(row, use.index)
        if value is None:
            continue
        if use.field == "citizen_id" and isinstance(parse_citizen_id(value), str):
            return True
        if use.field.startswith("born") and use.field not in {"born_day", "born_month"}:
            day = parse_day(value)
            if (
                isinstance(value, date)
                or isinstance(day, Day)
                or (isinstance(value, str) and bool(re.search(r"\d+\D+\d+\D+\d", value)))
            ):
                return True
    return False


def _width(layout: Layout, row: int) -> int:
    """How many columns the widest merged range of the row covers."""
    return max((c1 - c0 + 1 for r0, c0, r1, c1 in layout.sheet.merges if r0 <= row <= r1 and r1 - r0 <= 1), default=1)


def _arabic(number: Cell) -> bool:
    return (isinstance(number, int) and not isinstance(number, bool)) or (
        isinstance(number, str) and bool(re.fullmatch(r"\d{1,5}[.)]?", number))
    )
