"""A full disk, and a clock that jumps: what was agreed stays agreed, what was not leaves nothing, and the order of the records holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import LedgerEntry
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
