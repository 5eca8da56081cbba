"""Seeing the whole: the interview sheet, statutory tables and the movement of people, every figure with the list behind it."""

from dungviec.workforce.figure import Behind, Figure, WorkforceFault, shares
from dungviec.workforce.interview import Answer, Interview, interview
from dungviec.workforce.movement import Movement, movement
from dungviec.workforce.questions import Said, Told
from dungviec.workforce.scope import Scope
from dungviec.workforce.statutory import StatTable
from dungviec.workforce.statutory_forms import bm01, bm01_vc, quick_table
from dungviec.workforce.statutory_lists import StatList, bm04, rating_summary

__all__ = [
    "Answer", "Behind", "Figure", "Interview", "Movement", "Said", "Scope", "StatList", "StatTable", "Told", "WorkforceFault", "bm01", "bm01_vc",
    "bm04", "interview", "movement", "quick_table", "rating_summary", "shares",
]  # fmt: skip
