"""A database that does not answer and a disk without room are told as what they are, on pages and in the API."""

from __future__ import annotations

import errno
import sqlite3
from importlib import import_module
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import Client, RequestFactory

from dungviec.office.api.problems import problem_of
from dungviec.office.shell import broken
from dungviec.office.shell.errors import server_error


def caused(outer: Exception, inner: BaseException) -> Exception:
    outer.__cause__ = inner
    return outer


LOCKED = OperationalError("database is locked")
CASES = [
    (OSError(errno.ENOSPC, "no room"), 507),
    (OperationalError("database or disk is full"), 507),
    (caused(OperationalError("could not extend file"), psycopg.errors.DiskFull("could not extend file")), 507),
    (caused(RuntimeError("a backup"), OSError(errno.EDQUOT, "quota")), 507),
    (LOCKED, 503),
    (caused(OperationalError("unable to open database file"), sqlite3.OperationalError("unable to open database file")), 503),
    (caused(OperationalError("connection refused"), psycopg.OperationalError("connection refused")), 503),
    (caused(OperationalError("terminating connection"), psycopg.errors.AdminShutdown("terminating connection")), 503),
    (caused(OperationalError("starting up"), psycopg.errors.CannotConnectNow("starting up")), 503),
    (caused(OperationalError("too many clients"), psycopg.errors.TooManyConnections("too many clients")), 503),
    (caused(InterfaceError("the connection is closed"), psycopg.InterfaceError("the connection is closed")), 503),
    (caused(OperationalError("no such table: x"), sqlite3.OperationalError("no such table: x")), 500),
    (caused(ProgrammingError("no such column"), psycopg.errors.UndefinedColumn("no such column")), 500),
    (caused(OperationalError("deadlock"), psycopg.errors.DeadlockDetected("deadlock")), 500),
    (ValueError("anything else"), 500),
]  # fmt: skip


@pytest.mark.parametrize(("raised", "status"), CASES, ids=[f"{type(r).__name__}-{n}" for n, (r, _) in enumerate(CASES)])
def test_what_broke_is_told_by_its_status(raised: Exception, status: int) -> None:
    assert broken.status_of(raised) == status
    assert problem_of(raised).status == (status if not isinstance(raised, ValueError) else 500)


def test_a_database_that_is_away_is_a_page_of_its_own(rf: RequestFactory) -> None:
    try:
        raise LOCKED
    except OperationalError:
        answer = server_error(rf.get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Cơ sở dữ liệu chưa trả lời" in answer.content.decode()


def test_a_page_whose_session_meets_the_absent_database_says_so(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault comes from a middleware, before any view: the sentence is the same."""

    def away(*_any: Any) -> None:
        raise LOCKED

    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    monkeypatch.setattr(import_module(settings.SESSION_ENGINE).SessionStore, "load", away)
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Cơ sở dữ liệu chưa trả lời" in answer.content.decode()
