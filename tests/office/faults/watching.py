"""One act, one transaction: watches every request of the office's tests and says where a request wrote in several pieces.

A process can be killed between two transactions. So a request that changes something does it in one: writes that stand alone and
writes inside separate ``atomic`` blocks are counted as pieces; blocks that were rolled back wrote nothing. Sessions are not
counted (they are the browser's), nor lines about who *saw* something (whoever was not answered saw nothing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.test.client import ClientHandler

SAFE = {"GET", "HEAD", "OPTIONS"}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)\b(?!"? SET "last_login")', re.IGNORECASE)
LEFT_OUT = {"django_session", "usersessions_usersession", "access_tries", "voice_setup"}
"""Sessions; tries, which count whatever becomes of the request they were taken for; settings whose first reading writes their defaults."""
BESIDE = {"api_accesstoken", "api_callcount", "api_keptanswer", "operations_cacheentry"}
"""Counters of calls, and keys that are taken before a write; what is written in the piece of the act with them is looked at."""
DOORS = {"access:log_in", "account_login", "mfa_authenticate", "mfa_login_webauthn", "account_reauthenticate", "mfa_reauthenticate", "openid_connect_callback"}  # fmt: skip
"""Where somebody proves who he is: a used code, the last log-in and a lock that is due are facts of their own."""
LEDGER = {"access_ledgerentry", "access_ledgerhead"}


@dataclass
class Watch:
    """The pieces one request wrote: for each the tables, in order."""

    outside: int
    """Atomic blocks of the test itself."""
    pieces: list[list[str]] = field(default_factory=list)
    here: list[str] = field(default_factory=list)

    def query(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Notes a write; ``execute_wrapper`` of the connection."""
        done = execute(sql, params, many, context)
        found = WRITES.match(sql)
        if found and found[1] not in LEFT_OUT:
            if len(connection.atomic_blocks) > self.outside:
                self.here.append(found[1])
            else:
                self.pieces.append([found[1]])
        return done

    def left(self, kept: bool) -> None:
        """An atomic block ended."""
        if len(connection.atomic_blocks) == self.outside:
            if kept and self.here:
                self.pieces.append(self.here)
            self.here = []

    @property
    def split(self) -> bool:
        """Whether the act lies in several pieces, or its line of the ledger outside the piece it tells of."""
        pieces = [tables for tables in map(set, self.pieces) if not tables <= BESIDE]
        rows = [tables for tables in pieces if not tables <= LEDGER]
        alone = any(tables <= LEDGER for tables in pieces)
        return len(rows) > 1 or (alone and any(not tables & LEDGER for tables in rows))


@contextmanager
def watching(note: Callable[[HttpRequest, Watch], None]) -> Iterator[None]:
    """Calls ``note`` after every changing request with what it wrote."""
    answer, leave = ClientHandler.get_response, transaction.Atomic.__exit__
    now: list[Watch] = []

    def get_response(self: ClientHandler, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE or now:
            return answer(self, request)
        now.append(Watch(len(connection.atomic_blocks)))
        try:
            with connection.execute_wrapper(now[0].query):
                response = answer(self, request)
            note(request, now[0])
            return response
        finally:
            now.clear()

    def exit_(self: transaction.Atomic, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        kept = exc_type is None and not connection.needs_rollback
        leave(self, exc_type, exc_value, traceback)
        if now:
            now[0].left(kept)

    ClientHandler.get_response, transaction.Atomic.__exit__ = get_response, exit_  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        ClientHandler.get_response, transaction.Atomic.__exit__ = answer, leave  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def whole_acts() -> Iterator[None]:
    """Every changing request of the office's tests wrote in one piece (taken over by ``tests/office/conftest.py``)."""
    split: list[str] = []

    def note(request: HttpRequest, watch: Watch) -> None:
        at_the_door = request.resolver_match and request.resolver_match.view_name in DOORS
        if watch.split and not at_the_door:
            split.append(f"{request.method} {request.path}: {watch.pieces}")

    with watching(note):
        yield
    assert not split, f"an act in several transactions: {split}"
