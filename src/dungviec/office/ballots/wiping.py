"""What a database keeps of values written over: pages of a journal, freed pages, dead rows. A vote leaves none of them behind.

The box is one row written anew with each ballot. SQLite's journal of writes would keep every version in the order of coming, beside
what else was written in those minutes; PostgreSQL's table would keep them as dead rows with the marks of their transactions.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from dungviec.office.ballots.models import SealedBox, Vote, Voter

_PATIENCE = 300
"""Milliseconds to wait for readers of the journal; where some stay longer, the next ballot or the count tries again."""


def overwrite() -> None:
    """Inside a transaction that writes over secrets: SQLite fills what it frees with zeros."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def forget(*, whole: bool) -> None:
    """Once the transaction is written: SQLite's journal is emptied; with ``whole`` PostgreSQL's tables of votes are written anew."""
    transaction.on_commit(lambda: _forget(whole=whole), robust=True)


def _forget(*, whole: bool) -> None:
    if connection.in_atomic_block:  # neither can be done inside a transaction
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            empty_journal(cursor)
        elif connection.vendor == "postgresql" and whole:
            for model in (SealedBox, Vote, Voter):
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")


def empty_journal(cursor: Any) -> bool:
    """Carry SQLite's journal of writes into the database and cut it to nothing; whether no reader was in the way."""
    usual = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
    try:
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
