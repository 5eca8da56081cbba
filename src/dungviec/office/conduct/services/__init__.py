"""Deeds on cases. Each is one transaction: the case, its steps, the records where they change, a line in the ledger."""

from dungviec.office.conduct.services.appeals import Answered, answer_appeal, file_appeal
from dungviec.office.conduct.services.opening import Opening, close_case, open_case
from dungviec.office.conduct.services.posts import POST_FORMS, HeldPost, Parting, ended_by, held_posts
from dungviec.office.conduct.services.signing import Ruling, sign_case
from dungviec.office.conduct.services.steps import (
    StepGiven,
    end_pause,
    explain,
    extend,
    hold_step,
    pause,
)

__all__ = [
    "POST_FORMS", "Answered", "HeldPost", "Opening", "Parting", "Ruling", "StepGiven", "answer_appeal", "close_case", "end_pause", "ended_by",
    "explain", "extend", "file_appeal", "held_posts", "hold_step", "open_case", "pause", "sign_case",
]  # fmt: skip
