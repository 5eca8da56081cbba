"""Shapes that stand inside others: the base of all, outcomes of requirements, objectives in order."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Exactly the fields named, with exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OutcomeShape(Shape):
    """How one requirement of the policy came out in one unit."""

    name: str
    kind: Literal["at_least", "at_most"]
    unit_id: str | None = Field(description="Null: over all units meant.")
    unit: str
    wanted: int = Field(description="How many were asked for.")
    reached: int
    missed: int = Field(ge=0, description="People missing, or too many; 0 where it is met.")
    price: int | None = Field(description="Points for each person missed; null for a hard requirement.")
    because: str
    unclear: int = Field(ge=0, description="People who could count but lack the fact asked for.")


class ReachedShape(Shape):
    """What one objective of an ordered policy reached."""

    name: Literal["placed", "requirements", "vacancies", "moves", "fit", "value"]
    value: int
    bound: int
