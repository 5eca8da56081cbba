"""One run of a procedure put to the law: the steps that were held, what each vote meant, the last days, the conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dungviec.procedures.deadlines import Deadline, deadlines, next_deadline
from dungviec.procedures.model import Procedure, Step
from dungviec.procedures.voting import Count, Tally, count_votes


@dataclass(frozen=True, slots=True)
class Held:
    """A step as it was held."""

    on: date
    count: Count = field(default_factory=Count)
    votes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepState:
    """Where one step stands: held or not, what its vote meant, its last day; ``open`` when it is its turn."""

    step: Step
    held: Held | None
    tally: Tally | None
    deadline: Deadline | None
    open: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A procedure with its steps in their states. ``stopped``: a vote ended it. ``chosen``: who is left."""

    procedure: Procedure
    steps: tuple[StepState, ...]
    next_deadline: Deadline | None
    stopped: bool
    done: bool
    chosen: tuple[str, ...]


def run(
    procedure: Procedure, held: Mapping[str, Held], *, started: date | None = None, approved: date | None = None,
    term_ends: date | None = None,
) -> Run:  # fmt: skip
    """A run judged: a step is open when every step before it was held and none of their votes stopped the procedure.

    Raises ProcedureFault for votes that cannot be, and for a step the procedure does not have.
    """
    for key in held:
        procedure.step(key)
    lasts = deadlines(
        procedure, started=started, approved=approved, term_ends=term_ends, held={k: h.on for k, h in held.items()}
    )
    by_step = {d.step.key: d for d in lasts}
    states: list[StepState] = []
    stopped, reached = False, True
    chosen: tuple[str, ...] = ()
    for step in procedure.steps:
        mine = held.get(step.key)
        tally = count_votes(step, mine.votes, mine.count) if mine is not None and _votes(step) else None
        states.append(
            StepState(step, mine, tally, by_step.get(step.key), open=reached and not stopped and mine is None)
        )
        reached = reached and mine is not None
        if tally is not None:
            stopped = stopped or tally.outcome == "stops"
            chosen = (tally.chosen,) if tally.chosen else tally.goes_on or chosen
    done = not stopped and all(s.held is not None for s in states)
    return Run(procedure, tuple(states), None if stopped else next_deadline(lasts), stopped, done, chosen)


def _votes(step: Step) -> bool:
    return step.threshold is not None or step.vote_unknown
