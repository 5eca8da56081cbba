"""The two people of a pair question: who they are to one another and what each would hold where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
from pydantic import Field, ValidationError

from dungviec.law.book import LawView
from dungviec.law.case_model import Case, PostFacts
from dungviec.law.case_model_posts import Role
from dungviec.law.case_model_year import Strict
from dungviec.law.case_read import CaseError
from dungviec.law.case_titles import functions_of, role_of
from dungviec.law.kinship import KinConflict, kinship_conflicts
from dungviec.law.wrong_values import wrong
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS, UNIT_KINDS
from dungviec.records.schema import TABLES
from dungviec.records.vietnamese import fold


class PairPerson(Strict):
    """One of the people of ``facts.people`` in a question on relatives."""

    id: str = ""
    name: str = ""
    relation: str | None = None
    role: Role | None = None
    function: str | None = None
    duty: str | None = None
    title: str = ""
    body: str = ""
    unit: str = ""
    level: str | None = None
    head_of: str | None = None
    deputy_of: str | None = None
    current_post: PostFacts | None = None
    target_post: PostFacts | None = None
    post: PostFacts | None = Field(default=None)


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two holds or would hold."""

    role: str | None
    functions: tuple[str, ...]
    unit: str
    told: bool

    @property
    def leads(self) -> bool:
        """Whether the post is a head's, a deputy's or one of the Party's and the government's key posts."""
        return self.role in ("head", "deputy") or any(
            f.endswith(("_head", "_chair", "secretary")) for f in self.functions
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people: the second is the ``relation`` of the first."""

    relation: str | None
    one: Side
    other: Side


def pair_of(case: Case) -> Pair:
    """The pair a case speaks of: from ``facts.people`` (two of them), else from the action's ``…_a`` and ``…_b``."""
    a, f = case.action, case.facts
    if f.people:
        people = people_of(case)
        if len(people) != 2:
            raise CaseError(
                f"{case.id}: «people» có {len(people)} người; hãy ghi đúng hai người.",
                f"There are {len(people)} people: name exactly two.",
                ("facts", "people"),
            )
        relation = f.relation or next((p.relation for p in people if p.relation), None)
        return Pair(relation, _side_of_person(people[0]), _side_of_person(people[1]))
    return Pair(
        f.relation,
        side_of(a.role_a, a.function_a, a.post_a),
        side_of(a.role_b, a.function_b, a.post_b or f.target_post),
    )


def people_of(case: Case) -> list[PairPerson]:
    """The people of the case, in their order. Raises CaseError for a key that is not known."""
    people = case.facts.people or {}
    entries: list[tuple[str, dict[str, Any]]] = (
        [(name, {"id": name, **given}) for name, given in people.items()]
        if isinstance(people, dict)
        else [(str(n + 1), dict(given)) for n, given in enumerate(people)]
    )
    found = []
    for name, given in entries:
        try:
            found.append(PairPerson.model_validate(given))
        except ValidationError as error:
            first = error.errors()[0]
            vi, _ = wrong(first)
            known = ", ".join(sorted(PairPerson.model_fields))
            raise CaseError(
                f"{case.id}: «people.{name}.{'.'.join(map(str, first['loc']))}» không hợp lệ ({vi}); dùng: {known}.",
                "Not a key of people, or not its value.",
                ("facts", "people", name, *first["loc"]),
            ) from error
    return found


def _side_of_person(person: PairPerson) -> Side:
    post = person.target_post or person.post or person.current_post
    if person.head_of or person.deputy_of:
        role = "head" if person.head_of else "deputy"
        return Side(role, _functions(person.function, person.title), str(person.head_of or person.deputy_of), True)
    told = PostFacts(title=person.title or (post.title if post else ""), body=person.unit or person.body or (post.body if post else ""),
                     level=person.level or (post.level if post else None))  # type: ignore[arg-type]  # fmt: skip
    return side_of(person.role, person.function or person.duty, told)


def _functions(*words: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for word in words if word for code in functions_of(word) or [word]))


def side_of(role: str | None, function: str | None, post: PostFacts | None) -> Side:
    """One side of a pair from what is told of it: a role, a function or duty, a post with title and level."""
    title = post.title if post else ""
    functions = _functions(function) or tuple(functions_of(title))
    rank = LEVELS.rank(post.level) if post else None
    by_level = None if rank is None else "member" if rank < LEADERSHIP_RANK else "deputy" if rank % 2 else "head"
    found = role or (role_of(title) if title else None) or by_level
    return Side(found, functions, post.body if post else "", bool(found or functions or title))


def conflicts_of(case: Case, view: LawView, relation: str, pair: Pair) -> list[KinConflict]:
    """The kinship conflicts of the pair: A in the first post and B in the second, judged like any city's records."""
    one, other = pair.one, pair.other
    same = case.action.same_unit
    if one.unit and other.unit and "same_unit" not in case.action.model_fields_set:
        same = fold(one.unit) == fold(other.unit)
    elsewhere = "1" if case.action.same_locality else "2"
    units = [
        {"unit_id": "UA", "name": "UA", "kind": _kind(one.unit), "place_code": "1"},
        {"unit_id": "UB", "name": "UB", "kind": _kind(other.unit), "place_code": elsewhere},
    ]
    posts = [
        {"post_id": p, "unit_id": u, "title": p, "level": "head_of_division", "role": side.role, "category": "civil_servant",
         "field": "office", "seats": 1, "functions": list(side.functions)}
        for p, u, side in (("PA", "UA", one), ("PB", "UA" if same else "UB", other))
    ]  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "units": units, "posts": posts, "people": [{"person_id": p, "name": p} for p in ("A", "B")],
        "kinship": [{"person_id": "B", "relative_id": "A", "relation": relation}],
    }  # fmt: skip
    snapshot = Snapshot(case.action.date, case.id, {n: _frame(n, rows) for n, rows in tables.items()}, place_code="1")
    return [
        c for c in kinship_conflicts(snapshot, view)
        if (c.person_a == "A" and "PA" in c.posts_a and "PB" in c.posts_b) or (c.person_a == "B" and "PB" in c.posts_a and "PA" in c.posts_b)
    ]  # fmt: skip


def _kind(unit: str) -> str:
    return UNIT_KINDS.parse(unit.split(" ")[0]) or "division" if unit else "division"


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {n: t for n, t in TABLES[table].polars_schema.items() if any(n in r for r in rows)}
    return pl.DataFrame([{n: r.get(n) for n in schema} for r in rows], schema=schema)
