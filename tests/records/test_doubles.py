"""A small office where some people stand twice, some share a name, and one number was typed under two people."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dungviec.records.doubles import find_pairs, known_parents, personal_numbers
from dungviec.records.schema import PEOPLE, TABLES

BORN = date(1985, 4, 3)


def _pairs(
    *people: dict[str, Any], kinship: list[dict[str, Any]] | None = None, relatives: Any = None, particulars: Any = None
) -> dict[str, Any]:
    frame = pl.DataFrame([{"name": "Lê Văn Đức", "born": BORN} | p for p in people], schema=PEOPLE.polars_schema)
    ties = pl.DataFrame(kinship or [], schema=TABLES["kinship"].polars_schema)
    said = (
        pl.DataFrame(relatives, orient="row", schema=["person_id", "side", "relation", "name"]) if relatives else None
    )
    more = pl.DataFrame(particulars) if particulars else None
    found = find_pairs(frame, numbers=personal_numbers(frame, more), parents=known_parents(frame, ties, said))
    return {a + b: (verdict, set(reasons), set(against)) for a, b, verdict, reasons, against in found.iter_rows()}


def test_one_number_and_one_name_are_one_person() -> None:
    assert _pairs(
        {"person_id": "A", "citizen_id": "001 085 012 345"}, {"person_id": "B", "citizen_id": "001085012345", "born": None}
    ) == {"AB": ("same", {"citizen"}, set())}  # fmt: skip


def test_an_old_number_of_nine_digits_is_found_where_it_is_stated_beside_the_new_one() -> None:
    both = "001085012345 (CMND cũ 012345678)"
    assert _pairs({"person_id": "A", "citizen_id": "012345678", "born": None}, {"person_id": "B", "citizen_id": both})["AB"] == (
        "same", {"old_identity"}, set(),
    )  # fmt: skip


def test_a_social_insurance_number_is_personal_too() -> None:
    found = _pairs(
        {"person_id": "A"}, {"person_id": "B", "born": date(1985, 4, 4)},
        particulars={"person_id": ["A", "B"], "record_number": [None, None], "social_insurance": ["7912345678", "79 1234 5678"]},
    )  # fmt: skip
    assert found == {"AB": ("likely", {"insurance"}, {"birth"})}


def test_a_number_under_two_strangers_is_a_wrong_number_not_one_person() -> None:
    found = _pairs(
        {"person_id": "A", "citizen_id": "001085012345"},
        {"person_id": "B", "citizen_id": "001085012345", "name": "Trần Thị An", "born": date(1990, 1, 2)},
    )
    assert found == {"AB": ("two_people", {"citizen"}, {"name", "birth"})}


def test_a_number_of_one_digit_repeated_is_no_number() -> None:
    a, b = ({"person_id": p, "citizen_id": "0" * 12, "born": None} for p in "AB")
    assert _pairs(a, b) == {}


def test_the_same_name_and_birth_wait_for_the_parents_to_tell() -> None:
    a, b = {"person_id": "A"}, {"person_id": "B"}
    father = ("A", "own", "Bố đẻ", "Lê Văn Thọ")
    assert _pairs(a, b)["AB"] == ("likely", {"name_birth"}, set())
    assert _pairs(a, b, relatives=[father, ("B", "own", "Cha", "Lê văn thọ")])["AB"][0] == "same"
    assert _pairs(a, b, relatives=[father, ("B", "own", "Bố", "Lê Văn Phúc")])["AB"] == (
        "two_people", {"name_birth"}, {"parents"},
    )  # fmt: skip
    assert _pairs(a, b, relatives=[father, ("B", "spouse", "Bố", "Lê Văn Phúc")])["AB"][0] == "likely"


def test_parents_on_file_count_by_their_ties() -> None:
    people = (
        {"person_id": "A"},
        {"person_id": "B"},
        {"person_id": "P", "name": "Lê Văn Thọ", "sex": "male", "born": date(1950, 1, 1)},
    )
    ties = [{"person_id": "P", "relative_id": "A", "relation": "parent"}]
    said = [("B", "own", "Bố", "Lê Văn Thọ")]
    assert _pairs(*people, kinship=ties, relatives=said)["AB"][0] == "same"


def test_two_full_citizen_numbers_that_differ_or_two_sexes_are_two_people() -> None:
    assert (
        _pairs({"person_id": "A", "citizen_id": "001085012345"}, {"person_id": "B", "citizen_id": "001085099999"})[
            "AB"
        ][0]
        == "two_people"
    )
    assert _pairs({"person_id": "A", "sex": "male"}, {"person_id": "B", "sex": "female"})["AB"] == (
        "two_people", {"name_birth"}, {"sex"},
    )  # fmt: skip


def test_marks_swapped_days_bare_years_and_one_letter() -> None:
    found = _pairs(
        {"person_id": "A"},
        {"person_id": "B", "name": "Le Van Duc"},
        {"person_id": "C", "born": date(1985, 3, 4)},
        {"person_id": "D", "born": None, "born_year_only": 1985},
    )
    assert found["AB"] == ("possible", {"name_unmarked"}, set())
    assert found["AC"] == ("possible", {"birth_swapped"}, set())
    assert found["AD"] == ("possible", {"birth_year"}, set())
    close = _pairs(
        {"person_id": "A", "home_place": "Thôn Mẫu"},
        {"person_id": "B", "name": "Lê Văn Đứcc", "home_place": "Thôn Mẫu"},
    )
    assert close == {"AB": ("possible", {"name_close"}, set())}
    assert (
        _pairs(
            {"person_id": "A", "home_place": "Thôn Mẫu"},
            {"person_id": "B", "name": "Lê Văn Đứcc", "home_place": "Xã Khác"},
        )
        == {}
    )


def test_thirty_records_of_one_name_and_day_stay_few_pairs() -> None:
    assert len(_pairs(*({"person_id": f"{i:02}"} for i in range(30)))) == 29


@given(
    st.lists(
        st.tuples(st.sampled_from(["Lê Đức", "Le Duc", "Hà An"]), st.sampled_from([None, BORN, date(1985, 3, 4)]),
                  st.sampled_from([None, "001085012345", "001085099999"])),
        max_size=8,
    )
)  # fmt: skip
def test_whoever_shares_a_number_or_a_name_and_a_day_is_found(people: list[tuple[str, Any, Any]]) -> None:
    rows = [{"person_id": str(i), "name": n, "born": b, "citizen_id": c} for i, (n, b, c) in enumerate(people)]
    wanted = {
        str(i) + str(j)
        for i, (n, b, c) in enumerate(people)
        for j, (m, d, e) in enumerate(people)
        if i < j and ((c and c == e) or (b and b == d and n == m))
    }
    found = _pairs(*rows)
    assert wanted <= set(found)
    assert not [k for k in found if k[0] == k[1]]
