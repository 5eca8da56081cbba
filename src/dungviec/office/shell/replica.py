"""Heavy pages read a copy of the database, where the site has one: never behind what the same person wrote, never far behind at all.

``DATABASE_REPLICA_URL`` names a read-only copy (streaming replication of PostgreSQL). A GET of a page of ``settings.REPLICA_PAGES`` may
read there; everything else reads and writes the one database. Log-ins, accounts, the city's place in the feed and the frames kept from
it are always read there too: a frame must not stand at a number of the feed that its rows have not reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

COPY = "replica"
SESSION_KEY = "da_ghi"
"""In the session: how far the database's log reached when this person last wrote."""
_ALWAYS = frozenset({"sessions", "auth", "contenttypes", "access", "registry", "operations", "django_tasks_database", "account", "mfa", "socialaccount", "usersessions"})  # fmt: skip
"""Apps that are read where they are written."""
_there: ContextVar[bool] = ContextVar("reads_the_copy", default=False)


class Router:
    """Django's database router: reads of heavy pages go to the copy."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The copy where this request may read it and no transaction is open on the one database."""
        if not _there.get() or model._meta.app_label in _ALWAYS or connections["default"].in_atomic_block:
            return None
        instance = hints.get("instance")
        return COPY if instance is None or instance._state.db in (None, COPY) else None

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Always the one database."""
        return "default"

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """They are the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """The copy gets its tables from the database it follows."""
        return False if db == COPY else None


@contextmanager
def reading_the_copy(allowed: bool = True) -> Iterator[None]:
    """Reads inside may go to the copy."""
    before = _there.set(allowed)
    try:
        yield
    finally:
        _there.reset(before)


def seconds_behind(connection: BaseDatabaseWrapper) -> float:
    """How old the newest thing is that the copy has; 0 where it has all that it was sent, or is no copy at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0 "
            "ELSE COALESCE(EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()), 1e9) END"
        )
        return float(cursor.fetchone()[0])


def reached() -> str:
    """How far the log of the one database reaches now; also what is not yet written to disk (``synchronous_commit=off``)."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return str(cursor.fetchone()[0])


def may_read_copy(place: str) -> bool:
    """Whether the copy has everything up to ``place`` (empty: anything) and is not too far behind; False where it does not answer."""
    copy = connections[COPY]
    try:
        if place:
            with copy.cursor() as cursor:
                cursor.execute("SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= %s::pg_lsn", [place])
                if not cursor.fetchone()[0]:
                    return False
        return seconds_behind(copy) <= settings.REPLICA_MOST_SECONDS
    except DatabaseError:
        copy.close()
        return False


class ReplicaMiddleware:
    """Notes how far the log reached after a person's own write, and lets their heavy pages read the copy once it is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if COPY not in settings.DATABASES:
            return self.get_response(request)
        if request.method in ("GET", "HEAD"):
            heavy = request.path_info.startswith(settings.REPLICA_PAGES)
            with reading_the_copy(heavy and may_read_copy(request.session.get(SESSION_KEY, ""))):
                return self.get_response(request)
        response = self.get_response(request)
        if not transaction.get_connection().in_atomic_block and request.user.is_authenticated:
            request.session[SESSION_KEY] = reached()
        return response
