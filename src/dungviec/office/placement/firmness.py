"""How firm a plan is: which of its moves stand when every weight is a tenth larger or smaller; worked out in the background and kept with the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.placement.models import PlanDocument, ProposedMove, Round
from dungviec.office.placement.selectors import is_outdated
from dungviec.office.placement.wording import vietnamese

WAITING, DONE, FAILED = "queued", "done", "failed"
PATIENCE = timedelta(minutes=30)
"""A worker that has not answered for so long is gone: the question may be asked anew."""


@dataclass(frozen=True, slots=True)
class Firm:
    """What the page says: whether it is being worked out, what went wrong (a sentence), or how many of the ``moves`` stand in all ``scenarios``."""

    state: str
    trouble: str = ""
    moves: int = 0
    firm: int = 0
    scenarios: int = 0
    unsettled: int = 0

    @property
    def waiting(self) -> bool:
        """Whether the worker has it."""
        return self.state == WAITING


@transaction.atomic
def ask_for(one: Round, user: User) -> None:
    """Hand the question to the worker, unless it has it already."""
    from dungviec.office.placement.tasks import try_firmness

    document = PlanDocument.objects.select_for_update().get(round=one)
    now, before = timezone.now(), document.firmness or {}
    if before.get("state") == WAITING and now - datetime.fromisoformat(before["asked"]) < PATIENCE:
        return
    PlanDocument.objects.filter(pk=document.pk).update(firmness={"state": WAITING, "asked": now.isoformat()})
    ledger.record(user.username, "try_firmness", kind="round", subject=str(one.pk))
    try_firmness.enqueue(round_id=one.pk)


def work_out(one: Round) -> str:
    """Solve the round again with other weights and keep how often each move came out the same; the state it ended in."""
    from dungviec.office.placement.answers import solved
    from dungviec.placement.robust import how_firm

    if is_outdated(one):
        return _failed(
            one,
            "Hồ sơ đã thay đổi từ khi lập phương án; xin lập lại phương án rồi thử.",
            "The records have changed since the plan was made; make the plan again, then try.",
        )
    try:
        found = solved(one)
        report = how_firm(found.round.snapshot, solved=found)
    except ValueError as refused:  # the library's own sentences
        vi = str(getattr(refused, "vi", refused))
        return _failed(one, vi, str(getattr(refused, "en", getattr(refused, "english", vi))))
    kept = {(p.person_id, p.to_post_id): p.kept for p in report.proposals}
    moves = list(one.moves.only("person_id", "to_post_id", "firm_in"))
    for move in moves:
        move.firm_in = kept.get((move.person_id, move.to_post_id))
    told: dict[str, Any] = {
        "state": DONE, "scenarios": report.scenarios, "unsettled": report.unsettled, "moves": len(moves),
        "firm": sum(m.firm_in == report.scenarios for m in moves),
    }  # fmt: skip
    with transaction.atomic():
        ProposedMove.objects.bulk_update(moves, ["firm_in"], batch_size=500)
        PlanDocument.objects.filter(round=one).update(firmness=told)
    return DONE


def firm_of(one: Round) -> Firm | None:
    """What is known of a round's plan, None where nobody has asked yet."""
    kept = PlanDocument.objects.filter(round=one).values_list("firmness", flat=True).first()
    if kept is None:
        return None
    trouble = kept.get("vi" if vietnamese() else "en", "")
    return Firm(kept["state"], trouble, *(int(kept.get(key, 0)) for key in ("moves", "firm", "scenarios", "unsettled")))


def _failed(one: Round, vi: str, en: str) -> str:
    PlanDocument.objects.filter(round=one).update(firmness={"state": FAILED, "vi": vi, "en": en})
    return FAILED
