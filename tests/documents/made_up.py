"""Dossiers of people nobody has met: any mixture of what the tables allow, in hard spellings."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st

from dungviec.documents.values import is_empty, plain
from dungviec.records.dossiers import EVENTS, Dossier, table_of
from dungviec.records.schema import Column

DAY = date(2026, 11, 22)
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyẵậếợữĐÂỆ ỲŨ0123456789.,;:/-–_()«»<>&\"'=+@#%\\{}[]\n\t\u00a0\u0301\u0323"
_AWKWARD = (
    "=HYPERLINK(1)", "_x0041_", "a;b", "<w:p/>", "]]>", "&amp;", "Nguyễn " * 60 + "An", unicodedata.normalize("NFD", "Đặng Thị Hồng Ánh"),
    "\x00\x07An", "12/2015", "nay", "#let x = 1", "$100$ *đậm* _nghiêng_", "\U0001f33e Lúa", "(không hiển thi)", "01.002", "1e5", "022",
)  # fmt: skip
words = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=40), st.sampled_from(_AWKWARD), st.text(min_size=1, max_size=12)
).filter(
    lambda text: not is_empty(plain(text))  # blanks and dots say nothing on any paper
)
days = st.dates(date(1900, 1, 1), date(2035, 12, 31))


def value(column: Column) -> st.SearchStrategy[Any]:
    """Any value a column may hold."""
    if column.code_list is not None:
        codes = st.sampled_from(column.code_list.values)
        return codes if column.type == "code" else st.lists(codes, max_size=3)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": words, "words": st.lists(words, max_size=3), "date": days, "bool": st.booleans(),
        "int": st.integers(-(2**31) + 1, 2**31 - 1), "money": st.integers(0, 10**12),
        "number": st.floats(-1e15, 1e15) | st.sampled_from((2.34, 100.0, 0.3, 1234.5)),
    }  # fmt: skip
    return kinds[column.type]


def rows(table: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any row of a table; what is not required may be unknown."""
    fields = {
        c.name: st.just("CB0042") if c.name == "person_id" else value(c) if c.required else st.none() | value(c)
        for c in table_of(table).columns
    }
    if "year" in fields:
        fields["year"] = st.integers(1950, 2035)
    return st.fixed_dictionaries(fields)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A whole dossier, empty parts and long careers included."""
    person = draw(rows("people"))
    person["name"] = draw(st.sampled_from(("Đặng Thị Hồng Ánh", "Y Bih", "Nguyễn " * 20 + "Văn Út", "lê o'neil-Ñ <b>")))
    if person["born"] is None:
        person["born_year_only"] = draw(st.none() | st.integers(1900, 2020))
    particulars = draw(st.just({}) | rows("particulars"))
    most = draw(st.sampled_from((0, 1, 4)))
    events = {table: draw(st.lists(rows(table), max_size=most)) for table in EVENTS}
    if draw(st.booleans()):
        events["tenures"] = events["tenures"] * 12
    return Dossier(DAY, person, particulars, {t: r for t, r in events.items() if r})
