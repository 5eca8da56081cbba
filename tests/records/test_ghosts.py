"""Ông Cũ retired but a post runs on, a name without anything behind it, two people on one seat."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from tests.office.cast import town

from dungviec.records.ghosts import find_ghosts
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot


def _with(**more: list[dict[str, Any]]) -> Snapshot:
    s = town()
    for table, rows in more.items():
        s = s.with_table(table, pl.concat([s[table], pl.DataFrame(rows, schema=TABLES[table].polars_schema)]))
    return s


def _found(s: Snapshot, **given: Any) -> set[tuple[str, str]]:
    return set(find_ghosts(s, **given).select("kind", "person_id").rows())


def test_the_town_has_one_crowded_seat_only() -> None:
    seat = find_ghosts(town()).to_dicts()
    assert [(g["kind"], g["person_id"], g["others"], g["title"]) for g in seat] == [
        ("shared_seat", "N3", ["N4"], "Giáo viên tiểu học")
    ]


def test_a_name_with_nothing_behind_it() -> None:
    s = _with(
        people=[
            {"person_id": "N9", "name": "Ngô Văn Ảo"},
            {"person_id": "N10", "name": "Ngô Thị Lương", "coefficient": 2.34},
        ]
    )
    assert ("empty", "N9") in _found(s)
    assert ("empty", "N10") not in _found(s)
    assert ("empty", "N9") not in _found(s, with_more={"N9"})


def test_a_post_that_runs_on_after_the_service_ended() -> None:
    again = {"person_id": "N8", "kind": "concurrent", "title": "Trưởng ban", "from_date": date(2017, 1, 1)}
    ghost = find_ghosts(_with(tenures=[again])).filter(pl.col("kind") == "after_leaving").to_dicts()
    assert [(g["person_id"], g["title"], g["since"], g["until"], g["why"]) for g in ghost] == [
        ("N8", "Trưởng ban", date(2017, 1, 1), date(2018, 12, 31), "retired")
    ]


def test_who_left_the_service_may_be_recruited_again_but_the_dead_may_not() -> None:
    def left(why: str) -> list[dict[str, Any]]:
        first = {
            "person_id": "N9",
            "kind": "main",
            "title": "Cán sự",
            "from_date": date(2010, 1, 1),
            "to_date": date(2015, 1, 1),
        }
        back = {"person_id": "N9", "kind": "main", "title": "Chuyên viên", "from_date": date(2018, 1, 1)}
        return [first | {"left_because": why}, back]

    people = [{"person_id": "N9", "name": "Ngô Văn Về"}]
    assert ("after_leaving", "N9") not in _found(_with(people=people, tenures=left("left_service")))
    assert ("after_leaving", "N9") in _found(_with(people=people, tenures=left("died")))
