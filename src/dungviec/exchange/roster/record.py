"""One row as one person's facts, every cell read, with what could not be right.

A wrong value in a field that identifies or dates a person (name, birth, citizen number, joining, coefficient), or a
formula's error anywhere among the understood fields, rejects the row. A word that no list knows (degree, theory,
rating, sex) leaves the field empty and is reported as a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dungviec.exchange.grid import Cell, CellError, show
from dungviec.exchange.marks import NOT_CALCULATED
from dungviec.exchange.problems import Problem
from dungviec.exchange.roster.cells import (
    is_empty_word,
    is_mark,
    parse_citizen_id,
    parse_coefficient,
    parse_degree,
    parse_employment,
    parse_rating,
    parse_sex,
    parse_state_management,
    parse_theory,
    tidy_major,
)
from dungviec.exchange.roster.columns import ColumnUse
from dungviec.exchange.roster.days import Day, parse_day
from dungviec.exchange.roster.names import proper_case, tidy_name
from dungviec.exchange.roster.rows import Layout
from dungviec.exchange.roster.units import split_numeral, tidy_unit
from dungviec.records.codes import DEGREES, RATINGS, THEORY
from dungviec.records.vietnamese import clean, fold

CORE_KEYS = (
    "no",
    "name",
    "sex",
    "born",
    "ethnicity",
    "unit",
    "degree",
    "major",
    "theory",
    "citizen_id",
    "joined",
    "coefficient",
    "ratings",
)
"""Keys every person has, in this order."""

_TEXT_FIELDS = (
    "person_id", "title", "religion", "birth_place", "home_place", "residence", "rank_code", "rank_name", "salary_step", "schooling",
    "language", "informatics", "ethnic_language", "school", "category", "block", "party_title", "defence", "former_title",
)  # fmt: skip
_DATE_FIELDS = ("party_joined", "party_official", "appointed", "coefficient_from")


@dataclass(slots=True)
class Row:
    """What one row says: facts by key, where each came from, problems that reject it and warnings that do not."""

    sheet: str
    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    places: dict[str, ColumnUse] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    rejects: list[tuple[str, ColumnUse | None, str, Problem]] = field(default_factory=list)
    warnings: list[tuple[str, ColumnUse | None, str, Problem]] = field(default_factory=list)
    soft_unit: bool = False
    cells: tuple[Cell, ...] = ()
    """The row's cells as they stand, merged ones with the value of their range."""
    table: int = 0
    """Which table of its sheet the row stands in, from 0."""
    around: dict[str, Any] = field(default_factory=dict)
    """What the rows above, the title or the sheet's name gave: ``unit``, ``block``."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The day the roster speaks of, for judging ages; None when nothing tells it."""

    as_of: date | None


class RowReader:
    """Reads the rows of one table; keeps what is the same for all of them (columns, codes of sex, bounds)."""

    def __init__(self, layout: Layout, bounds: Bounds, sex_codes: dict[str, str]) -> None:
        self.layout = layout
        self.bounds = bounds
        self.sex_codes = sex_codes
        self.width = max((u.index for u in layout.uses), default=-1) + 1
        self.guarded = [u for u in layout.uses if u.index in layout.known and u.field != "no"]
        self.text_fields = [f for f in _TEXT_FIELDS if f in layout.by_field]
        self.date_fields = [f for f in _DATE_FIELDS if f in layout.by_field]

    def read(self, row: int) -> Row:
        """The facts of row ``row`` (from 0)."""
        out = Row(self.layout.sheet.name, row + 1)
        out.cells = tuple(self.layout.value(row, c) for c in range(self.width))
        for use in self.guarded:
            value = out.cells[use.index]
            if isinstance(value, CellError):
                out.rejects.append((use.field, use, value.code, _formula_problem(value)))
        self._name(out, row)
        self._born_and_sex(out, row)
        self._learning(out, row)
        self._ratings(out, row)
        self._plain(out, row)
        self._check(out)
        for key in CORE_KEYS:
            out.facts.setdefault(key, {} if key == "ratings" else None)
        return out

    def _cell(self, row: int, use: ColumnUse) -> Cell:
        value = self.layout.value(row, use.index)
        return None if isinstance(value, CellError) else value

    def _first(self, out: Row, row: int, name: str) -> tuple[Cell, ColumnUse] | None:
        for use in self.layout.by_field.get(name, ()):
            value = self._cell(row, use)
            if value is not None:
                out.places[name] = use
                out.shown[name] = show(value)
                return value, use
        return None

    def _keep(self, out: Row, key: str, found: tuple[Cell, ColumnUse], value: Any, *, soft: bool = False) -> Any:
        """Store a parsed value, or note its problem; returns the value or None."""
        if isinstance(value, Problem):
            (out.warnings if soft else out.rejects).append((key, found[1], show(found[0]), value))
            return None
        out.facts[key] = value
        out.places[key] = found[1]
        return value

    def _name(self, out: Row, row: int) -> None:
        columns = self.layout.name_columns
        texts = [
            show(v) for c in columns if (v := self.layout.value(row, c)) is not None and not isinstance(v, CellError)
        ]
        uses = [u for u in self.layout.uses if u.index in columns]
        if uses:
            out.places["name"] = uses[0]
        name, told = tidy_name(" ".join(texts))
        out.shown["name"] = " ".join(texts)
        if name:
            out.facts["name"] = name
            if told:
                out.facts["sex"] = told
        named = bool(columns) or self.layout.key_column is None
        if (
            named
            and not re.search(r"[^\W\d_]", name)
            and not any(f in {"name", "surname", "given"} for f, *_ in out.rejects)
        ):
            out.rejects.append(("name", uses[0] if uses else None, " ".join(texts), Problem(
                "dòng có dữ liệu nhưng không có họ tên", "the row holds data but no name",
                "điền họ và tên, hoặc xóa dòng nếu thừa", "fill in the name, or delete the row if it is spare",
            )))  # fmt: skip
        number = self._first(out, row, "no")
        if number is not None:
            m = re.fullmatch(r"(\d{1,6})[.)]?", show(number[0]))
            out.facts["no"] = int(m[1]) if m else None

    def _born_and_sex(self, out: Row, row: int) -> None:
        birth: list[tuple[str, tuple[Cell, ColumnUse]]] = []
        for name in ("born", "born_male", "born_female"):
            found = self._first(out, row, name)
            if found is not None and not is_empty_word(found[0]):
                birth.append((name, found))
        if len(birth) > 1 and {n for n, _ in birth} >= {"born_male", "born_female"}:
            use = birth[1][1][1]
            out.rejects.append(("born", use, show(birth[1][1][0]), Problem(
                "ngày sinh ghi ở cả cột Nam và cột Nữ", "a birth date stands under both Nam and Nữ",
                "chỉ để ngày sinh ở đúng một cột", "leave the date in one of the two columns",
            )))  # fmt: skip
            return
        for name, found in birth:
            value = parse_day(found[0], pivot=15)
            if value is None:
                continue
            if isinstance(self._keep(out, "born", found, value), Day) and name != "born":
                out.facts["sex"] = name.removeprefix("born_")
            out.facts["born_day"] = out.facts.pop("born", None)
        self._born_parts(out, row)
        sex = self._first(out, row, "sex")
        if sex is not None:
            marked_female = (
                is_mark(sex[0])
                and show(sex[0]) not in self.sex_codes
                and "nữ" in sex[1].header.lower()
                and "nam" not in sex[1].header.lower()
            )
            self._keep(out, "sex", sex, "female" if marked_female else parse_sex(sex[0], self.sex_codes), soft=True)
        self._sex_marks(out, row)

    def _born_parts(self, out: Row, row: int) -> None:
        parts = [self._first(out, row, n) for n in ("born_day", "born_month", "born_year")]
        if parts[2] is None:
            return
        text = "/".join(show(p[0]) if p else "0" for p in parts)
        value = parse_day(text, pivot=15)
        if value is not None:
            self._keep(out, "born", parts[2], value)
            out.facts["born_day"] = out.facts.pop("born", None)

    def _sex_marks(self, out: Row, row: int) -> None:
        columns = {s: self.layout.columns(f"{s}_mark") for s in ("male", "female")}
        if not any(columns.values()) or out.facts.get("sex"):
            return
        marked = [
            s
            for s, uses in columns.items()
            if uses and (v := self._cell(row, uses[0])) is not None and not is_empty_word(v)
        ]
        if len(marked) == 2:
            use = columns["female"][0]
            out.rejects.append(("sex", use, "x", Problem(
                "đánh dấu cả Nam và Nữ", "both Nam and Nữ are marked", "chỉ đánh dấu một ô", "mark one of the two",
            )))  # fmt: skip
        elif marked:
            out.facts["sex"] = marked[0]
            out.places["sex"] = columns[marked[0]][0]
        elif not all(columns.values()):
            out.facts["sex"] = "male" if columns["female"] else "female"

    def _learning(self, out: Row, row: int) -> None:
        if (found := self._first(out, row, "degree")) is not None:
            value = parse_degree(found[0])
            if isinstance(value, Problem):
                self._keep(out, "degree", found, value, soft=True)
            else:
                self._keep(out, "degree", found, value[0])
                if value[1]:
                    out.facts["major"] = value[1]
        if (found := self._first(out, row, "major")) is not None and (major := tidy_major(found[0])) is not None:
            self._keep(out, "major", found, major)
            if not self.layout.columns("degree") and not self.layout.columns("degree_mark"):
                level = parse_degree(found[0])
                if not isinstance(level, Problem) and level[0] and level[1]:
                    out.facts["degree"], out.facts["major"] = level
        self._matrix(out, row, "degree", DEGREES.rank)
        self._matrix(out, row, "theory", THEORY.rank)
        if (found := self._first(out, row, "theory")) is not None:
            self._keep(out, "theory", found, parse_theory(found[0]), soft=True)
        if (found := self._first(out, row, "state_management")) is not None:
            self._keep(out, "state_management", found, parse_state_management(found[0]), soft=True)
        if (found := self._first(out, row, "employment")) is not None:
            self._keep(out, "employment", found, parse_employment(found[0]), soft=True)
        elif (found := self._first(out, row, "category")) is not None and isinstance(
            kind := parse_employment(found[0]), str
        ):
            self._keep(out, "employment", found, kind)  # «Đối tượng: HĐ 68» says how somebody is employed

    def _matrix(self, out: Row, row: int, key: str, rank: Any) -> None:
        """The highest level marked in an x-matrix; words in a degree's cell are the major."""
        best: tuple[int, ColumnUse, Cell] | None = None
        for use in self.layout.columns(f"{key}_mark"):
            value = self._cell(row, use)
            if value is None or is_empty_word(value):
                continue
            order = rank(use.detail) or 0
            if best is None or order > best[0]:
                best = (order, use, value)
        if best is not None:
            out.facts[key] = best[1].detail
            out.places[key] = best[1]
            if key == "degree" and not is_mark(best[2]) and isinstance(best[2], str) and not out.facts.get("major"):
                inside = parse_degree(best[2])
                out.facts["major"] = inside[1] if not isinstance(inside, Problem) and inside[1] else tidy_major(best[2])

    def _ratings(self, out: Row, row: int) -> None:
        for name, key in (("rating", "ratings"), ("party_rating", "party_ratings")):
            for use in self.layout.columns(name):
                value = self._cell(row, use)
                level = parse_rating(value)
                if isinstance(level, Problem):
                    out.warnings.append((name, use, show(value), level))
                    level = None
                out.facts.setdefault(key, {})[use.detail] = level
        for use in self.layout.columns("rating_mark"):
            year, _, level_name = use.detail.partition(":")
            ratings = out.facts.setdefault("ratings", {})
            ratings.setdefault(year, None)
            value = self._cell(row, use)
            if (
                value is not None
                and not is_empty_word(value)
                and (RATINGS.rank(level_name) or 0) > (RATINGS.rank(ratings[year]) or 0)
            ):
                ratings[year] = level_name
        if "ratings" in out.facts:
            out.facts["ratings"] = dict(sorted(out.facts["ratings"].items()))

    def _plain(self, out: Row, row: int) -> None:
        if (found := self._first(out, row, "citizen_id")) is not None:
            self._keep(out, "citizen_id", found, parse_citizen_id(found[0], plain_text=self.layout.sheet.plain_text))
        if (found := self._first(out, row, "joined")) is not None:
            self._keep(out, "joined", found, parse_day(found[0], pivot=40))
        if (found := self._first(out, row, "coefficient")) is not None:
            self._keep(out, "coefficient", found, parse_coefficient(found[0]))
        if (found := self._first(out, row, "ethnicity")) is not None and not is_empty_word(found[0]):
            self._keep(out, "ethnicity", found, proper_case(show(found[0])))
        if (found := self._first(out, row, "unit")) is not None and found[0] == 0:
            out.warnings.append(("unit", found[1], "0", Problem(
                "ô đơn vị là số 0, thường do công thức chỉ vào ô trống", "the unit is the number 0, often a formula that points to an empty cell",
                "gõ tên đơn vị vào ô", "type the unit's name into the cell",
            )))  # fmt: skip
        elif found is not None and not is_empty_word(found[0]):
            self._keep(out, "unit", found, tidy_unit(show(found[0])))
        if (found := self._first(out, row, "title_unit")) is not None:
            title, unit = split_title_unit(show(found[0]))
            out.facts["title"] = title
            if unit and not out.facts.get("unit"):
                self._keep(out, "unit", found, tidy_unit(unit))
        for name in self.date_fields:
            if (found := self._first(out, row, name)) is not None:
                day = self._keep(out, name, found, parse_day(found[0], pivot=40), soft=True)
                out.facts[name] = day.text if isinstance(day, Day) else None
        for name in self.text_fields:
            if (found := self._first(out, row, name)) is not None and not is_empty_word(found[0]):
                out.facts[name] = clean(show(found[0]))
        if (found := self._first(out, row, "party_member")) is not None:
            out.facts["party_member"] = is_mark(found[0]) or fold(show(found[0])) == "dang vien"

    def _check(self, out: Row) -> None:
        """Dates against each other and against the roster's day; then dates become ISO text."""
        born, joined = out.facts.pop("born_day", None), out.facts.get("joined")
        as_of = self.bounds.as_of
        if isinstance(born, Day):
            problem = None
            if as_of is not None and born.earliest > as_of:
                problem = ("ngày sinh ở tương lai", "the birth date lies in the future")
            elif as_of is not None and as_of.year - born.year < 15:
                problem = ("chưa đủ 15 tuổi", "younger than 15")
            elif (as_of.year if as_of else 2020) - born.year > 100:
                problem = ("hơn 100 tuổi", "older than 100")
            elif isinstance(joined, Day) and joined.year - born.year < 14:
                problem = (
                    f"vào ngành năm {joined.year} khi chưa đủ 14 tuổi",
                    f"joined in {joined.year} before the age of 14",
                )
            if problem is not None:
                use = out.places.get("born")
                todo = ("xem lại năm sinh trong hồ sơ gốc", "check the year of birth in the file")
                out.rejects.append(("born", use, show_day(born), Problem(*problem, *todo)))
        out.facts["born"] = born.text if isinstance(born, Day) else None
        out.facts["joined"] = joined.text if isinstance(joined, Day) else None


def show_day(day: Day) -> str:
    """A day as people write it, to the precision known."""
    return "/".join(f"{p:02d}" for p in (day.day, day.month, day.year) if p)


_UNIT_STARTS = (
    "Phòng", "Ban", "Hội", "Trạm", "Đội", "Khoa", "Trường", "Trung tâm", "UBND", "HĐND", "Ủy ban nhân dân", "Chi cục", "Đảng ủy", "Thanh tra", "Văn phòng", "Hạt", "Sở",
)  # fmt: skip
# a unit's own capital tells it from «Trưởng phòng»; «Chánh Văn phòng» alone is a title
_UNIT_AFTER_TITLE = re.compile(rf"^(.{{3,}}?) ((?:{'|'.join((*_UNIT_STARTS, *map(str.upper, _UNIT_STARTS)))}) \S.*)$")

_HEAD_OF = re.compile(r"^((?:phó )?trưởng (phòng|ban|trạm|đội|khoa)) (\S.*)$", re.IGNORECASE)


def split_title_unit(text: str) -> tuple[str, str | None]:
    """«Trưởng phòng, Phòng Nội vụ» → title and unit; without a unit the whole is the title."""
    from dungviec.exchange.roster.units import looks_like_unit

    for separator in (r"\s*;\s*", r"\s*,\s*", r"\s+[-–]\s+", r"\s*/\s*"):
        parts = re.split(separator, text, maxsplit=1)
        if len(parts) == 2 and looks_like_unit(parts[1]) and not split_numeral(parts[1])[0]:
            return clean(parts[0]), clean(parts[1])
    if (m := _HEAD_OF.match(clean(text))) is not None:
        return m[1], clean(f"{m[2].capitalize()} {m[3]}")
    if (m := _UNIT_AFTER_TITLE.match(clean(text))) is not None:
        return m[1], m[2]
    return clean(text), None


def _formula_problem(value: CellError) -> Problem:
    if value.code == NOT_CALCULATED:
        return Problem(
            "công thức chưa được tính, không có giá trị", "a formula whose value was never calculated",
            "mở tệp bằng Excel, lưu lại rồi nhập", "open the file in Excel, save it and read it again",
        )  # fmt: skip
    return Problem(
        f"ô báo lỗi công thức {value.code}", f"the cell shows a formula error {value.code}",
        "sửa công thức hoặc gõ thẳng giá trị vào ô", "repair the formula or type the value into the cell",
    )  # fmt: skip
