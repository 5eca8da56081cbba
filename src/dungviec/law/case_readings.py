"""Where a text can be read two ways: the answer a case would get under the other reading of each setting that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.law.book import LawBook
from dungviec.law.case_answer import CaseAnswer, numbers_of
from dungviec.law.case_model import Case, CaseSettings
from dungviec.law.case_read import CaseError
from dungviec.law.cases import judge_case
from dungviec.law.rules import Verdict
from dungviec.law.settings import READINGS
from dungviec.records.dates import month_end

OTHERS: dict[str, tuple[Any, ...]] = {
    "reference_day": ("decision", "dossier_received", "procedure_start"), "near_limit_days": (31, 0),
    "service_counts_both_days": (False, True),
    "age_cap_reading": ("completed_years", "birthday"),
    "lateral_waives": (("planning", "rating", "file_assets", "products"), ()), "higher_plan_counts_2020": (True, False),
    "extension_limit_counts_equal": (False, True), "deputies_head_counts": (True, False), "deputies_half": ("down", "up"),
    "part_years": ("half_steps", "exact"), "rating_cap_parts": (True, False), "rating_points_read": ("exact", "two_decimals"),
    "rating_quota_base": ("good", "good_and_above"), "rating_quota_rounding": ("down", "nearest"),
    "rating_floor_zero": (True, False), "rating_quarter_months": (3, 1), "ratings_90_by_analogy": (True, False),
    "notice_counts_expiry_day": (False, True),
}  # fmt: skip
"""The readings of each setting that the interpretation paper names; the chosen one is left out when the others are asked."""

ASKED: dict[str, tuple[str, ...]] = {
    "end_of_term": ("extension_limit_counts_equal",), "run_reappointment": ("extension_limit_counts_equal",),
    "rotate": ("service_counts_both_days",), "add_to_plan": ("service_counts_both_days",),
    "nominate_committee": ("service_counts_both_days",), "notify_end_of_term": ("notice_counts_expiry_day",), "deputies_norm": ("deputies_head_counts", "deputies_half"),
    "score_period": ("rating_cap_parts", "rating_floor_zero"), "average_points": ("rating_quarter_months", "rating_points_read"),
    "rate_year": ("rating_points_read", "rating_quarter_months", "ratings_90_by_analogy"),
    "excellent_quota": ("rating_quota_base", "rating_quota_rounding"), "leaving_money": ("part_years",),
}  # fmt: skip
"""The settings that can touch a kind of case."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What the case would answer with ``setting`` = ``value``; numbers only where they differ."""

    setting: str
    value: Any
    verdict: str
    outcome: str
    numbers: dict[str, str]

    @property
    def words(self) -> tuple[str, str]:
        """Both sides of the setting in Vietnamese and English."""
        return READINGS[self.setting]

    def to_json(self) -> dict[str, object]:
        """Plain data for ``--json``."""
        return {
            "setting": self.setting, "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "verdict": self.verdict, "outcome": self.outcome, "numbers": numbers_of(self.numbers),
            "statement": self.words[0], "statement_en": self.words[1],
        }  # fmt: skip


def other_readings(case: Case, answer: CaseAnswer, book: LawBook | None = None) -> tuple[OtherReading, ...]:
    """The readings under which verdict, outcome or a number of ``answer`` would be another one."""
    chosen = case.settings.chosen()
    found = []
    for name in _asked(case, answer):
        for value in OTHERS[name]:
            if value == getattr(chosen, name):
                continue
            asked = case.model_copy(update={"settings": CaseSettings(**{**case.settings.model_dump(), name: value})})
            try:
                other = judge_case(asked, book)
            except CaseError:  # a reading whose day the case does not give
                continue
            changed = {k: v for k, v in other.numbers.items() if answer.numbers.get(k) != v and k != "counted_from"}
            if (other.verdict, other.outcome) != (answer.verdict, answer.outcome) or changed:
                found.append(OtherReading(name, value, other.verdict, other.outcome, changed))
    return tuple(found)


def _asked(case: Case, answer: CaseAnswer) -> tuple[str, ...]:
    """The settings that can touch this case; for an appointment only those whose clause the day and the facts bring up."""
    if case.action.kind != "appoint":
        return ASKED.get(case.action.kind, ())
    a, day = case.action, case.action.date
    brought_up = {
        "reference_day": a.dossier_received_on is not None or a.procedure_started_on is not None,
        "near_limit_days": any(f.topic == "age" and f.verdict == Verdict.NEEDS_AUTHORITY for f in answer.findings),
        "service_counts_both_days": day.day == 1 or day == month_end(day),
        "age_cap_reading": day < date(2020, 12, 1),
        "lateral_waives": answer.outcome == "lateral_or_lower" and day >= date(2026, 8, 1),
        "higher_plan_counts_2020": date(2020, 12, 1) <= day < date(2025, 7, 1)
        and case.facts.candidate_source == "elsewhere",
    }
    return tuple(name for name, asked in brought_up.items() if asked)
