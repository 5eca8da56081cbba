"""A paper that rests on a rule known from reports only says so: decisions, appraisals, reasons of a proposal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.appraisal.sheets import judged, month, person

import dungviec
from dungviec.documents.appraisal_paper import Table, Words
from dungviec.documents.appraisal_papers import appraisal_papers
from dungviec.documents.decisions import bases_of, basis_lines
from dungviec.law import LawBook
from dungviec.law.marks import SURENESS, cited, in_brackets, mark_of, marked, reason_with_clause
from dungviec.law.rules import Rule
from dungviec.placement.plan import Basis
from dungviec.procedures import deadlines, procedure_on

MARK = "theo nguồn tin, chưa đối chiếu nguyên văn"
LATE = date(2026, 11, 22)


def reported(rule: Rule) -> Rule:
    return rule if rule.kind == "gap" else rule.model_copy(update={"confidence": "REPORTED"})


@pytest.fixture
def hearsay(monkeypatch: pytest.MonkeyPatch) -> LawBook:
    """The whole law, known from reports only."""
    packs = LawBook.load().packs
    heard = replace(packs, rules=tuple(reported(r) for r in packs.rules))
    monkeypatch.setattr("dungviec.law.book._shipped_packs", lambda: heard)
    return LawBook.load()


def test_the_mark_in_words() -> None:
    rule = LawBook.load().on(LATE).rule("STD-2025-POLITICS")
    assert cited(rule) == f"NĐ 334/2025/NĐ-CP ({MARK})"
    assert cited(rule, "en") == "NĐ 334/2025/NĐ-CP (reported, text not read)"
    assert in_brackets(rule) == f"(NĐ 334/2025/NĐ-CP; {MARK})"
    assert (cited(None), in_brackets(None), marked("", "REPORTED")) == ("", "", "")
    assert [mark_of(c) for c in SURENESS] == ["", MARK, "", ""]
    assert Basis("X", "QĐ 1", "Điều 2", "REPORTED").words() == f"QĐ 1 Điều 2 ({MARK})"
    assert Basis("X", "QĐ 1", "Điều 2", "OFFICE").words() == "QĐ 1 Điều 2"


@pytest.mark.parametrize("kind", ["transfer", "appointment", "reappointment", "dismissal", "training"])
def test_every_basis_of_a_decision_bears_the_mark(hearsay: LawBook, kind: str) -> None:
    bases = bases_of(hearsay.on(LATE), kind, category="civil_servant")
    lines = basis_lines(bases, matter="x", day="22/11/2026")
    assert bases
    for line in lines:
        assert line.text.rstrip(";.").endswith(f"({MARK})")
        assert line.source is not None
        assert line.source.what.endswith(MARK)


@pytest.mark.parametrize("kind", ["month", "year", "results", "minutes"])
def test_papers_of_an_appraisal_bear_the_mark(hearsay: LawBook, kind: str) -> None:
    months = [month(m, general=28, tasks=[{"assigned": 2, "done": 2}]) for m in range(1, 13)]
    papers, faults = appraisal_papers(judged(person(name="Nguyễn An", periods=months)), kind)  # type: ignore[arg-type]
    assert not faults
    blocks = [b for p in papers for b in (*p.blocks, *p.annex)]
    texts = [b.text for b in blocks if isinstance(b, Words)]
    texts += [cell for b in blocks if isinstance(b, Table) for row in b.rows for cell in row]
    named = [t for t in texts if "NĐ 335/2025" in t and "Căn cứ" in t]
    assert all(MARK in t for t in named)
    assert named or kind == "minutes"


def test_last_days_and_reasons_bear_the_mark(hearsay: LawBook) -> None:
    view = hearsay.on(LATE)
    steps = deadlines(procedure_on(view, "reappointment"), term_ends=date(2027, 5, 31))
    assert steps
    assert all(f"; {MARK})" in d.vi and "; reported, text not read)" in d.en for d in steps)

    class Said:
        instrument, article, confidence, reason_vi, reason_en = "QĐ 1", "Điều 2", "REPORTED", "Thiếu.", "Lacking."

    assert reason_with_clause(Said()) == f"Thiếu. (QĐ 1 Điều 2; {MARK})"


KEEP_BOTH = {
    "law/marks.py", "law/answers.py", "succession/clauses.py", "streamlining/exits.py", "streamlining/review.py",
    "documents/decisions/bases.py",
}  # fmt: skip
"""Where instrument and article are joined: the one piece itself, and tables that keep the confidence in a field beside them."""
_JOINED = re.compile(r"\.instrument\} ?\{[\w.]*article")
_RAW = re.compile(r"[\[(; ]\{[\w.]*confidence\}[\])]|\{\{ *[\w.]*\.(citation|confidence) *\}\}|\{[\w.]*\.citation\}")


def test_a_clause_is_put_in_words_in_one_place() -> None:
    """Whoever joins instrument and article by hand, or prints a confidence as its code, would sooner or later forget the mark."""
    house = Path(dungviec.__file__).parent
    files = {str(p.relative_to(house)): p.read_text(encoding="utf-8") for p in house.rglob("*") if p.suffix in (".py", ".html")}  # fmt: skip
    assert {name for name, text in files.items() if _JOINED.search(text)} == KEEP_BOTH
    assert {name for name, text in files.items() if _RAW.search(text)} == set()
