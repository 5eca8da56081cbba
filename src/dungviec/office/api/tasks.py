"""The worker's part: delivering webhooks, and asking for itself again while something waits."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from dungviec.office.api.delivering import deliver_due
from dungviec.office.api.outbox import tell_effective
from dungviec.office.registry.selectors import office_day


@task()
def deliver() -> str:
    """Send what is due; comes again when the next try is due. Returns «done» or when it comes again."""
    tell_effective(office_day())
    again = deliver_due(timezone.now())
    if again is None:
        return "done"
    deliver.using(run_after=max(again, timezone.now())).enqueue()
    return again.isoformat()
