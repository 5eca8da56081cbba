"""The room's tables: single assessments and counted work (on both axes of time), survey rounds with their forms, answers of the back-test."""

from dungviec.office.competency.models.evidence import Assessment, WorkCount
from dungviec.office.competency.models.surveys import Form, Reminder, RoundState, SurveyRound, Tally
from dungviec.office.competency.models.validation import BackTest, TestState
from dungviec.office.registry.models import Fact

MODELS: dict[str, type[Fact]] = {"assessments": Assessment, "work_counts": WorkCount}
"""The model of each table of the records that the room holds, by the table's name."""

__all__ = [
    "MODELS", "Assessment", "BackTest", "Form", "Reminder", "RoundState", "SurveyRound", "Tally", "TestState", "WorkCount",
]  # fmt: skip
