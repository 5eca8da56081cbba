"""A page of the office as data: its headings with what stands under each, the tables, the facts, the forms it offers, and where it leads."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field


class Link(Schema):
    """A way on. ``api`` is the same place here; empty where only the browser has it."""

    text: str
    page: str
    api: str = ""


class Fact(Schema):
    """A named value; ``masked`` says that something stands there which this account may not see."""

    name: str
    value: str
    masked: bool = False


class Cell(Schema):
    """One cell of a table."""

    text: str
    masked: bool = False
    links: list[Link] = Field(default_factory=list)


class PageTable(Schema):
    """A table: headings, rows of as many cells, the words of its foot."""

    caption: str = ""
    columns: list[str]
    rows: list[list[Cell]]
    foot: list[str] = Field(default_factory=list)


class FormField(Schema):
    """One field of a form."""

    name: str
    label: str = ""
    kind: str = Field(description="text, date, checkbox, radio, select, file, hidden, submit …")
    required: bool = False
    value: str | None = None
    choices: list[tuple[str, str]] = Field(default_factory=list, description="Value and word.")
    multiple: bool = False


class PageForm(Schema):
    """A form of the page: what may be done from here, and the fields it takes. Send them to ``api`` with POST as JSON."""

    page: str
    api: str = ""
    method: Literal["get", "post"]
    fields: list[FormField]


class Section(Schema):
    """A heading and what stands under it until the next."""

    heading: str = ""
    level: int = 1
    words: list[str] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    tables: list[PageTable] = Field(default_factory=list)
    forms: list[PageForm] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class PageDocument(Schema):
    """What a page says to this account on this day."""

    title: str
    page: str
    day: str = Field(description="The day the office looks at.")
    known_on: str | None = Field(None, description="By what was known on this day; null for all that is known.")
    sections: list[Section]
    messages: list[str] = Field(default_factory=list)


class DoneDocument(Schema):
    """What a deed came to: the words the page would greet with, and where it leads."""

    done: Literal[True] = True
    messages: list[str]
    page: str = ""
    api: str = ""
