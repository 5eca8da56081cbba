"""The folder of backups: what lies there, asking for a new one, whether the daily one is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.operations.faults import OperationsFault
from dungviec.office.operations.models import RunKind, UpkeepRun
from dungviec.office.upkeep.backup import ENDING

_NAME = re.compile(r"[\w.-]+" + re.escape(ENDING))


@dataclass(frozen=True, slots=True)
class Backup:
    """One file of the folder."""

    name: str
    size: int
    made_at: datetime


def folder() -> Path | None:
    """Where backups go; None where the site names no folder."""
    return Path(settings.BACKUPS) if settings.BACKUPS else None


def passphrase() -> str:
    """The passphrase from the file the site names. Raises OperationsFault where there is none to read."""
    path = settings.BACKUP_PASSPHRASE_FILE
    try:
        words = Path(path).read_text(encoding="utf-8").splitlines() if path else []
    except (OSError, UnicodeDecodeError):
        words = []
    if not words or not words[0].strip():
        raise OperationsFault(
            "Chưa đọc được mật khẩu sao lưu: đặt DUNGVIEC_BACKUP_PASSPHRASE_FILE trỏ tới tệp có mật khẩu ở dòng đầu.",
            "The backup passphrase cannot be read: let DUNGVIEC_BACKUP_PASSPHRASE_FILE name a file with it in the first line.",
        )
    return words[0].strip()


def backups() -> list[Backup]:
    """The backups of the folder, newest first; empty where there is no folder or it cannot be read."""
    here, found = folder(), []
    try:
        paths = [p for p in here.iterdir() if _NAME.fullmatch(p.name) and p.is_file()] if here else []
        for path in paths:
            told = path.stat()
            found.append(Backup(path.name, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC)))
    except OSError:
        return []
    return sorted(found, key=lambda b: b.made_at, reverse=True)


def newest() -> Backup | None:
    """The newest backup of the folder."""
    return next(iter(backups()), None)


def file_of(name: str) -> Path:
    """The backup of that name in the folder. Raises OperationsFault for anything else."""
    here = folder()
    if here is None or name not in {b.name for b in backups()}:
        raise OperationsFault(
            f"Không có bản sao lưu «{name[:80]}» trong thư mục.", f"There is no backup '{name[:80]}' in the folder."
        )
    return here / name


def ask(kind: RunKind, by: User | None, *, file: str = "") -> UpkeepRun:
    """Put a backup or a rehearsal of ``file`` into the queue; one of a kind at a time. Raises OperationsFault."""
    if folder() is None:
        raise OperationsFault(
            "Chưa có thư mục sao lưu: đặt DUNGVIEC_BACKUPS.", "There is no folder of backups: set DUNGVIEC_BACKUPS."
        )
    passphrase()
    if kind == RunKind.REHEARSAL:
        file_of(file)
    from dungviec.office.operations.tasks import run_upkeep

    try:
        with transaction.atomic():
            made = UpkeepRun.objects.create(kind=kind, made_by=by, file=file)
            ledger.record(by.username if by else "dungviec", f"ask_{kind}", kind="upkeep", subject=str(made.pk))
            run_upkeep.enqueue(run_id=made.pk)
    except IntegrityError as twice:
        raise OperationsFault(
            "Việc này đang chạy hoặc đang chờ; xin đợi xong.", "This is running or waiting already; wait for its end."
        ) from twice
    return made


def is_due(now: datetime) -> bool:
    """Whether the daily backup of the schedule is still to be made: its hour has passed and nothing was made or tried since."""
    at = settings.BACKUP_AT
    if not at or folder() is None:
        return False
    hour, minute = map(int, at.split(":"))
    local = timezone.localtime(now)
    last = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if last > local:
        last -= timedelta(days=1)
    made = newest()
    if made is not None and made.made_at >= last:
        return False
    return not UpkeepRun.objects.filter(kind=RunKind.BACKUP, made_at__gte=last).exists()


def ask_if_due(now: datetime) -> bool:
    """Ask for the daily backup where it is due; False where it is not or another worker was faster."""
    if not is_due(now):
        return False
    try:
        ask(RunKind.BACKUP, None)
    except OperationsFault:
        return False
    return True
