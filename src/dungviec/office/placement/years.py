"""Several years from a round's day on: who moves this year and who next, and who carries which hardship; worked out in the background and kept with the plan.

Nothing here is a decision: each later year rests on the plan of the year before being carried out, and on ratings that are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.placement.models import PlanDocument, Round
from dungviec.office.placement.selectors import is_outdated
from dungviec.office.placement.wording import vietnamese

if TYPE_CHECKING:
    from dungviec.placement.years import Years
    from dungviec.records import Snapshot

WAITING, DONE, FAILED = "queued", "done", "failed"
PATIENCE = timedelta(hours=1)
"""A worker that has not answered for so long is gone: the question may be asked anew."""

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


@transaction.atomic
def ask_for(one: Round, user: User, *, years: int, moves: int) -> None:
    """Hand the question to the worker, unless it has one about this plan already."""
    from dungviec.office.placement.tasks import try_years

    document = PlanDocument.objects.select_for_update().get(round=one)
    now, before = timezone.now(), document.years or {}
    if before.get("state") == WAITING and now - datetime.fromisoformat(before["asked"]) < PATIENCE:
        return
    told = {"state": WAITING, "asked": now.isoformat(), "count": years, "moves": moves}
    PlanDocument.objects.filter(pk=document.pk).update(years=told)
    ledger.record(user.username, "plan_years", kind="round", subject=str(one.pk), years=years, moves=moves)
    try_years.enqueue(round_id=one.pk)


def work_out(one: Round) -> str:
    """Solve a round for each year, on the round's records, policy and law, and keep who moves when; the state it ended in."""
    from dungviec.office.law.standing import standing_of
    from dungviec.office.placement.limited import keeping_limited
    from dungviec.office.registry.selectors import snapshot
    from dungviec.placement import Policy
    from dungviec.placement.years import plan_years

    asked: dict[str, Any] = PlanDocument.objects.values_list("years", flat=True).get(round=one) or {}
    if is_outdated(one):
        return _failed(
            one,
            asked,
            "Hồ sơ đã thay đổi từ khi lập phương án; xin lập lại phương án rồi tính nhiều năm.",
            "The records have changed since the plan was made; make the plan again, then plan several years.",
        )
    facts = snapshot(one.as_of)
    try:
        found = plan_years(
            facts,
            keeping_limited(Policy.from_yaml(one.policy_text), facts),
            years=asked["count"],
            moves_per_year=asked["moves"],
            law=standing_of(one.law_mark).on,
        )
    except ValueError as refused:  # the library's own sentences
        vi = str(getattr(refused, "vi", refused))
        return _failed(one, asked, vi, str(getattr(refused, "en", getattr(refused, "english", vi))))
    PlanDocument.objects.filter(round=one).update(years=asked | {"state": DONE} | _kept(found, facts))
    return DONE


def years_of(one: Round) -> Ahead | None:
    """What is known of the years after a round's plan, None where nobody has asked yet."""
    kept = PlanDocument.objects.filter(round=one).values_list("years", flat=True).first()
    if kept is None:
        return None
    return Ahead(
        state=kept["state"],
        count=kept["count"],
        moves=kept["moves"],
        trouble=kept.get("vi" if vietnamese() else "en", ""),
        years=tuple(
            YearShown(
                date.fromisoformat(y["day"]), tuple(YearMove(*move) for move in y["moves"]), y["value"], y["bound"], y["unlimited"], y["faults"]
            )
            for y in kept.get("years", ())
        ),
        burdens=tuple(Burden(who, name, tuple(points), times) for who, name, points, times in kept.get("burdens", ())),
        assumed=kept.get("assumed", 0),
    )  # fmt: skip


def _kept(found: Years, facts: Snapshot) -> dict[str, Any]:
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


def _failed(one: Round, asked: dict[str, Any], vi: str, en: str) -> str:
    PlanDocument.objects.filter(round=one).update(years=asked | {"state": FAILED, "vi": vi, "en": en})
    return FAILED
