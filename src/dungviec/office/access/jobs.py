"""The jobs of the background worker: what runs, waits and failed, by whom; stopping, freeing and repeating one.

Nothing of what a job is about is shown: kind and number only, never a file name, a person or the text of an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from dungviec.office.access import ledger
from dungviec.office.shell.long_work import LongWork, Standing, kinds

SHOWN = 200
SILENT = timedelta(minutes=10)
"""Running work of which nothing was heard for so long may have lost its worker."""
LATE = timedelta(minutes=2)
"""When nothing runs, a job that waits for so long says that there is no worker."""
STATES: dict[str, Any] = {
    "running": _("Đang chạy"), "waiting": _("Đang chờ"), "failed": _("Lỗi"), "stopped": _("Đã dừng"), "done": _("Đã xong"),
}  # fmt: skip
_NOTHING = "not waiting"
"""What a task answers when its row no longer waited for it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job as the page shows it."""

    key: str
    label: Any
    number: str
    asker: str
    state: str
    progress: int
    """In thousandths."""
    queued: datetime
    began: datetime | None
    ended: datetime | None
    fault: str
    """Class of an unexpected error, without its text."""
    silent: bool
    may_stop: bool
    may_free: bool
    may_renew: bool

    @property
    def per_cent(self) -> int:
        """How far it is."""
        return self.progress // 10

    @property
    def word(self) -> Any:
        """Its state in words."""
        return STATES[self.state]

    @property
    def seconds(self) -> int | None:
        """How long it took; None while it has not ended."""
        return round((self.ended - self.began).total_seconds()) if self.began and self.ended else None


def jobs(now: datetime) -> list[Job]:
    """The latest jobs, newest first. Queries: one, and one for each kind of work among them."""
    rows = list(DBTaskResult.objects.order_by("-enqueued_at").defer("traceback")[:SHOWN])
    known, asked = kinds(), {}
    for path, kind in known.items():
        numbers = [n for row in rows if row.task_path == path and (n := _arguments(row).get(kind.argument))]
        asked[path] = kind.standings(numbers) if numbers else {}
    latest: set[tuple[str, str]] = set()
    found = []
    for row in rows:
        named = known.get(row.task_path)
        number = str(_arguments(row).get(named.argument, "")) if named else ""
        newest = (row.task_path, number) not in latest
        latest.add((row.task_path, number))
        found.append(_job(row, named, number, asked.get(row.task_path, {}).get(number), newest=newest, now=now))
    return found


def _job(
    row: DBTaskResult[..., Any],
    kind: LongWork | None,
    number: str,
    standing: Standing | None,
    *,
    newest: bool,
    now: datetime,
) -> Job:
    """``newest``: no later job is about the same row, so that the row's state is the job's."""
    arguments = _arguments(row)
    state = _state(row, kind, arguments)
    heard = (standing.heard_at if standing else None) or row.started_at
    silent = state == "running" and heard is not None and now - heard > SILENT
    live = kind is not None and standing is not None and newest
    return Job(
        key=str(row.pk), label=kind.label if kind else row.task_path.rpartition(".")[2], number=number,
        asker=str(arguments.get("by") or (standing.asker if standing else "")), state=state,
        progress=standing.progress if standing and state == "running" else 0,
        queued=row.enqueued_at, began=row.started_at, ended=row.finished_at,
        fault=row.exception_class_path.rpartition(".")[2], silent=silent,
        may_stop=live and (state == "waiting" or (state == "running" and kind is not None and kind.can_stop)),
        may_free=live and silent,
        may_renew=live and state in ("failed", "stopped") and kind is not None and standing is not None and kind.may_renew(standing, arguments),
    )  # fmt: skip


def _state(row: DBTaskResult[..., Any], kind: LongWork | None, arguments: Mapping[str, Any]) -> str:
    if row.status != "SUCCESSFUL":
        return {"READY": "waiting", "RUNNING": "running"}.get(row.status, "failed")
    if kind is not None and row.return_value == kind.failed:
        return "failed"
    return (
        "stopped" if row.return_value == _NOTHING or (kind and row.return_value == kind.before(arguments)) else "done"
    )


def no_worker(found: list[Job], now: datetime) -> bool:
    """Whether jobs wait while nobody takes them."""
    waiting = [job for job in found if job.state == "waiting"]
    return bool(waiting) and now - waiting[-1].queued > LATE and not any(job.state == "running" for job in found)


@transaction.atomic
def act(deed: str, key: str, *, by: str) -> bool:
    """``stop``, ``free`` or ``renew`` one job; False where it has gone on since or there is none. Written to the ledger."""
    row = DBTaskResult.objects.filter(pk=key).first()
    job = next((j for j in jobs(timezone.now()) if j.key == key), None)
    if row is None or job is None or not {"stop": job.may_stop, "free": job.may_free, "renew": job.may_renew}.get(deed):
        return False
    kind, arguments = kinds()[row.task_path], _arguments(row)
    number = arguments[kind.argument]
    if deed == "stop":
        kind.stop(number, arguments)
    elif deed == "free":
        kind.free(number, arguments)
        DBTaskResult.objects.filter(pk=row.pk, status="RUNNING").update(
            status="FAILED", finished_at=timezone.now(), exception_class_path="WorkerLost"
        )
    elif kind.renew(number, arguments):
        row.task.enqueue(**arguments)
    else:
        return False
    ledger.record(by, f"{deed}_job", kind="job", subject=key, work=row.task_path.rpartition(".")[2], row=str(number))
    return True


def _arguments(row: DBTaskResult[..., Any]) -> dict[str, Any]:
    return dict(row.args_kwargs.get("kwargs") or {})
