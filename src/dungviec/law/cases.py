"""Judges law cases: each question put to the same rules that judge the workforce."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl

from dungviec.law.book import LawBook, LawView
from dungviec.law.case_actions import no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_appointing import continue_acting, vote_step
from dungviec.law.case_clocks import (
    conflict_report,
    discipline_deadline,
    discipline_limitation,
    second,
    transfer_allowance,
)
from dungviec.law.case_deputies import deputies, rank_quota
from dungviec.law.case_discipline import discipline_form, repeat_discipline, salary_delay
from dungviec.law.case_expected import strange_rules, unmet
from dungviec.law.case_kinship import assign, assign_pair, relative_business, relatives_findings
from dungviec.law.case_leaving import leave_post_review
from dungviec.law.case_model import Case
from dungviec.law.case_people import judge_each
from dungviec.law.case_plan_review import nominate_committee, yearly_plan_review
from dungviec.law.case_planning import add_to_plan
from dungviec.law.case_read import CaseError, read_cases
from dungviec.law.case_retirement import retirement_date
from dungviec.law.case_rotation import (
    end_rotation,
    non_local_post,
    periodic_position_change,
    rotate,
    terms_in_a_row,
)
from dungviec.law.case_said import said_of_move
from dungviec.law.case_scope import asks_party_rules, gaps_in_scope, is_silent, keep_in_scope, silent_gaps
from dungviec.law.case_snapshot import PERSON, TARGET, snapshot_of
from dungviec.law.case_streamlining import leaving_money, streamlining, study_then_leave
from dungviec.law.case_terms import end_of_term_case, notify_end_of_term, run_reappointment
from dungviec.law.case_together import concurrent_allowance, hold_together
from dungviec.law.case_words import in_case_words
from dungviec.law.case_year import YEAR_JUDGES
from dungviec.law.explain import explain_pair
from dungviec.law.rules import Verdict
from dungviec.law.settings import LawSettings

__all__ = ["CaseAnswer", "CaseError", "judge_case", "read_cases", "strange_rules", "unmet"]


def judge_case(case: Case, book: LawBook | None = None) -> CaseAnswer:
    """The engine's answer to one case on its own date. Raises CaseError for a question that cannot be put that way."""
    settings = case.settings.chosen()
    view = (book or LawBook.load()).on(
        case.action.date, case.known_on, settings, counted_from=_counted_from(case, settings)
    )

    def one(asked: Case) -> CaseAnswer:
        return in_case_words(JUDGES[asked.action.kind](asked, view), asked.facts)

    return judge_each(case, one) or one(case)


def _counted_from(case: Case, settings: LawSettings) -> date | None:
    """The day remaining service is counted from; a reading whose day the case does not give is refused."""
    a = case.action
    days = {
        "decision": a.date, "dossier_received": a.dossier_received_on, "procedure_start": a.procedure_started_on,
    }  # fmt: skip
    day = days[settings.reference_day]
    if day is None:
        key = "dossier_received_on" if settings.reference_day == "dossier_received" else "procedure_started_on"
        raise CaseError(
            f"{case.id}: «reference_day: {settings.reference_day}» cần «action.{key}»; hãy ghi thêm.",
            f"action.{key} is needed: add it.",
            ("settings", "reference_day"),
        )
    return day


def _appoint(case: Case, view: LawView) -> CaseAnswer:
    snapshot = snapshot_of(case, party_managed=asks_party_rules(case.scope, view) or None)
    judgement = explain_pair(snapshot, PERSON, TARGET, view)
    post = snapshot.posts.row(by_predicate=pl.col("post_id") == TARGET, named=True)
    said = said_of_move(view, move=judgement.move, category=post["category"], party=post["party_managed"])
    every = sorted((*judgement.findings, *relatives_findings(case, view), *said), key=lambda f: -f.verdict)
    kept = keep_in_scope(every, case.scope, view)
    gaps = gaps_in_scope(judgement.open_gaps, case.scope, view)
    silent = silent_gaps(gaps, kept)
    findings = tuple(sorted((*kept, *silent), key=lambda f: -f.verdict))
    told = {f.rule_id for f in silent}
    judgement = replace(
        judgement, open_gaps=tuple(g for g in gaps if g.id not in told), findings=findings, verdict=max((f.verdict for f in findings), default=Verdict.ALLOWED),
        missing=tuple(dict.fromkeys(m for f in findings for m in f.missing)),
    )  # fmt: skip
    if case.scope:
        if not findings and "kinship" in case.scope and "relatives_in_service" not in case.facts.model_fields_set:
            return CaseAnswer(case.id, "unknown", missing=("relatives_in_service",), outcome="unknown")
        if not findings and is_silent(case.scope, view, category=post["category"], party=post["party_managed"]):
            return no_text(case)
    numbers: dict[str, str] = {}
    for finding in judgement.findings:  # worst first: its numbers win
        numbers = {**finding.facts, **numbers}
    return CaseAnswer(
        case.id, judgement.verdict.name.lower(), judgement.findings, judgement.missing, judgement.move, numbers,
        judgement.will_pass_from, open_gaps=judgement.open_gaps,
    )  # fmt: skip


JUDGES: dict[str, Callable[[Case, LawView], CaseAnswer]] = {
    "appoint": _appoint, "retirement_date": retirement_date, "end_of_term": end_of_term_case, "assign_pair": assign_pair,
    "assign": assign, "vote_step": vote_step, "continue_acting": continue_acting, "run_reappointment": run_reappointment,
    "notify_end_of_term": notify_end_of_term, "discipline_form": discipline_form, "add_to_plan": add_to_plan,
    "yearly_plan_review": yearly_plan_review,
    "nominate_committee": nominate_committee, "rotate": rotate, "end_rotation": end_rotation,
    "periodic_position_change": periodic_position_change, "hold_together": hold_together, "deputies_norm": deputies,
    "discipline_deadline": discipline_deadline, "discipline_limitation": discipline_limitation, "salary_delay": salary_delay,
    "repeat_discipline": repeat_discipline, "conflict_report": conflict_report, "second": second,
    "transfer_allowance": transfer_allowance, "concurrent_allowance": concurrent_allowance, "rank_quota": rank_quota, "leaving_money": leaving_money,
    "relative_business": relative_business, "study_then_leave": study_then_leave, "leave_post_review": leave_post_review,
    "non_local_post": non_local_post, "consecutive_terms": terms_in_a_row, "streamlining_review": streamlining, **YEAR_JUDGES,
}  # fmt: skip
