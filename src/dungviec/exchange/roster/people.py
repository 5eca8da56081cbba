"""Rows of all sheets become people: the same person once, each row counted as created, updated, skipped or rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dungviec.exchange.grid import Cell, show
from dungviec.exchange.problems import Problem, Remark, column_letter
from dungviec.exchange.roster.columns import ColumnUse
from dungviec.exchange.roster.record import CORE_KEYS, Row
from dungviec.records.vietnamese import fold

_IDENTITY = ("sex", "born", "citizen_id")
_WORDS = {
    "no": "số thứ tự", "name": "họ tên", "sex": "giới tính", "born": "ngày sinh", "ethnicity": "dân tộc", "unit": "đơn vị",
    "degree": "trình độ", "major": "chuyên ngành", "theory": "lý luận chính trị", "citizen_id": "số định danh",
    "joined": "ngày tuyển dụng", "coefficient": "hệ số lương", "ratings": "xếp loại",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Person:
    """A person being put together: facts, and the row that first named them."""

    facts: dict[str, Any]
    sheet: str
    number: int
    soft_unit: bool
    sheets: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Gathering:
    """People so far and what happened to each row."""

    people: list[Person] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    person_of: dict[int, int] = field(default_factory=dict)
    """Position of a row → position of the person it speaks of; rejected rows are absent."""
    told_more: set[int] = field(default_factory=set)
    """Positions of rows that added something to a person another row had named."""
    refused: dict[int, Remark] = field(default_factory=dict)
    """Position of a rejected row → why."""


def remark(row: Row, key: str, use: ColumnUse | None, value: str, problem: Problem) -> Remark:
    """A problem at its place. Citizen numbers are shown with the middle hidden."""
    shown = mask(value) if key == "citizen_id" else value
    letter = use.letter if use else column_letter(0)
    return Remark(
        row.sheet, row.number, letter, use.header if use else "", key, shown,
        problem.vi, problem.en, problem.todo_vi, problem.todo_en, str(row.facts.get("name") or ""),
    )  # fmt: skip


def mask(citizen_id: str) -> str:
    """A citizen number with all but the first three and last three signs hidden.

    >>> mask("022044095344")
    '022••••••344'
    """
    return citizen_id if len(citizen_id) < 8 else citizen_id[:3] + "•" * (len(citizen_id) - 6) + citizen_id[-3:]


def gather(rows: list[Row]) -> Gathering:
    """Merge rows into people, in order; see the module's sentence and ``_same_person``."""
    out = Gathering()
    by_id: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = {}
    numbers: dict[int, int] = {}
    for at, row in enumerate(rows):
        for key, use, value, problem in row.warnings:
            out.warnings.append(remark(row, key, use, value, problem))
        if row.rejects:
            out.refused[at] = _first_of(row)
            continue
        known, problem_found = _find(row, by_id, by_name)
        if problem_found is not None:
            key, value, problem = problem_found
            out.refused[at] = remark(row, key, row.places.get(key), value, problem)
        elif known is None:
            person = Person(dict(row.facts), row.sheet, row.number, row.soft_unit, {row.sheet})
            numbers[id(person)] = out.person_of[at] = len(out.people)
            out.people.append(person)
            out.created += 1
            _index(person, by_id, by_name)
        else:
            changed = _merge(known, row, out)
            known.sheets.add(row.sheet)
            out.updated += changed
            if changed:
                out.told_more.add(at)
            out.skipped += not changed
            out.person_of[at] = numbers[id(known)]
            _index(known, by_id, by_name)
    out.rejected = list(out.refused.values())
    return out


def _first_of(row: Row) -> Remark:
    key, use, value, problem = row.rejects[0]
    first = remark(row, key, use, value, problem)
    if len(row.rejects) == 1:
        return first
    more_vi = "; ".join(f"cột {u.letter if u else '?'}: {p.vi}" for _, u, _, p in row.rejects[1:])
    more_en = "; ".join(f"column {u.letter if u else '?'}: {p.en}" for _, u, _, p in row.rejects[1:])
    joined = Problem(f"{problem.vi}; {more_vi}", f"{problem.en}; {more_en}", problem.todo_vi, problem.todo_en)
    return remark(row, key, use, value, joined)


def _index(person: Person, by_id: dict[str, Person], by_name: dict[str, list[Person]]) -> None:
    if person.facts.get("citizen_id"):
        by_id.setdefault(person.facts["citizen_id"], person)
    if not person.facts.get("name"):
        return
    same = by_name.setdefault(fold(person.facts["name"]), [])
    if person not in same:
        same.append(person)


def _find(
    row: Row, by_id: dict[str, Person], by_name: dict[str, list[Person]]
) -> tuple[Person | None, tuple[str, str, Problem] | None]:
    """The person a row speaks of, or why it cannot be right.

    Same citizen number: the same person, if the name is the same too. Without it: the same name and compatible birth
    dates (and no two different citizen numbers). Two rows of one person in one sheet are «somebody twice».
    """
    number = row.facts.get("citizen_id")
    name = fold(row.facts.get("name") or "")
    known = by_id.get(number) if number else None
    if known is not None:
        if name and known.facts.get("name") and fold(known.facts["name"]) != name:
            return None, ("citizen_id", number or "", Problem(
                f"số định danh này đã là của {known.facts['name']} (trang «{known.sheet}», dòng {known.number})",
                f"this citizen number already belongs to {known.facts['name']} (sheet “{known.sheet}”, row {known.number})",
                "xem lại số định danh của cả hai người", "check the citizen number of both",
            ))  # fmt: skip
    else:
        alike = [
            p
            for p in by_name.get(name, ())
            if len({number, p.facts.get("citizen_id")} - {None}) < 2 and _same_birth(row, p)
        ]
        exact = [p for p in alike if row.facts.get("born") and p.facts.get("born")] or alike
        if len(exact) > 1:
            exact = [
                p for p in exact if row.facts.get("unit") and _agree("unit", p.facts.get("unit"), row.facts["unit"])
            ]
            if len(exact) != 1:
                return None, ("name", row.facts["name"], Problem(
                    "trùng tên với nhiều người, không đủ ngày sinh, số định danh hay đơn vị để biết là ai",
                    "shares the name with several people, and no birth date, citizen number or unit tells who it is",
                    "điền ngày sinh hoặc số định danh", "fill in the birth date or the citizen number",
                ))  # fmt: skip
        known = exact[0] if exact else None
    if known is None:
        return None, None
    if row.sheet in known.sheets:
        key = "citizen_id" if number else "name"
        where = known.number if known.sheet == row.sheet else "?"
        who = row.facts.get("name") or mask(number or "")
        return None, (key, number or who, Problem(
            f"{who} đã có ở dòng {where} của trang này", f"{who} already stands in row {where} of this sheet",
            "xóa dòng thừa, hoặc sửa nếu là hai người khác nhau", "delete the spare row, or correct it if these are two people",
        ))  # fmt: skip
    for key in _IDENTITY:
        old, new = known.facts.get(key), row.facts.get(key)
        if old is not None and new is not None and not _agree(key, old, new):
            return None, (key, row.shown.get(key, str(new)) if key != "citizen_id" else str(new), Problem(
                f"{_WORDS[key]} trái với trang «{known.sheet}» dòng {known.number}: «{_say(key, new)}» và «{_say(key, old)}»",
                f"{key} contradicts sheet “{known.sheet}” row {known.number}: “{_say(key, new)}” and “{_say(key, old)}”",
                "xem hồ sơ gốc, sửa cho hai trang giống nhau", "check the file and make both sheets agree",
            ))  # fmt: skip
    return known, None


def _same_birth(row: Row, other: Person) -> bool:
    """Compatible birth dates; where one is silent, the units must not speak against it."""
    old, new = other.facts.get("born"), row.facts.get("born")
    mine, theirs = row.facts.get("unit"), other.facts.get("unit")
    hard = not row.soft_unit and not other.soft_unit
    apart = mine is not None and theirs is not None and hard and not _agree("unit", mine, theirs)
    if old is None or new is None:
        return not apart and (row.sheet not in other.sheets or old is new)
    if old != new and row.sheet in other.sheets:
        return _agree("born", old, new) and not apart
    return _agree("born", old, new)


def _agree(key: str, old: Any, new: Any) -> bool:
    if key == "born":
        return bool(str(old).startswith(str(new)) or str(new).startswith(str(old)))
    return fold(old) == fold(new) if isinstance(old, str) and isinstance(new, str) else bool(old == new)


def _merge(known: Person, row: Row, out: Gathering) -> bool:
    """Fill what was empty, sharpen what was vague; a contradiction keeps the first value and is reported."""
    changed = False
    for key, new in row.facts.items():
        if new is None or key == "no" or (key == "name" and known.facts.get("name")):
            continue
        old = known.facts.get(key)
        if isinstance(new, dict):
            mine = known.facts.setdefault(key, {})
            for year, level in new.items():
                if mine.get(year) is None:
                    changed |= level is not None or year not in mine
                    mine[year] = level
                elif level is not None and level != mine[year]:
                    _contradiction(known, row, out, key, f"{year}: {level}", f"{year}: {mine[year]}")
            known.facts[key] = dict(sorted(mine.items()))
        elif old is None:
            known.facts[key] = new
            changed = True
            if key == "unit":
                known.soft_unit = row.soft_unit
        elif key == "unit" and known.soft_unit and not row.soft_unit and not _agree(key, old, new):
            known.facts[key], known.soft_unit = new, False
            changed = True
        elif key == "born" and len(str(new)) > len(str(old)):
            known.facts[key] = new
            changed = True
        elif not _agree(key, old, new) and not (key == "unit" and row.soft_unit):
            _contradiction(known, row, out, key, str(new), str(old))
    return changed


def _contradiction(known: Person, row: Row, out: Gathering, key: str, new: str, old: str) -> None:
    out.warnings.append(remark(row, key, row.places.get(key), new, Problem(
        f"{_WORDS.get(key, key)} khác trang «{known.sheet}» dòng {known.number}; giữ «{old}», bỏ «{new}»",
        f"{key} differs from sheet “{known.sheet}” row {known.number}; kept “{old}”, left out “{new}”",
        "xem lại, sửa trang nào sai", "check and correct the sheet that is wrong",
    )))  # fmt: skip


def _say(key: str, value: Cell) -> str:
    return mask(show(value)) if key == "citizen_id" else show(value)


def ordered(people: list[Person]) -> list[dict[str, Any]]:
    """People as dicts with the core keys first; by number when every number is there once, else as the file has them."""
    numbers = [p.facts.get("no") for p in people]
    if people and None not in numbers and len(set(numbers)) == len(numbers):
        people = sorted(people, key=lambda p: int(p.facts["no"]))
    result = []
    for person in people:
        core: dict[str, Any] = {key: person.facts.get(key) for key in CORE_KEYS}
        core["ratings"] = core["ratings"] or {}
        for key in ("born", "joined"):
            text = core[key]
            if text is not None and len(text) < 10:
                # the records keep a day or nothing; what is known of a vaguer date stands beside it
                core[key] = None
                core[f"{key}_year_only"] = int(text[:4])
                if len(text) == 7:
                    core[f"{key}_month_only"] = text
        core.update({k: v for k, v in person.facts.items() if k not in core and v not in (None, {})})
        result.append(core)
    return result
