"""A full disk, and a clock that jumps: what was agreed stays agreed, what was not leaves nothing, and the order of the records holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from dungviec.office.access import leaving, ledger, standing
from dungviec.office.access.clock import last_jump
from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.access.services import create_account
from dungviec.office.operations import health
from dungviec.office.privacy import retention
from dungviec.office.privacy.faults import PrivacyRefused
from dungviec.office.registry.models import Change, City, Entry, Person
from dungviec.office.registry.services import amend, batches

FULL = "database or disk is full"


def _to_the_next_anchor(by: str = "thử") -> None:
    while True:
        if ledger.record(by, "try").number % ledger.EVERY == 0:
            return


def test_a_full_folder_of_copies_does_not_deny_what_was_agreed(
    db: None, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """The copy of the ledger's head comes after the agreement: failing there must not show the page that says «not recorded»."""
    settings.LEDGER_ANCHORS = str(tmp_path / "day")
    (tmp_path / "day").write_text("a file where the folder should be", encoding="utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        _to_the_next_anchor()
    assert ledger.check().whole
    (tmp_path / "day").unlink()
    with django_capture_on_commit_callbacks(execute=True):
        _to_the_next_anchor()
    assert len(ledger.anchors_on_file()) == 1


def test_a_copy_torn_by_a_full_disk_spoils_neither_the_check_nor_the_next_copy(db: None) -> None:
    _to_the_next_anchor()
    ledger.keep_anchor(ledger.head())
    (path,) = Path(str(ledger._anchor_file()).rpartition("/")[0]).iterdir()
    with path.open("a", encoding="ascii") as file:
        file.write(str(ledger.head())[:30])
    assert ledger.check().whole
    _to_the_next_anchor()
    ledger.keep_anchor(ledger.head())
    assert [a.number % ledger.EVERY for a in ledger.anchors_on_file()] == [0, 0]
    LedgerEntry.objects.filter(number=ledger.head().number).update(actor="kẻ khác")
    assert not ledger.check().whole


@pytest.mark.parametrize("at", [1, 2, 4, 6])
def test_a_disk_that_fills_up_inside_an_act_leaves_nothing_of_it(loaded: None, at: int) -> None:
    before = (
        Person.objects.values().get(pk="N2"),
        Entry.objects.count(),
        Change.objects.count(),
        ledger.head(),
        City.objects.values().get(),
    )
    seen = 0

    def full(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += sql.lstrip()[:6].upper() in ("INSERT", "UPDATE")
        if seen >= at:
            raise OperationalError(FULL)
        return execute(sql, params, many, context)

    with pytest.raises(OperationalError, match=FULL), transaction.atomic(), connection.execute_wrapper(full):
        amend("people", "N2", {"degree": "master"}, by="thử", why="bằng mới")
    assert before == (Person.objects.values().get(pk="N2"), Entry.objects.count(), Change.objects.count(), ledger.head(), City.objects.values().get())  # fmt: skip
    amend("people", "N2", {"degree": "master"}, by="thử", why="bằng mới")
    assert Person.objects.get(pk="N2").degree == "master"


def test_a_clock_set_back_a_day_does_not_turn_the_order_of_the_records(
    loaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    amend("people", "N2", {"degree": "master"}, by="thử", why="bằng mới")
    now = timezone.now() - timedelta(days=1)
    monkeypatch.setattr(batches, "now", lambda: now)
    monkeypatch.setattr(timezone, "now", lambda: now)
    amend("people", "N2", {"degree": "doctor"}, by="thử", why="bằng mới nữa")
    amend("people", "N2", {"degree": "university"}, by="thử", why="ghi nhầm")
    moments = list(Change.objects.order_by("seq").values_list("at", flat=True))
    assert moments == sorted(set(moments))
    assert Person.objects.get(pk="N2").degree == "university"
    assert ledger.check().whole


def test_a_clock_a_year_ahead_and_back_again_loses_no_change(loaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.now()
    for moment, degree in ((real + timedelta(days=366), "master"), (real, "doctor")):
        monkeypatch.setattr(batches, "now", lambda moment=moment: moment)
        amend("people", "N2", {"degree": degree}, by="thử", why="bằng mới")
    assert Person.objects.get(pk="N2").degree == "doctor"
    kept = list(Change.objects.filter(person="N2").order_by("seq").values_list("at", flat=True))
    assert kept == sorted(set(kept))
    assert ledger.check().whole


def test_a_clock_a_year_ahead_locks_nobody_lets_nothing_go_and_is_told(
    loaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = create_account("mai", "x", Role.PERSONNEL)
    real = timezone.now()
    year = real + timedelta(days=366)
    monkeypatch.setattr(timezone, "now", lambda: year)
    assert leaving.sweep(year)["idle"] == 0
    assert leaving.may_enter(user)
    ledger.record("mai", "log_in")
    line = LedgerEntry.objects.get(action="clock_gap")
    assert line.detail["seconds"] // 86_400 == 366
    assert ledger.check().whole
    assert leaving.sweep(year + timedelta(days=40))["idle"] == 0
    with pytest.raises(PrivacyRefused, match="Đồng hồ"):
        retention.propose([("N2", "life")], day=year.date(), by=user)
    assert {c.name: c.good for c in health.everything(year)}["clock"] is False
    monkeypatch.setattr(timezone, "now", lambda: real)
    jump = last_jump(real)
    assert jump is not None
    assert jump.days == 366
    ledger.record("mai", "log_in")
    back = last_jump(timezone.now())
    assert back is not None
    assert back.by < timedelta(0)
    assert last_jump(real + timedelta(days=8)) is None
    assert leaving.is_idle(user, real + timedelta(days=9 * 46)) is False  # the office stood still for as long
    ledger.check()


def test_sessions_and_locks_from_the_future_are_void(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    request: Any = rf.get("/")
    request.session = {standing.BEGAN: 2_000_000.0, standing.ACTIVE: 2_000_000.0, standing.LOOKED: 2_000_000.0}
    monkeypatch.setattr(standing.time, "time", lambda: 2_000_030.0)
    assert not standing.is_over(request)
    assert not standing.is_locked(request)
    monkeypatch.setattr(standing.time, "time", lambda: 2_000_000.0 - 86_400)
    assert standing.is_stale(request)
    assert standing.is_over(request)
    assert standing.is_locked(request)
