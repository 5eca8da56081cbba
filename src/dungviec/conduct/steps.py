"""The steps of a case. No text on their order is on file: they are the office's own order, in which the person is heard first.

The last day of the decision is the law's where a rule of the day is on file (DIS-172-TIME), counted from the day of finding.
"""

from __future__ import annotations

from dungviec.law import LawView
from dungviec.law.rules import Rule
from dungviec.procedures import Procedure, Step
from dungviec.procedures.model import Due

NOTICE, EXPLANATION, COUNCIL, MEETING, DECISION = "notice", "explanation", "council", "meeting", "decision"
_STEPS = (
    (NOTICE, "Thông báo việc xem xét, yêu cầu giải trình", "The person is told and asked to explain", ("explanation_request",)),
    (EXPLANATION, "Người được yêu cầu giải trình", "The person explains", ()),
    (COUNCIL, "Lập hội đồng, gửi giấy triệu tập", "Council set up, the person summoned", ("summons",)),
    (MEETING, "Họp hội đồng: nghe trình bày, bỏ phiếu", "Council meets: hears the person, votes", ("council_minutes",)),
    (DECISION, "Ra quyết định", "Decision", ("discipline",)),
)  # fmt: skip
ORDER = tuple(key for key, *_ in _STEPS)


def clock_rule(view: LawView, category: str) -> Rule | None:
    """The rule on how long a case may take, where one of the day reaches the category."""
    rules = (r for r in view.rules(topic="discipline") if r.id == "DIS-172-TIME")
    return next((r for r in rules if category in r.applies_to.categories), None)


def procedure_of(view: LawView, category: str, *, extended: bool = False) -> Procedure:
    """The steps with the last day of the decision; ``view`` is the law of the day of finding, ``started`` that day."""
    rule = clock_rule(view, category)
    due = None
    if rule is not None:
        due = Due("started", int(rule.params["max_days" if extended else "days"]), False, False, rule)
    steps = tuple(
        Step(key, vi, en, papers, vote_unknown=key == MEETING, due=due if key == DECISION else None)
        for key, vi, en, papers in _STEPS
    )
    return Procedure("discipline", "Xử lý kỷ luật", "Discipline", "local", category, steps, None)
