"""The rules that are not asked of a pair: steps, deadlines, terms, definitions; for papers and the legal basis."""

from __future__ import annotations

from dungviec.law.book import LawView
from dungviec.law.explain import Finding, finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Verdict

ACTIONS = (
    "appoint", "appoint_lateral", "reappoint", "end_of_term", "notify_end_of_term", "acting", "continue_acting", "second",
    "transfer", "change_position", "discipline", "dismiss", "resign", "retire", "plan", "rotate", "leave",
    "rate", "train", "award", "streamline", "hold_together", "service", "report", "records",
)  # fmt: skip


def procedure_notes(view: LawView, category: str, action: str) -> tuple[Finding, ...]:
    """The steps, clocks and definitions in force for an action on people of a category, State rules first.

    Notes of Party rules are included (they reach posts under Party management only). Raises ValueError for an action
    outside :data:`ACTIONS`.
    """
    if action not in ACTIONS:
        raise ValueError(f"Không có việc «{action}»; chọn một trong: {', '.join(ACTIONS)}. / Unknown action.")
    notes = [
        r
        for r in view.rules()
        if action in r.actions and (not r.applies_to.categories or category in r.applies_to.categories)
    ]
    notes.sort(key=lambda r: (r.applies_to.party_managed is True, r.topic, r.key))
    return tuple(
        finding_of(r, Verdict.ALLOWED, Reason(r.vi, r.en, {k: str(v) for k, v in r.params.items()})) for r in notes
    )
