"""Making a backup: the whole database at one moment and the files beside it, in one sealed file.

The file is a gzip-packed tar inside a :mod:`sealed <dungviec.office.upkeep.sealed>` stream: ``heading.json``; ``tables/NAME/000001.jsonl`` …; ``files/…``
(the data folder without the database); ``sums.json`` with the digest of every entry and the rows of every table. It is written beside
its place and moved there when whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import dungviec
from dungviec.office.paths import BALLOT_KEYS
from dungviec.office.upkeep.faults import UpkeepFault
from dungviec.office.upkeep.rows import fields_of, parts
from dungviec.office.upkeep.sealed import SealedWriter
from dungviec.office.upkeep.state import applied_leaves, leaves, one_moment, require_up_to_date, tables

FORMAT = 1
ENDING = ".dvbackup"
_DATABASE = "office.sqlite3"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    path: Path
    rows: int
    tables: int
    files: int
    size: int


@dataclass(slots=True)
class _Packing:
    """The tar being written and what goes into ``sums.json``."""

    tar: tarfile.TarFile
    digests: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0

    def add(self, name: str, body: bytes) -> None:
        """One entry."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(body), 0o600
        self.tar.addfile(entry, io.BytesIO(body))
        self.digests[name] = hashlib.sha256(body).hexdigest()


def make_backup(target: Path, passphrase: str, *, tell: Tell = lambda _line: None, behind: bool = False) -> Made:
    """Write the backup to ``target``; it is there whole or not at all. Raises :class:`UpkeepFault`.

    ``behind``: take also a database that an older version left, in the tables of its own time.
    """
    if target.exists():
        raise UpkeepFault(
            f"Đã có tệp «{target}»; chọn tên khác.", f"There is a file '{target}' already; choose another name."
        )
    executor = MigrationExecutor(connection) if behind else require_up_to_date()
    at = applied_leaves(executor) if behind else leaves(executor)
    then = executor.loader.project_state(at).apps if behind else apps
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            packed = _pack(file, passphrase, at, then, tell)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        _settle(target.parent)
    except (OSError, sqlite3.OperationalError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UpkeepFault(
            f"Không ghi được bản sao lưu «{target}»: {reason}. Chưa có gì thay đổi.", f"Cannot write the backup '{target}': {reason}. Nothing was changed."
        ) from problem  # fmt: skip
    finally:
        part.unlink(missing_ok=True)
    return Made(target, sum(packed.rows.values()), len(packed.rows), packed.files, target.stat().st_size)


def _settle(folder: Path) -> None:
    """The folder's entry reaches the disk, where the system can do that."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _pack(file: io.BufferedWriter, passphrase: str, at: list[tuple[str, str]], apps: Any, tell: Tell) -> _Packing:
    sealed = SealedWriter(file, passphrase)
    try:
        with tarfile.open(fileobj=sealed, mode="w|gz", format=tarfile.PAX_FORMAT) as tar:
            packing = _Packing(tar)
            models = tables(apps)
            packing.add("heading.json", _json({
                "format": FORMAT, "software": dungviec.__version__, "made_at": timezone.now().isoformat(), "migrations": at,
                "tables": {m._meta.db_table: {"model": m._meta.label, "columns": [f.attname for f in fields_of(m)]} for m in models},
            }))  # fmt: skip
            with one_moment():
                for model in models:
                    name = model._meta.db_table
                    packing.rows[name] = 0
                    for number, (count, lines) in enumerate(parts(model), start=1):
                        packing.add(f"tables/{name}/{number:06d}.jsonl", lines)
                        packing.rows[name] += count
                    tell(f"{name}: {packing.rows[name]}")
            # After the rows: a file is put into the vault before its row is, so every row read above has its file by now.
            for path, name in _files():
                packing.add(f"files/{name}", path.read_bytes())
                packing.files += 1
            packing.add("sums.json", _json({"digests": packing.digests, "rows": packing.rows}))
    except BaseException:
        sealed.give_up()
        raise
    sealed.close()
    return packing


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _files() -> Iterator[tuple[Path, str]]:
    """Everything in the data folder but the database itself and the keys of secret votes; links are not followed."""
    home = Path(settings.HOME)
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith((_DATABASE, f"{BALLOT_KEYS}/")) and not path.name.endswith((".part", ENDING)):  # fmt: skip
            yield path, name
