"""The contract of `dungviec solve`, said once: the reference page, both JSON Schemas and the tests stand on these shapes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(min_length=1)] | int
Number = int | float
Count = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """Exactly the fields named, with exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PostShape(Shape):
    """One post."""

    id: Id
    capacity: Count = Field(1, description="Places.")
    vacancy_cost: Number = Field(0, description="Lost for each place left unfilled; may be below 0.")
    name: str | None = Field(None, description="For people; not read.")
    note: str | None = Field(None, description="For people; not read.")


class Named(Shape):
    """What every constraint may carry."""

    name: str | None = Field(None, description="For people, for instance the clause behind it; not read.")
    note: str | None = Field(None, description="For people; not read.")


class MaxMovesShape(Named):
    """At most `limit` moves in all."""

    kind: Literal["max_moves"]
    limit: Count


class NotTogetherShape(Named):
    """At most one of the pairs listed is chosen."""

    kind: Literal["not_together"]
    pairs: list[Annotated[list[Id], Field(min_length=2, max_length=2)]] = Field(
        description="`[person, post]`, two or more; each once."
    )


class CountShape(Named):
    """At least, or at most, `count` of the pairs listed are chosen."""

    kind: Literal["at_least", "at_most"]
    count: Count
    pairs: list[Annotated[list[Id], Field(min_length=2, max_length=2)]] = Field(
        description="`[person, post]`; each once."
    )


class WeightShape(Named):
    """The weights of the pairs chosen add up to at most `limit`."""

    kind: Literal["at_most_weight"]
    limit: Number
    pairs: list[tuple[Id, Id, Number]] = Field(
        description="`[person, post, weight]`; each once; a weight may be below 0."
    )


class PairShape(Named):
    """The person holds the post (`fix`), or does not (`forbid`)."""

    kind: Literal["fix", "forbid"]
    person: Id
    post: Id


class ProblemShape(Shape):
    """`PROBLEM.json`."""

    people: list[Id] = Field(description="Ids: text, or whole numbers; each once.")
    posts: list[PostShape] = Field(description="Each id once.")
    pairs: list[tuple[Id, Id, Number]] = Field(
        description="`[person, post, score]`: the allowed pairs and no others, each once; any finite score."
    )
    current: dict[str, Id | None] = Field({}, description="Who holds which post today; the pair need not be allowed.")
    move_cost: Number = Field(0, description="Lost for each move; may be below 0.")
    must_place: bool | list[Id] = Field(False, description="Who has to get a post: nobody, everybody, or these.")
    constraints: list[MaxMovesShape | NotTogetherShape | CountShape | WeightShape | PairShape] = Field(
        [], description="All of them hold in every plan. A pair in a constraint that is not allowed is never chosen."
    )
    name: str | None = Field(None, description="For people; not read.")
    note: str | None = Field(None, description="For people; not read.")


class ResultShape(Shape):
    """`RESULT.json`."""

    status: Literal["optimal", "feasible", "infeasible", "unsolved"] = Field(
        description="`optimal`: no plan is better; `feasible`: within `gap`; `infeasible`: no plan keeps every constraint; "
        "`unsolved`: time ran out before a plan was found or proven not to exist."
    )
    value: Number | None = Field(description="Recomputed from the scores as written; null without a plan.")
    bound: Number | None = Field(description="No plan is worth more; rounded up.")
    gap: float | None = Field(
        ge=0, description="`(bound - value) / max(|bound|, |value|)`, in nine places, rounded up; 0 where optimal."
    )
    exact: bool = Field(
        True, description="False: amounts too fine for exact sums; optimal then means a gap below 5e-10."
    )
    placements: dict[str, Id] = Field(description="Person to post, everybody placed.")
    unplaced: list[Id] = Field(description="People without a post.")
    vacant: list[Id] = Field(description="Posts with places left.")
    vacant_places: dict[str, Annotated[int, Field(ge=1)]] = Field(
        {}, description="How many places are left in each of them."
    )
    moves: int = Field(0, description="How many people change post.")
    checked: bool = Field(
        description="An independent checker held the answer against the problem as written and found no fault."
    )
    conflict: list[int] = Field(
        [],
        description="Only where infeasible: indices of constraints that cannot hold together; empty where the people who must be placed are already too many.",
    )
    conflict_minimal: bool = Field(
        True, description="Only where infeasible: none of them can be spared (confirmed by solving without each)."
    )
    reason_vi: str = Field("", description="Only without a plan: why, in Vietnamese.")
    reason_en: str = Field("", description="Only without a plan: why, in English.")
    faults: list[str] = Field(description="What the checker found wrong; empty when all is well.")
    seconds: float = Field(description="Time taken after reading.")


EXAMPLE: dict[str, Any] = {
    "people": ["LAN", "TAM", "BINH"],
    "posts": [{"id": "KT", "vacancy_cost": 2}, {"id": "DD", "vacancy_cost": 2.5}, {"id": "PTP"}],
    "pairs": [
        ["LAN", "KT", 4.25],
        ["LAN", "DD", 9],
        ["TAM", "KT", 8.5],
        ["TAM", "DD", 5],
        ["BINH", "DD", 7],
        ["BINH", "PTP", 6],
    ],
    "current": {"LAN": "KT", "TAM": "DD"},
    "move_cost": 0.5,
    "must_place": ["LAN", "TAM"],
    "constraints": [
        {"kind": "max_moves", "limit": 2},
        {"kind": "not_together", "pairs": [["LAN", "DD"], ["BINH", "PTP"]]},
    ],
}
"""The problem the reference page shows; a test solves it and compares."""
