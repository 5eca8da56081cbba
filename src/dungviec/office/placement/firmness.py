"""How firm a plan is: which of its moves stand when every weight is a tenth larger or smaller; worked out in the background and kept with the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from dungviec.office.access.models import User
from dungviec.office.placement.later import WAITING, Answer, Kept, Question, trouble_of
from dungviec.office.placement.models import ProposedMove, Round

PATIENCE = timedelta(minutes=30)
"""A worker that has not answered for so long is gone: the question may be asked anew."""

QUESTION = Question("firmness", "try_firmness", PATIENCE, ("thử", "try"))


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


def ask_for(one: Round, user: User) -> None:
    """Hand the question to the worker, unless it has it already."""
    from dungviec.office.placement.tasks import try_firmness

    QUESTION.ask(one, user, try_firmness)


def work_out(one: Round) -> str:
    """Solve the round again with other weights and keep how often each move came out the same; the state it ended in."""
    return QUESTION.answer(one, partial(_answer, one))


def _answer(one: Round, _: Kept) -> Answer:
    from dungviec.office.placement.answers import solved
    from dungviec.placement.robust import how_firm

    found = solved(one)
    report = how_firm(found.round.snapshot, solved=found)
    kept = {(p.person_id, p.to_post_id): p.kept for p in report.proposals}
    moves = list(one.moves.only("person_id", "to_post_id", "firm_in"))
    for move in moves:
        move.firm_in = kept.get((move.person_id, move.to_post_id))
    told = {
        "scenarios": report.scenarios, "unsettled": report.unsettled, "moves": len(moves),
        "firm": sum(m.firm_in == report.scenarios for m in moves),
    }  # fmt: skip
    return Answer(told, partial(ProposedMove.objects.bulk_update, moves, ["firm_in"], batch_size=500))


def firm_of(one: Round) -> Firm | None:
    """What is known of a round's plan, None where nobody has asked yet."""
    kept = QUESTION.kept(one)
    if kept is None:
        return None
    return Firm(
        kept["state"], trouble_of(kept), *(int(kept.get(key, 0)) for key in ("moves", "firm", "scenarios", "unsettled"))
    )
