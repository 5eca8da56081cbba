"""Where each fact of a roster's row belongs in the records, and in which shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.office.registry.holdings import holdings
from dungviec.records.codes import CATEGORIES
from dungviec.records.schema import Column

DOSSIER = "particulars"
"""The table of one row for each person that holds the rest of the official record."""


@dataclass(frozen=True, slots=True)
class Target:
    """One fact's place: table and column, how its value is made, and whether a change holds from the roster's day on.

    Who somebody is (``lasting``) was always so: a new value corrects the old one. What somebody has reached or is paid is so
    from a day on.
    """

    fact: str
    table: str
    column: str
    make: Callable[[Any], Any]
    lasting: bool = False


def _same(value: Any) -> Any:
    return value


def _day(value: Any) -> date | None:
    """A whole day; what is known only to the month or year has no place in a column of days."""
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None


def _category(value: Any) -> str | None:
    return CATEGORIES.parse(str(value))


def _step(value: Any) -> int | None:
    text = str(value).strip()
    return int(text) if text.isdecimal() and len(text) < 3 else None


TARGETS: tuple[Target, ...] = (
    Target("name", "people", "name", _same, lasting=True),
    Target("sex", "people", "sex", _same, lasting=True),
    Target("born", "people", "born", _day, lasting=True),
    Target("ethnicity", "people", "ethnicity", _same, lasting=True),
    Target("citizen_id", "people", "citizen_id", _same, lasting=True),
    Target("home_place", "people", "home_place", _same, lasting=True),
    Target("joined", "people", "joined", _day, lasting=True),
    Target("party_joined", "people", "party_joined", _day, lasting=True),
    Target("category", "people", "category", _category),
    Target("employment", "people", "employment", _same),
    Target("party_member", "people", "party_member", _same),
    Target("degree", "people", "degree", _same),
    Target("major", "people", "major", _same),
    Target("theory", "people", "theory", _same),
    Target("state_management", "people", "state_management", _same),
    Target("rank_code", "people", "rank_code", _same),
    Target("coefficient", "people", "coefficient", _same),
    Target("birth_place", DOSSIER, "birth_place", _same, lasting=True),
    Target("religion", DOSSIER, "religion", _same),
    Target("residence", DOSSIER, "address", _same),
    Target("party_official", DOSSIER, "party_official", _day, lasting=True),
    Target("schooling", DOSSIER, "general_education", _same),
    Target("language", DOSSIER, "language", _same),
    Target("salary_step", DOSSIER, "salary_step", _step),
    Target("coefficient_from", DOSSIER, "salary_since", _day),
)
BY_FACT = {t.fact: t for t in TARGETS}
_BY_COLUMN = {(t.table, t.column): t for t in TARGETS}
YEAR_ONLY = ("people", "born_year_only")
ELSEWHERE = frozenset(
    {"surname", "given", "born_male", "born_female", "born_day", "born_month", "born_year", "male_mark", "female_mark",
     "degree_mark", "theory_mark", "rating", "rating_mark", "party_rating", "unit", "title", "title_unit", "appointed",
     "person_id", "no", "block"}
)  # fmt: skip
"""Fields of columns that serve without a target of their own: parts of others, ratings, posts, keys."""


def is_kept(field: str) -> bool:
    """Whether what stands in a column of this field ends up in the records."""
    return field in ELSEWHERE or (field in BY_FACT and BY_FACT[field].table in holdings())


def is_lasting(table: str, column: str) -> bool:
    """Whether a new value corrects the old one rather than following it."""
    target = _BY_COLUMN.get((table, column))
    return (table, column) == YEAR_ONLY or (target is not None and target.lasting)


def column_of(table: str, column: str) -> Column:
    """The declared column."""
    return holdings()[table].table.by_name[column]


def values_of(facts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a row says, by table and column; only what it says."""
    held = holdings()
    values: dict[str, dict[str, Any]] = {"people": {}}
    for target in TARGETS:
        given = facts.get(target.fact)
        if given is None or target.table not in held:
            continue
        value = target.make(given)
        if value is not None:
            values.setdefault(target.table, {})[target.column] = value
    born = facts.get("born")
    if isinstance(born, str) and len(born) < 10:
        values["people"]["born_year_only"] = int(born[:4])
    return values
