"""Whom a row is about: by citizen number; else by name, birth and unit; the doubtful ones are for the officer to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dungviec.office.intake.on_file import OnFile
from dungviec.records.vietnamese import fold

NEW, SKIP = "new", "skip"
"""Decisions of the officer beside an identifier."""


@dataclass(frozen=True, slots=True)
class Match:
    """How a person of the file was found: ``how``, the identifier on file (empty for somebody new), whom it may be instead."""

    how: str
    person_id: str = ""
    candidates: tuple[str, ...] = ()


def match(facts: Mapping[str, Any], on_file: OnFile, decision: str) -> Match:
    """Who on file the person is. ``doubt``: several may be meant, or something speaks against the one that is."""
    found = _find(facts, on_file)
    if decision == NEW:
        return Match("new", candidates=found.candidates)
    if decision == SKIP:
        return Match("skip", candidates=found.candidates)
    if decision and decision in on_file.people:
        return Match("chosen", decision, found.candidates)
    return found


def _find(facts: Mapping[str, Any], on_file: OnFile) -> Match:
    name, number = fold(facts.get("name") or ""), facts.get("citizen_id")
    own = facts.get("person_id")
    if own and own in on_file.people and (not name or fold(on_file.people[own]["name"]) == name):
        return Match("number", own)
    if number and number in on_file.by_number:
        person = on_file.by_number[number]
        known = on_file.people[person]
        same_name = not name or fold(known["name"]) == name
        if same_name and _births_agree(facts, known) is not False:
            return Match("number", person)
        return Match("doubt", candidates=(person,))
    if not name:
        return Match("nobody")
    return _by_name(name, number, facts, on_file)


def _by_name(name: str, number: str | None, facts: Mapping[str, Any], on_file: OnFile) -> Match:
    sure, possible = [], []
    for person in on_file.by_name.get(name, ()):
        known = on_file.people[person]
        if number and known["citizen_id"] and number != known["citizen_id"]:
            continue
        births = _births_agree(facts, known)
        if births is False:
            continue
        possible.append(person)
        if births is True:
            sure.append(person)
    if len(sure) > 1:
        here = [p for p in sure if _same_unit(p, facts, on_file)]
        return Match("birth", here[0]) if len(here) == 1 else Match("doubt", candidates=tuple(sure))
    if sure:
        return Match("birth", sure[0], tuple(p for p in possible if p != sure[0]))
    if not possible:
        return Match("new")
    here = [p for p in possible if _same_unit(p, facts, on_file)]
    if len(here) == 1 and _year(facts) is not None and _year(facts) == _year_on_file(on_file.people[here[0]]):
        return Match("unit", here[0])
    return Match("doubt", candidates=tuple(possible))


def _births_agree(facts: Mapping[str, Any], known: Mapping[str, Any]) -> bool | None:
    """True: the same day; False: another; None: nothing speaks for or against it."""
    told, day = facts.get("born"), known["born"]
    if told and day:
        if not str(day).startswith(told):
            return False
        return True if len(told) == 10 else None
    year, other = _year(facts), _year_on_file(known)
    if year is not None and other is not None and year != other:
        return False
    return None


def _year(facts: Mapping[str, Any]) -> int | None:
    born = facts.get("born")
    return int(born[:4]) if born else None


def _year_on_file(known: Mapping[str, Any]) -> int | None:
    year: int | None = known["born"].year if known["born"] else known["born_year_only"]
    return year


def _same_unit(person: str, facts: Mapping[str, Any], on_file: OnFile) -> bool:
    place, unit = on_file.places.get(person), facts.get("unit")
    if place is None or not unit:
        return False
    return fold(place.unit) == fold(unit) or (bool(place.unit_id) and on_file.unit_named(unit) == place.unit_id)
