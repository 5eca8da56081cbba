"""The shapes of the JSON that `dungviec` writes, said once: the reference pages, `plan.schema.json` and a test stand on them.

The library builds its JSON from dataclasses; these models describe the result from outside, field by field, and refuse a field
they do not know. A change of the output that is not documented therefore fails in tests/docs.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from tools.json_besides import BasisShape, Score, SecondPostShape, VerdictName, WhyBesidesShape
from tools.json_parts import OutcomeShape, ReachedShape, Shape

Points = Annotated[int, Field(description="Points of fit; a full fit is 10 000.")]
Reasons = Annotated[list[str], Field(min_length=3, max_length=3)]


class BothLanguages(Shape):
    """One sentence in both languages."""

    vi: str
    en: str


class PartScores(Shape):
    """The four parts of fit; empty where the person had no post."""

    competence: Score
    strengths: Score
    record: Score
    wishes: Score


class Nothing(Shape):
    """An empty object."""


class RunnerUpShape(Shape):
    """What the person would do in the best plan without this move."""

    post_id: str | None = Field(description="The post, null for no post at all.")
    title: str
    unit: str
    stays: bool = Field(description="Whether that post is the present one.")


class MoveShape(Shape):
    """One proposed move, or first placement of a person without a post."""

    person_id: str
    person_name: str
    from_post_id: str | None = Field(description="Present post; null for a person without one.")
    from_title: str
    from_unit: str
    to_post_id: str
    to_title: str
    to_unit: str
    kind: Literal["lateral", "higher", "lower", "placed"] = Field(
        description="By level of post; `placed`: had no post before."
    )
    fit_before: Score | None = Field(description="Fit to the present post, in basis points.")
    fit_after: Score = Field(description="Fit to the proposed post.")
    parts_before: PartScores | Nothing = Field(description="The four parts of fit in the present post.")
    parts_after: PartScores = Field(description="The four parts of fit in the proposed post.")
    verdict: VerdictName = Field(description="The law's verdict on the pair; only the first two can be proposed.")
    reasons_vi: Reasons = Field(description="Căn cứ, điểm mạnh, còn thiếu.")
    reasons_en: Reasons = Field(description="Ground, strong points, what is missing.")
    basis: list[BasisShape] = Field(description="The clauses that were asked and let it pass.")
    runner_up: RunnerUpShape | None = Field(description="Null where no plan without this move exists.")
    margin: int | None = Field(description="Points the whole plan loses without this move; null as above.")
    margin_exact: bool = Field(description="False: the loss is at least `margin`.")


class VacancyShape(Shape):
    """Empty seats of one post."""

    post_id: str
    title: str
    unit: str
    seats: int = Field(ge=1, description="How many seats stay empty.")
    importance: int = Field(ge=1, le=5)
    price: int = Field(description="Points lost per empty seat.")
    considered: int = Field(description="People considered for the post.")
    lawful: int = Field(description="How many of them the law (and the policy's stance on authority) allows.")
    reason_vi: str
    reason_en: str


class UnplacedShape(Shape):
    """A person the plan leaves without a post."""

    person_id: str
    name: str
    reason_vi: str
    reason_en: str


class FigureShape(Shape):
    """One figure before and after."""

    key: str = Field(description="`fit`, `vacant`, `untrained`, `strengths` or `wishes`.")
    vi: str
    en: str
    before: float
    after: float
    unit: Literal["points", "seats", "people", "percent"]
    better: Literal[-1, 1] = Field(description="1: more is better; -1: less is better.")


class SideRowShape(Shape):
    """One side row of the problem, so that the certificate can be read without it."""

    name: str = Field(description="`moves`, `moves:unit:…`, `kin:…`, `req:…`, `near:…` or `order:…`.")
    limit: int
    sense: Literal["at_most", "at_least"]
    price: int | None = Field(description="Null: a hard rule; else the price of each unit beyond the limit.")
    size: int = Field(description="How many edges count in the row.")


class CertificateShape(Shape):
    """Plan and prices by id; see explanation/engine.md for what they prove."""

    formula: str = Field(description="The bound as a formula.")
    scale: int = Field(ge=1, description="Prices are in units of 1/scale of a point.")
    posts: dict[str, int] = Field(description="Price of a seat per post; prices of 0 are left out.")
    people: dict[str, int] = Field(description="Surplus per person; 0 is left out.")
    rows: list[int] = Field(description="Price per side row, in their order.")
    plan: dict[str, str] = Field(description="Person to post, everybody placed.")
    value: int
    dual_bound: int = Field(description="What the prices prove.")
    search_bound: int | None = Field(description="What the search over side rows proved; null where none was needed.")
    released_people: list[str] = Field(description="Only where infeasible: left out though they must have a post.")
    released_rows: list[int] = Field(description="Only where infeasible: hard side rows given up.")
    side_rows: list[SideRowShape]


class PlanShape(Shape):
    """`PLAN.json`, as `dungviec place --json` writes it."""

    schema_: Literal["dungviec-plan/1"] = Field(alias="schema", description="Name and version of this shape.")
    city: str = Field(description="Name of the city (or province, or body).")
    as_of: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = Field(description="The day judged, ISO.")
    status: Literal["optimal", "feasible", "infeasible", "unsolved"] = Field(
        description="`optimal`: no plan is better by a whole point; `feasible`: within `gap`; `infeasible`: some hard rules were given up; `unsolved`: time ran out."
    )
    value: Points
    bound: int = Field(description="No plan is worth more.")
    gap: int = Field(description="`bound` less `value`.")
    stay_value: int | None = Field(description="Value of leaving everybody in place; null where that is not possible.")
    people: int = Field(description="People in service.")
    posts: int = Field(description="Posts that people are placed in (unified seats excluded).")
    seats: int = Field(description="Seats of those posts that the round may fill.")
    pairs: int = Field(description="Pairs of person and post in the optimisation.")
    moves: list[MoveShape] = Field(description="Largest margin first.")
    besides: list[SecondPostShape] = Field(description="Posts held besides a main one, the new ones first.")
    vacant: list[VacancyShape] = Field(description="Most important first.")
    unplaced: list[UnplacedShape]
    figures: list[FigureShape]
    requirements: list[OutcomeShape] = Field(description="The policy's requirements of groups, those missed first.")
    stages: list[ReachedShape] = Field(
        description="With an `order`: each objective in turn; value and bound above are those of the last."
    )
    kinship_kept: list[BothLanguages] = Field(
        description="Present breaches of kinship rules that no lawful move resolves."
    )
    warnings: list[BothLanguages]
    policy: dict[str, Any] = Field(description="The whole policy used, see policy.md.")
    certificate: CertificateShape
    checks: list[str] = Field(description="Faults found by the independent checks; empty when all is well.")
    seconds: dict[str, float] = Field(description="Time per stage.")
    rejected_rows: int = Field(description="Rows of the workbook that were rejected at reading.")


class RecordShape(Shape):
    """One row of the records behind a finding."""

    table: str = Field(description="Table of the records, such as `ratings`.")
    record: str = Field(description="Its key in that table.")
    dated: str | None = Field(description="The day it was decided or begins, ISO.")
    vi: str
    en: str


class FindingShape(Shape):
    """What one rule says about the pair."""

    rule: str
    verdict: VerdictName
    instrument: str
    article: str
    confidence: str
    statement: str = Field(description="The rule, in Vietnamese.")
    reason: str = Field(description="What it found here, in Vietnamese.")
    facts: dict[str, str] = Field(description="The facts it used.")
    records: list[RecordShape] = Field(description="The rows of the file the facts were read from, the latest first.")
    will_pass_from: str | None = Field(description="ISO day on which the obstacle ends by itself, if it does.")


class EvidenceShape(Shape):
    """One line behind a score."""

    kind: Literal["good", "gap", "unknown"]
    vi: str
    en: str


class WhyPartShape(Shape):
    """One part of fit."""

    score: Score
    weight: int
    evidence: list[EvidenceShape]


class WhyPartsShape(Shape):
    """The four parts of fit with their evidence."""

    competence: WhyPartShape
    strengths: WhyPartShape
    record: WhyPartShape
    wishes: WhyPartShape


class ChangeShape(Shape):
    """Somebody else whose place would change."""

    person: str
    name: str
    instead_of: str | None
    goes_to: str | None


class WhyShape(Shape):
    """The JSON of `dungviec why --json`."""

    person: str
    post: str
    as_of: str
    verdict: VerdictName
    findings: list[FindingShape]
    missing: list[str] = Field(description="Facts or texts that are missing, where the verdict is unknown.")
    considered: bool = Field(description="Whether the round considers the pair at all.")
    fit: Score
    parts: WhyPartsShape
    in_plan: bool = Field(description="Whether the best plan puts this person there.")
    planned_post: str | None
    price: int | None = Field(
        description="Points the plan loses when the pair is forced (below 0, for a pair not allowed: it would gain); null: no plan holds it, or the person or post is not there that day."
    )
    price_exact: bool = Field(description="False: at least `price`.")
    price_hypothetical: bool = Field(
        description="True: the pair is not an edge; the price is what it would cost if it were."
    )
    displaced: list[str] = Field(description="Holders of the seat who would be left without a lawful place.")
    besides: WhyBesidesShape | None = Field(
        description="Null where no line of the policy lets the post be held besides."
    )
    changes: list[ChangeShape] = Field(description="Who else would change place.")
