"""What a policy asks of whole groups: so many women among the leaders, nobody's couple torn apart, each commune with an IT officer.

A requirement is read from the policy, applied to every unit it names (or to all of them together), and becomes one side row of the
engine for each. It says whose reason it is (``because``): a clause, a resolution, or the office's own wish.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dungviec.records.codes import CATEGORIES, DEGREES, FIELDS, FUNCTIONS, LEVELS, ROLES, SEXES, UNIT_KINDS, CodeList

Count = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
Percent = Annotated[int, Field(ge=0, le=100, strict=True)]
Age = Annotated[int, Field(ge=16, le=100, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _known(codes: CodeList, values: tuple[str, ...] | str | None) -> None:
    for value in (values,) if isinstance(values, str) else values or ():
        if value not in codes.by_value:
            raise ValueError(f"unknown {codes.name} {value!r}; use one of {', '.join(codes.values)}")


class PostsWanted(_Part):
    """Which posts of a unit count; what is left out does not narrow."""

    ids: tuple[str, ...] = ()
    leading: bool | None = None
    """True: leadership posts only (deputy head of division and above); False: the others only."""
    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _codes(self) -> PostsWanted:
        for codes, values in (
            (LEVELS, self.levels), (ROLES, self.roles), (FIELDS, self.fields), (FUNCTIONS, self.functions),
            (CATEGORIES, self.categories),
        ):  # fmt: skip
            _known(codes, values)
        return self


class PeopleWanted(_Part):
    """Which people count; what is left out does not narrow. Who lacks the fact asked for counts against the requirement."""

    ids: tuple[str, ...] = ()
    sex: str | None = None
    under_age: Age | None = None
    """Not yet this many years old on the day of the plan."""
    minority: bool | None = None
    """True: of an ethnic group other than Kinh."""
    majors: tuple[str, ...] = ()
    """Trained in one of these majors."""
    min_degree: str | None = None
    incumbents: bool = False
    """Only those who stand in the unit today and stay there."""

    @model_validator(mode="after")
    def _codes(self) -> PeopleWanted:
        _known(SEXES, self.sex)
        _known(DEGREES, self.min_degree)
        return self


class Requirement(_Part):
    """At least, or at most, so many of certain people in certain posts; in each unit or in all together.

    Exactly one of ``count``, ``percent`` (of the seats meant; of today's holders where ``incumbents``; rounded against the
    breaker: up for at least, down for at most) and ``norm`` (the unit's assigned headcount) says how many.
    ``price``: points each missing (or surplus) person costs; None makes it hard: no plan breaks it.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["at_least", "at_most"]
    count: Count | None = None
    percent: Percent | None = None
    norm: bool = False
    per: Literal["unit", "all"] = "unit"
    units: tuple[str, ...] = ()
    """Unit ids; their sub-units are included."""
    unit_kinds: tuple[str, ...] = ()
    posts: PostsWanted = PostsWanted()
    people: PeopleWanted = PeopleWanted()
    price: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    because: str = ""

    @model_validator(mode="after")
    def _how_many(self) -> Requirement:
        if (self.count is not None) + (self.percent is not None) + self.norm != 1:
            raise ValueError("say how many by exactly one of: use one of count, percent, norm")
        if self.norm and self.per == "all":
            raise ValueError("norm belongs to a unit: use one of count, percent with per: all")
        _known(UNIT_KINDS, self.unit_kinds)
        return self


class Near(_Part):
    """Two people who are to work no further apart than ``within_km``, or one person no further than that from a place."""

    person: str
    other: str | None = None
    place: str | None = None
    within_km: Annotated[int, Field(ge=0, le=3000, strict=True)]
    because: str = ""

    @model_validator(mode="after")
    def _one_of(self) -> Near:
        if (self.other is None) == (self.place is None):
            raise ValueError("nearness needs a second person or a place: use one of other, place")
        return self


class Distance(_Part):
    """The way between two places, in kilometres."""

    a: str
    b: str
    km: Annotated[int, Field(ge=0, le=3000, strict=True)]


class Leave(_Part):
    """Who must leave the present post in this round: named people, holders of named posts, terms that are over."""

    people: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    terms_ended: bool = False
    """Also everybody whose term of appointment has ended on or before the day of the plan."""
    because: str = ""


class Hardship(_Part):
    """What sending a person to another place costs beyond the price of the move, because of what was asked of them before."""

    person: str
    points: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class Continuing(_Part):
    """People who go on in the same job position under another unit: any of these people in any of these posts.

    A reorganisation that takes over a position with its holder makes no new appointment, so the conditions of one are not asked.
    That it is the same position is for whoever sets the policy to answer for; ``because`` says by which resolution.
    """

    people: Annotated[tuple[str, ...], Field(min_length=1)]
    posts: Annotated[tuple[str, ...], Field(min_length=1)]
    because: str = ""


class Concurrent(_Part):
    """Posts that whoever holds another post may hold besides (kiêm nhiệm), as the main post's holder or anew.

    ``holders``: which main posts; ``within``: in the same unit, the same place, or anywhere. ``share`` and ``holder_share``: percent of a full
    workload the second and the main post take; where given they add up to at most 100. ``price``: points a new second post must bring.
    ``basis``: the office's own ground where no text on file says whether the two go together; without one such posts are never proposed.
    """

    posts: PostsWanted
    holders: PostsWanted = PostsWanted()
    within: Literal["unit", "place", "any"] = "unit"
    share: Percent | None = None
    holder_share: Percent | None = None
    price: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] = 1500
    basis: str = ""
    because: str = ""

    @model_validator(mode="after")
    def _narrow(self) -> Concurrent:
        if self.posts == PostsWanted():
            raise ValueError(
                "say which posts may be held besides: use one of ids, levels, roles, fields, functions, categories, leading"
            )
        return self


def meaning_of(requirement: Requirement, lang: str = "vi") -> str:
    """The requirement's number in words: ``ít nhất 1``, ``không quá 30 %``, ``ít nhất biên chế giao``."""
    vi = lang == "vi"
    sense = {"at_least": ("ít nhất", "at least"), "at_most": ("không quá", "at most")}[requirement.kind][0 if vi else 1]
    if requirement.norm:
        return f"{sense} {'biên chế giao' if vi else 'the assigned headcount'}"
    return f"{sense} {requirement.count}" if requirement.count is not None else f"{sense} {requirement.percent} %"
