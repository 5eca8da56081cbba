"""The dossier's tables and the lists whose values change with time."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.records import TABLES, Snapshot
from dungviec.records.codes import CODE_LISTS
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.dossiers import CORE, EVENTS, Dossiers, table_of
from dungviec.records.ethnic_groups import ETHNIC_GROUPS
from dungviec.records.places import COMMUNES, PROVINCES_2025, place_known, place_name
from dungviec.records.ranks import RANKS, SALARY_GROUPS, salary_group

OLD, HAI_HOA, NEW = date(2020, 12, 10), date(2024, 11, 1), date(2025, 7, 1)


def test_tables_have_names_and_sheets_of_their_own():
    assert not set(DOSSIER_TABLES) & set(TABLES)
    sheets = [t.sheet.lower() for t in (*TABLES.values(), *DOSSIER_TABLES.values())]
    assert len(sheets) == len(set(sheets))
    assert all(len(sheet) <= 31 for sheet in sheets), "Excel's limit"


@pytest.mark.parametrize("table", DOSSIER_TABLES.values(), ids=lambda t: t.name)
def test_a_table_is_about_a_person_and_its_codes_are_on_file(table):
    assert table.columns[0].name == "person_id"
    assert set(table.key) <= set(table.by_name)
    assert [c.codes for c in table.columns if c.type == "code" and c.codes not in CODE_LISTS] == []


def test_cam_pha_has_sixteen_units_in_2020_and_fifteen_after_hai_hoa():
    assert [len(COMMUNES.on(day)) for day in (OLD, date(2024, 10, 31), HAI_HOA, date(2025, 6, 30), NEW)] == [
        16,
        16,
        15,
        15,
        54,
    ]
    kinds = [c.group for c in COMMUNES.on(NEW)]
    assert (kinds.count("phường"), kinds.count("xã"), kinds.count("đặc khu")) == (30, 22, 2)


def test_codes_that_changed_their_meaning_are_read_with_the_day():
    assert (place_name("06793", OLD), place_name("06793", NEW)) == ("phường Cẩm Trung", "phường Cẩm Phả")
    assert (place_name("06781", OLD), place_name("06781", NEW)) == ("phường Cẩm Thịnh", "phường Cửa Ông")
    assert [place_name("06799", d) for d in (OLD, HAI_HOA, NEW)] == ["xã Cộng Hòa", "xã Hải Hòa", "xã Hải Hòa"]
    assert COMMUNES.parse("cua ong", NEW).code == "06781"
    assert COMMUNES.parse("Cửa Ông", OLD).code == "06763"


@given(st.sampled_from(sorted({c.code for c in COMMUNES.items})), st.dates(date(2012, 1, 1), date(2030, 1, 1)))
def test_a_code_names_one_place_a_day_at_most(code, day):
    assert sum(c.holds_on(day) for c in COMMUNES.ever(code)) <= 1
    assert (place_known(code, day) == "known") == bool(COMMUNES.find(code, day))


def test_what_the_lists_do_not_hold_is_said_to_be_so():
    assert len(PROVINCES_2025) == 34
    assert place_known("00001", NEW) == "not_on_file"
    assert (place_known("34", OLD), place_known("34", NEW), place_known("22", NEW)) == (
        "not_on_file",
        "unknown",
        "known",
    )


def test_the_54_groups_are_found_in_any_spelling():
    assert len(ETHNIC_GROUPS.items) == 56
    for word, code in (
        ("kinh", "01"),
        ("K'ho", None),
        ("Khơ me", "05"),
        ("GIA RAI", "10"),
        ("Tà-ôi", "31"),
        ("Rơ-măm", "54"),
        ("18", "18"),
    ):
        found = ETHNIC_GROUPS.parse(word, NEW)
        assert (found.code if found else None) == code


def test_salary_groups_climb_and_titles_lead_to_theirs():
    for group in SALARY_GROUPS.values():
        assert list(group.coefficients) == sorted(set(group.coefficients))
    assert salary_group("01.001").coefficients[-1] == 8.0
    assert salary_group("V.07.03.29").name == "A1"
    assert salary_group("V.08.01.03") is None
    assert salary_group("02.008") is None
    assert RANKS.find("V.07.02.24", OLD) is None, "no teacher's title of 2021 stands in 2020"


def test_a_dossier_gathers_what_the_tables_say_in_order():
    people = pl.DataFrame(
        [{"person_id": "A", "name": "An"}, {"person_id": "B", "name": "Bình"}], schema=TABLES["people"].polars_schema
    )
    steps = pl.DataFrame(
        [{"person_id": "A", "from_date": date(2020, 1, 1)}, {"person_id": "A", "from_date": date(2010, 1, 1)}],
        schema=DOSSIER_TABLES["salary_steps"].polars_schema,
    )
    book = Dossiers(Snapshot(as_of=OLD, name="x", tables={"people": people}), {"salary_steps": steps})
    assert [d.person_id for d in book] == ["A", "B"]
    assert [r["from_date"].year for r in book["A"].rows("salary_steps")] == [2010, 2020]
    assert book["B"].rows("salary_steps") == ()
    assert book["B"].one("particulars", "religion") is None
    with pytest.raises(KeyError):
        book["C"]
    with pytest.raises(ValueError, match="Unknown tables"):
        Dossiers(book.snapshot, {"people": people})
    assert set(CORE) <= set(EVENTS)
    assert table_of("people") is TABLES["people"]
