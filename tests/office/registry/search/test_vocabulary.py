"""Words compared with one error allowed: the same answers as a plain computation of the edit distance."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.registry.search.vocabulary import PREFIX_FROM, Vocabulary
from dungviec.office.registry.search.words import Word, spelled

NAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Hạnh",
    "Hà",
    "Hạ",
    "Hòa",
    "Thúy",
    "Đức",
    "Ân",
    "An",
    "Ánh",
    "Quỳnh",
]
WORDS = [spelled(name) for name in NAMES]


@lru_cache(maxsize=100_000)
def distance(a: str, b: str) -> int:
    """Edits from ``a`` to ``b``: letters added, taken away, changed, or two neighbours swapped (no letter edited twice)."""
    if not a or not b:
        return len(a) + len(b)
    best = min(
        distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0])
    )  # fmt: skip
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        best = min(best, distance(a[2:], b[2:]) + 1)
    return best


def least(typed: str, word: str) -> int:
    """Edits that make ``typed`` the word, or from four letters on the beginning of it."""
    if len(typed) < PREFIX_FROM:
        return distance(typed, word)
    return min(distance(typed, word[:n]) for n in range(len(word) + 1))


def near(typed: Word, word: Word) -> bool:
    if not typed.marked:
        begins = word.plain.startswith(typed.letters)
        return least(typed.letters, word.plain) <= 1 or (begins and len(typed.letters) >= PREFIX_FROM)
    if word.letters.startswith(typed.letters):
        return True
    return least(typed.letters, word.letters) <= 1 and typed.tone == word.tone


letters = st.text("abcdđeêghinoôơưtuy", min_size=2, max_size=8)
made_up = st.builds(Word, letters, st.integers(0, 5))


@st.composite
def mistyped(draw: st.DrawFn) -> Word:
    """A name with one error, as fingers make them."""
    word = draw(st.sampled_from(WORDS))
    text = draw(st.sampled_from([word.letters, word.plain]))
    at = draw(st.integers(0, len(text) - 1))
    letter = draw(st.sampled_from("abcdeghiklmnopqrstuvxy"))
    kind = draw(st.sampled_from(["missing", "extra", "wrong", "swapped"]))
    if kind == "missing":
        text = text[:at] + text[at + 1 :]
    elif kind == "extra":
        text = text[:at] + letter + text[at:]
    elif kind == "wrong":
        text = text[:at] + letter + text[at + 1 :]
    else:
        text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    return Word(text, word.tone if draw(st.booleans()) else 0)


@given(typed=st.one_of(made_up, mistyped()), words=st.lists(made_up, max_size=6))
def test_near_is_one_edit_at_most(typed: Word, words: list[Word]) -> None:
    if len(typed.letters) < 2:
        return
    everything = [*WORDS, *words]
    assert Vocabulary(everything).nearly(typed).tolist() == [near(typed, word) for word in everything]


@given(typed=made_up, words=st.lists(made_up, min_size=1, max_size=8))
def test_beginnings(typed: Word, words: list[Word]) -> None:
    strict = [
        w.letters.startswith(typed.letters) and w.tone == typed.tone
        if typed.marked
        else w.plain.startswith(typed.letters)
        for w in words
    ]
    vocabulary = Vocabulary(words)
    assert vocabulary.begins(typed).tolist() == strict
    agreeing = vocabulary.agrees(typed).tolist()
    assert all(a for a, s in zip(agreeing, strict, strict=True) if s)  # whoever fits as typed fits as far as typed


@pytest.mark.parametrize(
    ("typed", "agrees"),
    [("đuc", ["Đức"]), ("nguyên", ["Nguyễn"]), ("nguyến", []), ("hạ", ["Hạnh", "Hạ"]), ("duong", ["Dương"])],
)
def test_marks_as_far_as_typed(typed: str, agrees: list[str]) -> None:
    flags = Vocabulary(WORDS).agrees(spelled(typed))
    assert [name for name, flag in zip(NAMES, flags, strict=True) if flag] == agrees


def test_no_words_at_all() -> None:
    assert Vocabulary([]).nearly(spelled("an")).tolist() == []
    assert Vocabulary([]).begins(spelled("an")).tolist() == []
