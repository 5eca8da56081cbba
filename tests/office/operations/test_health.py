"""Machines ask whether the office is well: strangers learn yes or no, the house learns why; measurements name pages, never people."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from dungviec.office.access import ledger
from dungviec.office.operations import beating, health
from dungviec.office.operations.beating import Beating, beat

LIVE, READY, ALL, NUMBERS = "/suc-khoe/song", "/suc-khoe/san-sang", "/suc-khoe/day-du", "/suc-khoe/so-do"
FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def tables_as_they_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is made without migrations; the question itself is asked in ``test_several_processes``."""
    monkeypatch.setattr(health, "pending", tuple)


def test_alive_touches_nothing_and_any_name_is_answered(client: Client) -> None:
    answer = client.get(LIVE, headers={"host": "10.1.2.3:8000"})  # a probe knows only the address
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.post(LIVE).status_code == 405


@pytest.mark.django_db
def test_strangers_learn_yes_or_no(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get(READY, **FAR).content == b"ok\n"
    monkeypatch.setattr(health, "pending", lambda: ("registry.0099_next",))
    monkeypatch.setattr(health, "_seen_whole", False)
    behind = client.get(READY, **FAR)
    assert (behind.status_code, behind.content) == (503, b"not ready\n")
    told = client.get(READY).json()
    assert told["checks"]["migrations"] == {"good": False, "told": "1 pending"}
    assert [client.get(a, **FAR).status_code for a in (ALL, NUMBERS)] == [404, 404]


@pytest.mark.django_db
def test_a_disk_without_space_or_a_silent_database_is_not_ready(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    settings.DISK_FREE_MB = 10**9
    assert client.get(READY).status_code == 503
    settings.DISK_FREE_MB = 0

    def gone(*_words: object) -> None:
        raise DatabaseError("host=10.0.0.5 password=abc")

    monkeypatch.setattr(connections["default"], "cursor", gone)
    answer = client.get(READY)
    assert answer.status_code == 503
    assert b"10.0.0.5" not in answer.content
    assert answer.json()["checks"]["database"]["told"] == "DatabaseError"
    assert client.get(LIVE).status_code == 200


@pytest.mark.django_db
def test_no_worker_is_told_and_stops_nothing(client: Client) -> None:
    assert client.get(READY).status_code == 200
    assert client.get(ALL).json()["checks"]["workers"]["good"] is False
    beat("w1")
    assert client.get(ALL).json()["checks"]["workers"] == {"good": True, "told": "1 alive"}


@pytest.mark.django_db
def test_a_ledger_without_copies_of_its_head_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "keep_anchor", lambda _anchor: None)
    monkeypatch.setattr(health, "ANCHOR_LINES", 3)
    for _ in range(4):
        ledger.record("ai", "log_in")
    assert client.get(ALL).json()["checks"]["anchors"]["good"] is False


@pytest.mark.parametrize(
    ("meta", "token", "proxy", "open_"),
    [
        ({}, "", False, True),
        ({}, "", True, False),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, "", False, False),
        (FAR, "", False, False),
        (FAR | {"HTTP_AUTHORIZATION": "Bearer tu-khoa-dai"}, "tu-khoa-dai", True, True),
        (FAR | {"HTTP_AUTHORIZATION": "Bearer tu-khoa-da"}, "tu-khoa-dai", False, False),
        (FAR | {"HTTP_AUTHORIZATION": "Bearer "}, "", False, False),
        (FAR | {"HTTP_AUTHORIZATION": "Bearer Đ"}, "tu-khoa-dai", False, False),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_measurements_are_for_the_token_or_this_machine(client: Client, settings: Any, meta: dict[str, str], token: str, proxy: bool, open_: bool) -> None:  # fmt: skip
    settings.OPERATIONS_TOKEN, settings.BEHIND_PROXY = token, proxy
    assert client.get(NUMBERS, **meta).status_code == (200 if open_ else 404)


@pytest.mark.django_db
def test_measurements_name_pages_and_nobody(as_role: Callable[..., Client]) -> None:
    officer = as_role("personnel")
    officer.get("/can-bo/N3/", {"q": "Hạnh"})
    officer.get("/can-bo/KHONG-CO/")
    officer.get("/duong-nao-do/N3/")
    officer.generic("BREW", "/")
    text = officer.get(NUMBERS).content.decode()
    assert re.search(r'dungviec_requests_total\{method="GET",route="registry:person",status="2xx"\} [1-9]', text)
    assert 'route="none",status="4xx"' in text
    assert 'method="other"' in text
    assert 'dungviec_jobs{state="waiting"} 0.0' in text
    assert "dungviec_database_bytes" in text
    for word in ("N3", "Hạnh", "KHONG-CO", "can-bo", "personnel,", "BREW"):
        assert word not in text, word


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_leaves_in_order_is_not_missed(client: Client) -> None:
    with Beating("w1", every=30) as heart:
        heart.heard.wait(20)
        assert client.get(ALL).json()["checks"]["workers"]["good"] is True
    assert client.get(ALL).json()["checks"]["workers"]["good"] is False


@pytest.mark.django_db
def test_a_fault_beside_the_word_does_not_silence_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent worker's job would be given to another while it still works on it."""
    words: list[str] = []
    again = Event()

    def beat_heard(name: str) -> None:
        words.append(name)
        if len(words) == 2:
            again.set()

    def broken() -> None:
        raise OSError("no such folder")

    monkeypatch.setattr(beating, "beat", beat_heard)
    monkeypatch.setattr(beating, "look_after", broken)
    with Beating("w1", every=0.01):
        assert again.wait(20)
