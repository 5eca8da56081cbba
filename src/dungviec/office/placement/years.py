"""Several years from a round's day on: who moves this year and who next, and who carries which hardship; worked out in the background and kept with the plan.

Nothing here is a decision: each later year rests on the plan of the year before being carried out, and on ratings that are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from dungviec.office.access.models import User
from dungviec.office.placement.later import WAITING, Answer, Kept, Question, trouble_of
from dungviec.office.placement.models import Round

if TYPE_CHECKING:
    from dungviec.placement.years import Years
    from dungviec.records import Snapshot

PATIENCE = timedelta(hours=1)
"""A worker that has not answered for so long is gone: the question may be asked anew."""

QUESTION = Question("years", "plan_years", PATIENCE, ("tính nhiều năm", "plan several years"))

FEWEST, MOST = 2, 5
"""Years ahead: one is the round itself, and what lies beyond five rests on assumed ratings alone."""
MOST_MOVES = 300
"""Moves of one year, so that the page can show them all."""


@dataclass(frozen=True, slots=True)
class YearMove:
    """One move of one year; ``far``: to another place than the one worked in."""

    person_id: str
    name: str
    origin: str
    goes_to: str
    far: bool


@dataclass(frozen=True, slots=True)
class YearShown:
    """One year's round: its day, moves, value and proven bound; ``unlimited``: the bound without the limit on moves; ``faults`` of the check."""

    day: date
    moves: tuple[YearMove, ...]
    value: int
    bound: int
    unlimited: int
    faults: int

    @property
    def far(self) -> int:
        """How many go to another place."""
        return sum(move.far for move in self.moves)


@dataclass(frozen=True, slots=True)
class Burden:
    """One person's hardship points after each year, and how often he or she is sent to another place."""

    person_id: str
    name: str
    points: tuple[int, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the page says: whether it is being worked out, what went wrong (a sentence), or the years."""

    state: str
    count: int
    moves: int
    trouble: str = ""
    years: tuple[YearShown, ...] = ()
    burdens: tuple[Burden, ...] = ()
    assumed: int = 0

    @property
    def waiting(self) -> bool:
        """Whether the worker has it."""
        return self.state == WAITING

    @property
    def often(self) -> int:
        """How many people are sent to another place more than once."""
        return sum(burden.times > 1 for burden in self.burdens)

    @property
    def people(self) -> int:
        """How many people the page names."""
        return len({move.person_id for year in self.years for move in year.moves} | {b.person_id for b in self.burdens})


def ask_for(one: Round, user: User, *, years: int, moves: int) -> None:
    """Hand the question to the worker, unless it has one about this plan already."""
    from dungviec.office.placement.tasks import try_years

    QUESTION.ask(one, user, try_years, count=years, moves=moves)


def work_out(one: Round) -> str:
    """Solve a round for each year, on the round's records, policy and law, and keep who moves when; the state it ended in."""
    return QUESTION.answer(one, partial(_answer, one))


def _answer(one: Round, asked: Kept) -> Answer:
    from dungviec.office.law.standing import standing_of
    from dungviec.office.placement.limited import keeping_limited
    from dungviec.office.registry.selectors import snapshot
    from dungviec.placement import Policy
    from dungviec.placement.years import plan_years

    facts = snapshot(one.as_of)
    found = plan_years(
        facts,
        keeping_limited(Policy.from_yaml(one.policy_text), facts),
        years=asked["count"],
        moves_per_year=asked["moves"],
        law=standing_of(one.law_mark).on,
    )
    return Answer(_told(found, facts))


def years_of(one: Round) -> Ahead | None:
    """What is known of the years after a round's plan, None where nobody has asked yet."""
    kept = QUESTION.kept(one)
    if kept is None:
        return None
    return Ahead(
        state=kept["state"],
        count=kept["count"],
        moves=kept["moves"],
        trouble=trouble_of(kept),
        years=tuple(
            YearShown(
                date.fromisoformat(y["day"]), tuple(YearMove(*move) for move in y["moves"]), y["value"], y["bound"], y["unlimited"], y["faults"]
            )
            for y in kept.get("years", ())
        ),
        burdens=tuple(Burden(who, name, tuple(points), times) for who, name, points, times in kept.get("burdens", ())),
        assumed=kept.get("assumed", 0),
    )  # fmt: skip


def _told(found: Years, facts: Snapshot) -> Kept:
    """The years as plain data, dearest burden first."""
    years = [
        {
            "day": y.plan.as_of.isoformat(), "value": y.plan.value, "bound": y.plan.bound, "unlimited": y.unlimited, "faults": len(y.plan.checks),
            "moves": [
                [m.person_id, m.person_name, ", ".join(filter(None, (m.from_title, m.from_unit))), f"{m.to_title}, {m.to_unit}", m.person_id in y.sent_far]
                for m in y.plan.moves
            ],
        }
        for y in found.years
    ]  # fmt: skip
    names = dict(facts["people"].select("person_id", "name").iter_rows())
    burdens = [
        [
            who,
            names.get(who, who),
            [y.ledger.get(who, 0) for y in found.years],
            sum(who in y.sent_far for y in found.years),
        ]
        for who in sorted({p for y in found.years for p in y.ledger})
    ]
    burdens.sort(key=lambda b: (-b[3], -max(b[2]), b[1]))
    return {"years": years, "burdens": burdens, "assumed": found.assumed_ratings}
