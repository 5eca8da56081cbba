"""From a result to the records: attendance that ended well is a row of the table ``training``, corrected like any other row."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.registry import services as registry
from dungviec.office.training.models import Enrolment, Result, TrainingClass


def record(viewer: Viewer, one: Enrolment, training: TrainingClass) -> None:
    """Write, correct or withdraw the row of one enrolment, so that the records say what the class says. Not saved here."""
    why = source_of(training)
    if one.result != Result.PASSED:
        if one.record_key:
            registry.withdraw("training", one.record_key, by=viewer.username, why=why)
            one.record_key = ""
        return
    values = values_of(one, training)
    if one.record_key:
        one.record_key = registry.amend(
            "training", one.record_key, values, by=viewer.username, why=why, basis=training.decision
        )
    else:
        one.record_key = registry.create("training", values, by=viewer.username, why=why)


def source_of(training: TrainingClass) -> str:
    """Where the row comes from: the class, and the decision that sent people."""
    words = _("Lớp %(id)s «%(title)s»") % {"id": training.class_id, "title": training.title}
    return f"{words}; {_('Quyết định')} {training.decision}" if training.decision else words


def values_of(one: Enrolment, training: TrainingClass) -> dict[str, Any]:
    """The row."""
    told = [_("Đạt"), one.grade, _("chứng chỉ số %s") % one.certificate if one.certificate else ""]
    return {
        "person_id": one.person_id, "kind": training.kind, "title": training.title, "class_id": training.class_id, "place": training.place or None,
        "from_date": training.from_date, "to_date": training.to_date, "result": ", ".join(w for w in told if w), "cost": one.cost, "attendees": 1,
        "decision": training.decision or None, "decided": training.decided,
    }  # fmt: skip
