"""The family ties between people on file: who is within so many ties of whom, and what they are to each other.

A tie on file says «the first is the … of the second»; the other way round follows. Of two ties a relation is composed only
where the law asks for it (parents-in-law, siblings of the spouse …); it is marked as derived, for nobody has recorded it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dungviec.records.kin_faults import REVERSE

_COMPOSED = {
    ("spouse", "parent"): "parent_in_law", ("spouse", "sibling"): "sibling_in_law", ("sibling", "spouse"): "sibling_in_law",
    ("child", "spouse"): "child_in_law", ("parent", "child"): "sibling", ("sibling", "sibling"): "sibling",
    ("sibling", "parent"): "parent", ("child", "sibling"): "child",
}  # fmt: skip
"""My …'s … is my …: of the first step and the second. Steps that may lead to step-relatives are left to words."""
_GENERATION = {"parent": -1, "parent_in_law": -1, "child": 1, "child_in_law": 1}
Ties = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody within reach: the way there, and what they are."""

    person_id: str
    through: str
    """The person one tie nearer, the one asked about for the first tie."""
    step: str
    """What this person is to ``through``."""
    steps: tuple[str, ...]
    """The relations along the way."""
    relation: str | None
    """What this person is to the one asked about, as a code of ``RELATIONS``; None where the list has no word."""
    derived: bool
    """Composed of two ties, not on file itself."""
    generation: int

    @property
    def distance(self) -> int:
        """How many ties away."""
        return len(self.steps)


def ties_of(rows: Iterable[tuple[str, str, str]]) -> Ties:
    """Each person's ties from rows «person, relative, relation» (the person is the relation of the relative), both ways."""
    ties: dict[str, dict[str, str]] = {}
    rows = list(rows)
    for person, relative, relation in rows:
        ties.setdefault(person, {}).setdefault(relative, REVERSE[relation])
    for person, relative, relation in rows:  # what is on file comes before what follows from it
        ties.setdefault(relative, {})[person] = relation
    return {person: sorted(around.items()) for person, around in ties.items()}


def kin_within(person_id: str, ties: Ties, *, distance: int = 2) -> list[Kin]:
    """Everybody within ``distance`` ties of a person, the nearest first, each by a shortest way."""
    found: dict[str, Kin] = {}
    waiting: deque[str] = deque([person_id])
    while waiting:
        here = waiting.popleft()
        way = found[here].steps if here in found else ()
        generation = found[here].generation if here in found else 0
        if len(way) == distance:
            continue
        for other, step in ties.get(here, []):
            if other == person_id or other in found:
                continue
            steps = (*way, step)
            before = found[here].relation if here in found else None
            relation = step if not way else _COMPOSED.get((before, step)) if before else None
            found[other] = Kin(other, here, step, steps, relation, bool(way), generation + _GENERATION.get(step, 0))
            waiting.append(other)
    return list(found.values())
