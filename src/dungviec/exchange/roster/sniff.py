"""How well the values under a heading suit a field: the share of them that can be read as that field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from dungviec.exchange.grid import Cell, show
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
)
from dungviec.exchange.roster.days import Day, parse_day
from dungviec.exchange.roster.names import has_surname, looks_like_name
from dungviec.exchange.roster.units import looks_like_unit
from dungviec.records.vietnamese import fold

ETHNICITIES = frozenset(
    [
        "kinh",
        "tay",
        "thai",
        "muong",
        "khmer",
        "khme",
        "hoa",
        "nung",
        "mong",
        "h'mong",
        "hmong",
        "dao",
        "gia rai",
        "ngai",
        "e de",
        "ba na",
        "xo dang",
        "san chay",
        "san chi",
        "cao lan",
        "co ho",
        "cham",
        "san diu",
        "hre",
        "mnong",
        "raglai",
        "xtieng",
        "bru van kieu",
        "tho",
        "giay",
        "co tu",
        "gie trieng",
        "ma",
        "kho mu",
        "co",
        "ta oi",
        "cho ro",
        "khang",
        "xinh mun",
        "ha nhi",
        "churu",
        "lao",
        "la chi",
        "la ha",
        "phu la",
        "la hu",
        "lu",
        "lo lo",
        "chut",
        "mang",
        "pa then",
        "co lao",
        "cong",
        "bo y",
        "si la",
        "pu peo",
        "brau",
        "o du",
        "ro mam",
        "viet",
    ]
)


def _is_date(value: Cell) -> bool:
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and not 1900 <= value <= 60_000
        and value < 1_000_000
    ):
        return False
    day = parse_day(value)
    # a date that is wrong (31/02/1980) still shows that the column holds dates
    return isinstance(day, Day) or (
        isinstance(day, Problem) and bool(re.search(r"\d.*[/.\-].*\d.*[/.\-]", show(value)))
    )


def _is_citizen_id(value: Cell) -> bool:
    return not isinstance(value, date | float) and isinstance(parse_citizen_id(value), str)


def _is_degree(value: Cell) -> bool:
    found = parse_degree(value) if isinstance(value, str) else None
    return isinstance(found, tuple) and found[0] is not None


def _is_coefficient(value: Cell) -> bool:
    return isinstance(parse_coefficient(value), float)


def _is_major(value: Cell) -> bool:
    return (
        isinstance(value, str)
        and bool(re.search(r"[^\W\d_]{2}", value))
        and not isinstance(parse_rating(value), str)
        and not _is_date(value)
    )


def _is_no(value: Cell) -> bool:
    return isinstance(value, int) or bool(re.fullmatch(r"\d{1,5}\.?", show(value)))


_TESTS: dict[str, Callable[[Cell], bool]] = {
    "no": _is_no,
    "name": lambda v: isinstance(v, str) and (looks_like_name(v) or has_surname(v)),
    "surname": lambda v: isinstance(v, str) and has_surname(v),
    "given": lambda v: isinstance(v, str) and len(v.split()) <= 2 and v.replace(" ", "").replace("'", "").isalpha(),
    "sex": lambda v: isinstance(parse_sex(v), str) or is_mark(v) or v in (0, "0"),
    "born": _is_date,
    "joined": _is_date,
    "party_joined": _is_date,
    "party_official": _is_date,
    "appointed": _is_date,
    "coefficient_from": _is_date,
    "citizen_id": _is_citizen_id,
    "ethnicity": lambda v: fold(show(v)).replace("-", " ") in ETHNICITIES,
    "degree": _is_degree,
    "theory": lambda v: isinstance(v, str) and isinstance(parse_theory(v), str),
    "rating": lambda v: isinstance(v, str) and isinstance(parse_rating(v), str),
    "party_rating": lambda v: isinstance(v, str) and isinstance(parse_rating(v), str),
    "employment": lambda v: isinstance(v, str) and isinstance(parse_employment(v), str),
    "state_management": lambda v: isinstance(v, str) and isinstance(parse_state_management(v), str),
    "coefficient": _is_coefficient,
    "major": _is_major,
    "unit": lambda v: isinstance(v, str) and looks_like_unit(v),
    "mark": is_mark,
    "schooling": lambda v: bool(re.search(r"\d{1,2}\s*/\s*1[02]\b", show(v))),
}
LENIENT = frozenset({"unit", "major", "given", "title"})
"""Fields whose values no list exhausts: a poor share lowers the score only a little."""


def suits(field: str, values: Sequence[Cell]) -> float | None:
    """Share (0–1) of the filled values that read as ``field``; None when there is no test or nothing to test."""
    test = _TESTS.get(field)
    some = [v for v in values if v is not None and (field in {"sex", "mark", "no"} or not is_empty_word(v))]
    if test is None or not some:
        return None
    return sum(1 for v in some if test(v)) / len(some)
