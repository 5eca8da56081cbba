"""Keeping a plan that was made elsewhere, on the command line or by the demo, as a finished round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.law.standing import keep, shipped
from dungviec.office.placement.models import Round, RoundStatus
from dungviec.office.placement.services import keep_policy, store_plan
from dungviec.office.registry.selectors import city

if TYPE_CHECKING:
    from dungviec.placement.plan import Plan


@transaction.atomic
def file_plan(name: str, plan: Plan, user: User) -> Round:
    """A finished round that holds ``plan``, computed from the records as they stand."""
    here = city()
    now = timezone.now()
    made = Round.objects.create(
        name=name, as_of=plan.as_of, policy=keep_policy(plan.policy, user), policy_text=plan.policy.to_yaml(), made_by=user,
        revision=here.revision if here else "", law_mark=keep(shipped()), status=RoundStatus.RUNNING, started_at=now, heard_at=now,
    )  # fmt: skip
    store_plan(made, plan)
    ledger.record(user.username, "file_plan", kind="round", subject=str(made.pk), day=plan.as_of.isoformat())
    made.refresh_from_db()
    return made


def file_first_plan(name: str, plan: Plan, username: str) -> Round | None:
    """The same, only in an office that has no round yet and where the account exists."""
    user = User.objects.filter(username=username).first()
    if user is None or Round.objects.exists():
        return None
    return file_plan(name, plan, user)
