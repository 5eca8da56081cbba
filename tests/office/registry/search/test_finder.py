"""Whole queries over a small staff: what is found as typed, what with a slip of the finger, and what a viewer must not learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.registry.search import Column, Finder
from dungviec.office.registry.search.finder import Growing, Piece
from dungviec.office.registry.search.words import Word, readings, spelled, split

STAFF = [
    ("C1", "Nguyễn Thị Hạnh", "Trưởng phòng Nội vụ"),
    ("C2", "Lê Văn Đức", "Chuyên viên"),
    ("C3", "Nguyễn Hoà Bình", "Kế toán"),
    ("C4", "Trần Thúy Hà", "Chuyên viên"),
    ("C5", "Phạm Hạ", "Phó Trưởng phòng"),
    ("C66", "Vũ Quỳnh Anh", ""),
]
TITLES = ["Trưởng phòng Nội vụ", "Chuyên viên", "Kế toán", "Phó Trưởng phòng"]


@pytest.fixture(scope="module")
def finder() -> Finder:
    of_row = np.array([TITLES.index(title) if title else -1 for _code, _name, title in STAFF], dtype=np.int32)
    names, titles = Column([name for _code, name, _title in STAFF]), Column(TITLES, of_row)
    return Finder([names, titles], [code for code, _name, _title in STAFF], rows=len(STAFF))


def codes(finder: Finder, text: str, allowed: list[str] | None = None) -> str:
    seen = None if allowed is None else np.array([code in allowed for code, _n, _t in STAFF])
    found = finder.find(text, seen)
    return " ".join(code for (code, _n, _t), row in zip(STAFF, found.rows, strict=True) if row) + "~" * found.nearly


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nguyen", "C1 C3"),
        ("Nguyễn hạnh", "C1"),
        ("hanh nguyen", "C1"),
        ("hạ", "C1 C5"),
        ("hòa", "C3"),  # the tone on either vowel
        ("thuý", "C4"),
        ("ke toan", "C3"),
        ("truong phong noi", "C1"),
        ("ha chuyen vien", "C4"),
        ("nguyeenx", "C1 C3"),  # Telex left as it was typed
        ("D9u7c1", "C2"),  # VNI
        ("ddwcs", "C2"),
        ("c66", "C66"),
        ("đuc", "C2"),
        ("", "C1 C2 C3 C4 C5 C66"),
        ("nguyne", "C1 C3~"),
        ("ngyuen hanh", "C1~"),
        ("quynhh anh", "C66~"),
        ("uynh anh", "C66~"),
        ("Trưỡng phòng", "C1 C5~"),
        ("trna thuu ha", "C4~"),  # an error in each of two words
        ("khong ai", "~"),
    ],
)
def test_what_is_found(finder: Finder, typed: str, found: str) -> None:
    assert codes(finder, typed) == found


def test_an_exact_name_out_of_sight_does_not_silence_a_near_one_in_sight(finder: Finder) -> None:
    # Whether somebody called Hà exists elsewhere must not be told by what is found here.
    assert codes(finder, "thuy hà", ["C4"]) == "C4"
    assert codes(finder, "hanj", ["C5", "C66"]) == codes(finder, "hanj", ["C66", "C5"])
    with_her, without = Finder([Column(["Trần Hà", "Trần Hả"])], rows=2), Finder([Column(["Vũ Lý", "Trần Hả"])], rows=2)
    seen = np.array([False, True])
    assert with_her.find("hà", seen).rows.tolist() == without.find("hà", seen).rows.tolist() == [False, True]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("truongwf", Word("trương", 2)),
        ("uwowng", Word("ương", 0)),
        ("tuaans", Word("tuân", 1)),
        ("ddaof", Word("đao", 2)),
        ("thuy3", Word("thuy", 3)),
        ("d9u7c1", Word("đưc", 1)),
        ("hue61", Word("huê", 1)),
    ],
)
def test_keys_of_telex_and_vni(typed: str, read: Word) -> None:
    assert read in readings(typed)


@pytest.mark.parametrize("word", ["trang", "sang", "khanh", "n6", "xuân", "th", "2020", "cb1"])
def test_words_that_are_no_keystrokes(word: str) -> None:
    assert readings(word) == (spelled(word),)


def test_decomposed_letters_are_the_same_word() -> None:
    assert spelled("Nguye\u0302\u0303n") == spelled("Nguyễn")
    assert split("Nguye\u0302\u0303n, A.") == ["nguyễn", "a"]


def test_nobody_at_all() -> None:
    nobody = Finder([Column([])], rows=0)
    assert not nobody.find("an").any
    assert not nobody.find("khong co").any


NAMES = ["Nguyễn Hà", "Nguyễn Hạ", "Lê Đức", "Trần Đức Anh", "Vũ", "Hà Anh", "Đỗ Thị Hà"]


@given(
    st.lists(st.lists(st.sampled_from(NAMES), max_size=5), min_size=1, max_size=8),
    st.sampled_from(["hà", "ha", "duc", "nguyen ha", "anhh"]),
)
def test_texts_taken_in_over_time_are_found_as_if_read_at_once(stages: list[list[str]], text: str) -> None:
    grown = Growing()
    for rows in stages:
        grown.take_in(list(dict.fromkeys(rows)))
        of_row = np.array([grown.numbers[row] for row in rows], dtype=np.int32)
        found = Finder([Column(grown, of_row)], rows=len(rows)).find(text)
        fresh = Finder([Column(rows)], rows=len(rows)).find(text)
        assert (found.rows.tolist(), found.nearly) == (fresh.rows.tolist(), fresh.nearly)


def test_a_changed_name_is_the_only_one_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    grown, read = Growing(NAMES), []
    first = Piece.__init__
    monkeypatch.setattr(
        Piece, "__init__", lambda piece, texts, start=0: (read.append(texts), first(piece, texts, start))[1]
    )
    grown.take_in([*NAMES[1:], "Phạm Mới"])
    grown.take_in(NAMES)
    assert read == [["Phạm Mới"]]


def test_what_nobody_has_any_more_does_not_pile_up() -> None:
    grown = Growing(NAMES)
    for i in range(200):
        grown.take_in([f"Tên {i}", "Vũ"])
    assert len(grown.numbers) < 60
