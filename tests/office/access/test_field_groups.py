"""Every column about people belongs to a group that exists, and the office reads the same list."""

from __future__ import annotations

from dungviec.office.access import fields
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.schema import TABLES
from dungviec.records.sensitivity import COLUMN_GROUPS, GROUPS, ROW_GROUPS, group_key

WITHOUT_PEOPLE = {"units", "posts", "profiles"}


def test_every_column_about_people_has_a_group() -> None:
    tables = {**TABLES, **DOSSIER_TABLES}
    assert set(COLUMN_GROUPS) == set(tables) - WITHOUT_PEOPLE
    ungrouped = [
        f"{name}.{c.name}"
        for name in COLUMN_GROUPS
        for c in tables[name].columns
        if group_key(name, c.name) not in GROUPS and c.name != "person_id"
    ]
    assert ungrouped == []
    assert {group_key(name, "x") for name in WITHOUT_PEOPLE} == {None}
    stray = [
        f"{name}.{c}"
        for name, columns in COLUMN_GROUPS.items()
        for c in columns
        if c != "*" and c not in tables[name].by_name
    ]
    assert stray == []


def test_the_office_shows_by_the_same_groups() -> None:
    assert set(GROUPS) <= set(fields.GROUPS)
    for key, group in GROUPS.items():
        assert (group.vi, group.sensitive) == (str(fields.GROUPS[key].name), fields.GROUPS[key].sensitive)
    for table, columns in COLUMN_GROUPS.items():
        assert columns.items() <= fields.COLUMN_GROUPS[table].items()
    assert ROW_GROUPS.items() <= fields.ROW_GROUPS.items()
