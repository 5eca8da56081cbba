"""The town in the database, and a browser session for each role."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.office.cast import town
from tests.office.faults.watching import whole_acts  # noqa: F401 - every act in one transaction
from tests.office.opened import Opening

from dungviec.office.access.models import Role
from dungviec.office.access.services import create_account
from dungviec.office.new_database import put_first_rows
from dungviec.office.registry.services import load_snapshot

PASSWORD = "mot mat khau dai"
EACH = frozenset(
    [
        "ballots",
        "decisions",
        "faults",
        "intake",
        "operations",
        "registry",
        "sealing",
        "upgrades",
        "upkeep",
        "test_new_database.py",
    ]
)
"""Rooms that write much, lock, number, search or speak SQL of their own: asked of both databases by a whole `make test`.

The other rooms' pages are met on SQLite by the walks of every role (marked ``either``) and by the browser's days.
"""
os.environ.setdefault("DUNGVIEC_MASTER_KEY", secrets.token_hex(32))
"""The key over sealed values stays while tests change the data folder."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is asked of each database."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).parts[0] in EACH:
            item.add_marker("each")


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """The tests' database is made at once, as a new office's is; ``test_new_database`` holds that to the migrations."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """The rows that a new database begins with."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        put_first_rows()


@pytest.fixture(autouse=True)
def own_anchors(settings: object, tmp_path: Path) -> None:
    """Copies of the ledger's head stay with the test."""
    settings.LEDGER_ANCHORS = str(tmp_path / "anchors")  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_second_factor(settings: object) -> None:
    """No test but those of the log-in itself has to enrol a second factor."""
    settings.SECOND_FACTOR_ROLES = frozenset()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_count_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A morning page tells all at once, also on a machine so slow that it would ask for costly counts afterwards."""
    monkeypatch.setattr("dungviec.office.registry.keeping.LONG", float("inf"))


@pytest.fixture
def loaded(db: None) -> None:
    """The town's records."""
    load_snapshot(town())


@pytest.fixture
def as_role(loaded: None, settings: object) -> Callable[..., Client]:
    """``as_role("leader")``: a logged-in client of a fresh account with that role, which opens forms before it sends them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]

    def enter(role: str, unit_id: str = "", person_id: str = "") -> Client:
        user = create_account(
            f"{role}{unit_id}{person_id}",
            PASSWORD,
            Role(role),
            shown_name="Người Dùng Thử",
            unit_id=unit_id,
            person_id=person_id,
        )
        client = Opening()
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def officer(as_role: Callable[..., Client]) -> Client:
    """The personnel officer."""
    return as_role("personnel")
