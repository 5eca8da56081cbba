"""What the office writes down of work and its appraisal: catalogue, assigned work, sheets of months, years, petitions."""

from dungviec.office.appraisal.models.catalogue import CatalogueProduct, CatalogueVersion, PeriodRule
from dungviec.office.appraisal.models.sheets import MonthReminder, MonthSheet, MonthState, SheetStep
from dungviec.office.appraisal.models.work import Obstacle, Task, TaskFile, TaskKind, TaskList
from dungviec.office.appraisal.models.years import (
    Level,
    Meeting,
    Petition,
    PetitionState,
    UnitYear,
    YearDecision,
    YearSheet,
    YearState,
)

__all__ = [
    "CatalogueProduct", "CatalogueVersion", "Level", "Meeting", "MonthReminder", "MonthSheet", "MonthState", "Obstacle", "PeriodRule", "Petition",
    "PetitionState", "SheetStep", "Task", "TaskFile", "TaskKind", "TaskList", "UnitYear", "YearDecision", "YearSheet", "YearState",
]  # fmt: skip
