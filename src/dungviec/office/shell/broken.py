"""What broke, told from an exception: a disk without room and a database that does not answer have sentences of their own.

The act itself is undone by its transaction and by whoever writes files; here is only the word for it.
"""

from __future__ import annotations

import errno

from django.db import DatabaseError, InterfaceError, OperationalError

BROKEN, GONE, FULL = 500, 503, 507
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DISK_FULL = "53100"
"""PostgreSQL's ``disk_full``."""
_AWAY = ("08", "57P", "53300")
"""PostgreSQL's classes of connection exceptions, of a server that shuts down or starts, and ``too_many_connections``."""
_SQLITE_AWAY = ("database is locked", "unable to open database file")
RETRY_AFTER = 30
"""Seconds after which it is worth asking again a database that did not answer."""


def status_of(raised: BaseException | None) -> int:
    """The status that tells what an exception, or what caused it, is about: 507 no room, 503 no database, else 500."""
    while raised is not None:
        if _is_full(raised):
            return FULL
        if _is_gone(raised):
            return GONE
        raised = raised.__cause__
    return BROKEN


def _is_full(raised: BaseException) -> bool:
    if isinstance(raised, OSError) and raised.errno in _NO_ROOM:
        return True
    if isinstance(raised, DatabaseError) and "disk is full" in str(raised):
        return True
    return getattr(raised, "sqlstate", None) == _DISK_FULL


def _is_gone(raised: BaseException) -> bool:
    """A database that refuses, drops or keeps waiting; a table that is not there is a fault of ours and no such thing."""
    if not isinstance(raised, OperationalError | InterfaceError):
        return False
    told = raised.__cause__
    if told is None or type(told).__module__.startswith("sqlite3"):
        return str(raised).startswith(_SQLITE_AWAY)
    state = getattr(told, "sqlstate", None)
    return state is None or str(state).startswith(_AWAY)
