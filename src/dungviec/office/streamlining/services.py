"""Writes of this room: each with a line in the ledger, without the values."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.streamlining.models import Basis, Statement


@transaction.atomic
def keep_basis(
    viewer: Viewer, *, base_pay: int | None, insured_since_joined: bool, reorganised_on: date | None
) -> Basis:
    """A new line of what the sums rest on."""
    made = Basis.objects.create(
        base_pay=base_pay, insured_since_joined=insured_since_joined, reorganised_on=reorganised_on, by=viewer.username, at=timezone.now(),
    )  # fmt: skip
    ledger.listed(viewer, "keep_leaving_basis", 1)
    return made


@transaction.atomic
def keep_statement(viewer: Viewer, statement: Statement) -> Statement:
    """The facts and the way chosen of one person."""
    statement.by, statement.at = viewer.username, timezone.now()
    statement.save()
    ledger.listed(viewer, "keep_leaving", 1, subject=statement.person_id)
    return statement
