"""Who may open a report: never somebody it names, their kin, or the head of where they work.

Readers stand in tiers: the inspectors first, then the leader. A tier of which one is named (or which the reporter says is
concerned) is passed over as a whole, for colleagues do not look into a colleague. Where nobody is left, the report belongs to an
authority outside, and this office does not take it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dungviec.records.vietnamese import fold

INSPECTORS, LEADERS = 1, 2
TIERS = (INSPECTORS, LEADERS)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who holds a key of the inbox: who they are on file, where they lead, who their kin are."""

    key: str
    person_id: str
    tier: int
    leads: frozenset[str] = frozenset()
    """Units whose head or deputy head they are."""
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what a report is about, as far as it can be told: people on file, units, tiers of readers."""

    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    """Units named, and the units where the named people serve."""
    tiers: frozenset[int] = frozenset()

    def __or__(self, other: Named) -> Named:
        return Named(self.people | other.people, self.units | other.units, self.tiers | other.tiers)


@dataclass(frozen=True, slots=True)
class Route:
    """Who gets a key, and why others do not: reader's key → ``named``, ``kin``, ``head``, ``tier`` or ``later``."""

    readers: tuple[str, ...]
    passed: Mapping[str, str] = field(default_factory=dict)

    @property
    def outside(self) -> bool:
        """Whether nobody of this office may open it."""
        return not self.readers


def barred(reader: Reader, named: Named) -> str:
    """Why a reader may not open it by what ties them to those named; an empty text when nothing does."""
    if reader.person_id in named.people:
        return "named"
    if reader.kin & named.people:
        return "kin"
    return "head" if reader.leads & named.units else ""


def route(readers: Iterable[Reader], named: Named) -> Route:
    """The readers of the first tier that may look into it."""
    everyone: Sequence[Reader] = sorted(readers, key=lambda r: (r.tier, r.key))
    passed = {r.key: why for r in everyone if (why := barred(r, named))}
    for tier in TIERS:
        mine = [r for r in everyone if r.tier == tier]
        if tier in named.tiers or any(passed.get(r.key) == "named" for r in mine):
            passed |= {r.key: "tier" for r in mine if r.key not in passed}
            continue
        chosen = tuple(r.key for r in mine if r.key not in passed)
        if chosen:
            passed |= {r.key: "later" for r in everyone if r.tier > tier and r.key not in passed}
            return Route(chosen, passed)
    return Route((), passed)


def people_in(text: str, names: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everybody whose full name stands in a text, with or without its marks; namesakes all of them.

    ``names``: folded full name of two words or more → identifiers.
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    found: set[str] = set()
    for length in {len(name.split()) for name in names} - {0, 1}:
        for at in range(len(words) - length + 1):
            found |= set(names.get(" ".join(words[at : at + length]), ()))
    return frozenset(found)


def nearly_named(text: str, known: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Which few people a text means though it writes them otherwise: one letter wrong, left out, too many or exchanged with its
    neighbour; family and given name without the middle one; the title of their post.

    ``known``: identifier → full name, then titles. Meant for the readers alone: a mistake can only take a key away from one of them.
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    found: set[str] = set()
    for person, (name, *titles) in ((p, [fold(w).split() for w in said]) for p, said in known.items()):
        spans = (len(name) - 1, len(name), len(name) + 1)  # a blank too many or too few is a slip too
        whole = len(name) > 1 and any(
            _alike(" ".join(words[at : at + n]), " ".join(name)) for at in range(len(words)) for n in spans
        )
        ends = [name[0], name[-1]]
        short = len(name) > 2 and any(words[at : at + 2] == ends for at in range(len(words)))
        called = any(len(t) > 1 and words[at : at + len(t)] == t for t in titles for at in range(len(words)))
        if whole or short or called:
            found.add(person)
    return frozenset(found)


def misspelt_in(text: str, names: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everybody whose full name a text writes with one slip of the pen (a letter wrong, left out, too many, or exchanged with its neighbour;
    a blank too many or too few). Where the words are somebody's name as they stand, that one is meant and nobody like it.

    ``names`` as in :func:`people_in`. All names are asked at once by what is left of them without one letter: two texts that differ by one
    slip have such a remainder in common, so 50,000 names cost some tenths of a second.
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    lengths = {len(name.split()) for name in names} - {0, 1}
    spans = {n for length in lengths for n in (length - 1, length, length + 1)} - {0}
    exact: set[int] = set()  # places of words that are a name as they stand
    for length in lengths:
        for at in range(len(words) - length + 1):
            if " ".join(words[at : at + length]) in names:
                exact |= set(range(at, at + length))
    written: dict[str, set[str]] = {}
    for length in spans:
        for at in range(len(words) - length + 1):
            if not exact.isdisjoint(range(at, at + length)):
                continue
            said = " ".join(words[at : at + length])
            for rest in _without_one(said):
                written.setdefault(rest, set()).add(said)
    found: set[str] = set()
    for name, people in names.items():
        if " " in name and any(_alike(said, name) for rest in _without_one(name) for said in written.get(rest, ())):
            found |= set(people)
    return frozenset(found)


def _without_one(text: str) -> set[str]:
    """A text, and what is left of it without each one of its letters."""
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _alike(one: str, other: str) -> bool:
    """Whether two folded names differ by one slip of the pen at most."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1 or len(other) < 6:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return longer[at + 1 :] == shorter[at:]
    return one[at + 1 :] == other[at + 1 :] or (
        one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    )
