"""What the tests of the room share: an account, a case of ông Hà carried as far as asked, on the days of the story."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.office.decisions.desk import account

from dungviec.office.conduct import services
from dungviec.office.conduct.models import Case

FOUND, OPENED, TOLD = date(2020, 9, 25), date(2020, 9, 28), date(2020, 10, 1)
EXPLAIN_BY, EXPLAINED, SEATED, MET, SIGNED = (
    date(2020, 10, 8),
    date(2020, 10, 6),
    date(2020, 10, 12),
    date(2020, 10, 20),
    date(2020, 11, 2),
)
ON = date(2020, 12, 10)
COUNCIL = (("N5", "chair"), ("N1", "secretary"), ("N2", "member"))
STEPS = {
    "notice": services.StepGiven("notice", TOLD, "01/TB", explain_by=EXPLAIN_BY),
    "explanation": services.StepGiven("explanation", EXPLAINED, heard=True, explanation="Tôi xin nhận việc chậm."),
    "council": services.StepGiven("council", SEATED, "02/QĐ", council=COUNCIL, meeting_at="8 giờ, phòng họp"),
    "meeting": services.StepGiven("meeting", MET, "03/BB", "Nhận việc chậm.", heard=True, present=3, votes={"warning": 2, "none": 1}),
}  # fmt: skip


def opened(person: str = "N6", **other: Any) -> Case:
    """A case opened on the story's days."""
    given = {"act": "Chậm trả hồ sơ.", "source": "unit", "happened": date(2020, 9, 21), "found": FOUND, "opened": OPENED} | other  # fmt: skip
    on = given.pop("on", ON)
    return services.open_case(services.Opening(person, **given), by=account("officer"), on=on)


def carried(one: Case, upto: str = "meeting", *, on: date = ON) -> Case:
    """The case with its steps held as far as ``upto``."""
    for key, given in STEPS.items():
        one = services.hold_step(one.pk, one.version, given, by=account("officer"), on=on)
        if key == upto:
            break
    return one


def signed(one: Case, form: str = "warning", *, on: date = ON, **other: Any) -> Case:
    """The case decided."""
    ruling = services.Ruling(form, other.pop("signed", SIGNED), other.pop("effective", SIGNED), **other)
    return services.sign_case(one.pk, one.version, ruling, by=account("leader"), on=on)
