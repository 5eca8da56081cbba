"""Course files in: YAML, JSON or Excel → catalogue of a year; requests, wishes and self-study. A fault names the line and the value.

The tables are :mod:`dungviec.training.tables`. In YAML and JSON ``courses`` is a list; what a course closes stands in it under
``closes``. In Excel each table has its sheet; headings may be the Vietnamese ones or the stored names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from dungviec.exchange.grid import load_sheets, show
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.values import BadValue, is_blank, read_value, shown
from dungviec.records.schema import Column, Table
from dungviec.records.vietnamese import fold
from dungviec.training import (
    Asked,
    Catalogue,
    Closes,
    Course,
    Request,
    SelfStudy,
    TitleStandard,
    TrainingFault,
    Wish,
    subjects,
)
from dungviec.training.catalogue import OFFERED
from dungviec.training.tables import ASKED_TABLES, CATALOGUE_TABLES, CLOSES

Where = Callable[[str], tuple[str, str]]
"""Column → its place in words, Vietnamese and English."""
_YEAR = Column("year", "int", "Năm", "Year", required=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a file: raw values by column, and where each stands."""

    table: Table
    raw: Mapping[str, Any]
    where: Where

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a column. Raises TrainingFault where it cannot be read, or is missing and needed."""
        column = self.table.by_name[name]
        cell = self.raw.get(name)
        if isinstance(cell, list):
            cell = "; ".join(str(one) for one in cell)
        if is_blank(cell):
            if column.required:
                self.fault(name, "thiếu giá trị này", "this value is missing")
            return default
        try:
            return read_value(column, cell)
        except BadValue as bad:
            self.fault(name, bad.vi[0].lower() + bad.vi[1:], bad.en[0].lower() + bad.en[1:])

    def number(self, name: str, least: int, most: int, default: int | None = None) -> Any:
        """A whole number within limits."""
        value = self.get(name, default)
        if value is not None and not least <= value <= most:
            self.fault(name, f"phải từ {least} đến {most}", f"it must be from {least} to {most}")
        return value

    def subject(self) -> str:
        """The subject of the line: its code, or its name in words."""
        what = str(self.get("what"))
        word = next((q for q in subjects.QUALIFICATIONS if fold(subjects.QUALIFICATIONS[q].vi) == fold(what)), what)
        if not subjects.known(word):
            self.fault("what", "không phải nội dung nào; ghi mã năng lực (G1…), theory, state_management, degree hoặc certificate:<loại>", "no such subject; write a competency (G1…), theory, state_management, degree or certificate:<kind>")  # fmt: skip
        return word

    def level(self, name: str, what: str, default: int | None = None) -> int:
        """A level of a subject: its number, or the word of its code list (``none`` is 0)."""
        given = self.get(name, None)
        if given is None and default is not None:
            return default
        if given is None:
            self.fault(name, "thiếu giá trị này", "this value is missing")
        text = str(given)
        codes = subjects.QUALIFICATIONS.get(what)
        found = int(text) if text.isdecimal() and len(text) < 4 else 0 if fold(text) in ("none", "chua co") else codes.rank(codes.parse(text)) if codes else None  # fmt: skip
        if found is None or found > subjects.top(what):
            listed = ", ".join(c.value for c in codes) if codes else f"0–{subjects.top(what)}"
            self.fault(name, f"không phải mức của {what}; dùng {listed}", f"no level of {what}; use {listed}")
        return found

    def fault(self, name: str, vi: str, en: str) -> NoReturn:
        """Say what is wrong with a value: where, which, what to do."""
        at, value = self.where(name), self.raw.get(name)
        told = "" if is_blank(value) else f" = «{shown(value) if not isinstance(value, list) else '; '.join(map(str, value))}»"  # fmt: skip
        label = self.table.by_name[name].vi if name in self.table.by_name else name
        raise TrainingFault(f"{at[0]}, «{label}» ({name}){told}: {vi}.", f"{at[1]}, {name}{told}: {en}.")


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue in a file. Raises TrainingFault naming file, line (or sheet and row), field, value and what to do."""
    return _catalogue(*_lines(path, CATALOGUE_TABLES), path.name)


def catalogue_from(text: str, source: str) -> Catalogue:
    """The catalogue in a YAML or JSON text; ``source`` is how faults call it. Raises as :func:`read_catalogue`."""
    return _catalogue(*_yaml(text, source, CATALOGUE_TABLES), source)


def _catalogue(lines: Mapping[str, list[Line]], year: int | None, source: str) -> Catalogue:
    if year is None:
        raise TrainingFault(
            f"«{source}»: thiếu năm kế hoạch; ghi «year: 2021» (Excel: trang «Thông tin», dòng «Năm»).",
            f"'{source}': the year of the plan is missing; write 'year: 2021' (Excel: sheet «Thông tin», row «Năm»).",
        )
    closes: dict[str, list[tuple[Line, Closes]]] = {}
    for line in lines["closes"]:
        closes.setdefault(str(line.get("code")), []).append((line, _closes(line)))
    courses: dict[str, Course] = {}
    for line in lines["courses"]:
        code = str(line.get("code"))
        if code in courses:
            line.fault("code", "mã này đã có ở trên; đổi mã", "this identifier stands above already; change it")
        courses[code] = _course(line, tuple(c for _l, c in closes.pop(code, [])))
    for stray in closes.values():
        stray[0][0].fault("code", "không có khóa nào mang mã này", "no course has this identifier")
    if not courses:
        raise TrainingFault(f"«{source}» không có khóa học nào (courses).", f"'{source}' holds no courses.")
    return Catalogue(year, tuple(courses.values()), tuple(_standard(s) for s in lines["standards"]))


def read_asked(path: Path) -> Asked:
    """Requests, wishes and self-study in a file. Raises TrainingFault as :func:`read_catalogue`."""
    lines, _year = _lines(path, ASKED_TABLES)
    requests, wishes, studies = [], [], []
    for line in lines["requests"]:
        what = line.subject()
        requests.append(
            Request(
                line.get("unit_id"), what, _wanted(line, what), tuple(line.get("people", ())), line.number("urgency", 1, 3, 2),
                line.get("because", ""),
            )
        )  # fmt: skip
    for line in lines["wishes"]:
        what = line.subject()
        wishes.append(Wish(line.get("person_id"), what, _wanted(line, what), line.number("strength", 1, 3, 2), line.get("major_fits")))  # fmt: skip
    for line in lines["self_study"]:
        what = line.subject()
        studies.append(
            SelfStudy(line.get("person_id"), what, line.level("level", what), line.get("on"), line.get("evidence"), line.number("grade", 1, 3))
        )  # fmt: skip
    return Asked(tuple(requests), tuple(wishes), tuple(studies))


def _wanted(line: Line, what: str) -> int:
    wants = line.level("wants", what, 1)
    if not wants:
        line.fault("wants", "phải từ mức 1 trở lên", "it must be level 1 or more")
    return wants


def _closes(line: Line) -> Closes:
    what = line.subject()
    start, end = line.level("start", what, 0), line.level("end", what)
    if end <= start:
        line.fault("end", f"phải cao hơn mức vào ({start})", f"it must be above the level it starts from ({start})")
    return Closes(what, start, end)


def _course(line: Line, closes: tuple[Closes, ...]) -> Course:
    least, most = line.number("least", 0, 10_000), line.number("most", 1, 10_000)
    if least > most:
        line.fault("least", f"nhiều hơn số người nhiều nhất ({most})", f"more than the most people of a class ({most})")
    classes = line.number("classes", 0, 1_000)
    promised = line.number("promised", 0, 10_000_000, 0)
    if promised > classes * most:
        line.fault("promised", f"{classes} lớp chỉ có {classes * most} chỗ", f"{classes} classes have {classes * most} seats only")  # fmt: skip
    begins, ends = line.get("begins"), line.get("ends")
    if begins is not None and ends is not None and ends < begins:
        line.fault("ends", f"trước ngày bắt đầu {begins:%d/%m/%Y}", f"before the first day {begins}")
    offered_word = line.get("offered", "own")
    offered = next((key for key, words in OFFERED.items() if fold(str(offered_word)) in (key, *map(fold, words))), None)
    if offered is None:
        line.fault("offered", "dùng own, province hoặc ministry", "use own, province or ministry")
    postgraduate, months = bool(line.get("postgraduate", False)), line.number("months", 1, 120)
    if postgraduate and months is None:
        line.fault("months", "khóa sau đại học phải ghi số tháng học", "postgraduate study needs its months")
    vi = line.get("vi")
    return Course(
        line.get("code"), vi, line.get("en", vi), line.get("kind"), closes, least, most, classes,
        line.number("class_cost", 0, 10**13), line.number("seat_cost", 0, 10**13), line.number("days", 0, 366), offered, line.get("place", ""),
        promised, begins, ends, bool(line.get("part_time", False)), tuple(line.get("categories", ())), tuple(line.get("levels", ())),
        tuple(line.get("unit_kinds", ())), line.get("party_member"), postgraduate, months,
    )  # fmt: skip


def _standard(line: Line) -> TitleStandard:
    vi, start, until = line.get("vi"), line.get("start"), line.get("until")
    if start is not None and until is not None and until < start:
        line.fault("until", f"trước ngày bắt đầu {start:%d/%m/%Y}", f"before its first day {start}")
    return TitleStandard(
        tuple(line.get("ranks")), line.get("kind"), vi, line.get("en", vi), line.get("basis"), start, until, line.number("months", 1, 600),
        line.number("grace_months", 0, 600, 0),
    )  # fmt: skip


def _lines(path: Path, tables: Mapping[str, Table]) -> tuple[dict[str, list[Line]], int | None]:
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm", ".ods", ".xls"):
            return _sheets(path, tables)
        text = path.read_text(encoding="utf-8-sig")
    except UnreadableFileError as bad:
        raise TrainingFault(bad.vi, bad.en) from None
    except FileNotFoundError:
        raise TrainingFault(f"Không thấy tệp «{path}»; kiểm tra lại đường dẫn.", f"File '{path}' not found; check the path.") from None  # fmt: skip
    except (OSError, UnicodeDecodeError) as bad:
        reason = getattr(bad, "strerror", None) or "không phải văn bản UTF-8"
        raise TrainingFault(f"Không đọc được «{path}»: {reason}.", f"Cannot read '{path}': {reason}.") from None
    return _yaml(text, path.name, tables)


def _yaml(text: str, source: str, tables: Mapping[str, Table]) -> tuple[dict[str, list[Line]], int | None]:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = _reader().load(text)
    except MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        at = mark.line + 1 if mark else 0
        raise TrainingFault(
            f"«{source}», dòng {at}: không phải YAML hoặc JSON hợp lệ ({bad.problem}). Kiểm tra thụt lề, dấu ngoặc và dấu hai chấm.",
            f"'{source}', line {at}: not valid YAML or JSON ({bad.problem}). Check indentation, brackets and colons.",
        ) from None
    except (YAMLError, ValueError, TypeError, OverflowError, RecursionError) as bad:
        reason = str(bad).partition("\n")[0]
        raise TrainingFault(f"«{source}»: có giá trị không đọc được ({reason}).", f"'{source}': a value cannot be read ({reason}).") from None  # fmt: skip
    names = [n for n in tables if n != CLOSES.name]
    if not isinstance(data, Mapping):
        raise TrainingFault(f"«{source}» phải có các mục: {', '.join(names)}.", f"'{source}' must hold: {', '.join(names)}.")  # fmt: skip
    found: dict[str, list[Line]] = {n: [] for n in tables}
    for key in data:
        if key not in (*names, "year"):
            at = _at(data, key)
            raise TrainingFault(f"«{source}», dòng {at}: không có mục «{key}»; dùng: year, {', '.join(names)}.", f"'{source}', line {at}: there is no '{key}'; use: year, {', '.join(names)}.")  # fmt: skip
    for name in names:
        for n, entry in enumerate(_listed(data, name, source)):
            line = _entry(
                entry, tables[name], source, _at(data[name], n), extra=("closes",) if name == "courses" else ()
            )
            found[name].append(line)
            for m, one in enumerate(_listed(entry, "closes", source) if name == "courses" else ()):
                told = _entry(one, CLOSES, source, _at(entry["closes"], m))
                found["closes"].append(Line(CLOSES, {**told.raw, "code": entry.get("code")}, told.where))
    return found, _year(data.get("year"), f"«{source}», dòng {_at(data, 'year')}", f"'{source}', line {_at(data, 'year')}")  # fmt: skip


def _reader() -> Any:
    """A reader that knows the line of everything and leaves days as they are written: a day that is not in the calendar is told with its line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import RoundTripConstructor

    class AsWritten(RoundTripConstructor):
        pass

    AsWritten.add_constructor("tag:yaml.org,2002:timestamp", lambda _self, node: node.value)
    reader = YAML(typ="rt")
    reader.Constructor = AsWritten
    return reader


def _listed(data: Mapping[str, Any], name: str, source: str) -> list[Any]:
    value = data.get(name)
    if value is not None and not isinstance(value, list):
        at = _at(data, name)
        raise TrainingFault(f"«{source}», dòng {at}: «{name}» phải là danh sách (mỗi mục một dấu gạch).", f"'{source}', line {at}: '{name}' must be a list.")  # fmt: skip
    return value or []


def _entry(entry: Any, table: Table, source: str, at: int, extra: tuple[str, ...] = ()) -> Line:
    if not isinstance(entry, Mapping):
        raise TrainingFault(f"«{source}», dòng {at}: phải là các cặp «khóa: giá trị».", f"'{source}', line {at}: it must hold 'key: value' pairs.")  # fmt: skip
    known = (*table.by_name, *extra)
    for key in entry:
        if key not in known:
            there = _at(entry, key)
            raise TrainingFault(f"«{source}», dòng {there}: không có mục «{key}»; dùng: {', '.join(known)}.", f"'{source}', line {there}: there is no '{key}'; use: {', '.join(known)}.")  # fmt: skip

    def where(name: str) -> tuple[str, str]:
        there = _at(entry, name) if name in entry else at
        return f"«{source}», dòng {there}", f"'{source}', line {there}"

    return Line(table, entry, where)


def _at(data: Any, key: str | int) -> int:
    """The line, counted from 1, where a key or an item of a loaded YAML text stands."""
    try:
        place = data.lc.key(key) if isinstance(key, str) else data.lc.item(key)
    except (AttributeError, KeyError, TypeError):
        return 0
    return int(place[0]) + 1


def _year(value: Any, vi: str, en: str) -> int | None:
    if value is None:
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or len(text) != 4 or not 1990 <= int(text) <= 2100:
        raise TrainingFault(f"{vi}: năm «{value}» không dùng được; ghi như 2021.", f"{en}: the year '{value}' cannot be used; write 2021.")  # fmt: skip
    return int(text)


def _sheets(path: Path, tables: Mapping[str, Table]) -> tuple[dict[str, list[Line]], int | None]:
    found: dict[str, list[Line]] = {n: [] for n in tables}
    year: int | None = None
    by_name = {fold(t.sheet): t for t in tables.values()} | dict(tables)
    seen = False
    for sheet in load_sheets(path, old_text=False):
        if fold(sheet.name) == fold("Thông tin"):
            told = {fold(show(r[0])): (n, r[1]) for n, r in enumerate(sheet.rows) if len(r) > 1}
            at, value = told.get("nam", (0, None))
            year = _year(value, f"Trang «{sheet.name}», dòng {at + 1}", f"Sheet «{sheet.name}», row {at + 1}")
        table = by_name.get(fold(sheet.name))
        if table is None:
            continue
        seen = True
        use = _columns(table, sheet.rows[0] if sheet.rows else [], sheet.name)
        for n, row in enumerate(sheet.rows[1:], start=2):
            raw = {name: row[c] if c < len(row) else None for name, c in use.items()}
            if any(not is_blank(v) for v in raw.values()):
                at_ = (f"Trang «{sheet.name}», dòng {n}", f"Sheet «{sheet.name}», row {n}")
                found[table.name].append(Line(table, raw, lambda _name, at_=at_: at_))  # type: ignore[misc]
    if not seen:
        listed = ", ".join(f"«{t.sheet}»" for t in tables.values())
        raise TrainingFault(f"«{path.name}» không có trang nào trong: {listed}.", f"'{path.name}' has none of the sheets {listed}.")  # fmt: skip
    return found, year


def _columns(table: Table, heads: Iterable[Any], sheet: str) -> dict[str, int]:
    words = {fold(c.vi): c.name for c in table.columns} | {c.name: c.name for c in table.columns}
    use: dict[str, int] = {}
    for n, cell in enumerate(heads):
        if is_blank(cell):
            continue
        name = words.get(fold(show(cell))) or words.get(show(cell))
        if name is None:
            raise TrainingFault(f"Trang «{sheet}», dòng 1: không có cột «{show(cell)}»; các cột: {', '.join(c.vi for c in table.columns)}.", f"Sheet «{sheet}», row 1: there is no column «{show(cell)}».")  # fmt: skip
        use[name] = n
    return use
