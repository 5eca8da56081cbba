"""Training (đào tạo, bồi dưỡng): who needs to learn what and why, the yearly plan proven best within the money, what more money would buy.

Duties of law come first, then titles people are planned for, then gaps, requests and wishes. A fact not on file makes a need
unknown; it is told and never planned on a guess.
"""

from dungviec.training.asked import Asked, Request, SelfStudy, Wish
from dungviec.training.catalogue import Catalogue, Closes, Course, TitleStandard
from dungviec.training.check import check_plan, check_prices
from dungviec.training.commitments import Commitment, commitment, months_to_serve, pay_back
from dungviec.training.faults import TrainingFault
from dungviec.training.needs import Need, Needs, find_needs
from dungviec.training.plan import Attendance, Case, Stage, TrainingPlan, make_case, make_plan
from dungviec.training.policy import PlanPolicy
from dungviec.training.sending import Senders, Sending

__all__ = [
    "Asked", "Attendance", "Case", "Catalogue", "Closes", "Commitment", "Course", "Need", "Needs", "PlanPolicy", "Request", "SelfStudy",
    "Senders", "Sending", "Stage", "TitleStandard", "TrainingFault", "TrainingPlan", "Wish", "check_plan", "check_prices", "commitment", "find_needs",
    "make_case", "make_plan", "months_to_serve", "pay_back",
]  # fmt: skip
