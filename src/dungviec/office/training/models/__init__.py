"""What the training room keeps: courses, what was asked for, plans, classes, commitments, self-study.

Attendance that ended well is a record of the person (table ``training``), written through ``registry.services``; here stands
how it came about.
"""

from dungviec.office.training.models.asked import Asked, AskedState, Opinion, Source, Urgency
from dungviec.office.training.models.classes import (
    Attendance,
    ClassState,
    Enrolment,
    Place,
    Presence,
    Result,
    Session,
    Spending,
    TrainingClass,
)
from dungviec.office.training.models.commitments import Cause, Commitment, Payment, Reimbursement
from dungviec.office.training.models.courses import Course, Form, Owner
from dungviec.office.training.models.plans import Hand, PaperState, PlanHand, PlanSeat, Pricing, RunState, YearPlan
from dungviec.office.training.models.self_study import SelfStudy, StudyState
from dungviec.office.training.models.standards import TitleStandard

__all__ = [
    "Asked", "AskedState", "Attendance", "Cause", "ClassState", "Commitment", "Course", "Enrolment", "Form", "Hand", "Opinion", "Owner",
    "PaperState", "Payment", "Place", "PlanHand", "PlanSeat", "Presence", "Pricing", "Reimbursement", "Result", "RunState", "SelfStudy", "Session", "Source", "Spending",
    "StudyState", "TitleStandard", "TrainingClass", "Urgency", "YearPlan",
]  # fmt: skip
