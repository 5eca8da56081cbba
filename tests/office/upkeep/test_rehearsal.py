"""The rehearsed restore: an office is backed up while somebody writes, the restore is killed half-way and run again, and every row
comes back; on PostgreSQL the backup of an SQLite office comes back there, and its backup again has the same rows."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from tests.browser.office import own_environment
from tests.office.cast import town

from dungviec.exchange import write_city
from dungviec.office.upkeep.faults import UpkeepFault
from dungviec.office.upkeep.restore import read_backup
from dungviec.office.upkeep.sealed import SealedWriter

PASSPHRASE = "mot mat khau that dai"
PROGRAM = """
import json, os, signal, sys
from dungviec.office.demo import set_up
set_up()
"""


def run(home: Path, *words: object, database: str = "", lines: str = "", limit: int = 0) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """A command of the package, or ``lines`` of a program, in an office of its own."""
    environment = own_environment(home) | {"DUNGVIEC_BACKUP_PASSPHRASE_FILE": str(home.parent / "passphrase")}
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-c", PROGRAM + lines] if lines else [sys.executable, "-m", "dungviec", *map(str, words)]

    def small() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, preexec_fn=small if limit else None)  # fmt: skip


def rows(database: Path) -> dict[str, list[str]]:
    """Every table of an SQLite office, as sorted words; log-ins and the times of migrations left out."""
    with sqlite3.connect(database) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]  # fmt: skip
        found = {}
        for name in set(names) - {"django_session", "django_migrations"}:
            columns = sorted(r[1] for r in connection.execute(f'PRAGMA table_info("{name}")'))
            listed = ", ".join(f'"{c}"' for c in columns)
            found[name] = sorted(map(repr, connection.execute(f'SELECT {listed} FROM "{name}"')))
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the town's office in ``home`` and the passphrase beside it."""
    folder = tmp_path_factory.mktemp("upkeep")
    (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    book = folder / "town.xlsx"
    write_city(town(), book)
    loaded = run(folder / "home", "office", "load", book)
    assert (folder / "home" / "office.sqlite3").is_file(), loaded.stderr
    with sqlite3.connect(
        folder / "home" / "office.sqlite3"
    ) as office:  # signs that end a line for some readers and not for others
        office.execute(
            "UPDATE registry_person SET name = 'Người' || char(8232) || 'Có' || char(133) || 'Dấu' WHERE rowid = (SELECT max(rowid) FROM registry_person)"
        )
    (folder / "home" / "law").mkdir()
    (folder / "home" / "law" / "own.yaml").write_text("rules: []\n", encoding="utf-8")
    (folder / "home" / "files").mkdir()
    (folder / "home" / "files" / "scan").write_bytes(os.urandom(300_000))
    return folder


@pytest.fixture(scope="module")
def backup(place: Path) -> Path:
    """A backup during which a line is written to a table that is read last."""
    lines = f"""
from pathlib import Path
import sqlite3
from dungviec.office.upkeep.backup import make_backup
written = []
def meanwhile(line):
    if not written:
        with sqlite3.connect({str(place / "home" / "office.sqlite3")!r}, timeout=1) as other:
            other.execute("UPDATE registry_person SET name = 'Người Viết Xen' WHERE rowid = (SELECT min(rowid) FROM registry_person)")
        written.append(line)
make_backup(Path({str(place / "one.dvbackup")!r}), {PASSPHRASE!r}, tell=meanwhile)
assert written
"""
    before = rows(place / "home" / "office.sqlite3")
    done = run(place / "home", lines=lines)
    assert done.returncode == 0, done.stderr
    assert rows(place / "home" / "office.sqlite3") != before, "the writer did not have to wait"
    (place / "before.json").write_text(json.dumps(before), encoding="utf-8")
    return place / "one.dvbackup"


def test_a_killed_restore_is_run_again_and_every_row_comes_back(place: Path, backup: Path) -> None:
    home = place / "again"
    lines = f"""
from pathlib import Path
from dungviec.office.upkeep.restore import restore
def kill(line):
    if line.startswith("registry_"):
        os.kill(os.getpid(), signal.SIGKILL)
restore(Path({str(backup)!r}), {PASSPHRASE!r}, tell=kill)
"""
    assert run(home, lines=lines).returncode == -9
    half = rows(home / "office.sqlite3")
    assert not half["registry_person"]
    assert not half["access_ledgerentry"]
    done = run(home, "restore", backup)
    assert done.returncode == 0, done.stderr
    assert "đã khôi phục" in done.stdout
    assert "Sổ ghi việc nguyên vẹn" in done.stdout
    assert rows(home / "office.sqlite3") == json.loads((place / "before.json").read_text(encoding="utf-8"))
    assert (home / "law" / "own.yaml").read_text(encoding="utf-8") == "rules: []\n"
    assert (home / "secret-key").read_bytes() == (place / "home" / "secret-key").read_bytes()
    refused = run(home, "restore", backup, "--lang", "en")
    assert (refused.returncode, "holds data already" in refused.stderr) == (2, True)


def test_a_full_disk_leaves_no_half_backup(place: Path, backup: Path) -> None:
    folder = place / "full"
    folder.mkdir()
    done = run(place / "home", "backup", folder, limit=150_000)
    assert (done.returncode, "Không ghi được bản sao lưu" in done.stderr) == (2, True), done.stderr
    assert not list(folder.iterdir())


def test_a_damaged_or_foreign_backup_touches_nothing(place: Path, backup: Path) -> None:
    home = place / "untouched"
    whole = backup.read_bytes()
    for name, body, said in (
        ("cut", whole[:-100], "cắt cụt hoặc đã bị sửa"),
        ("other", b"hello", "không phải bản sao lưu"),
    ):
        bad = place / f"{name}.dvbackup"
        bad.write_bytes(body)
        done = run(home, "restore", bad)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not (home / "office.sqlite3").exists()


def test_the_command_backs_up_into_a_folder_and_keeps_the_newest(place: Path, backup: Path) -> None:
    folder = place / "nightly"
    folder.mkdir()
    for name in ("dungviec-20200101-000000.dvbackup", "dungviec-20200102-000000.dvbackup", "mine.txt"):
        (folder / name).write_bytes(b"x")
    done = run(place / "home", "backup", folder, "--keep", 2)
    assert done.returncode == 0, done.stderr
    assert "Đã bỏ 1 bản cũ" in done.stdout
    names = sorted(p.name for p in folder.iterdir())
    assert names[0] == "dungviec-20200102-000000.dvbackup"
    assert names[-1] == "mine.txt"
    assert len(names) == 3
    assert (folder / names[1]).stat().st_mode & 0o077 == 0
    checked = run(place / "home", "restore", "--check", folder / names[1])
    assert "nguyên vẹn" in checked.stdout
    assert "Đã có tệp" in run(place / "home", "backup", folder / names[1]).stderr


@pytest.fixture
def other_database(db: None) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database beside the tests' own; empty on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield ""
        return
    name = "upkeep_rehearsal"
    parts = urlsplit(os.environ["DATABASE_URL"])
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_moves_to_the_other_kind_of_database_and_back(place: Path, backup: Path, other_database: str) -> None:
    """On the PostgreSQL lane: SQLite → PostgreSQL → SQLite. On the other lane: SQLite → SQLite, told by the command."""
    home, last = place / "moved", place / "last"
    shutil.rmtree(home, ignore_errors=True)
    done = run(home, "restore", backup, database=other_database)
    assert done.returncode == 0, done.stderr
    second = place / "two.dvbackup"
    second.unlink(missing_ok=True)
    assert run(home, "backup", second, database=other_database).returncode == 0
    shutil.rmtree(last, ignore_errors=True)
    if other_database:
        assert run(last, "restore", second).returncode == 0
        found: dict[str, Any] = rows(last / "office.sqlite3")
    else:
        found = rows(home / "office.sqlite3")
    assert found == json.loads((place / "before.json").read_text(encoding="utf-8"))


def sealed(folder: Path, **changed: object) -> Path:
    """A backup that opens, with one file, under a key that is cheap to make; ``changed``: what its heading says otherwise."""
    target = folder / "made.dvbackup"
    digests: dict[str, str] = {}
    with target.open("wb") as file:
        stream = SealedWriter(file, PASSPHRASE, work=2)
        with tarfile.open(fileobj=stream, mode="w|gz") as tar:

            def add(name: str, told: object) -> None:
                body = told if isinstance(told, bytes) else json.dumps(told).encode()
                entry = tarfile.TarInfo(name)
                entry.size = len(body)
                tar.addfile(entry, io.BytesIO(body))
                digests[name] = hashlib.sha256(body).hexdigest()

            add(
                "heading.json",
                {"format": 1, "software": "9.9", "made_at": "", "migrations": [], "tables": {}} | changed,
            )
            add("files/scan", random.Random(1).randbytes(250_000))
            add("sums.json", {"digests": dict(digests), "rows": {}})
        stream.close()
    return target


def test_every_place_where_a_backup_can_be_broken_is_told_and_nothing_is_touched(backup: Path, tmp_path: Path) -> None:
    """Forty flipped bytes, cut ends, pieces that changed places, a foreign or older format: a sentence each, before the office is looked at."""
    whole, bad = sealed(tmp_path).read_bytes(), tmp_path / "bad.dvbackup"
    chance, piece = random.Random(23), 64 * 1024 + 16
    head = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    broken = [whole[:at] for at in (0, 5, head - 1, head, head + 100, len(whole) - 1)]
    broken.append(
        whole[:head] + whole[head + piece : head + 2 * piece] + whole[head : head + piece] + whole[head + 2 * piece :]
    )
    for at in sorted(chance.sample(range(len(whole)), 40)):
        broken.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    assert len(whole) > head + 3 * piece
    for body in broken:
        bad.write_bytes(body)
        with pytest.raises(UpkeepFault):
            read_backup(bad, PASSPHRASE)
    with pytest.raises(UpkeepFault, match="sai mật khẩu"):
        read_backup(backup, PASSPHRASE + "!")
    for other in ({"format": 0}, {"format": 2}):
        with pytest.raises(UpkeepFault, match="chưa được hỗ trợ"):
            read_backup(sealed(tmp_path, **other), PASSPHRASE)
    found = read_backup(sealed(tmp_path), PASSPHRASE)
    assert (found.software, list(found.files)) == ("9.9", ["scan"])


def test_a_disk_that_fills_up_in_a_restore_leaves_the_empty_office_as_it_was(place: Path, backup: Path) -> None:
    """Full at the third file: a sentence; the files of the empty office are those it had, no row is kept, and the next try goes through."""
    home = place / "small"
    lines = f"""
import errno
from pathlib import Path
from dungviec.office.upkeep import restore as room
from dungviec.office.upkeep.faults import UpkeepFault
def there():
    return {{str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file() and "sqlite3" not in p.name}}
home, real, asked = Path({str(home)!r}), os.fsync, []
def full(handle):
    asked.append(handle)
    if len(asked) == 3:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    real(handle)
before = there()
assert "secret-key" in before
os.fsync = full
try:
    room.restore(Path({str(backup)!r}), {PASSPHRASE!r})
except UpkeepFault as told:
    assert "No space left" in told.english, told.english
else:
    raise SystemExit("no word")
os.fsync = real
left = there()
assert set(left) - set(before) == {{"master-key"}}, "made with the tables of the empty office"
assert all(left[name] == body for name, body in before.items())
from dungviec.office.sealing.ring import check_keys
check_keys()  # the office's own, not the backup's
"""
    done = run(home, lines=lines)
    assert done.returncode == 0, done.stderr
    assert not rows(home / "office.sqlite3")["registry_person"]
    done = run(home, "restore", backup)
    assert done.returncode == 0, done.stderr
    assert rows(home / "office.sqlite3") == json.loads((place / "before.json").read_text(encoding="utf-8"))
