"""Shapes of posts held besides a main one, and of the clauses a proposal rests on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from tools.json_parts import Shape

Score = Annotated[int, Field(ge=0, le=10_000)]
VerdictName = Literal["allowed", "needs_authority", "unknown", "forbidden"]


class BasisShape(Shape):
    """One clause the proposal rests on."""

    rule_id: str = Field(description="Id of the encoded rule, see law-rules.md.")
    instrument: str = Field(description="The legal instrument.")
    article: str = Field(description="Article and clause; may be empty.")
    confidence: str = Field(description="`VERIFIED`, `REPORTED`, `OFFICE` or `NONE`.")


class SecondPostShape(Shape):
    """A post held besides a main one (kiêm nhiệm)."""

    person_id: str
    person_name: str
    main_post_id: str
    main_title: str
    main_unit: str
    post_id: str
    title: str
    unit: str
    already: bool = Field(description="Held today as well: it goes on, nothing is appointed.")
    fit: Score = Field(description="Fit to the second post.")
    verdict: VerdictName
    titles: int = Field(description="Titles the person then holds, those held together by decision counted.")
    share: int | None = Field(description="Percent of a full workload it takes, where the policy says.")
    holder_share: int | None = Field(description="The same of the main post.")
    ground_vi: str = Field(description="Why the two may be one person's.")
    ground_en: str
    ground: BasisShape | None = Field(description="The clause, or the office's own ground (`OFFICE`).")
    basis: list[BasisShape] = Field(description="The clauses asked about the second post; empty where it goes on.")
    allowance_vi: str
    allowance_en: str
    allowance: BasisShape | None = Field(description="The clause on the allowance; null where none on file applies.")
    because: str
    margin: int | None = Field(description="Points the whole plan loses without it; null where it is held today.")
    margin_exact: bool = Field(description="False: the loss is at least `margin`.")


class WhyBesidesShape(Shape):
    """Whether the person may hold the post besides a main one, and what the plan says."""

    in_plan: bool
    main_post_id: str | None = Field(description="Where the plan puts the person.")
    grounds: list[list[str]] = Field(description="By which clause the two go together, Vietnamese and English.")
    stops: list[list[str]] = Field(description="What stands in the way; empty where only the price does.")
    price: int | None
    exact: bool
    vi: str
    en: str
