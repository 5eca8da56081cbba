"""kill -9 in the middle of an act: whatever the moment, all of it is on file or nothing; the ledger and the feed fit, no file is orphaned.

Each act dies before its first, its last and two drawn writing statements, between the last one and the database's agreement, and
right behind the agreement; then the whole database is compared. (An intake: ``intake/test_killed``; a restore: ``upkeep/test_rehearsal``.)
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from tests.browser.office import own_environment
from tests.office.faults.shot import ACTS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def database(db: None) -> Iterator[str]:
    """The address of a new PostgreSQL database; empty on SQLite."""
    if connection.vendor != "postgresql":
        yield ""
        return
    import psycopg

    name, parts = f"shot_{uuid.uuid4().hex[:12]}", urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_an_act_is_on_file_whole_or_not_at_all(tmp_path: Path, database: str) -> None:
    environment = own_environment(tmp_path) | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    environment |= {"DATABASE_URL": database} if database else {}
    command = [sys.executable, "-m", "tests.office.faults.shot", "20261123"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    job = told.pop("job")
    assert (job["code"], job["ended"]["state"], job["ended"]["documents"]) == (0, "done", 1)
    assert job["ended"]["moves"], "a plan that moves nobody would show nothing"
    for at, code, left in job["found"]:
        assert code == -signal.SIGKILL, at
        whole = (left["documents"], left["moves"]) == (1, job["ended"]["moves"])
        assert whole or (left["documents"], left["moves"]) == (0, []), f"half a plan after write {at}"
        assert (left["state"] == "done") <= whole, at
    assert list(told) == list(ACTS)
    for act, one in told.items():
        assert one["writes"] >= 2, act
        assert all(code == -signal.SIGKILL and untouched for _at, code, untouched in one["found"]), (act, one["found"])
        assert one["agreed"] == -signal.SIGKILL, act
        before, after = one["before"], one["after"]
        assert (after["ledger"], after["feed"], after["files"]) == (True, True, before["files"]), act
        assert after["tables"]["access_ledgerentry"][0] > before["tables"]["access_ledgerentry"][0], act
        changed = {name for name in after["tables"] if after["tables"][name] != before["tables"][name]}
        assert changed - {"access_ledgerentry", "access_ledgerhead"}, f"{act}: the agreed act is there"


GOES_ON = {"seal"}
"""Migrations that work in small transactions of their own and go on where they were stopped: each row is sealed or not yet."""


def test_every_migration_is_one_transaction(db: None) -> None:
    """Killed in the middle, a migration has done nothing and is not noted: the next start runs it again."""
    assert connection.features.can_rollback_ddl
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("dungviec.")}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    loose = [
        key for key, one in loader.disk_migrations.items()
        if key[0] in ours and key[1].partition("_")[2] not in GOES_ON
        and (not one.atomic or any(isinstance(step, RunPython) and step.atomic is False for step in one.operations))
    ]  # fmt: skip
    assert not loose
