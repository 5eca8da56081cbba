"""The worker is killed with -9 while it writes: the records hold nothing of it, and the next try writes all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def somewhere(tmp_path: Path, db: None) -> Iterator[dict[str, str]]:
    """The environment of a process with a database of its own, of the kind the tests run on."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUNGVIEC_", "DJANGO_", "DATABASE_"))}
    kept |= {"DUNGVIEC_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    if connection.vendor != "postgresql":
        yield kept
        return
    name = f"killed_{uuid.uuid4().hex[:12]}"
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"CREATE DATABASE {name}")
    before, _slash, _old = os.environ["DATABASE_URL"].rpartition("/")
    try:
        yield kept | {"DATABASE_URL": f"{before}/{name}"}
    finally:
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _start(step: str, folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.office.intake.killed_writer", step, str(folder)]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _told(step: str, folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    with _start(step, folder, environment) as child:
        out, _ = child.communicate()
    assert child.returncode == 0, out
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found


def test_nothing_half_done_is_left_and_the_next_try_is_whole(tmp_path: Path, somewhere: dict[str, str]) -> None:
    with _start("write", tmp_path, somewhere) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "MIDDLE"
        child.kill()
    after = _told("look", tmp_path, somewhere)
    assert after == {
        "people": 8, "tenures": 8, "entries": 0, "batches": 0, "changes": 1, "feed": 1, "status": "writing", "ledger": True,
    }  # fmt: skip
    again = _told("again", tmp_path, somewhere)
    assert (again["people"], again["tenures"], again["batches"], again["status"]) == (9, 9, 1, "done")
    assert again["entries"]
    assert again["ledger"]
