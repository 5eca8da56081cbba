"""A new database made at once has the tables and first rows that all migrations give; and no change of a model lacks its migration."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.management import call_command
from django.db import connection
from tests.browser.office import own_environment

NUMBERED = {("django_migrations", "applied"), ("auth_permission", "content_type_id"), *(("sealing_datakey", c) for c in ("name", "master", "wrapped", "made_at"))}  # fmt: skip
"""Columns that tell when, or in which order, a row was written; and the keys, which no two databases share."""
AT_ONCE = """
from dungviec.office.demo import set_up
set_up()
from dungviec.office.new_database import bring_up_to_date
bring_up_to_date()
"""
IN_STEPS = """
from dungviec.office.demo import set_up
set_up()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
"""


def made(program: str, home: Path, database: str) -> None:
    environment = own_environment(home) | ({"DATABASE_URL": database} if database else {})
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def shape_of_file(path: Path) -> dict[str, Any]:
    """Tables of an SQLite file: columns, references, indexes, and their rows where they are few."""
    with sqlite3.connect(path) as database:
        names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]  # fmt: skip
        found: dict[str, Any] = {}
        for name in names:
            columns = sorted(r[1:6] for r in database.execute(f'PRAGMA table_info("{name}")'))
            references = sorted(r[2:7] for r in database.execute(f'PRAGMA foreign_key_list("{name}")'))
            indexes = sorted(
                (r[2:5], [c[2] for c in database.execute(f'PRAGMA index_info("{r[1]}")')], "" if r[1].startswith("sqlite_") else r[1])
                for r in database.execute(f'PRAGMA index_list("{name}")').fetchall()
            )  # fmt: skip
            listed = ", ".join(f'"{c[0]}"' for c in columns if (name, c[0]) not in NUMBERED and c[0] != "id")  # fmt: skip
            found[name] = columns, references, indexes, sorted(database.execute(f'SELECT {listed} FROM "{name}"'))
    return found


def shape_of_server(address: str) -> dict[str, Any]:
    """The same of a PostgreSQL database."""
    import psycopg

    asked = {
        "columns": "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, is_nullable, column_default, is_identity FROM information_schema.columns WHERE table_schema = 'public'",
        "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "migrations": "SELECT app, name FROM django_migrations", "head": "SELECT number, hash FROM access_ledgerhead",
    }  # fmt: skip
    with psycopg.connect(address) as server:
        rows = {key: server.execute(query).fetchall() for key, query in asked.items()}
    # Django's own old migration made this number shorter than its model does today; the table stays empty here.
    return {
        key: sorted(repr(r) for r in found if r[:2] != ("auth_group_permissions", "id")) for key, found in rows.items()
    }


@contextmanager
def databases() -> Iterator[tuple[str, str]]:
    """Two new PostgreSQL databases beside the tests' own; empty addresses on SQLite."""
    if connection.vendor != "postgresql":
        yield "", ""
        return
    import psycopg

    parts, names = urlsplit(os.environ["DATABASE_URL"]), ("made_at_once", "made_in_steps")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
        yield tuple(urlunsplit(parts._replace(path=f"/{name}")) for name in names)  # type: ignore[misc]
        for name in names:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_database_made_at_once_is_the_one_that_migrations_make(tmp_path: Path) -> None:
    with databases() as (once, steps):
        made(AT_ONCE, tmp_path / "once", once)
        made(IN_STEPS, tmp_path / "steps", steps)
        if once:
            assert shape_of_server(once) == shape_of_server(steps)
        else:
            assert shape_of_file(tmp_path / "once" / "office.sqlite3") == shape_of_file(tmp_path / "steps" / "office.sqlite3")  # fmt: skip


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
