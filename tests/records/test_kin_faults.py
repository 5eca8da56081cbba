"""Ties that cannot all be so, each made by hand; and what looks odd but may well be."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.records.kin_faults import (
    against_sex,
    circles,
    contradicting,
    several_parents,
    several_spouses,
    younger_parents,
)


def ties(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema={"person_id": pl.String, "relative_id": pl.String, "relation": pl.String}, orient="row"
    )


def people(*rows: tuple[str, str | None, date | None, int | None]) -> pl.DataFrame:
    schema = {"person_id": pl.String, "sex": pl.String, "born": pl.Date, "born_year_only": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def named(frame: pl.DataFrame) -> list[tuple[str, list[str]]]:
    return [(p, sorted(o)) for p, o in frame.select("person_id", "others").iter_rows()]


def test_each_the_parent_of_the_other() -> None:
    assert named(contradicting(ties(("A", "B", "parent"), ("B", "A", "parent")))) == [("A", ["B"])]
    assert named(contradicting(ties(("A", "B", "spouse"), ("B", "A", "sibling")))) == [("A", ["B"])]


def test_the_same_tie_said_from_both_sides_is_no_contradiction() -> None:
    same = ties(
        ("A", "B", "parent"), ("B", "A", "child"), ("C", "D", "spouse"), ("D", "C", "spouse"), ("E", "E", "parent")
    )
    for find in (contradicting, several_spouses, several_parents, circles):
        assert named(find(same)) == []


def test_spouses_and_parents_are_counted_once_each() -> None:
    married = ties(("A", "B", "spouse"), ("B", "A", "spouse"), ("C", "A", "spouse"))
    assert named(several_spouses(married)) == [("A", ["B", "C"])]
    family = ties(
        ("A", "X", "parent"), ("X", "B", "child"), ("C", "X", "parent"), ("A", "Y", "parent"), ("B", "Y", "parent")
    )
    assert named(several_parents(family)) == [("X", ["A", "B", "C"])]


def test_a_parent_is_older_than_the_child() -> None:
    born = people(
        ("A", None, date(1990, 5, 1), None), ("B", None, date(1970, 1, 1), None), ("C", None, None, 1965),
        ("D", None, None, 1965), ("E", None, None, None),
    )  # fmt: skip
    tied = ties(
        ("A", "B", "parent"), ("B", "A", "parent"), ("C", "D", "parent"), ("E", "A", "parent"), ("C", "A", "parent")
    )
    found = younger_parents(tied, born)
    assert named(found) == [("A", ["B"]), ("C", ["D"])]
    assert found.row(0)[3:] == (date(1990, 5, 1), date(1970, 1, 1))


def test_sex_on_file_against_the_tie() -> None:
    sexes = people(
        ("A", "male", None, None), ("B", "male", None, None), ("C", "female", None, None), ("D", None, None, None)
    )
    assert named(against_sex(ties(("A", "B", "spouse"), ("A", "C", "spouse"), ("A", "D", "spouse")), sexes)) == [
        ("A", ["B"])
    ]
    assert named(against_sex(ties(("A", "D", "parent"), ("B", "D", "parent")), sexes)) == [("D", ["A", "B"])]
    said = pl.DataFrame(
        [("D", "Mẹ đẻ", "A"), ("D", "Chồng", "B"), ("D", "Anh ruột", "C"), ("D", "Bác", "C"), ("D", "Con dâu", "C")],
        schema=["person_id", "relation", "relative_id"], orient="row",
    )  # fmt: skip
    assert named(against_sex(ties(), sexes, said)) == [("D", ["A", "C"])]


def test_a_circle_of_ancestors_is_found_once() -> None:
    ring = ties(
        ("A", "B", "parent"), ("B", "C", "parent"), ("A", "C", "child"), ("C", "D", "parent"), ("E", "B", "parent")
    )
    (found,) = named(circles(ring))
    assert {found[0], *found[1]} == {"A", "B", "C"}
    long = ties(*((f"P{n}", f"P{n + 1}", "parent") for n in range(3000)))
    assert named(circles(long)) == []
    assert circles(pl.concat([long, ties(("P3000", "P0", "parent"))]))["number"].to_list() == [3001]
