"""What a thief of the database reads; what a lost or wrong key says; turning keys over, cut off in the middle, too."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.test import Client

from dungviec.office.registry import services
from dungviec.office.registry.models import Entry, Person
from dungviec.office.registry.selectors import read_table, snapshot
from dungviec.office.sealing import master, ring, rotation
from dungviec.office.sealing.blind import blind
from dungviec.office.sealing.cipher import MARK, open_bytes, open_text, seal, seal_bytes
from dungviec.office.sealing.faults import SealFault
from dungviec.office.sealing.models import DataKey, Purpose, State

NUMBER = "022085000777"


@pytest.fixture(autouse=True)
def own_ring() -> Iterator[None]:
    """Keys made in a test end with it."""
    ring.forget()
    yield
    ring.forget()


@pytest.fixture
def marked(loaded: None) -> str:
    """Somebody with a number, a flag and a timeline."""
    services.amend(
        "people", "N2", {"citizen_id": NUMBER, "denunciation_open": True, "ethnicity": "Dao"}, by="t", why="x"
    )
    services.create("particulars", {"person_id": "N2", "religion": "Công giáo"}, by="t", why="x")
    return "N2"


def dump() -> str:
    """Everything the database holds about people, as a thief of the disk reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def stored(column: str, table: str = "registry_person", key: str = "person_id") -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{key}" = %s', ["N2"])
        return cursor.fetchone()[0]


def test_whoever_steals_the_database_reads_none_of_it(marked: str) -> None:
    told = dump()
    assert NUMBER not in told
    assert "Công giáo" not in told
    assert stored("denunciation_open").startswith(MARK)
    assert stored("citizen_id") != stored("denunciation_open")
    assert Person.objects.get(pk="N2").citizen_id == NUMBER


def test_frames_pages_and_timelines_read_it_as_before(marked: str) -> None:
    row = snapshot().people.filter(person_id="N2").row(0, named=True)
    assert (row["citizen_id"], row["denunciation_open"], row["ethnicity"]) == (NUMBER, True, "Dao")
    assert read_table("people").filter(person_id="N2")["citizen_id"].to_list() == [NUMBER]
    assert snapshot().people.schema["denunciation_open"] == read_table("people").schema["denunciation_open"]
    assert NUMBER in [e.value for e in Entry.objects.filter(table="people", key="N2", field="citizen_id")]


def test_a_sealed_column_cannot_be_asked_in_the_database_but_its_mark_can(marked: str) -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(citizen_id=NUMBER).exists()
    assert Person.objects.get(citizen_mark=blind(NUMBER)).pk == "N2"
    assert blind("") == ""
    assert NUMBER not in blind(NUMBER)


def test_equal_values_look_unlike_and_open_only_where_they_stand() -> None:
    one, two = seal("Công giáo", "a.b"), seal("Công giáo", "a.b")
    assert one != two
    assert open_text(one, "a.b") == "Công giáo"
    for bad, place in ((one, "a.c"), (one[:-8], "a.b"), (one[:-3] + "AAA", "a.b"), (f"{MARK}00000000.AAAA", "a.b")):
        with pytest.raises(SealFault) as fault:
            open_text(bad, place)
        assert "Công giáo" not in str(fault.value) + fault.value.english
    assert open_text("từ trước khi niêm", "a.b") == "từ trước khi niêm"
    assert open_bytes(seal_bytes(b"\x00%PDF", "f"), "f") == b"\x00%PDF"
    with pytest.raises(SealFault):
        open_bytes(seal_bytes(b"x" * 40, "f")[:-1], "f")


test_equal_values_look_unlike_and_open_only_where_they_stand = pytest.mark.django_db(
    test_equal_values_look_unlike_and_open_only_where_they_stand
)


def test_rotation_seals_everything_anew_and_the_old_key_can_go(marked: str) -> None:
    old = ring.active()
    rotation.rotate()
    assert ring.active() != old
    assert not [c for c in rotation.standing() if set(c.under) - {ring.active()}]
    with pytest.raises(SealFault, match="hai phút"):
        rotation.retire(old)
    row = DataKey.objects.get(pk=old)
    row.replaced_at -= timedelta(hours=1)
    row.save()
    rotation.retire(old)
    assert DataKey.objects.get(pk=old).wrapped == ""
    assert Person.objects.get(pk="N2").citizen_id == NUMBER
    with pytest.raises(SealFault, match="đang dùng"):
        rotation.retire(ring.active())


def test_a_rotation_cut_off_goes_on_and_both_keys_read_meanwhile(marked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, batches = ring.active(), []
    real = rotation._resealed

    def killed(*row: Any) -> Any:
        batches.append(1)
        if len(batches) > 3:
            raise KeyboardInterrupt
        return real(*row)

    monkeypatch.setattr(rotation, "_resealed", killed)
    monkeypatch.setattr(rotation.reseal, "__kwdefaults__", {"batch": 1})
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate()
    monkeypatch.undo()
    under = {name for c in rotation.standing() for name in c.under}
    assert under == {old, ring.active()}
    ring.forget()
    assert Person.objects.get(pk="N2").citizen_id == NUMBER
    row = DataKey.objects.get(pk=old)
    row.replaced_at -= timedelta(hours=1)
    row.save()
    with pytest.raises(SealFault, match="--resume"):
        rotation.retire(old)
    rotation.reseal_all()
    assert {name for c in rotation.standing() for name in c.under} == {ring.active()}


def test_values_from_before_sealing_are_read_and_then_sealed(marked: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_person SET citizen_id = %s, denunciation_open = %s, citizen_mark = '' WHERE person_id = 'N2'", [NUMBER, "true"])  # fmt: skip
    assert Person.objects.get(pk="N2").denunciation_open is True
    assert rotation.reseal(Person) == 1
    assert rotation.remark(Person, "citizen_id", "citizen_mark") == 1
    assert NUMBER not in dump()
    assert rotation.reseal(Person) == 0
    assert Person.objects.get(citizen_mark=blind(NUMBER)).denunciation_open is True


def test_the_index_key_turns_over_with_its_marks(marked: str) -> None:
    before = stored("citizen_mark")
    ring.add_key(Purpose.INDEX)
    assert rotation.remark_all() >= 1
    assert stored("citizen_mark") == blind(NUMBER) != before


def test_a_new_master_key_wraps_the_data_keys_anew(marked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old = master.masters()[0].key.hex()
    new = base64.b64encode(os.urandom(32)).decode()
    monkeypatch.setenv("DUNGVIEC_MASTER_KEY", f"{new}\n{old}")
    assert rotation.rewrap() == DataKey.objects.exclude(state=State.RETIRED).count()
    monkeypatch.setenv("DUNGVIEC_MASTER_KEY", new)
    ring.forget()
    assert Person.objects.get(pk="N2").citizen_id == NUMBER
    monkeypatch.setenv("DUNGVIEC_MASTER_KEY", old)
    ring.forget()
    with pytest.raises(SealFault, match="cần khóa có dấu"):
        Person.objects.get(pk="N2")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DUNGVIEC_MASTER_KEY", "ngan qua", "không phải 32 byte"),
        ("DUNGVIEC_MASTER_KEY", "  \n", "Không có khóa chủ"),
        ("DUNGVIEC_MASTER_KEY_FILE", "/khong/co", "Không đọc được khóa chủ"),
        ("DUNGVIEC_MASTER_KEY_COMMAND", "/khong/co", "không cho khóa chủ"),
        ("DUNGVIEC_MASTER_KEY_COMMAND", "false", "không cho khóa chủ"),
    ],
)
@pytest.mark.django_db
def test_a_key_that_cannot_be_had_is_a_sentence(name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.delenv("DUNGVIEC_MASTER_KEY")
    monkeypatch.setenv(name, value)
    with pytest.raises(SealFault, match=said) as fault:
        master.masters()
    assert fault.value.sentence("en") != str(fault.value)


@pytest.mark.django_db
def test_a_key_service_is_a_program_without_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    key = master.new_key()
    monkeypatch.setenv("DUNGVIEC_MASTER_KEY_COMMAND", f"printf '%s' {key}")
    assert [m.key.hex() for m in master.masters()] == [key]


def test_a_page_without_the_key_says_so_and_the_others_go_on(
    marked: str, as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_role("personnel")
    assert client.get("/can-bo/N2/").status_code == 200
    from dungviec.office.registry import following

    following._followed.clear()
    monkeypatch.setenv("DUNGVIEC_MASTER_KEY", master.new_key())
    ring.forget()
    answer = client.get("/can-bo/N2/")
    assert answer.status_code == 503
    assert "Khóa chủ trên máy không phải khóa đã dùng" in answer.content.decode()
    with pytest.raises(SealFault), transaction.atomic():
        services.amend("people", "N2", {"citizen_id": "022085000999"}, by="t", why="x")
    monkeypatch.undo()
    ring.forget()
    assert Person.objects.get(pk="N2").citizen_id == NUMBER


def test_the_file_of_the_data_folder_is_for_its_owner_only(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUNGVIEC_MASTER_KEY")
    settings.HOME = tmp_path
    with pytest.raises(SealFault):
        master.masters()
    assert len(master.masters(make=True)[0].key) == 32
    assert (tmp_path / master.FILE).stat().st_mode & 0o077 == 0
