"""What a database wrote down on the way tells nothing once the vote is over: not the order of ballots, not with both words of the box."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.office.ballots.test_votes import ROLL, WORDS, counted, prepared, taken
from tests.office.decisions.desk import account

from dungviec.ballots import unlock, unseal
from dungviec.office.ballots import covers, services
from dungviec.office.ballots.faults import VoteRefused
from dungviec.office.ballots.models import Phase, SealedBox, Vote
from dungviec.office.paths import BALLOT_KEYS
from dungviec.office.upkeep.backup import _files


def asked(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall()) if cursor.description else []


class Database:
    """What an administrator reads of a database beside its tables, from a moment on."""

    def __init__(self) -> None:
        self.postgres = connection.vendor == "postgresql"
        self.since = asked("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")[0][0] if self.postgres else ""

    def everything(self) -> bytes:
        """PostgreSQL's write-ahead log since then; SQLite's pages, freed ones too."""
        if not self.postgres:
            connection.ensure_connection()
            return bytes(connection.connection.serialize())
        asked("SELECT pg_switch_wal()")
        names = [
            n
            for (n,) in asked("SELECT name FROM pg_ls_waldir() WHERE name >= %s ORDER BY name", self.since)
            if len(n) == 24
        ]
        return b"".join(bytes(asked("SELECT pg_read_binary_file('pg_wal/' || %s)", name)[0][0]) for name in names)

    def marks(self) -> list[Any]:
        """Row marks, places and sequences that casting must not move: all but the row of the box."""
        if not self.postgres:
            return asked("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        rows: list[Any] = asked("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        for table in ("ballots_vote", "ballots_voter", "access_ledgerentry", "django_session"):
            rows += asked(f"SELECT ctid::text, xmin::text, xmax::text FROM {table} ORDER BY 1")
        return rows


@pytest.mark.django_db(transaction=True)
def test_neither_log_nor_marks_nor_words_tell_which_ballot_came_when(loaded: None, own_home: Path) -> None:
    one, base = prepared(), Database()
    asked("INSERT INTO ballots_vote (code, title, form, candidates, smallest, phase, step, committee, signing_key, signing_public, box_public, box_locked, given_out, receipts, minutes, made_on) VALUES ('control', 'một dấu để biết là đọc được', 'agree', '[]', 5, 'void', '', '', '', '', '', '', 0, '[]', '', '2020-12-10')")  # fmt: skip
    ballots = [taken(one, person, f"{n % 3}{n % 2}") for n, person in enumerate(ROLL)]
    services.open_box(one.pk, by=account("personnel"))
    locked, before, versions = Vote.objects.get(pk=one.pk).box_locked, base.marks(), []
    for ballot in ballots:
        services.cast(one.code, ballot)
        versions.append(SealedBox.objects.get(vote=one).covered)
    assert base.marks() == before, "no sequence, no other row, no ledger line moves while ballots come"
    if base.postgres:
        ((rows,),) = asked("SELECT count(DISTINCT xmin::text || ctid::text) FROM ballots_sealedbox WHERE vote_id = %s", one.pk)  # fmt: skip
        assert rows == 1, "one row, one mark for all ballots"
    assert {len(v) for v in versions} == {len(versions[0])}, "the first version is as long as the last"
    assert len({v[at : at + 24] for v in versions for at in range(0, len(v) - 24, 24)}) == len(versions) * (
        (len(versions[0]) - 1) // 24
    )
    told = "".join(versions).encode()
    assert len(zlib.compress(told, 9)) > 0.74 * len(told), "noise: nothing of one version comes again in another"
    open_now = (own_home / BALLOT_KEYS / f"{one.code}-box").read_bytes()
    done = counted(one)
    written = base.everything()
    assert "một dấu để biết".encode() in written, "the control: what is written in the clear is found there"
    for ballot in ballots:
        for part in (ballot.serial, ballot.signature, ballot.envelope):
            assert base64.b64encode(part)[8:40] not in written
            assert part[:24] not in written
    assert open_now not in written
    assert not list((own_home / BALLOT_KEYS).iterdir()), "the keys died with the vote"
    box = SealedBox(vote=done, covered=versions[3])
    with pytest.raises(VoteRefused, match="không còn trên máy"):
        covers.inside(done, box)
    # The attack that worked before: both words and the versions. It still works on an envelope, but there is none to be had.
    assert unseal(unlock(locked, *WORDS), ballots[0].envelope) == "00"
    assert done.receipts == sorted(b.receipt for b in ballots), "every voter finds the receipt"


@pytest.mark.django_db
def test_a_lost_cover_key_is_told_and_the_vote_can_be_called_off(loaded: None, own_home: Path) -> None:
    one = prepared()
    ballots = [taken(one, person) for person in ROLL]
    services.open_box(one.pk, by=account("personnel"))
    services.cast(one.code, ballots[0])
    kept = own_home / BALLOT_KEYS / f"{one.code}-box"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert BALLOT_KEYS not in {name.partition("/")[0] for _path, name in _files()}, "no backup carries it"
    kept.unlink()
    for act in (lambda: services.cast(one.code, ballots[1]), lambda: counted(one)):
        with pytest.raises(VoteRefused, match="không còn trên máy"):
            act()
    assert services.call_off(one.pk, why="Máy hỏng", by=account("personnel")).phase == Phase.VOID


@pytest.mark.django_db
def test_a_box_of_another_vote_or_an_altered_one_does_not_open(loaded: None) -> None:
    first, second = prepared(), prepared()
    for one in (first, second):
        for person in ROLL[:5]:
            slip = taken(one, person)
        services.open_box(one.pk, by=account("personnel"))
        services.cast(one.code, slip)
    other = SealedBox.objects.get(vote=second).covered
    SealedBox.objects.filter(vote=first).update(covered=other)
    with pytest.raises(VoteRefused, match="bị sửa"):
        counted(first)


@pytest.mark.django_db
def test_keys_left_by_an_act_that_was_killed_are_swept_and_no_others(loaded: None, own_home: Path) -> None:
    over, casting, issuing = prepared(), prepared(), prepared()
    for person in ROLL:
        taken(casting, person)
    services.open_box(casting.pk, by=account("personnel"))  # not committed here: both keys lie there
    services.call_off(over.pk, why="Hoãn", by=account("personnel"))
    (own_home / BALLOT_KEYS / "khac-box").write_bytes(b"x" * 32)
    assert covers.sweep() == 2
    assert {p.name for p in (own_home / BALLOT_KEYS).iterdir()} == {f"{casting.code}-box", f"{issuing.code}-slips", "khac-box"}  # fmt: skip
    assert covers.sweep() == 0
