"""Bringing a backup back: read whole and checked first, then written into an empty office; an interrupted restore leaves nothing behind.

The database is brought to the migrations the backup was made at, filled, and then taken to those of the software: so a backup of an
older version, or of the other kind of database, comes back the same way.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from dungviec.office.new_database import make_tables, make_tables_of
from dungviec.office.sealing.faults import SealFault
from dungviec.office.sealing.master import FILE
from dungviec.office.sealing.ring import check_keys, forget
from dungviec.office.upkeep.backup import FORMAT
from dungviec.office.upkeep.faults import UpkeepFault
from dungviec.office.upkeep.rows import put
from dungviec.office.upkeep.sealed import SealedReader
from dungviec.office.upkeep.state import is_empty, leaves, tables

Tell = Callable[[str], None]
OWN_KEYS = ("secret-key", FILE)
"""Files every data folder begins with; those of the backup take their place."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, after every entry was read and checked."""

    software: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    files: dict[str, str]
    """Names of the files as they lie in the data folder, with their SHA-256."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    contents: Contents
    whole: bool
    ledger: tuple[str, ...]
    """What the check of the ledger said."""


def read_backup(path: Path, passphrase: str) -> Contents:
    """Read the whole backup without writing anything. Raises :class:`UpkeepFault` where anything does not fit."""
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    heading: dict[str, Any] = {}
    sums: dict[str, Any] = {}
    for name, body in _entries(path, passphrase):
        if name == "sums.json":
            sums = json.loads(body)
            continue
        digests[name] = hashlib.sha256(body).hexdigest()
        if name == "heading.json":
            heading = json.loads(body)
            _require_format(heading)
            rows = dict.fromkeys(heading["tables"], 0)
        elif name.startswith("tables/"):
            rows[name.split("/")[1]] += body.count(b"\n")
    if not heading or sums.get("digests") != digests or sums.get("rows") != rows:
        raise UpkeepFault("Bản sao lưu không khớp với bảng kê của chính nó; dùng bản khác.", "The backup does not fit its own list; use another one.")  # fmt: skip
    files = {name.removeprefix("files/"): sum_ for name, sum_ in digests.items() if name.startswith("files/")}
    return Contents(heading["software"], heading["made_at"], tuple(map(tuple, heading["migrations"])), rows, files)


def restore(path: Path, passphrase: str, *, tell: Tell = lambda _line: None) -> Restored:
    """Fill the empty office of the settings from the backup. Raises :class:`UpkeepFault` and leaves the office empty where that fails."""
    contents = read_backup(path, passphrase)
    tell("read")
    executor = MigrationExecutor(connection)
    unknown = [m for m in contents.migrations if m not in executor.loader.graph.nodes]
    if unknown:
        raise UpkeepFault(
            f"Bản sao lưu do phiên bản {contents.software} tạo, mới hơn phần mềm đang cài; cập nhật phần mềm trước.",
            f"The backup was made by version {contents.software}, newer than the software installed; update the software first.",
        )
    _require_empty(executor)
    _require_room_for(contents.files)
    targets = list(contents.migrations)
    try:
        if not connection.introspection.table_names():
            make_tables() if targets == leaves(executor) else make_tables_of(targets)
        else:
            executor.migrate(_within(executor, targets))
    except DatabaseError as problem:
        raise UpkeepFault(
            f"Không lập được các bảng ({problem}); chưa ghi gì vào. Xin chữa rồi chạy lại với cơ sở dữ liệu mới.",
            f"The tables cannot be made ({problem}); nothing was written. Mend that and run it again with a new database.",
        ) from problem
    apps = executor.loader.project_state(targets).apps
    placed = _Placed()
    try:
        with transaction.atomic(), _checks_later():
            # The files before the rows are agreed: whoever finds the rows finds their files, and a restore cut off in between
            # can simply be run again.
            _fill(path, passphrase, apps, contents, placed, tell)
            _reset_counters(apps)
            forget()
            check_keys()
    except (DatabaseError, OSError, UpkeepFault, SealFault) as problem:
        placed.take_back()
        forget()
        if isinstance(problem, UpkeepFault):
            raise
        if isinstance(problem, SealFault):
            raise UpkeepFault(f"{problem.vi} Chưa ghi gì vào.", f"{problem.english} Nothing was written.") from problem
        if isinstance(problem, OSError):
            reason = problem.strerror or str(problem)
            raise UpkeepFault(
                f"Không ghi được tệp vào thư mục dữ liệu: {reason}; chưa ghi gì vào.", f"Cannot write files into the data folder: {reason}; nothing was written."
            ) from problem  # fmt: skip
        raise UpkeepFault(
            f"Cơ sở dữ liệu không nhận bản sao lưu ({type(problem).__name__}); chưa ghi gì vào.", f"The database does not take the backup ({type(problem).__name__}); nothing was written."
        ) from problem  # fmt: skip
    if targets != leaves(executor):
        call_command("migrate", interactive=False, verbosity=0)
    from dungviec.office.access.ledger_report import verify

    whole, lines = verify([])
    return Restored(contents, whole, tuple(lines))


def _entries(path: Path, passphrase: str) -> Iterator[tuple[str, bytes]]:
    try:
        with path.open("rb") as file:
            sealed = SealedReader(file, passphrase)
            yield from _unpacked(sealed)
            # The packing may end before the seal does: what follows it is held to be whole too.
            while sealed.read(1 << 20):
                pass
    except OSError as problem:
        raise UpkeepFault(
            f"Không đọc được bản sao lưu «{path}»: {problem.strerror or problem}.", f"Cannot read the backup '{path}': {problem.strerror or problem}."
        ) from problem  # fmt: skip
    except (tarfile.TarError, EOFError) as problem:
        raise UpkeepFault("Bản sao lưu bị cắt cụt; dùng bản khác.", "The backup is cut off; use another one.") from problem  # fmt: skip


def _unpacked(sealed: SealedReader) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=sealed, mode="r|gz") as tar:
        for entry in tar:
            found = tar.extractfile(entry)
            name = PurePosixPath(entry.name)
            if found is None or name.is_absolute() or ".." in name.parts:
                raise UpkeepFault(f"Mục «{entry.name[:60]}» trong bản sao lưu không hợp lệ.", f"Entry '{entry.name[:60]}' of the backup is not valid.")  # fmt: skip
            yield entry.name, found.read()


def _require_format(heading: dict[str, Any]) -> None:
    if heading.get("format") != FORMAT:
        raise UpkeepFault(
            f"Định dạng bản sao lưu {heading.get('format')} chưa được hỗ trợ; cập nhật phần mềm trước.",
            f"Backup format {heading.get('format')} is not supported; update the software first.",
        )


def _require_empty(executor: MigrationExecutor) -> None:
    if connection.introspection.table_names() and not is_empty(executor.loader.project_state().apps):
        raise UpkeepFault(
            "Văn phòng này đã có dữ liệu; chỉ khôi phục vào một cơ sở dữ liệu và thư mục dữ liệu còn trống.",
            "This office holds data already; a backup is restored into an empty database and data folder only.",
        )


def _within(executor: MigrationExecutor, targets: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The targets, without those the database has passed: an empty database may stand later than the backup."""
    later = set(executor.loader.applied_migrations) - {
        n for t in targets for n in executor.loader.graph.forwards_plan(t)
    }
    if later:
        raise UpkeepFault(
            "Cơ sở dữ liệu trống nhưng đã ở phiên bản mới hơn bản sao lưu; dùng một cơ sở dữ liệu mới tinh.",
            "The database is empty but stands at a later version than the backup; use a new database.",
        )
    return targets


@contextmanager
def _checks_later() -> Iterator[None]:
    """Rows may point at rows that come later; every reference is checked before the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    yield
    connection.check_constraints()


def _fill(path: Path, passphrase: str, apps: Any, contents: Contents, placed: _Placed, tell: Tell) -> None:
    """Rows and files in one reading; each is held against the sums of the first, should the file have changed in between."""
    models = {m._meta.db_table: m for m in tables(apps)}
    # Migrations put rows of their own into new tables; the backup has those too.
    for model in models.values():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - names of our own tables
    columns: dict[str, list[str]] = {}
    written = dict.fromkeys(contents.rows, 0)
    for name, body in _entries(path, passphrase):
        if name == "heading.json":
            columns = {table: told["columns"] for table, told in json.loads(body)["tables"].items()}
        elif name.startswith("tables/"):
            table = name.split("/")[1]
            written[table] += put(models[table], body, columns[table])
            tell(f"{table}: {written[table]}")
        elif name.startswith("files/"):
            placed.put(name.removeprefix("files/"), body)
    if written != contents.rows or placed.sums != contents.files:
        raise UpkeepFault("Số dòng ghi vào không khớp bản sao lưu; chưa ghi gì.", "The rows written do not match the backup; nothing was kept.")  # fmt: skip
    tell("files")


def _reset_counters(apps: Any) -> None:
    """The next number of each table follows its last one."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), tables(apps)):
            cursor.execute(line)


def _require_room_for(files: dict[str, str]) -> None:
    """Raises UpkeepFault where a file of the backup would replace another file."""
    for name, digest in files.items():
        here = Path(settings.HOME) / name
        if here.exists() and here.name not in OWN_KEYS and hashlib.sha256(here.read_bytes()).hexdigest() != digest:
            raise UpkeepFault(
                f"Thư mục dữ liệu đã có tệp khác tên «{here.name}»; dùng thư mục trống.", f"The data folder holds another file named '{here.name}'; use an empty folder."
            )  # fmt: skip


class _Placed:
    """Files written into the data folder, with what stood there before."""

    def __init__(self) -> None:
        self.sums: dict[str, str] = {}
        self._before: dict[Path, bytes | None] = {}

    def put(self, name: str, body: bytes) -> None:
        """Write one file; it is there whole or as before. Raises OSError."""
        here = Path(settings.HOME) / name
        here.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = here.read_bytes() if here.exists() else None
        if before != body:
            part = here.with_name(f"{here.name}.part")
            try:
                handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(handle, "wb") as out:
                    out.write(body)
                    out.flush()
                    os.fsync(out.fileno())
                self._before[here] = before
                part.replace(here)
            finally:
                part.unlink(missing_ok=True)
        self.sums[name] = hashlib.sha256(body).hexdigest()

    def take_back(self) -> None:
        """Everything as it stood before."""
        for here, before in self._before.items():
            if before is None:
                here.unlink(missing_ok=True)
            else:
                here.write_bytes(before)
