"""The long work of the room, in the background worker."""

from __future__ import annotations

from django_tasks import task


@task()
def make_export(export_id: int) -> str:
    """Make one export; the state it ended in."""
    from dungviec.office.interchange import exports

    return exports.make(export_id)


@task()
def gather_changes(by: str) -> str:
    """Put what changed since the last time into the outbox; how many payloads came in."""
    from dungviec.office.interchange.gathering import gather

    return str(gather(by=by).made)


@task()
def push_payloads(by: str) -> str:
    """Send what waits to the other side; how many were acknowledged."""
    from dungviec.office.interchange.pushing import push

    return str(push(by=by).acknowledged)
