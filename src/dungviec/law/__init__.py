"""What is allowed: rule packs in force on a date, turned into verdicts with citations.

A rule is written once, as a dated YAML entry naming a check; a check is a Polars expression over the pair table
(person x post), so the same definition judges half a million pairs and explains one. Verdicts: allowed, needs the
competent authority, unknown (a fact or a text is missing, and which), forbidden; a pair gets the worst over its rules.

Readings worth knowing (settings name the arguable ones, ``docs`` shows the open questions):

* A kind of move for which no entry marked ``covers`` is in force answers *unknown* (``NO-TEXT``).
* Moves without a leading post in 2020 count as covered: NĐ 62/2020 Điều 5 (POSCAT-2020-01) places civil servants by
  position, the position's own standard is the yardstick, and DIS-STOP-2020 / DIS-VC-2010 are the blocks; otherwise no
  specialist could be placed in 2020 at all. Public employees have no confirmed position text that year: the standard
  recorded by their own unit is used and marked OFFICE, not law.
* Passing between the civil service and public service units, and leaving a leading post for a position without one,
  are *unknown*: no text, or no ground, is on file.
* A cadre post outside Party management is *unknown*: nothing on file speaks about it.
* Equal or lower leading posts: age, planning, ratings, asset declaration and the products review are not asked; hard
  blocks, discipline, health and the post's standard are.
"""

from typing import TYPE_CHECKING

from dungviec.law.book import LawBook, LawView
from dungviec.law.explain import Finding, Judgement, explain_pair, explain_pairs
from dungviec.law.facts_people import service_ages
from dungviec.law.grid import GridPart, judge_grid
from dungviec.law.judge import judge_pairs
from dungviec.law.kinship import KinConflict, kinship_conflicts
from dungviec.law.procedure import procedure_notes
from dungviec.law.rules import Verdict
from dungviec.law.settings import LawSettings

if TYPE_CHECKING:
    from dungviec.law.appraisal import mean_points, period_score
    from dungviec.law.appraisal_2020 import level_2020
    from dungviec.law.appraisal_levels import excellent_quota, organisation_level, organisations_quota, year_level
    from dungviec.law.appraisal_party import party_level
    from dungviec.law.cases import judge_case, read_cases
    from dungviec.law.emulation import advanced_worker, base_fighter, base_fighter_quota, bonus, higher_fighter
    from dungviec.law.overlay import read_overlay
    from dungviec.law.training import may_be_sent, reimbursement

_LATER = {
    "mean_points": "appraisal", "period_score": "appraisal", "level_2020": "appraisal_2020", "party_level": "appraisal_party",
    "excellent_quota": "appraisal_levels", "organisation_level": "appraisal_levels", "organisations_quota": "appraisal_levels",
    "year_level": "appraisal_levels", "judge_case": "cases", "read_cases": "cases", "advanced_worker": "emulation",
    "base_fighter": "emulation", "base_fighter_quota": "emulation", "bonus": "emulation", "higher_fighter": "emulation",
    "read_overlay": "overlay", "may_be_sent": "training", "reimbursement": "training",
}  # fmt: skip
"""Calculators that are imported when somebody asks for them (PEP 562)."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "Finding", "GridPart", "Judgement", "KinConflict", "LawBook", "LawSettings", "LawView", "Verdict",
    "advanced_worker", "base_fighter", "base_fighter_quota", "bonus", "excellent_quota", "explain_pair",
    "explain_pairs", "higher_fighter", "judge_case", "judge_grid", "judge_pairs", "kinship_conflicts",
    "level_2020", "may_be_sent", "mean_points", "organisation_level", "organisations_quota", "party_level",
    "period_score", "procedure_notes", "read_cases", "read_overlay", "reimbursement", "service_ages", "year_level",
]  # fmt: skip
