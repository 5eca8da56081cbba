"""Kept in order and heard first: cases of discipline and their clocks, what a decision blocks and for how long, early signs as questions."""

from dungviec.conduct.checks import (
    form_problems,
    grounds_on_file,
    opening_problems,
    paused_problems,
    protection_rule,
    repeat_problems,
    signing_problems,
    step_problems,
    unrecorded_grounds,
)
from dungviec.conduct.clocks import CaseClock, clocks_of, next_clock, paused_days
from dungviec.conduct.council import council_problems, relatives_of
from dungviec.conduct.declarations import draw, proposed_list, report_by, thresholds, who_declares
from dungviec.conduct.effects import Effect, effects_of, validity_end
from dungviec.conduct.model import GROUNDS, PARTS, WAIVED, Case, ConductFault, HeldStep, Member, Pause, Problem
from dungviec.conduct.steps import procedure_of

__all__ = [
    "GROUNDS", "PARTS", "WAIVED", "Case", "CaseClock", "ConductFault", "Effect", "HeldStep", "Member", "Pause", "Problem", "clocks_of",
    "council_problems", "draw", "effects_of", "form_problems", "grounds_on_file", "next_clock", "opening_problems", "paused_days",
    "paused_problems", "procedure_of", "proposed_list", "protection_rule", "relatives_of", "repeat_problems", "report_by",
    "signing_problems", "step_problems", "thresholds", "unrecorded_grounds", "validity_end", "who_declares",
]  # fmt: skip
