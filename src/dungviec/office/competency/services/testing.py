"""The back-test of fit: asked for, run by the worker, kept whatever it says."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.competency.models import BackTest, TestState


@transaction.atomic
def ask_back_test(day: date, *, by: User) -> BackTest:
    """Hand a back-test of the records as on ``day`` to the worker; one that is still under way for the day is not asked twice."""
    waiting = BackTest.objects.filter(day=day, state__in=(TestState.QUEUED, TestState.RUNNING)).first()
    if waiting is not None:
        return waiting
    from dungviec.office.competency.tasks import run_back_test

    made = BackTest.objects.create(day=day, asked_at=timezone.now(), asked_by=by)
    ledger.record(by.username, "ask_back_test", kind="back_test", subject=str(made.pk), day=day.isoformat())
    run_back_test.enqueue(test_id=made.pk)
    return made
