"""What is kept in a process follows the feed: after any write it equals what a fresh reading gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.office.cast import DAY

from dungviec.office.registry import following, selectors
from dungviec.office.registry.models import Batch, City, Person
from dungviec.office.registry.services import amend, create, open_batch, undo, withdraw, write_many
from dungviec.office.registry.structure import seats
from dungviec.office.registry.workforce import describe, workforce
from dungviec.records.schema import TABLES

pytestmark = pytest.mark.django_db


def _same() -> None:
    """Every kept table and the workforce are what a process that starts now would read."""
    kept, force = selectors.snapshot(), workforce(DAY)
    for name in TABLES:
        assert kept[name].equals(selectors.read_table(name)), name
    following._followed.clear()
    fresh = selectors.snapshot()
    assert force.equals(describe(fresh)), "workforce"


@pytest.fixture(autouse=True)
def warm(loaded: None) -> None:
    selectors.snapshot()
    workforce(DAY)


WRITES: list[tuple[str, Any]] = [
    ("a new official", lambda: create("people", {"person_id": "Z1", "name": "Đỗ An", "born": date(1990, 1, 1)}, by="x", why="mới")),
    ("another name sorts elsewhere", lambda: amend("people", "N3", {"name": "Trần Thị Yến"}, by="x", why="tên")),
    ("a value from a later day", lambda: amend("people", "N2", {"degree": "master"}, by="x", why="bằng", valid_from=date(2021, 1, 1))),
    ("a better rating", lambda: create("ratings", {"person_id": "N2", "year": 2019, "system": "state", "rating": "good"}, by="x", why="xl")),
    ("a second office", lambda: create("tenures", {"person_id": "N2", "post_id": "GD.PP", "title": "Phó", "kind": "acting", "from_date": DAY}, by="x", why="qđ")),
    ("the only tenure is withdrawn", lambda: withdraw("tenures", _key("tenures", "N6"), by="x", why="nhầm")),
    ("a post by another name", lambda: amend("posts", "NV.CV", {"title": "Chuyên viên Nội vụ"}, by="x", why="đổi")),
    ("a post closes", lambda: amend("posts", "NV.CV", {"valid_to": date(2020, 12, 1)}, by="x", why="bỏ")),
    ("a unit by another name", lambda: amend("units", "P-GD", {"name": "Phòng Giáo dục"}, by="x", why="đổi")),
    ("a unit below another", lambda: amend("units", "TH", {"parent_id": "TX"}, by="x", why="chuyển")),
    ("a strength", lambda: create("strengths", {"person_id": "N2", "strength": "drafting", "confidence": 2}, by="x", why="ghi")),
]  # fmt: skip


def _key(table: str, person: str) -> str:
    rows = selectors.rows(table)
    return str(rows.filter(rows["person_id"] == person)["_key"][0])


@pytest.mark.parametrize("write", [w for _, w in WRITES], ids=[n for n, _ in WRITES])
def test_one_write(write: Any) -> None:
    write()
    _same()


def test_every_write_one_after_the_other_and_all_undone() -> None:
    before = workforce(DAY)
    for _name, write in WRITES:
        write()
    _same()
    for batch in Batch.objects.order_by("-pk"):
        undo(batch, by="x", why="thử")
    _same()
    assert workforce(DAY).equals(before)


def test_a_bulk_write_and_its_undoing() -> None:
    batch = open_batch("import", "Nạp danh sách", by="x")
    people = [{"person_id": f"B{i}", "name": f"Lê Thị {i}", "born": date(1990, 1, 1)} for i in range(300)]
    tenures = [
        {"person_id": p["person_id"], "post_id": "NV.CV", "title": "CV", "kind": "main", "from_date": DAY}
        for p in people
    ]
    done = write_many(
        batch,
        creates={"tenures": tenures, "people": people},
        amends={"people": [("N1", {"theory": "advanced"}), ("N2", {"degree": "university"})]},
    )
    assert (done.created, done.amended, done.unchanged) == (
        {"people": 300, "tenures": 300},
        {"people": 1},
        {"people": 1},
    )
    assert workforce(DAY).height == 307
    _same()
    undo(batch, by="x", why="nhầm tệp")
    assert workforce(DAY).height == 7
    _same()
    again = open_batch("import", "Nạp lại", by="x")
    write_many(again, creates={"people": people[:2]})
    assert selectors.snapshot().people.height == 10
    _same()


def test_a_write_past_the_services_is_seen_once_it_is_said() -> None:
    Person.objects.create(person_id="N9", name="Đỗ Mới")
    City.objects.get().touch()
    assert "N9" in workforce(DAY)["person_id"]
    _same()


def test_after_one_change_only_its_row_is_read() -> None:
    amend("people", "N1", {"theory": "advanced"}, by="x", why="bằng")
    with CaptureQueriesContext(connection) as queries:
        selectors.snapshot()
    read = [
        q["sql"]
        for q in queries
        if 'FROM "registry_' in q["sql"] and "registry_city" not in q["sql"] and "registry_change" not in q["sql"]
    ]
    assert all("N1" in sql for sql in read), read
    assert len(read) == 2  # the row, and the dated fields it has


def test_what_is_computed_from_other_tables_stays() -> None:
    posts = seats(DAY)
    amend("people", "N1", {"theory": "advanced"}, by="x", why="bằng")
    assert seats(DAY) is posts
    amend("posts", "NV.CV", {"seats": 5}, by="x", why="thêm chỗ")
    assert seats(DAY) is not posts


def test_a_process_that_was_away_too_long_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOG", 2)
    for i in range(4):
        amend("people", "N1", {"major": f"ngành {i}"}, by="x", why="sửa")
    _same()


def test_what_was_rolled_back_is_forgotten_though_its_numbers_come_again() -> None:
    with transaction.atomic():
        amend("people", "N1", {"theory": "advanced"}, by="x", why="thử khô")
        assert workforce(DAY).filter(person_id="N1")["theory"][0] == "advanced"
        transaction.set_rollback(True)
    amend("people", "N2", {"theory": "advanced"}, by="x", why="thật")
    amend("people", "N5", {"theory": "advanced"}, by="x", why="thật")
    assert workforce(DAY).filter(person_id="N1")["theory"][0] == "intermediate"
    _same()


@pytest.mark.django_db(transaction=True)
def test_a_request_asks_for_the_city_once_and_sees_its_own_writes() -> None:
    with selectors.one_request():
        with CaptureQueriesContext(connection) as queries:
            selectors.office_day()
            workforce(DAY)
            selectors.revision()
        assert sum('FROM "registry_city"' in q["sql"] for q in queries) <= 1
        amend("people", "N2", {"theory": "advanced"}, by="x", why="sửa")
        assert workforce(DAY).filter(person_id="N2")["theory"][0] == "advanced"
    amend("people", "N2", {"theory": "bachelor"}, by="x", why="sửa")
    assert workforce(DAY).filter(person_id="N2")["theory"][0] == "bachelor"
