"""Every function that reads one value of a file from outside, asked directly: no file is packed and unpacked, so millions go through in minutes.

What a reader may do with a value: answer what its column holds, answer a problem, or refuse it in a sentence. Anything else is a crash.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from benchmarks.fuzz.drawn import cell, text

Reader = tuple[str, Callable[[Random], Any], Callable[[Any], object]]
"""Name, how an input is drawn, and what reads it; raises only where there is a fault."""
HELD: dict[str, tuple[type, ...]] = {
    "text": (str,), "code": (str,), "codes": (list,), "words": (list,), "int": (int,), "money": (int,), "number": (float,), "date": (date,), "bool": (bool,),
}  # fmt: skip


def readers() -> list[Reader]:
    """All of them."""
    return [*_columns(), *_roster(), *_words(), *_texts()]


def _columns() -> list[Reader]:
    """Cells of the workbook, places of a form and values of the national record, for every column of every table."""
    from dungviec.documents.record_json import _BAD, _typed
    from dungviec.documents.values import read_back
    from dungviec.exchange.values import BadValue, read_value
    from dungviec.records.schema import TABLES, Column

    kinds: dict[tuple[str, str | None], Column] = {
        (c.type, c.codes if c.codes else c.name if c.name.endswith(("_id", "_code")) else None): c
        for table in TABLES.values()
        for c in table.columns
    }

    def of(column: Column) -> list[Reader]:
        def held(value: Any) -> None:
            limit = 2**63 if column.type == "money" else 2**31
            if value is not None and (
                not isinstance(value, HELD[column.type])
                or (column.type in ("int", "money") and not -limit <= value < limit)
            ):
                raise AssertionError(f"{column.name} cannot hold {value!r:.80}")

        def workbook(value: Any) -> None:
            try:
                held(read_value(column, value))
            except BadValue as bad:
                _said(bad.vi, bad.en)

        def form(value: str) -> None:
            try:
                held(read_back(column, value))
            except BadValue as bad:
                _said(bad.vi, bad.en)

        def record(value: Any) -> None:
            found = _typed(column, value)
            if found is not None and found is not _BAD:
                held(found)
                str(found).encode()  # half a sign cannot be stored

        name = f"{column.type}:{column.codes or column.name}"
        return [
            (f"workbook {name}", cell, workbook), (f"form {name}", text, form), (f"record {name}", _json_value, record),
        ]  # fmt: skip

    return [one for column in kinds.values() for one in of(column)]


def _json_value(chance: Random) -> Any:
    """What JSON can say."""
    value = cell(chance)
    if chance.random() < 0.1:
        return chance.choice(
            (
                [],
                {},
                [value] * 3,
                {"a": value},
                10**400,
                -(10**400),
                "9" * 5000,
                [None],
                ["Kinh", 3],
                "\ud83d",
                "Kinh\udc00",
            )
        )
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError):
        return str(value)


def _roster() -> list[Reader]:
    """Cells of other offices' lists."""
    from dungviec.exchange.problems import Problem
    from dungviec.exchange.roster import cells, days

    def answered(read: Callable[[Any], Any]) -> Callable[[Any], None]:
        def ask(value: Any) -> None:
            found = read(value)
            if isinstance(found, Problem):
                _said(found.vi, found.en)

        return ask

    asked: tuple[Callable[[Any], Any], ...] = (
        days.parse_day, cells.parse_sex, cells.parse_degree, cells.parse_theory, cells.parse_state_management, cells.parse_rating, cells.parse_citizen_id,
        lambda v: cells.parse_citizen_id(v, plain_text=True), cells.parse_coefficient, cells.is_mark, cells.is_empty_word, cells.tidy_major,
    )  # fmt: skip
    return [(f"roster {read.__name__}", cell, answered(read)) for read in asked]


def _words() -> list[Reader]:
    """Names, units, spellings."""
    from dungviec.exchange.oldtext.recognise import evidence
    from dungviec.exchange.roster import names, units
    from dungviec.records import vietnamese

    asked: tuple[Callable[[str], Any], ...] = (
        names.tidy_name, names.looks_like_name, names.has_surname, names.proper_case, units.tidy_unit, units.unit_key, units.unit_keys, units.looks_like_unit,
        units.is_category, units.split_numeral, vietnamese.clean, vietnamese.fold, vietnamese.collation_key, vietnamese.split_name, vietnamese.name_key, evidence,
    )  # fmt: skip
    steady: tuple[Callable[[str], Any], ...] = (vietnamese.clean, vietnamese.fold)

    def twice(read: Callable[[str], Any]) -> Callable[[str], None]:
        def ask(value: str) -> None:
            once = read(value)
            if read(once) != once:
                raise AssertionError(
                    f"{read.__name__} does not rest: {value!r:.80} -> {once!r:.80} -> {read(once)!r:.80}"
                )

        return ask

    return [
        *((f"words {read.__name__}", text, read) for read in asked),
        *((f"words {r.__name__} twice", text, twice(r)) for r in steady),
    ]


def _texts() -> list[Reader]:
    """Whole small texts: tables of comma-separated values, years and levels of courses, raw cells of the workbook's reader."""
    from dungviec.exchange.course_files import _year
    from dungviec.exchange.grid import _clean, show
    from dungviec.exchange.problems import UnreadableFileError
    from dungviec.exchange.textfile import read_text_table
    from dungviec.training.faults import TrainingFault

    def table(chance: Random) -> bytes:
        joint = chance.choice((",", ";", "\t", "|"))
        lines = [joint.join(text(chance) for _ in range(chance.randrange(6))) for _ in range(chance.randrange(5))]
        coded = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1258", "latin-1"))
        return chance.choice(("\n", "\r\n", "\r")).join(lines).encode(coded, "replace")

    def read_table(data: bytes) -> None:
        try:
            read_text_table(data, "tệp.csv")
        except UnreadableFileError as bad:
            _said(bad.vi, bad.en)

    def year(value: Any) -> None:
        try:
            _year(value, "năm", "year")
        except TrainingFault as bad:
            _said(str(bad))

    return [
        ("text table", table, read_table),
        ("course year", cell, year),
        ("raw cell", cell, lambda v: show(_clean(v))),
    ]


def _said(*sentences: str) -> None:
    """A refusal is something that somebody can read."""
    for sentence in sentences:
        if len(sentence.strip()) < 8 or len(sentence) > 20_000:
            raise AssertionError(f"a refusal that is no sentence: {sentence[:200]!r}")
