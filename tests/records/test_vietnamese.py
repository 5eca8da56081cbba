"""Names sort and are found the Vietnamese way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.records.vietnamese import (
    clean,
    collation_key,
    fold,
    format_date,
    format_number,
    name_key,
    name_sort_text,
    split_name,
)

WORDS = st.text("aàảãáạăằâầbcdđeêghiklmnoôơpqrstuưvxyỳ", min_size=1, max_size=5).map(str.capitalize)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
ALIKE = st.lists(st.sampled_from(["Ha", "Hà", "Hạ", "Hân", "An", "Ân", "Đa", "Da"]), min_size=1, max_size=4).map(
    " ".join
)


def test_a_name_is_found_with_and_without_marks() -> None:
    assert fold("Đỗ Thị Hường") == fold("do thi huong") == fold("ĐỖ  THỊ HƯỜNG")


@given(NAMES)
def test_folding_does_not_depend_on_how_the_text_was_typed(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(name)
    assert fold(fold(name)) == fold(name)
    assert fold(name).isascii()


def test_d_with_a_stroke_is_a_letter_of_its_own_in_the_alphabet() -> None:
    assert sorted(["đa", "du", "da", "ê", "e"], key=collation_key) == ["da", "du", "đa", "e", "ê"]


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["mạ", "ma", "mã", "mà", "má", "mả"], key=collation_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạn", "man", "mà"], key=collation_key) == ["mà", "man", "mạn"]


def test_a_list_of_people_is_kept_by_given_name_then_surname() -> None:
    people = ["Trần Thị Ánh", "Bùi Văn Đức", "Nguyễn Văn Dũng", "Nguyễn An", "Lê An"]
    assert sorted(people, key=name_key) == ["Lê An", "Nguyễn An", "Trần Thị Ánh", "Nguyễn Văn Dũng", "Bùi Văn Đức"]


@given(ALIKE | NAMES, ALIKE | NAMES)
def test_the_database_sorts_names_as_the_library_does(one: str, other: str) -> None:
    assert (name_key(one) < name_key(other)) == (name_sort_text(one).encode() < name_sort_text(other).encode())


def test_a_name_of_one_word_is_a_given_name() -> None:
    assert split_name("Y") == ("", "", "Y")
    assert split_name("Hà  Mai") == ("Hà", "", "Mai")


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"), [(1234567, 0, "1.234.567"), (0.5, 1, "0,5"), (-2380, 0, "-2.380")]
)
def test_numbers_have_points_for_thousands_and_a_comma_for_decimals(value: float, decimals: int, shown: str) -> None:
    assert format_number(value, decimals=decimals) == shown


def test_no_date_shows_nothing() -> None:
    assert format_date(None) == ""
