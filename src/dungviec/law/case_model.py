"""The shape of a law case (CASE.yaml): a question a lawyer can write, validated with a hint for every wrong key."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr

from dungviec.law.case_coded import coded, spelt
from dungviec.law.case_forms import read_form
from dungviec.law.case_model_posts import (
    BodyFacts,
    HeldPost,
    RelativeFacts,
    WorkforceAction,
    WorkforceFacts,
    WorkforceKind,
)
from dungviec.law.case_model_year import (
    AppraisalFacts,
    BodyYearFacts,
    ClockFacts,
    MeritFacts,
    OneStopFacts,
    RatedFacts,
    ReportFacts,
    Strict,
    TrainingFacts,
)
from dungviec.law.case_relations import DutyWord, FunctionWord, RelationWord
from dungviec.law.settings import DEFAULT_SETTINGS, LawSettings
from dungviec.records.codes import DEGREES, LEFT_BECAUSE, STATE_MANAGEMENT, THEORY, UNIT_KINDS

Level = Literal[
    "support", "specialist", "team_leader", "deputy_head_of_division", "head_of_division", "deputy_head_of_city", "head_of_city"
]  # fmt: skip
Rating = Literal["excellent", "good", "completed", "limited", "failed"]
Words = Annotated[list[str], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
"""A list of words; a single one needs no brackets."""
"""``limited``: the "completed but limited in capacity" of the decrees before 2020; elsewhere it counts as completed."""

DegreeWord = Annotated[str | None, BeforeValidator(coded(DEGREES, {"bachelor": "university", "phd": "doctor"}))]
TheoryWord = Annotated[str | None, BeforeValidator(coded(THEORY))]
StateManagementWord = Annotated[str | None, BeforeValidator(coded(STATE_MANAGEMENT))]


class PostFacts(Strict):
    """A post as a case tells it: held now, held before (``from``/``to``), or aimed at."""

    title: str = ""
    body: str = ""
    level: Level | None = None
    category: Literal["cadre", "civil_servant", "public_employee", "public_employee_manager"] | None = None
    since: date | None = None
    acting: bool = False
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    left_because: Annotated[str | None, BeforeValidator(spelt(LEFT_BECAUSE.values, ("disciplined",), alike=0.85))] = (
        None
    )
    compared_with_current: Literal["next_higher", "higher", "same", "lower"] | None = None
    term_months: int | None = Field(default=None, ge=1)
    vacant: bool | None = None
    party_managed: bool | None = None
    unit_kind: Annotated[str | None, BeforeValidator(coded(UNIT_KINDS, {"district_division": "division"}))] = None
    min_degree: DegreeWord = None
    min_theory: TheoryWord = None
    min_state_management: StateManagementWord = None
    majors: list[str] = Field(default_factory=list)
    party_member: bool | None = None


class PlannedFor(Strict):
    """What the person is planned for."""

    title: str = ""
    compared_with_target: Literal["same", "equivalent", "higher", "lower"] | None = None
    approved_on: date | None = None
    until: date | None = None


class UnitFacts(Strict):
    """The unit of the target post."""

    newly_formed_or_merged: bool | None = None
    has_approved_plan: bool | None = None


class FileFacts(Strict):
    """The personal file."""

    complete: bool | None = None
    verified: bool | None = None
    parts_dated: date | None = None


class AssetFacts(Strict):
    """The asset and income declaration."""

    filed: bool | None = None
    verified: bool | None = None


class HealthFacts(Strict):
    """Fitness for work."""

    fit: bool | None = None
    certificate_dated: date | None = None


class DisciplineFacts(Strict):
    """One disciplinary decision."""

    kind: Literal["party", "administrative"]
    form: Annotated[
        Literal[
            "reprimand", "warning", "salary_step_reduction", "demotion", "dismissed_from_post", "forced_exit", "removed"
        ],
        BeforeValidator(read_form),
    ]
    decided: date
    effective: date | None = None
    ends: date | None = None
    remedied_and_recognised: bool | None = None


class BlockFacts(Strict):
    """Block flags; a key left out is not known."""

    barred: bool | None = None
    disciplinary_procedure_open: bool | None = None
    discipline_in_force: bool | None = None
    denunciation_team: bool | None = None
    inspection: bool | None = None
    suspended: bool | None = None
    criminal: bool | None = None


class RotationFacts(Strict):
    """A running rotation."""

    since: date
    purpose: str | None = None
    until: date | None = None


class LeaveFacts(Strict):
    """Absences that postpone a procedure, in months."""

    abroad_months: int | None = Field(default=None, ge=0)
    inpatient_months: int | None = Field(default=None, ge=0)


class LeftPost(Strict):
    """How a leading post was left."""

    how: Literal["relieved_of_post", "resigned", "dismissed", "not_reappointed"]
    date: dt.date
    level: Level | None = None


class TermFacts(Strict):
    """The running term of appointment."""

    from_: date | None = Field(default=None, alias="from")
    ends: date | None = None
    months: int | None = Field(default=None, ge=1)


def _first_of_month(value: object) -> object:
    """``1965-03`` is a month of birth of which the day is not known: its first day counts (RET-03)."""
    return f"{value}-01" if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value) else value


class Facts(WorkforceFacts):
    """Everything a case may say about one person."""

    category: Literal["cadre", "civil_servant", "public_employee", "public_employee_manager"] | None = None
    party_member: bool | None = None
    sex: Literal["male", "female"] | None = None
    born: Annotated[date | None, BeforeValidator(_first_of_month)] = None
    born_year_only: int | None = None
    degree: DegreeWord = None
    theory: TheoryWord = None
    major: str | None = None
    state_management: StateManagementWord = None
    current_post: PostFacts | None = None
    earlier_posts: list[PostFacts] = Field(default_factory=list)
    target_post: PostFacts | None = None
    candidate_source: Literal["local", "elsewhere"] | None = None
    planned_for: PlannedFor | None = None
    unit: UnitFacts = UnitFacts()
    ratings: dict[int, Rating | None] = Field(default_factory=dict)
    personal_file: FileFacts = FileFacts()
    asset_declaration: AssetFacts = AssetFacts()
    health: HealthFacts = HealthFacts()
    experience_and_products_match_post: bool | None = None
    meets_title_standard: bool | None = None
    meets_competency_framework: bool | None = None
    discipline: list[DisciplineFacts] = Field(default_factory=list)
    blocks: BlockFacts = BlockFacts()
    left_post: LeftPost | None = None
    term: TermFacts | None = None
    relation: RelationWord = None
    head_of: str | list[str] | None = None
    relatives_in_service: list[str | RelativeFacts] = Field(default_factory=list)
    unit_needs_post: bool | None = None
    term_ratings: dict[int, Rating | None] = Field(default_factory=dict)
    named_in_pending_case: bool | None = None
    failing_year_because: Literal["force_majeure", "discipline"] | None = None
    head_absent_months: int | None = Field(default=None, ge=0)
    absence: LeaveFacts = LeaveFacts()
    in_position_since: date | None = None
    position_field: str | None = None
    rotation: RotationFacts | None = None
    maternity_leave: bool | None = None
    youngest_child_born: date | None = None
    titles_already_planned_same_level: int | list[str] | None = None
    people_already_planned: int | None = Field(default=None, ge=0)
    political_standard_met: bool | None = None
    bodies: list[BodyFacts] = Field(default_factory=list)
    provinces: list[BodyFacts] = Field(default_factory=list)
    tier: str | None = None
    appraisal: AppraisalFacts | None = None
    body_year: BodyYearFacts | None = None
    rated: RatedFacts | None = None
    training: TrainingFacts | None = None
    merit: MeritFacts | None = None
    one_stop: OneStopFacts | None = None
    report: ReportFacts | None = None
    clock: ClockFacts | None = None
    place: str | None = None
    people: dict[str, dict[str, object]] | list[dict[str, object]] | None = None


ActionKind = Literal[
    WorkforceKind,
    "appoint", "retirement_date", "end_of_term", "assign_pair", "assign", "vote_step", "continue_acting", "run_reappointment",
    "notify_end_of_term", "discipline_form", "add_to_plan", "yearly_plan_review", "nominate_committee", "rotate", "end_rotation",
    "periodic_position_change", "hold_together", "deputies_norm", "concurrent_allowance", "streamlining_review",
    "score_period", "average_points", "convert_product", "rate_year", "excellent_quota", "rate_body", "excellent_bodies_quota", "send_to_study",
    "reimburse_training", "course_length", "award_title", "award_quota", "award_bonus", "one_stop_index", "service_index",
    "check_report", "count_communes", "last_day",
]  # fmt: skip


class Action(WorkforceAction):
    """What is asked, on which day."""

    kind: ActionKind
    date: dt.date
    dossier_received_on: dt.date | None = None
    procedure_started_on: dt.date | None = None
    post_a: PostFacts | None = None
    post_b: PostFacts | None = None
    same_unit: bool = True
    function_a: FunctionWord | None = None
    function_b: FunctionWord | None = None
    role_a: Literal["head", "deputy", "member"] | None = None
    role_b: Literal["head", "deputy", "member"] | None = None
    step: int | None = Field(default=None, ge=1, le=4)
    summoned: int | None = Field(default=None, ge=0)
    present: int | None = Field(default=None, ge=0)
    votes: int | list[int] | dict[str, int] | None = None
    duty: DutyWord = None
    unit: str | None = None
    signs_contracts: bool | None = None
    form: str | None = None
    notified_on: dt.date | None = None
    purpose: str | None = None
    candidacy: str | None = None
    with_appointment_proposal: bool | None = None
    same_level: bool = True
    posts: list[FunctionWord | HeldPost] = Field(default_factory=list)
    what: str | None = None
    title: Literal[
        "advanced_worker", "base_fighter", "provincial_fighter", "national_fighter", "collective_excellent", "collective_advanced",
        "commune", "village", "government_flag",
    ] | None = None  # fmt: skip
    course: Literal["specialist", "principal", "senior", "leader", "position", "commune", "rank"] | None = None
    weeks: float | None = Field(default=None, gt=0, le=520)


class Expect(Strict):
    """What the case expects; every key given must hold."""

    verdict: Literal["allowed", "needs_authority", "forbidden", "unknown"] | None = None
    also_accept: list[Literal["allowed", "needs_authority", "forbidden", "unknown"]] = Field(default_factory=list)
    rules: Words = Field(default_factory=list)
    blocking: list[str] | None = None
    findings: dict[str, Literal["allowed", "needs_authority", "forbidden", "unknown"]] = Field(default_factory=dict)
    missing: Words = Field(default_factory=list)
    reason: Literal["no_text_on_file_for_date"] | None = None
    people: dict[str, Literal["allowed", "needs_authority", "forbidden", "unknown"]] = Field(default_factory=dict)
    outcome: str | date | None = None
    numbers: dict[str, str | int | float | date] = Field(default_factory=dict)
    will_pass_from: date | None = None


class CaseSettings(Strict):
    """Readings of ``LawSettings`` that the case takes instead of the defaults; a reading left out keeps its default."""

    reference_day: Literal["decision", "procedure_start", "dossier_received"] | None = None
    near_limit_days: int | None = Field(default=None, ge=0)
    service_counts_both_days: bool | None = None
    age_cap_reading: Literal["completed_years", "birthday"] | None = None
    lateral_waives: tuple[Literal["planning", "rating", "file_assets", "products"], ...] | None = None
    higher_plan_counts_2020: bool | None = None
    kinship_relations_2023: tuple[str, ...] | None = None
    extension_limit_counts_equal: bool | None = None
    deputies_head_counts: bool | None = None
    deputies_half: Literal["down", "up"] | None = None
    part_years: Literal["half_steps", "exact"] | None = None
    rating_cap_parts: bool | None = None
    rating_points_read: Literal["exact", "two_decimals"] | None = None
    rating_quota_base: Literal["good", "good_and_above"] | None = None
    rating_quota_rounding: Literal["down", "nearest"] | None = None
    rating_floor_zero: bool | None = None
    rating_quarter_months: Literal[3, 1] | None = None
    ratings_90_by_analogy: bool | None = None
    notice_counts_expiry_day: bool | None = None

    def chosen(self) -> LawSettings:
        """The settings of the law with the readings this case takes."""
        return replace(
            DEFAULT_SETTINGS, **{n: v for n in type(self).model_fields if (v := getattr(self, n)) is not None}
        )


class Case(Strict):
    """One question with its expected answer."""

    id: str
    title: str = ""
    why: str = ""
    like: str | None = None
    facts: Facts = Facts()
    action: Action
    scope: Words = Field(default_factory=list)
    settings: CaseSettings = CaseSettings()
    known_on: date | None = None
    expect: Expect | None = None
    variants: list[dict[str, object]] = Field(default_factory=list)
    _line: int = PrivateAttr(default=0)
    _source: tuple[object, tuple[str | int, ...]] = PrivateAttr(default=(None, ()))

    @property
    def line(self) -> int:
        """The line of the file the case begins on."""
        return self._line

    @property
    def source(self) -> tuple[object, tuple[str | int, ...]]:
        """The entry of the file, and the way to the variant in it."""
        return self._source
