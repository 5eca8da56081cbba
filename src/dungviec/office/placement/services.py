"""Writing policies and rounds: opening, queueing, stopping, and storing what the engine found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.law.standing import keep, standing
from dungviec.office.placement.models import (
    UNFINISHED,
    EmptySeat,
    PlanDocument,
    PolicyVersion,
    ProposedMove,
    Round,
    RoundStatus,
    UnitNeed,
    WithoutPost,
)
from dungviec.office.placement.needs import OF_UNITS
from dungviec.office.registry.models import Post, Tenure, Unit
from dungviec.office.registry.selectors import city
from dungviec.records.vietnamese import fold, name_sort_text

if TYPE_CHECKING:
    from dungviec.placement.plan import Plan
    from dungviec.placement.policy import Policy

_BATCH = 500


@transaction.atomic
def keep_policy(policy: Policy, user: User) -> PolicyVersion:
    """The version that holds exactly this policy; a new one when the latest of that name says something else.

    Scope, day, limit of moves and needs of units are left out: they belong to the round.
    """
    from dungviec.placement.policy import Scope

    own = tuple(r for r in policy.requirements if not r.name.startswith(OF_UNITS))
    text = policy.model_copy(update={"scope": Scope(), "as_of": None, "max_moves": None, "requirements": own}).to_yaml()
    latest = PolicyVersion.objects.filter(name=policy.name).order_by("-version").first()
    if latest is not None and latest.text == text:
        return latest
    number = latest.version + 1 if latest else 1
    kept = PolicyVersion.objects.create(name=policy.name, version=number, text=text, made_by=user)
    ledger.record(user.username, "keep_policy", kind="policy", subject=str(kept.pk), version=number)
    return kept


@transaction.atomic
def open_round(name: str, as_of: date, policy: Policy, user: User, *, needs: Iterable[UnitNeed] = ()) -> Round:
    """Make a round with this policy and put it into the worker's queue in the same transaction; ``needs``: those the policy takes up."""
    here = city()
    made = Round.objects.create(
        name=name, as_of=as_of, policy=keep_policy(policy, user), policy_text=policy.to_yaml(), made_by=user,
        revision=here.revision if here else "", law_mark=keep(standing()),
    )  # fmt: skip
    made.needs.set(needs)
    ledger.record(
        user.username, "open_round", kind="round", subject=str(made.pk), day=as_of.isoformat(), law=made.law_mark
    )
    _hand_over(made)
    return made


@transaction.atomic
def run_again(one: Round, user: User) -> Round:
    """A new round that asks the same again of the records as they are now; the old one stays as it ended."""
    from dungviec.placement.policy import Policy

    return open_round(one.name, one.as_of, Policy.from_yaml(one.policy_text), user, needs=one.needs.all())


def _hand_over(one: Round) -> None:
    from dungviec.office.placement.tasks import run_round

    run_round.enqueue(round_id=one.pk)


@transaction.atomic
def stop(one: Round, user: User) -> None:
    """Ask for a stop: at once when no worker has begun, else at the worker's next word."""
    ledger.record(user.username, "stop_round", kind="round", subject=str(one.pk))
    Round.objects.filter(pk=one.pk, status__in=UNFINISHED).update(stop_asked=True)
    _finish(one.pk, RoundStatus.CANCELLED, only=(RoundStatus.QUEUED,))


def begin(round_id: int) -> Round | None:
    """Take a waiting round to run it; None when it was stopped, is already running, or is gone."""
    now = timezone.now()
    taken = Round.objects.filter(pk=round_id, status=RoundStatus.QUEUED, stop_asked=False).update(
        status=RoundStatus.RUNNING, started_at=now, heard_at=now, stage="", progress=0
    )
    return Round.objects.get(pk=round_id) if taken else None


def tell(round_id: int, stage: str, thousandths: int) -> bool:
    """Store how far the work is; False when a stop was asked for."""
    Round.objects.filter(pk=round_id).update(stage=stage[:120], progress=thousandths, heard_at=timezone.now())
    return not Round.objects.filter(pk=round_id, stop_asked=True).exists()


def cancel(round_id: int) -> None:
    """The worker has stopped as asked."""
    _finish(round_id, RoundStatus.CANCELLED)


def fail(round_id: int, vi: str, en: str) -> None:
    """The engine could not answer; the two sentences say why and what to do."""
    _finish(round_id, RoundStatus.FAILED, trouble_vi=vi, trouble_en=en)


def _finish(round_id: int, status: RoundStatus, *, only: tuple[RoundStatus, ...] = UNFINISHED, **values: Any) -> None:
    Round.objects.filter(pk=round_id, status__in=only).update(status=status, finished_at=timezone.now(), **values)


@transaction.atomic
def store_plan(one: Round, plan: Plan) -> None:
    """Write a finished plan: the document as the library gives it, and rows that the database can filter and sort."""
    paths = dict(Unit.objects.values_list("unit_id", "path"))
    unit_of = dict(Post.objects.values_list("post_id", "unit_id"))

    def unit_and_path(post_id: str | None) -> tuple[str, str]:
        unit_id = unit_of.get(post_id or "", "")
        return unit_id, paths.get(unit_id, "")

    PlanDocument.objects.create(round=one, plan=plan.to_json())
    moves = []
    for number, move in enumerate(plan.moves, start=1):
        from_unit_id, from_path = unit_and_path(move.from_post_id)
        to_unit_id, to_path = unit_and_path(move.to_post_id)
        moves.append(
            ProposedMove(
                round=one,
                number=number,
                person_id=move.person_id,
                person_name=move.person_name,
                search_key=fold(move.person_name),
                sort_key=name_sort_text(move.person_name),
                from_post_id=move.from_post_id or "",
                from_title=move.from_title,
                from_unit=move.from_unit,
                from_unit_id=from_unit_id,
                from_path=from_path,
                to_post_id=move.to_post_id,
                to_title=move.to_title,
                to_unit=move.to_unit,
                to_unit_id=to_unit_id,
                to_path=to_path,
                kind=move.kind,
                fit_before=move.fit_before,
                fit_after=move.fit_after,
                rise=move.fit_after - (move.fit_before or 0),
                parts_before=move.parts_before or None,
                parts_after=move.parts_after,
                verdict=int(move.verdict),
                reasons_vi=list(move.reasons_vi),
                reasons_en=list(move.reasons_en),
                basis=[asdict(entry) for entry in move.basis],
                margin=move.margin,
                margin_exact=move.margin_exact,
                runner_up=asdict(move.runner_up) if move.runner_up else None,
            )
        )
    ProposedMove.objects.bulk_create(moves, batch_size=_BATCH)
    EmptySeat.objects.bulk_create(
        [
            EmptySeat(
                round=one, number=number, post_id=seat.post_id, title=seat.title, unit=seat.unit, seats=seat.seats,
                path=unit_and_path(seat.post_id)[1], importance=seat.importance,
                price=seat.price, considered=seat.considered, lawful=seat.lawful,
                reason_vi=seat.reason_vi, reason_en=seat.reason_en,
            )
            for number, seat in enumerate(plan.vacant, start=1)
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    where = _paths_of_people([lost.person_id for lost in plan.unplaced], one.as_of, unit_and_path)
    WithoutPost.objects.bulk_create(
        [
            WithoutPost(
                round=one, number=number, person_id=lost.person_id, name=lost.name,
                path=where.get(lost.person_id, ""), reason_vi=lost.reason_vi, reason_en=lost.reason_en,
            )
            for number, lost in enumerate(plan.unplaced, start=1)
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    _finish(
        one.pk, RoundStatus.DONE, value=plan.value, bound=plan.bound, outcome=str(plan.status), progress=1000, stage=""
    )


def _paths_of_people(people: list[str], day: date, unit_and_path: Any) -> dict[str, str]:
    """The unit path each person is in on the day, so that a head finds the own people."""
    held = (
        Tenure.objects.filter(person_id__in=people, from_date__lte=day, withdrawn_at__isnull=True, post__isnull=False)
        .exclude(to_date__lt=day)
        .values_list("person_id", "post_id")
    )
    return {person: unit_and_path(post)[1] for person, post in held}
