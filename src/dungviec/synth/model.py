"""The working drawing of a district: units, posts, people and their careers while they are being made up.

These are mutable on purpose: each step of :mod:`dungviec.synth.district` fills in its own columns. What leaves the room is a
:class:`dungviec.records.Snapshot`.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date

from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.synth.places import Place

LEVEL_RANK = {c.value: c.rank for c in LEVELS}
SCHOOL_KINDS = frozenset({"kindergarten", "primary_school", "secondary_school"})
COMMUNE_KINDS = frozenset({"ward", "commune"})


@dataclass(slots=True, eq=False)
class Unit:
    """One body or unit; the columns of the table ``units``."""

    unit_id: str
    name: str
    kind: str
    parent_id: str | None
    place_code: str
    valid_from: date | None = None
    basis: str | None = None
    norm: int = 0
    newly_formed: bool = False
    has_approved_plan: bool = True
    posts: list[Post] = made_by(default_factory=list)


@dataclass(slots=True, eq=False)
class Post:
    """One post; ``vacant`` of its ``seats`` are empty. ``sexes`` is the share of women who hold such a post."""

    post_id: str
    unit: Unit
    title: str
    level: str
    role: str
    category: str
    field: str
    seats: int = 1
    importance: int = 2
    profile_id: str | None = None
    min_degree: str | None = None
    majors: tuple[str, ...] = ()
    min_theory: str | None = None
    min_state_management: str | None = None
    party_member: bool = False
    party_managed: bool = False
    functions: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    term_months: int | None = None
    held_with: Post | None = None
    non_local: bool = False
    surplus: bool = False
    women: float = 0.5
    vacant: int = 0
    holders: list[Person] = made_by(default_factory=list)

    @property
    def rank(self) -> int:
        """Order number of the level."""
        return LEVEL_RANK[self.level]

    @property
    def leads(self) -> bool:
        """Whether it is a leadership post."""
        return self.rank >= LEADERSHIP_RANK

    @property
    def elected(self) -> bool:
        """Whether its term is that of the Party committee or the People's Council, not of an appointment."""
        return self.category == "cadre"


@dataclass(slots=True, eq=False)
class Stage:
    """One period in one post: a row of ``tenures`` to be."""

    title: str
    unit_name: str
    level: str
    field: str
    from_date: date
    to_date: date | None = None
    post: Post | None = None
    kind: str = "main"
    left_because: str | None = None
    term_ends: date | None = None
    first_appointed: date | None = None
    how: str | None = None
    decided_by: str = "UBND"


@dataclass(slots=True, eq=False)
class Person:
    """One official: columns of ``people`` and the hidden traits that make the other tables hang together."""

    person_id: str
    post: Post
    sex: str
    born: date
    ability: float
    """Standard-normal trait behind ratings, competencies and degrees."""
    joined: date
    name: str = ""
    ethnicity: str = "Kinh"
    home_code: str = ""
    home_place: str = ""
    citizen_id: str = ""
    party_joined: date | None = None
    degree: str | None = None
    major: str | None = None
    calling: str = ""
    """The field the person was trained for; differs from the post's field for those who are out of place."""
    theory: str | None = None
    state_management: str | None = None
    rank_code: str | None = None
    coefficient: float | None = None
    held_since: date | None = None
    """First day in the present post (first term)."""
    stages: list[Stage] = made_by(default_factory=list)
    ratings: dict[int, str | None] = made_by(default_factory=dict)
    unblemished: bool = False
    """Must stay free of discipline, open procedures and missing facts (somebody who was appointed this year)."""

    @property
    def party_member(self) -> bool:
        """Whether the person is a Party member."""
        return self.party_joined is not None


@dataclass(frozen=True, slots=True)
class DistrictSpec:
    """What a city or district is made from: its place, its size and the published figures it must show."""

    code: str
    name: str
    places: tuple[Place, ...]
    people: int
    as_of: date
    prefix: str
    seed: str
    parent_id: str | None = None
    id_start: int = 1


@dataclass(slots=True)
class District:
    """Everything made up for one city or district."""

    spec: DistrictSpec
    units: list[Unit] = made_by(default_factory=list)
    people: list[Person] = made_by(default_factory=list)

    @property
    def posts(self) -> list[Post]:
        """All posts in the order of their units."""
        return [p for u in self.units for p in u.posts]
