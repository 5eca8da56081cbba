"""What a person owes after study paid for: months of service by the law of the day they were sent, and what is paid back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from dungviec.law import LawView
from dungviec.law.answers import Answer, in_force, no_text
from dungviec.law.training import Cause, Staff, reimbursement
from dungviec.records.dates import add_months, whole_months


@dataclass(frozen=True, slots=True)
class Commitment:
    """Months to serve after a course of ``trained`` months that ended on ``ended``; the last day is the day before ``until``."""

    trained: int
    months: int
    ended: date
    until: date
    citation: str
    confidence: str


def months_to_serve(view: LawView, staff: Staff, trained: int) -> Answer[int]:
    """The least commitment in months for ``trained`` months of postgraduate study, by the rule in force on the day of sending.

    Whole months, rounded up: a half month cannot be served less. *Unknown* where no rule is on file for the day and the staff.
    """
    if trained <= 0:
        raise ValueError(
            f"Thời gian đào tạo {trained} tháng không dùng được; cần số dương. / A positive number of months is needed."
        )
    keys = ("TRN-PG-2017/public_employee",) if staff == "public_employee" else ("TRN-PG-171", "TRN-PG-2017")
    rule = in_force(view, *keys)
    if rule is None or (staff == "civil_servant" and rule.clause):
        return no_text(view, "thời gian cam kết phục vụ", "the commitment after study")
    times = rule.params["commitment"]
    months = math.ceil(trained * times)
    return Answer(
        months, rule, f"Cam kết ít nhất {times} lần thời gian đào tạo: {months} tháng.", f"At least {times} times the training: {months} months."
    )  # fmt: skip


def commitment(view: LawView, staff: Staff, *, trained: int, ended: date) -> Commitment | None:
    """The commitment that begins when study ended; None where no rule is on file for the day of ``view`` (the sending)."""
    answer = months_to_serve(view, staff, trained)
    if answer.value is None:
        return None
    return Commitment(trained, answer.value, ended, add_months(ended, answer.value), answer.citation, answer.confidence)


def pay_back(
    view: LawView, staff: Staff, cause: Cause, owed: Commitment | None, *, cost: int, left_on: date | None = None,
    service_years: int | None = None, woman_or_minority: bool = False,
) -> Answer[int]:  # fmt: skip
    """What is paid back in đồng when somebody leaves on ``left_on`` (or during study), by the law of ``view``'s day.

    ``cost``: F, tuition and other costs without salary. Months served are whole ones from the end of study to ``left_on``. The
    formula is the law room's (NĐ 101: full, pro rata, less 1 % a year; NĐ 171: full, pro rata, none).
    """
    served = 0
    if owed is not None and left_on is not None:
        served = max(0, min(owed.months, whole_months(owed.ended, left_on)))
    return reimbursement(
        view, staff, cause, cost=cost, months_to_serve=owed.months if owed else 0, months_served=served,
        service_years=service_years, woman_or_minority=woman_or_minority,
    )  # fmt: skip
