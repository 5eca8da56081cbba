"""The long work of operations: a backup, and the rehearsal of its restore in an office of its own that is thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from dungviec.office.access import ledger
from dungviec.office.operations import backups
from dungviec.office.operations.faults import OperationsFault
from dungviec.office.operations.models import RunKind, RunState, UpkeepRun
from dungviec.office.upkeep.backup import make_backup
from dungviec.office.upkeep.faults import UpkeepFault
from dungviec.office.upkeep.folder import forget_old, next_name


@task()
def run_upkeep(run_id: int) -> str:
    """Make the backup or rehearse the restore; returns the state it ended in."""
    now = timezone.now()
    taken = UpkeepRun.objects.filter(pk=run_id, status=RunState.QUEUED).update(status=RunState.RUNNING, heard_at=now)
    if not taken:
        return "not waiting"
    one = UpkeepRun.objects.get(pk=run_id)
    try:
        if one.kind == RunKind.BACKUP:
            _back_up(one)
        else:
            _rehearse(one)
        one.status = RunState.DONE
    except (UpkeepFault, OperationsFault) as bad:
        one.status, one.trouble_vi, one.trouble_en = RunState.FAILED, bad.vi, bad.english
    except Exception as error:
        name = type(error).__name__
        one.status = RunState.FAILED
        one.trouble_vi = f"Lỗi ngoài dự kiến ({name}); chưa có gì thay đổi."
        one.trouble_en = f"An unexpected fault ({name}); nothing was changed."
    one.finished_at = timezone.now()
    one.save()
    ledger.record("dungviec", f"{one.kind}_ended", kind="upkeep", subject=str(run_id), status=one.status, rows=one.rows)
    return str(one.status)


def _back_up(one: UpkeepRun) -> None:
    folder = backups.folder()
    assert folder is not None, "asked for with a folder"
    made = make_backup(next_name(folder), backups.passphrase())
    one.file, one.rows, one.size = made.path.name, made.rows, made.size
    if settings.BACKUP_KEEP:
        forget_old(folder, settings.BACKUP_KEEP)


def _rehearse(one: UpkeepRun) -> None:
    """Restore into an empty SQLite office in a folder of its own, with its ledger verified; nothing of it stays."""
    source = backups.file_of(one.file)
    backups.passphrase()
    with tempfile.TemporaryDirectory(prefix="dungviec-rehearsal-") as home:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUNGVIEC_", "DATABASE_"))}
        kept |= {"DUNGVIEC_HOME": home, "DUNGVIEC_BACKUP_PASSPHRASE_FILE": str(settings.BACKUP_PASSPHRASE_FILE)}
        command = [sys.executable, "-m", "dungviec", "restore", str(source)]
        done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            # The command's own sentences name files and the ledger's lines, no records.
            said = (done.stderr or done.stdout).strip().splitlines()[-1:] or [str(done.returncode)]
            raise OperationsFault(
                f"Diễn tập không xong: {said[0][:300]}", f"The rehearsal did not succeed: {said[0][:300]}"
            )
        one.size = (Path(home) / "office.sqlite3").stat().st_size
