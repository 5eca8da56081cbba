"""Payloads for the national database: what leaves, what stays, how a change is known again, and which clock runs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.documents.cast import anh, row

from dungviec.documents.national import (
    Marks,
    Payload,
    closed_record,
    hindrances,
    marks_of,
    new_ratings,
    operation_of,
    record_for,
)
from dungviec.documents.national_clock import NO_TEXT, earliest, rating_clock
from dungviec.law import LawBook

RATING = {"year": 2026, "system": "state", "rating": "good", "decided": "2026-12-10"}


@pytest.fixture(scope="module")
def book() -> LawBook:
    return LawBook.load()


def test_what_the_office_keeps_for_itself_stays() -> None:
    one = anh()
    kept = replace(
        one,
        person={
            **one.person,
            "denunciation_open": True,
            "file_complete": False,
            "on_leave": "thai sản",
            "products_match": True,
        },
    )
    record = record_for(kept)
    assert record == record_for(one)
    assert record["people"]["citizen_id"] == "022180000042"
    assert "strengths" not in record
    assert "hidden" not in record


def test_the_same_payload_has_the_same_bytes_and_key() -> None:
    record = record_for(anh())
    shuffled = dict(reversed(list(record.items())))
    one, two = (
        Payload("origin", 7, "update", "CB0042", date(2026, 11, 22), ("people",), r) for r in (record, shuffled)
    )
    assert one.body() == two.body()
    assert one.key == two.key
    told = json.loads(one.body())
    assert (told["format"], told["sequence"], told["operation"], told["idempotency_key"]) == (
        "dungviec-national/1",
        7,
        "update",
        one.key,
    )
    assert {
        replace(one, sequence=8).key,
        replace(one, operation="end").key,
        replace(one, origin="x").key,
        replace(one, record={}).key,
    }.isdisjoint({one.key})


def test_a_change_is_known_by_its_table_and_a_new_rating_by_its_row() -> None:
    one = anh()
    first = marks_of(record_for(one))
    assert marks_of(record_for(one)).changed_since(first) == ()
    assert set(first.changed_since(Marks())) == set(first.tables)
    moved = record_for(replace(one, particulars={**one.particulars, "address": "nơi khác"}))
    assert marks_of(moved).changed_since(first) == ("particulars",)
    rated = record_for(
        replace(
            one,
            events={
                **one.events,
                "ratings": [
                    *one.rows("ratings"),
                    row("ratings", year=2026, system="state", rating="good", decided=date(2026, 12, 10)),
                ],
            },
        )
    )
    assert marks_of(rated).changed_since(first) == ("ratings",)
    assert [r["decided"] for r in new_ratings(rated, first)] == ["2026-12-10"]
    assert new_ratings(record_for(one), first) == []


def test_somebody_who_left_the_service_is_ended_and_somebody_moved_is_not() -> None:
    one = anh()

    def after(because: str) -> dict[str, Any]:
        last = row(
            "tenures",
            title="Trưởng phòng",
            kind="main",
            from_date=date(2020, 1, 1),
            to_date=date(2026, 10, 31),
            left_because=because,
        )
        return record_for(replace(one, events={**one.events, "tenures": [last]}))

    assert after("retired")["ended"] == {"on": "2026-10-31", "because": "retired"}
    assert operation_of(after("retired"), told_before=True) == "end"
    assert "ended" not in after("reassigned")
    assert operation_of(record_for(one), told_before=False) == "create"
    assert operation_of(record_for(one), told_before=True) == "update"
    merged = closed_record("CB1", "merged", into="CB2")
    assert (operation_of(merged, told_before=True), merged["ended"]) == ("end", {"because": "merged", "into": "CB2"})


def test_what_is_missing_may_be_let_go_and_what_is_wrong_may_not() -> None:
    one = anh()
    assert hindrances(one) == ()
    poor = replace(
        one,
        particulars={**one.particulars, "religion": None, "blood_group": "zz", "height_cm": "cao"},
        person={**one.person, "rank_code": "01.099"},
    )
    found = {h.key: h.missing for h in hindrances(poor)}
    assert found == {
        "missing:particulars.religion": True,
        "unlisted:people.rank_code": False,
        "unlisted:particulars.blood_group": False,
        "value:particulars.height_cm": False,
    }


@pytest.mark.parametrize(
    ("category", "decided", "rule", "due", "working"),
    [
        ("civil_servant", "2026-12-10", "RATE-335-SYNC", date(2026, 12, 15), date(2026, 12, 17)),
        ("public_employee", "2026-12-10", "RATE-VC-2026-20", date(2026, 12, 15), date(2026, 12, 17)),
        ("civil_servant", "2026-01-01", "RATE-335-SYNC", date(2026, 1, 6), None),
    ],
)
def test_a_result_has_five_days(
    book: LawBook, category: str, decided: str, rule: str, due: date, working: date | None
) -> None:
    clock = rating_clock({**RATING, "decided": decided}, category, book.on)
    assert clock.rule is not None
    assert (clock.rule.id, clock.due) == (rule, due)
    assert working in (None, clock.due_if_working)
    assert clock.late(due) is False
    assert clock.late(date(2026, 12, 31)) is True
    assert clock.late_either_way(due) is False


@pytest.mark.parametrize(
    ("category", "changes", "said"),
    [
        ("civil_servant", {"decided": "2025-12-10"}, "không có văn bản nêu hạn"),
        ("public_employee", {"decided": "2026-06-30"}, "không có văn bản nêu hạn"),
        ("cadre", {}, "không có văn bản nêu hạn"),
        ("civil_servant", {"system": "party"}, "xếp loại của Đảng"),
        ("civil_servant", {"decided": None}, "Chưa biết ngày quyết định"),
        (None, {}, "Chưa biết đối tượng"),
    ],
)
def test_where_no_text_speaks_the_clock_is_unknown(
    book: LawBook, category: str | None, changes: dict[str, Any], said: str
) -> None:
    clock = rating_clock({**RATING, **changes}, category, book.on)
    assert clock.due is None
    assert clock.late(date(2030, 1, 1)) is None
    assert said in clock.unknown[0]
    assert clock.unknown[1]


def test_of_several_results_the_first_to_run_out_counts(book: LawBook) -> None:
    days = ("2026-12-20", "2026-12-10", None)
    assert earliest([rating_clock({**RATING, "decided": d}, "civil_servant", book.on) for d in days]).due == date(
        2026, 12, 15
    )
    assert earliest([]) is NO_TEXT
