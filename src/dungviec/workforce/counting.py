"""Making figures out of frames: each row becomes a record behind the figure, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import polars as pl

from dungviec.records.code_list import CodeList
from dungviec.records.schema import TABLES
from dungviec.records.vietnamese import format_date
from dungviec.workforce.figure import Behind, Figure, Measure

Pair = tuple[str, str]


def figure(
    key: str, words: Pair, label: Pair, behind: Iterable[Behind], *, needs: Iterable[str], measure: Measure = "people"
) -> Figure:
    """A figure with its list."""
    return Figure(key, *words, *label, measure, tuple(needs), tuple(behind))


def lacking(
    key: str, words: Pair, label: Pair, missing: Pair, *, needs: Iterable[str], measure: Measure = "people"
) -> Figure:
    """A figure the records cannot give, and which record is missing."""
    return Figure(key, *words, *label, measure, tuple(needs), missing=missing)


def of_people(frame: pl.DataFrame) -> tuple[Behind, ...]:
    """One record of ``people`` for each row: the name, the post, the unit."""
    rows = frame.select("person_id", "name", "post_title", "unit_name").iter_rows()
    return tuple(_person(*row) for row in rows)


@lru_cache(maxsize=1 << 17)
def _person(person_id: str, name: str, title: str, unit: str) -> Behind:
    """One person stands behind dozens of figures, as one and the same record."""
    return Behind("people", (person_id,), person_id, f"{name}: {title}, {unit}")


def of_rows(
    frame: pl.DataFrame, table: str, words: Iterable[str], *, weight: str | None = None, named: Mapping[str, str]
) -> tuple[Behind, ...]:
    """One record of ``table`` for each row: the person's name and the values of the columns named in ``words``."""
    key, shown = TABLES[table].key, tuple(words)
    texts = {c: _texts(frame[c], table, c) for c in dict.fromkeys((*shown, *key))}
    people = frame["person_id"].to_list() if "person_id" in frame.columns else [None] * frame.height
    heavy = frame[weight].to_list() if weight else [1] * frame.height
    said = zip(*(texts[c] for c in shown), strict=True) if shown else iter([()] * frame.height)
    found = []
    for who, words_, keys, weigh in zip(people, said, zip(*(texts[c] for c in key), strict=True), heavy, strict=True):
        told = "; ".join(s for s in (named.get(who, who) if who else "", *words_) if s)
        found.append(Behind(table, keys, who, told, int(weigh or 0)))
    return tuple(found)


def _texts(values: pl.Series, table: str, column: str) -> list[str]:
    """A column as the list shows it; dates, kinds and titles repeat, so each value is written once."""
    listed = values.to_list()
    known = {value: written(table, column, value) for value in set(listed)}
    return [known[value] for value in listed]


def written(table: str, column: str, value: Any) -> str:
    """A value as the list behind a figure shows it."""
    if value is None:
        return ""
    declared = TABLES[table].by_name[column]
    if declared.type == "date":
        return format_date(value)
    codes = declared.code_list
    return codes.label(value) if codes is not None and declared.type == "code" else str(value)


def inner(words: str) -> str:
    """Words of a code list inside a sentence: only the first letter becomes small.

    >>> inner("Ban Đảng")
    'ban Đảng'
    """
    return words[:1].lower() + words[1:]


def by_code(
    frame: pl.DataFrame, column: str, codes: CodeList, *, group: str, words: Pair, absent: tuple[str, Pair, Pair]
) -> list[Figure]:
    """A partition of ``frame`` by a code list, highest first, and those without a value last, as a figure of their own.

    ``words`` hold one ``{}`` for the value's name; ``absent`` gives key, words and label of those whose value is not stated.
    """
    needs = (f"people.{column}",)
    found = [
        figure(
            f"{group}.{c.value}", (words[0].format(inner(c.vi)), words[1].format(inner(c.en))), (inner(c.vi), inner(c.en)),
            of_people(frame.filter(pl.col(column) == c.value)), needs=needs,
        )
        for c in sorted(codes, key=lambda c: -c.rank)
    ]  # fmt: skip
    key, said, label = absent
    known = [c.value for c in codes]
    rest = frame.filter(~pl.col(column).is_in(known) | pl.col(column).is_null())
    return [*found, figure(f"{group}.{key}", said, label, of_people(rest), needs=needs)]
