"""Values that stand nowhere else, planted in every field about two people, and the words of whatever the office answers."""

from __future__ import annotations

import html
import io
import itertools
import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import openpyxl
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dungviec.office.access import fields
from dungviec.office.access.fields import Scope, Shown, group_of
from dungviec.office.access.models import Role
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.services import amend, create
from dungviec.records.schema import Column, Table

PEOPLE = ("N3", "N6")
"""Cô An of the school below education, ông Hà of home affairs."""
_NOT_PLANTED = {"person_id", "relative_id", "post_id"}
_FIRST = date(1907, 1, 1)


@dataclass(frozen=True)
class Canary:
    """One planted value and every way it can be written."""

    person: str
    table: str
    column: str
    spellings: tuple[str, ...]

    @property
    def group(self) -> str:
        return group_of(self.table, self.column).key

    def sings_in(self, text: str) -> bool:
        """Whether a spelling stands there as a word of its own (a digest may hold any five digits by chance)."""
        return any(
            re.search(rf"(?<![0-9A-Za-z]){re.escape(s)}(?![0-9A-Za-z])", text) for s in self.spellings if s in text
        )


def plant() -> list[Canary]:
    """Fill every table about people that the office holds."""
    numbers = itertools.count(1)
    sown: list[Canary] = []
    for person in PEOPLE:
        for name, held in holdings().items():
            if not held.is_about_people:
                continue
            row = {c.name: _value(c, person, numbers, sown, name) for c in held.table.columns}
            row = {k: v for k, v in row.items() if v is not None}
            if name == "people":
                row = {k: v for k, v in row.items() if k not in ("person_id", "name", "born", "born_year_only")}
                sown[:] = [
                    s for s in sown if not (s.table == "people" and s.column in ("name", "born", "born_year_only"))
                ]
                amend("people", person, row, by="gieo", why="Thử")
            else:
                create(name, row, by="gieo", why="Thử")
    return sown


def _value(column: Column, person: str, numbers: Any, sown: list[Canary], table: str) -> Any:
    if column.name == "person_id":
        return person
    if column.name == "relative_id":
        return "N8"
    if column.codes:
        return column.code_list.values[0] if column.required and column.type == "code" else None
    if column.refers_to or column.name in _NOT_PLANTED or column.type in ("bool", "codes", "words"):
        return None
    n = next(numbers)
    if column.type == "date":
        day = _FIRST + timedelta(days=n)
        sown.append(Canary(person, table, column.name, (f"{day:%d/%m/%Y}", day.isoformat())))
        return day
    if column.type == "text":
        sown.append(Canary(person, table, column.name, (f"Kx{n}q", f"kx{n}q")))
        return f"Kx{n}q"
    if column.name in ("year", "born_year"):
        return 2019 if column.name == "year" else 1950
    if column.name in ("level", "strength", "confidence", "share", "attendees", "salary_step", "job_step", "step"):
        return 3
    number = 71000 + n
    sown.append(
        Canary(
            person,
            table,
            column.name,
            (f"{number // 1000}.{number % 1000:03}", str(number), f"{number // 1000},{number % 1000:03}"),
        )
    )
    return float(number) if column.type == "number" else number


def may_meet(canary: Canary, role: Role | None, reach: frozenset[str], own: str) -> bool:
    """What the declared table says, worked out apart from the gate."""
    if canary.person not in reach or role is None:
        return False
    scope = Scope.OWN if canary.person == own else Scope.WITHIN
    return fields.POLICY.get((role, scope, canary.group), Shown.MASKED) is Shown.SEE


_OF_THE_SESSION = ("csrftoken", "phien", "Set-Cookie", "X-Request-ID", "Content-Length")
"""What differs from answer to answer: a packed file is some bytes longer or shorter by the time written in it."""


def words_of(response: HttpResponseBase) -> str:
    """Everything an answer says: its headers and cookies, its text, and what is inside workbooks, Word files and packages."""
    body: bytes = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    heads = " ".join(f"{k}: {v}" for k, v in response.headers.items() if k not in _OF_THE_SESSION)
    cookies = " ".join(m.value for name, m in response.cookies.items() if name not in _OF_THE_SESSION)
    return f"{unquote(heads)} {cookies} " + _inside(body)


def _inside(body: bytes) -> str:
    if body[:2] != b"PK":
        return html.unescape(body.decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = packed.namelist()
        if "xl/workbook.xml" in names:
            book = openpyxl.load_workbook(io.BytesIO(body))
            cells = (c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c is not None)
            told = " ".join(f"{c:%d/%m/%Y}" if isinstance(c, date) else str(c) for c in cells)
            return " ".join(
                [told, *(sheet.title for sheet in book), str(book.properties.title), str(book.properties.description)]
            )
        parts = [_inside(packed.read(n)) for n in names if not n.endswith((".png", ".jpg", ".parquet"))]
    return html.unescape(re.sub(r"<[^>]+>", "", " ".join(parts))) + " " + " ".join([*names, *parts])


def addresses(values: dict[str, list[str]]) -> list[str]:
    """Every address of the office that a GET can ask, its blanks filled with each of ``values``."""
    found: list[str] = []
    for pattern in _patterns(get_resolver().url_patterns, ""):
        names = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        if "dang-xuat" in pattern or any(n not in values for n in names):
            continue
        blanks = [
            values[f"{pattern.split('/')[0]}.{n}"] if f"{pattern.split('/')[0]}.{n}" in values else values[n]
            for n in names
        ]
        for filling in itertools.product(*blanks):
            path = pattern
            for name, value in zip(names, filling, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path, count=1)
            found.append("/" + path)
    return found


def _patterns(patterns: list[URLPattern | URLResolver], before: str) -> list[str]:
    out: list[str] = []
    for p in patterns:
        out += (
            _patterns(p.url_patterns, before + str(p.pattern))
            if isinstance(p, URLResolver)
            else [before + str(p.pattern)]
        )
    return out


def walk(client: Client, paths: list[str]) -> dict[str, tuple[int, str]]:
    """Status and words of every address."""
    client.raise_request_exception = False
    answers = {}
    for path in paths:
        response = client.get(path)
        if any(t.name == "access/purpose.html" for t in response.templates or ()):
            response = client.post(path, {"muc-dich": "đi khắp mọi trang và tệp"})
        answers[path] = (response.status_code, words_of(response))
    return answers


def unlike(table: Table) -> list[str]:
    """Columns of a table whose values can be flipped without breaking anything: yes-no and codes."""
    return [c.name for c in table.columns if c.type == "bool" or (c.type == "code" and not c.required)]
