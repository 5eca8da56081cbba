"""Diplomas in computing and languages, and certificates of ethnic-minority languages: read from degrees and studies on file.

No field of the official record states them as such. Item 22 (highest degree with its major) and items 32.1, 32.5 and 32.6 of
the SYLL form (studies with major, language and what was earned) do; this module reads them, and reads nothing into silence.
"""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from dungviec.records.codes import DEGREES
from dungviec.records.ethnic_groups import ETHNIC_GROUPS, FOREIGNER, NOT_KNOWN
from dungviec.records.vietnamese import fold

READ = ("computing_diploma", "english_degree", "other_degree", "ethnic_certificate")
"""The columns added, each whether the person has it; ``ethnic_certificate`` is null where no studies are given."""

_COMPUTING = re.compile(
    r"cong nghe thong tin|tin hoc|khoa hoc may tinh|ky thuat phan mem|he thong thong tin|may tinh|an toan thong tin"
)
_ENGLISH = re.compile(r"\b(tieng|ngon ngu|ngu van) anh\b|^anh van$|^anh$|\benglish\b")
_OTHER = re.compile(
    r"\b(tieng|ngon ngu) (trung|han|hoa|phap|nga|nhat|duc|tay ban nha|y|bo dao nha|a rap|thai lan|lao|khmer|bungari|rumani)\b"
    r"|\bhan quoc hoc\b|^(trung|phap|nga|nhat|duc) van$|^trung quoc$|^(phap|nga|nhat)$"
)  # fmt: skip
_DIPLOMA = re.compile(r"trung cap|cao dang|dai hoc|cu nhan|ky su|thac si|tien si|bang tot nghiep")
_HIGH = re.compile(r"dai hoc|cu nhan|thac si|tien si")
_MIDDLE_RANK, _HIGH_RANK = (DEGREES.by_value[v].rank for v in ("intermediate", "university"))
_ALSO_FOREIGN = frozenset({"hoa", "lao", "khomer", "khmer"})
"""Languages of an ethnic group that are also foreign ones: counted only where the record says «dân tộc»."""


def add_diplomas(people: pl.DataFrame, studies: pl.DataFrame | None) -> pl.DataFrame:
    """People with the columns of :data:`READ`. ``studies``: rows of the dossier's table, None where the file holds none."""
    found = {name: set[str]() for name in READ}
    ranks = {c.value: c.rank for c in DEGREES}
    for person, major, degree in people.select("person_id", "major", "degree").iter_rows():
        rank = ranks.get(degree or "", 0)
        if major and rank >= _MIDDLE_RANK:
            for name in _named(fold(major), diploma=True, high=rank >= _HIGH_RANK):
                found[name].add(person)
    if studies is not None:
        for person, kind, major, result in studies.select("person_id", "kind", "major", "result").iter_rows():
            what, earned = fold(major or ""), fold(result or "")
            if kind in ("professional", "it", "language"):
                words = f"{what} tin hoc" if kind == "it" else what
                for name in _named(words, diploma=bool(_DIPLOMA.search(earned)), high=bool(_HIGH.search(earned))):
                    found[name].add(person)
            if kind == "language" and is_ethnic_language(major or ""):
                found["ethnic_certificate"].add(person)
    known = [n for n in READ if n != "ethnic_certificate" or studies is not None]
    return people.with_columns(
        pl.col("person_id").is_in(list(found[n])).alias(n) if n in known else pl.lit(None, pl.Boolean).alias(n)
        for n in READ
    )


@lru_cache(maxsize=4096)
def _named(major: str, *, diploma: bool, high: bool) -> tuple[str, ...]:
    """Which of the diplomas a major (folded) and its level make; a province knows few majors."""
    found = []
    if diploma and _COMPUTING.search(major):
        found.append("computing_diploma")
    if high and _ENGLISH.search(major):
        found.append("english_degree")
    if high and _OTHER.search(major):
        found.append("other_degree")
    return tuple(found)


def is_ethnic_language(words: str) -> bool:
    """Whether words name the language of an ethnic minority.

    >>> is_ethnic_language("Tiếng Tày"), is_ethnic_language("Tiếng Hoa"), is_ethnic_language("tiếng dân tộc Hoa")
    (True, False, True)
    """
    text = fold(words)
    if "dan toc" in text:
        return True
    name = re.sub(r"^(tieng|ngon ngu)\s+", "", text).strip()
    return name in _ethnic_names() and name not in _ALSO_FOREIGN


def _ethnic_names() -> frozenset[str]:
    return frozenset(
        fold(word)
        for code in ETHNIC_GROUPS.items
        if code.code not in ("01", FOREIGNER, NOT_KNOWN)
        for word in (code.name, *code.also)
    )
