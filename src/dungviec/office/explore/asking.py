"""A question as an address and a form hold it: keys of attributes, units and days, never a name or anything about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from dungviec.office.shell.middleware import parse_day
from dungviec.workforce.question_asked import Question

FILTERS = (1, 2)
"""So many filters the form offers."""
_LONGEST = 120
_FIRST = date(1940, 1, 1)
_LAST = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed or chosen, as it is; nothing of it is checked yet."""

    rows: tuple[str, ...] = ("degree",)
    column: str = "age"
    measure: str = "people"
    share: str = ""
    unit: str = ""
    day: str = ""
    compare: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    """Attribute and chosen values of each place of the form; both may be empty."""

    @classmethod
    def read(cls, given: QueryDict) -> Typed:
        """From an address or a posted form; the first question of the room where nothing is asked."""
        if "dong" not in given:
            return cls()

        def one(name: str) -> str:
            return str(given.get(name, "")).strip()[:_LONGEST]

        rows = tuple(r for name in ("dong", "dong2") if (r := one(name)))
        chosen = tuple(
            (one(f"loc{n}"), tuple(v[:_LONGEST] for v in given.getlist(f"gt{n}")[:60] if v)) for n in FILTERS
        )
        return cls(rows, one("cot"), one("do") or "people", one("ti-le"), one("don-vi"), one("luc"), one("so-voi"), chosen)  # fmt: skip

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Typed:
        """From a kept question (:meth:`as_plain`)."""
        filters = tuple((k, tuple(v)) for k, v in (plain.get("filters") or {}).items())
        return cls(
            tuple(plain.get("rows") or ()), plain.get("column") or "", plain.get("measure") or "people", plain.get("share") or "",
            plain.get("unit") or "", plain.get("day") or "", plain.get("compare") or "", filters,
        )  # fmt: skip

    def question(self) -> Question:
        """The question. Raises WorkforceFault as :meth:`Question.ask` does."""
        filters: dict[str, Sequence[str]] = {key: values for key, values in self.filters if key and values}
        return Question.ask(self.rows, self.column or None, measure=self.measure, share=self.share, filters=filters, unit=self.unit or None)  # fmt: skip

    def as_plain(self) -> dict[str, Any]:
        """Plain values to keep."""
        return self.question().as_plain() | {"day": self.day, "compare": self.compare}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The names and values that ask the same, in an address or as hidden fields of a form."""
        pairs = [("dong", r) if n == 0 else ("dong2", r) for n, r in enumerate(self.rows)]
        pairs += [("cot", self.column), ("do", "" if self.measure == "people" else self.measure), ("ti-le", self.share)]
        pairs += [("don-vi", self.unit), ("luc", self.day), ("so-voi", self.compare)]
        for n, (key, values) in enumerate(self.filters, start=1):
            pairs += [(f"loc{n}", key), *((f"gt{n}", v) for v in values)]
        return [(k, v) for k, v in pairs if v or k == "dong"]

    @property
    def address(self) -> str:
        """The query of the address that asks the same."""
        return urlencode(self.pairs)


def day_of(text: str) -> date | None:
    """A day as people type it, within the years records may be about; None for anything else."""
    found = parse_day(text)
    return found if found is not None and _FIRST <= found <= _LAST else None
