"""Nothing of a vote stays in what a database keeps of values written over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.office.decisions.desk import account

from dungviec.ballots import Slip, seal
from dungviec.ballots.voter import blind, finish
from dungviec.office.ballots import services
from dungviec.office.ballots.models import SealedBox
from dungviec.office.ballots.wiping import empty_journal

ROLL = ["N1", "N2", "N3", "N4", "N5", "N6", "N7"]
WORDS = ("trăng trên vịnh", "than trong núi")


def test_the_journal_keeps_every_version_until_it_is_emptied(tmp_path: Path) -> None:
    """The control shows that the attack works: without emptying, the order of coming can be read from the journal."""
    path = tmp_path / "hòm.sqlite3"
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA secure_delete=ON")
    base.execute("CREATE TABLE box (lines TEXT)")
    base.execute("INSERT INTO box VALUES ('')")
    for n in range(6):
        base.execute("UPDATE box SET lines = ?", (f"phong-bi-{n}" * 40,))
    journal = path.with_name(path.name + "-wal")
    places = [journal.read_bytes().find(f"phong-bi-{n}".encode()) for n in range(6)]
    assert places == sorted(places)
    assert min(places) > 0
    base.execute("UPDATE box SET lines = ''")
    assert empty_journal(base.cursor())
    assert journal.stat().st_size == 0
    assert b"phong-bi" not in path.read_bytes()
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM box").fetchall()
    base.execute("UPDATE box SET lines = 'x'")
    assert not empty_journal(base.cursor()), "a reader is in the way: the next ballot tries again"
    reader.close()
    assert empty_journal(base.cursor())


@pytest.mark.django_db
def test_every_ballot_and_the_count_ask_for_it(loaded: None, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:  # fmt: skip
    by = account("personnel")
    plan = services.Plan("Lấy phiếu", "agree", ["N1"], ROLL)
    one = services.give_out(services.make(plan, by=by).pk, first=WORDS[0], second=WORDS[1], by=by)
    slips = []
    for person in ROLL[:5]:
        mine = blind(one.signing_public)
        signed = services.take_slip(one.pk, person, mine.value, by=account(person))
        slips.append(Slip(mine.serial, finish(one.signing_public, mine, signed), seal(one.box_public, "0")))

    def asked(act: Callable[[], object]) -> int:
        with django_capture_on_commit_callbacks() as called:
            act()
        return sum("forget" in getattr(c, "__qualname__", "") for c in called)

    assert asked(lambda: services.open_box(one.pk, by=by)) == 1
    assert [asked(lambda s=slip: services.cast(one.code, s)) for slip in slips] == [1] * 5  # type: ignore[misc]
    assert asked(lambda: services.count_box(one.pk, services.Opening(*WORDS, minutes="01/BB"), by=by)) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone()[0] == 1
    assert SealedBox.objects.get(vote=one).covered == ""
