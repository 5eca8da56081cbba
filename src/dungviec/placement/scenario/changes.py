"""A scenario as a file: the day, the resolution, and the changes of the organisation in their order.

A change is one mapping with one key that says what is done::

    name: Sáp nhập hai phòng
    effective: 2021-03-01
    basis: Nghị quyết số 12
    changes:
      - merge: {units: [P-VHTT, P-GDDT], into: {unit_id: P-VHGD, name: Phòng Văn hóa và Giáo dục, kind: division}}
      - norm: {unit: P-NV, norm: 9}
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dungviec.placement.policy import Policy
from dungviec.placement.yaml_file import PolicyFault, fault_of, read_mapping
from dungviec.records.codes import CATEGORIES, FIELDS, FUNCTIONS, LEVELS, ROLES, UNIT_KINDS, CodeList

Name = Annotated[str, Field(min_length=1, max_length=200)]
Seats = Annotated[int, Field(ge=0, le=100_000, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _code(codes: CodeList, value: str) -> None:
    if value not in codes.by_value:
        raise ValueError(f"unknown {codes.name} {value!r}; use one of {', '.join(codes.values)}")


class NewPost(_Part):
    """A post to be set up; ``code`` is put behind the unit's id. ``like``: an existing post whose standard it takes over
    (level, field, profile, majors, lowest degrees, functions …); what is given here comes before it. ``continues``: patterns
    (``W-*.DC``) of ended posts that are the same job position: their holders go on in it, wherever the plan finds them a seat."""

    code: Name
    title: Name
    like: str | None = None
    level: str | None = None
    field: str | None = None
    role: str | None = None
    category: str | None = None
    continues: tuple[str, ...] = ()
    seats: Seats = 1
    importance: Annotated[int, Field(ge=1, le=5)] | None = None
    min_degree: str | None = None
    majors: tuple[str, ...] | None = None
    functions: tuple[str, ...] | None = None
    profile_id: str | None = None
    party_managed: bool | None = None
    party_member: bool | None = None
    term_months: int | None = None

    @model_validator(mode="after")
    def _codes(self) -> NewPost:
        if self.like is None and None in (self.level, self.field, self.category):
            raise ValueError("a post needs level, field and category, or a post it is like: use one of like, level")
        for codes, value in (
            (LEVELS, self.level),
            (FIELDS, self.field),
            (ROLES, self.role),
            (CATEGORIES, self.category),
        ):
            if value is not None:
                _code(codes, value)
        for value in self.functions or ():
            _code(FUNCTIONS, value)
        return self


class NewUnit(_Part):
    """A unit to be set up."""

    unit_id: Name
    name: Name
    kind: str
    parent: str | None = None
    place_code: str | None = None
    norm: Seats | None = None
    posts: tuple[NewPost, ...] = ()

    @model_validator(mode="after")
    def _codes(self) -> NewUnit:
        _code(UNIT_KINDS, self.kind)
        return self


class Merge(_Part):
    """Units become one. Staff posts of the same title, level and field are joined and their holders go along; of each
    leadership post (same role and level) ``heads`` or ``deputies`` seats are left, and whoever led is placed anew."""

    units: Annotated[tuple[str, ...], Field(min_length=2)]
    into: NewUnit
    heads: Seats = 1
    deputies: Seats = 2


class Split(_Part):
    """A unit becomes several: each staff post, with its holders, goes where ``posts`` says; leaders are placed anew."""

    unit: str
    into: Annotated[tuple[NewUnit, ...], Field(min_length=2)]
    posts: dict[str, str] = {}
    """Post id → id of the new unit; posts not named go to the first."""


class Abolish(_Part):
    """Units (with their sub-units) end; everybody in them is placed anew."""

    units: Annotated[tuple[str, ...], Field(min_length=1)]


class Move(_Part):
    """Units go under another parent, or change their place code, and are otherwise as they were.

    Named one by one, or all of certain ``kinds`` (and, where given, in certain ``places``).
    """

    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parent: str | None = None
    place_code: str | None = None

    @model_validator(mode="after")
    def _which(self) -> Move:
        if not self.units and not self.kinds:
            raise ValueError("say which units: use one of units, kinds")
        for kind in self.kinds:
            _code(UNIT_KINDS, kind)
        return self


class SetNorm(_Part):
    """Another assigned headcount."""

    unit: str
    norm: Seats


class SetSeats(_Part):
    """Another number of seats in a post; surplus holders are placed anew where the round finds them a seat."""

    post: str
    seats: Seats


class Close(_Part):
    """Posts end; their holders are placed anew."""

    posts: Annotated[tuple[str, ...], Field(min_length=1)]


class Unify(_Part):
    """``post`` is from now on held by whoever holds ``by`` (nhất thể hóa); its holder is placed anew."""

    post: str
    by: str


class Change(_Part):
    """One change: exactly one of the keys."""

    create: NewUnit | None = None
    merge: Merge | None = None
    split: Split | None = None
    abolish: Abolish | None = None
    move: Move | None = None
    norm: SetNorm | None = None
    seats: SetSeats | None = None
    close: Close | None = None
    unify: Unify | None = None

    @model_validator(mode="after")
    def _one(self) -> Change:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"one key per change: use one of {', '.join(type(self).model_fields)}")
        return self


class Scenario(_Part):
    """The changes and the policy by which the branch is staffed."""

    name: Name
    effective: date
    basis: str = ""
    note: str = ""
    templates: dict[str, tuple[NewPost, ...]] = {}
    """Lists of posts that new units may name by ``template`` (see :func:`_with_templates`)."""
    changes: tuple[Change, ...] = ()
    policy: Policy = Policy()

    @classmethod
    def from_yaml(cls, text: str, *, source: str = "scenario") -> Scenario:
        """Read a scenario. Raises PolicyFault with line or field, value and what to do."""
        data = read_mapping(text, source=source, example="effective: 2025-07-01")
        try:
            return cls.model_validate(_with_templates(data, source))
        except ValidationError as bad:
            raise fault_of(bad, cls, source=source) from None


def _with_templates(data: dict[str, Any], source: str) -> dict[str, Any]:
    """``template: name`` in a new unit stands for the posts of ``templates[name]``, put before its own."""
    templates = data.get("templates") or {}

    def filled(node: Any) -> Any:
        if isinstance(node, list):
            return [filled(item) for item in node]
        if not isinstance(node, dict):
            return node
        node = {key: filled(value) for key, value in node.items()}
        if "unit_id" in node and "template" in node:
            name = node.pop("template")
            if name not in templates:
                raise PolicyFault(
                    f"«{source}»: đơn vị «{node['unit_id']}» dùng mẫu «{name}» nhưng mục templates không có mẫu này.",
                    f"'{source}': unit '{node['unit_id']}' takes template '{name}', which 'templates' does not have.",
                )
            node["posts"] = [*templates[name], *node.get("posts", [])]
        return node

    return {**data, "changes": filled(data.get("changes") or [])}
