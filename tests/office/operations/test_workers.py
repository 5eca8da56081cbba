"""A worker that died in the middle of a job: the job waits again for another, three times at most; one that lives keeps its own."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.access.services import create_account
from dungviec.office.operations import backups, beating, tasks
from dungviec.office.operations.faults import OperationsFault
from dungviec.office.operations.models import RunKind, RunState, UpkeepRun, WorkerBeat
from dungviec.office.operations.taking_back import MOST_TRIES, take_back
from dungviec.office.operations.tasks import run_upkeep
from dungviec.office.upkeep.faults import UpkeepFault

pytestmark = pytest.mark.django_db
NOBODY = 2**22 + 7
"""A process number that this machine does not give."""


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A folder of backups and a passphrase."""
    (tmp_path / "word").write_text("mot mat khau that dai\n", encoding="utf-8")
    (tmp_path / "backups").mkdir()
    settings.BACKUPS, settings.BACKUP_PASSPHRASE_FILE = str(tmp_path / "backups"), str(tmp_path / "word")
    return tmp_path / "backups"


@pytest.fixture
def keeper() -> User:
    return create_account("quan.tri", "mot mat khau dai", Role.ADMINISTRATOR)


def word(name: str, *, pid: int = NOBODY, ago: timedelta = timedelta(0), host: str = "") -> None:
    import socket

    now = timezone.now()
    WorkerBeat.objects.create(
        name=name, host=host or socket.gethostname(), pid=pid, software="0", started_at=now, beat_at=now - ago
    )


def running(worker: str, *, tries: int = 1, state: str = RunState.RUNNING) -> tuple[Any, UpkeepRun]:
    run = UpkeepRun.objects.create(kind=RunKind.BACKUP, status=state)
    put = run_upkeep.enqueue(run_id=run.pk)
    DBTaskResult.objects.filter(pk=put.id).update(
        status="RUNNING", started_at=timezone.now(), worker_ids=["earlier"] * (tries - 1) + [worker]
    )
    return put.id, run


def test_a_job_whose_worker_is_gone_waits_again() -> None:
    word("gone")
    job, run = running("gone")
    assert take_back() == 1
    row = DBTaskResult.objects.get(pk=job)
    assert (row.status, row.started_at, row.worker_ids) == ("READY", None, ["gone"])
    run.refresh_from_db()
    assert run.status == RunState.QUEUED
    assert LedgerEntry.objects.get(action="take_job_back").detail["again"] is True
    assert take_back() == 0, "taken back once"


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ({"pid": os.getpid()}, 0),
        ({"pid": os.getpid(), "ago": timedelta(minutes=5)}, 1),
        ({"host": "another-machine"}, 0),
        ({"host": "another-machine", "ago": timedelta(minutes=5)}, 1),
    ],
    ids=["alive here", "alive but silent", "elsewhere and heard", "elsewhere and silent"],
)
def test_who_counts_as_gone(told: dict[str, Any], taken: int) -> None:
    word("w", **told)
    running("w")
    assert take_back() == taken


def test_a_worker_nobody_ever_heard_of_is_left_to_the_administrator() -> None:
    job, _run = running("unknown")
    assert take_back() == 0
    assert DBTaskResult.objects.get(pk=job).status == "RUNNING"


def test_a_job_that_kills_its_workers_ends_after_the_third() -> None:
    word("gone")
    job, run = running("gone", tries=MOST_TRIES)
    assert take_back() == 0
    row = DBTaskResult.objects.get(pk=job)
    assert (row.status, row.exception_class_path) == ("FAILED", "WorkerLost")
    run.refresh_from_db()
    assert run.status == RunState.FAILED


def test_a_job_whose_row_is_gone_ends() -> None:
    word("gone")
    job, run = running("gone")
    run.delete()
    assert take_back() == 0
    assert DBTaskResult.objects.get(pk=job).status == "FAILED"


def test_a_backup_is_asked_for_once_at_a_time(folder: Path, keeper: User) -> None:
    backups.ask(RunKind.BACKUP, keeper)
    with pytest.raises(OperationsFault) as twice:
        backups.ask(RunKind.BACKUP, keeper)
    assert "đang" in twice.value.vi
    assert "running" in twice.value.english
    assert UpkeepRun.objects.count() == 1


@pytest.mark.parametrize("name", ["", "../word", "khac.dvbackup", "a" * 300])
def test_only_a_backup_of_the_folder_is_rehearsed(folder: Path, keeper: User, name: str) -> None:
    with pytest.raises(OperationsFault):
        backups.ask(RunKind.REHEARSAL, keeper, file=name)


def test_without_a_folder_or_a_passphrase_the_reason_is_said(folder: Path, keeper: User, settings: Any) -> None:
    (folder.parent / "word").write_text("\n", encoding="utf-8")
    with pytest.raises(OperationsFault, match="DUNGVIEC_BACKUP_PASSPHRASE_FILE"):
        backups.ask(RunKind.BACKUP, keeper)
    settings.BACKUPS = ""
    with pytest.raises(OperationsFault, match="DUNGVIEC_BACKUPS"):
        backups.ask(RunKind.BACKUP, keeper)


def test_the_daily_backup_is_due_once_a_day(folder: Path, settings: Any) -> None:
    settings.BACKUP_AT = "01:30"
    morning = datetime(2026, 12, 3, 2, 0, tzinfo=UTC) - timedelta(hours=7)  # two o'clock at night in Hà Nội
    assert backups.is_due(morning)
    made = folder / "dungviec-20261203-013100.dvbackup"
    made.write_bytes(b"x")
    os.utime(made, (morning.timestamp(), morning.timestamp()))
    assert not backups.is_due(morning + timedelta(hours=20))
    assert backups.is_due(morning + timedelta(hours=24))
    settings.BACKUP_AT = ""
    assert not backups.is_due(morning + timedelta(hours=24))


def test_the_worker_asks_for_the_daily_backup_and_a_failed_one_is_not_tried_all_day(
    folder: Path, settings: Any
) -> None:
    settings.BACKUP_AT = "00:00"
    beating.look_after()
    beating.look_after()
    assert UpkeepRun.objects.count() == 1
    UpkeepRun.objects.update(status=RunState.FAILED)
    beating.look_after()
    assert UpkeepRun.objects.count() == 1


def test_a_run_that_fails_says_why(folder: Path, keeper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object, **_more: object) -> None:
        raise UpkeepFault("Đĩa đầy.", "The disk is full.")

    monkeypatch.setattr(tasks, "make_backup", full)
    run = backups.ask(RunKind.BACKUP, keeper)
    assert run_upkeep.call(run_id=run.pk) == "failed"
    assert run_upkeep.call(run_id=run.pk) == "not waiting"
    run.refresh_from_db()
    assert (run.trouble("vi"), run.trouble("en")) == ("Đĩa đầy.", "The disk is full.")


def test_a_fault_nobody_foresaw_is_told_by_its_kind_alone(
    folder: Path, keeper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_words: object, **_more: object) -> None:
        raise KeyError("Nguyễn Thị Hạnh")

    monkeypatch.setattr(tasks, "make_backup", breaks)
    run = backups.ask(RunKind.BACKUP, keeper)
    run_upkeep.call(run_id=run.pk)
    run.refresh_from_db()
    assert "KeyError" in run.trouble_vi
    assert "Hạnh" not in run.trouble_vi + run.trouble_en
