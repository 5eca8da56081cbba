"""Facts of posts, relatives, pay and leaving in a law case, and what an action may ask about them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dungviec.law.case_model_year import Share, Strict
from dungviec.law.case_relations import DutyWord, FunctionWord, read_relation

_TYPES = {"1": "I", "2": "II", "3": "III", "type_i": "I", "type_ii": "II", "type_iii": "III", "special": "special"}
_FRONT = ("fatherland_front", "commune_front", "commune_mttq", "mttq", "mặt trận tổ quốc cấp xã", "mttq xã")


def _type_of(value: object) -> object:
    """Types of provinces as I, II, III; the commune Fatherland Front under one name."""
    plain = str(value).strip().lower().replace("loại ", "type_").replace(" ", "_")
    if plain in _FRONT or str(value).strip().lower() in _FRONT:
        return "commune_fatherland_front"
    return _TYPES.get(plain, value if isinstance(value, str) or value is None else str(value))


Role = Literal["head", "deputy", "member"]


class BodyFacts(Strict):
    """A body or a province of which numbers are asked.

    ``parent`` names the body it directly belongs to; ``merged_from`` lists the types of the provinces merged.
    """

    name: str = ""
    type: Annotated[str | None, BeforeValidator(_type_of)] = None
    headcount: int | None = Field(default=None, ge=0)
    deputies: int | None = Field(default=None, ge=0)
    parent: str | None = None
    level: str | None = None
    has_inner_units: bool | None = None
    merged_from: list[Literal["I", "II", "III"]] = Field(default_factory=list)
    head_at_rank: bool | None = None
    deputies_at_rank: int | None = Field(default=None, ge=0)
    principals: int | None = Field(default=None, ge=0)
    grades: dict[int, int] = Field(default_factory=dict)
    self_financed: bool = False


class HeldPost(Strict):
    """One of the posts held together: a title or a function, of a body and a level of government (``tier``)."""

    title: str = ""
    function: FunctionWord | None = None
    body: str = ""
    level: str | None = None
    tier: str | None = None


class RelativeFacts(Strict):
    """A relative in service: ``relation`` to the person asked about, and what he or she does where."""

    relation: Annotated[str, BeforeValidator(read_relation)]
    title: str = ""
    body: str = ""
    role: Role | None = None
    duty: DutyWord = None


class PayFacts(Strict):
    """A month's pay in đồng: salary (of a concurrent title: its step 1), position allowance, over-frame seniority."""

    title: str = ""
    salary: int | None = Field(default=None, ge=0)
    position_allowance: int = Field(default=0, ge=0)
    over_frame: int = Field(default=0, ge=0)


class LeavingFacts(Strict):
    """Somebody who leaves early: months before retirement age, months insured, months of service, months counted."""

    months_early: int | None = Field(default=None, ge=0)
    insured_months: int | None = Field(default=None, ge=0)
    service_months: int | None = Field(default=None, ge=0)
    months_counted: int | None = Field(default=None, ge=0)
    within_first_12_months: bool | None = None


class WorkforceFacts(Strict):
    """Facts on standing, pay, leaving and the two people of a pair."""

    role: Role | None = None
    deputy_of: str | list[str] | None = None
    left_service: bool | None = None
    pregnant: bool | None = None
    serious_illness: bool | None = None
    full_time_study_months: int | None = Field(default=None, ge=0)
    seconded: bool | None = None
    raises_child_alone: bool | None = None
    voluntary: bool | None = None
    other_suitable_position: bool | None = None
    streamlining_grounds: list[Literal["redundant", "lost_post_voluntary", "surplus", "unqualified"]] = Field(
        default_factory=list
    )
    pay: PayFacts | None = None
    concurrent_titles: list[PayFacts] = Field(default_factory=list)
    headcount_saved: int | None = Field(default=None, ge=0)
    full_time_head_budgeted: bool | None = None
    leaving: LeavingFacts = LeavingFacts()
    terms_served: int | None = Field(default=None, ge=0)
    local_person: bool | None = None
    listed_for_later_retirement: bool | None = None
    low_confidence: Share | None = None
    limited_capacity: bool | None = None


class WorkforceAction(Strict):
    """What an action may ask about discipline clocks, money and posts for people from elsewhere."""

    same_locality: bool = True
    discovered_on: dt.date | None = None
    decided_on: dt.date | None = None
    extended: bool = False
    party_decided_on: dt.date | None = None
    committed_on: dt.date | None = None
    reported_on: dt.date | None = None
    until: dt.date | None = None
    scheme: (
        Literal[
            "reorganisation", "reorganisation_severance", "streamlining", "streamlining_severance", "cadre", "resignation",
            "capacity",
        ]
        | None
    ) = None  # fmt: skip
    same_field: bool | None = None
    level: Literal["province", "commune"] | None = None
    post: str | None = None


WorkforceKind = Literal[
    "discipline_deadline", "salary_delay", "discipline_limitation", "repeat_discipline", "conflict_report", "leaving_money",
    "non_local_post", "consecutive_terms", "second", "transfer_allowance", "rank_quota", "relative_business",
    "study_then_leave", "leave_post_review",
]  # fmt: skip
