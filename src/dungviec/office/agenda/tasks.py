"""Long work of the room: sending digests, filling and removing the sample data."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from dungviec.office.agenda import digest, sample


@task()
def send_digests() -> str:
    """Send what is due; returns how many were sent, were empty, failed."""
    found = digest.send_due(timezone.now())
    return f"{found.sent} {found.empty} {found.failed}"


@task()
def fill_sample(sample_id: int) -> str:
    """Fill the empty office with the sample city; returns the state it ended in."""
    return sample.fill(sample_id)
