"""The legal bases of a decision: the clauses in force on the day it is signed, as a decision cites them, each with its rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dungviec.documents.decisions.values import Source, Value
from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.marks import SURENESS, marked
from dungviec.law.rules import Rule
from dungviec.records.vietnamese import format_date

BASES: dict[str, tuple[tuple[str, ...], ...]] = {
    "transfer": (("TRF-2026-01", "POSCAT-2020-01"),),
    "rotation": (("ROT-GOV-2025-01", "ROT-GOV-2020-01"), ("ROT-2022-01", "ROT-2017-01")),
    "secondment": (("SEC-2026-01",),),
    "appointment": (("APT-2026-09",), ("APT-2020-01", "APT-VC-02", "VC-85-TERM")),
    "higher_appointment": (("APT-2026-01",), ("APT-2026-11",), ("APT-2020-02", "APT-2025-01", "VC-115-APPOINT")),
    "reappointment": (("REAPT-2026-02", "REAPT-2020-01", "REAPT-2010-01", "VC-115-REAPT"), ("APT-2020-01", "APT-VC-02", "VC-85-TERM")),
    "extension": (("REAPT-2026-01", "REAPT-2020-03", "VC-115-REAPT"), ("RET-01",)),
    "dismissal": (("LEAVE-2026-04",),),
    "resignation": (("LEAVE-2026-04",),),
    "relief": (("LEAVE-2026-01",),),
    "acting": (("APT-2026-10",),),
    "position_change": (("CDVT-01",), ("CDVT-02",)),
    "training": (("TRN-PG-171", "TRN-PG-2017"),),
}  # fmt: skip
"""Kind of decision → places of a citation; of each place the first rule in force that reaches the person's category."""

_TYPES = {
    "NĐ": ("Nghị định số", " của Chính phủ"), "TT": ("Thông tư số", ""), "QĐ": ("Quyết định số", ""), "Luật": ("Luật số", ""),
    "Quy định": ("Quy định số", ""),
}  # fmt: skip
_KNOWN = {
    "Luật PCTN 36/2018/QH14": "Luật Phòng, chống tham nhũng số 36/2018/QH14",
    "Luật PCTN": "Luật Phòng, chống tham nhũng số 36/2018/QH14",
    "Bộ luật Lao động 2019": "Bộ luật Lao động năm 2019",
}
_AMENDED = re.compile(r"^(?P<own>.*?)(?:,? as replaced by |\s*\()(?P<by>NĐ \S+) (?P<article>Điều [^)]*)\)?$")
_CLAUSE = re.compile(r"^Điều (?P<article>\d+\w?) khoản (?P<clause>\d+(?:, ?\d+)*)(?:\.?(?P<point>[a-zđ]))?$")
_INSTRUMENT = re.compile(r"^(?P<type>NĐ|TT|QĐ|Quy định)\s+(?P<number>\d+[\d/.A-ZĐ-]*)")


@dataclass(frozen=True, slots=True)
class Basis:
    """One clause as a decision cites it, with the rule behind it."""

    words: str
    rule: Rule

    @property
    def source(self) -> Source:
        """The rule, its dates, and how sure its text is."""
        ends = format_date(self.rule.to) if self.rule.to else "nay"
        sure = SURENESS[self.rule.confidence]["vi"][1]
        what = f"{self.rule.key}: {self.rule.instrument} {self.rule.article}; hiệu lực {format_date(self.rule.from_)} – {ends}; {sure}"  # fmt: skip
        return Source("law", what, self.rule.source.split(" ; ")[0])


def bases_of(
    view: LawView, kind: str, *, category: str, party_managed: bool = False, higher: bool = False
) -> list[Basis]:
    """The clauses of the day for a kind of decision on somebody of a category; empty where no text is on file.

    ``higher``: an appointment to a first or higher post rests on other clauses than one to an equal post.
    """
    found: list[Basis] = []
    for place in BASES["higher_appointment" if kind == "appointment" and higher else kind]:
        in_place = (in_force(view, key) for key in place)
        rule = next((r for r in in_place if r is not None and _reaches(r, category, party_managed)), None)
        if rule is not None:
            _add(found, rule)
    return found


def bases_of_rules(rules: Iterable[Rule]) -> list[Basis]:
    """The clauses a judgement rests on, one of each instrument and article, for a paper whose kind has no text of its own."""
    found: list[Basis] = []
    for rule in rules:
        _add(found, rule)
    return found


def _add(found: list[Basis], rule: Rule) -> None:
    words = cite(rule)
    if all(b.words != words for b in found):
        found.append(Basis(words, rule))


def basis_lines(bases: Sequence[Basis], *, matter: str, day: str, further: Sequence[Value] = ()) -> list[Value]:
    """The «Căn cứ» lines of a paper: semicolons between, a full stop at the end; where no text is on file the line says so."""
    lines = [Value(f"Căn cứ {marked(b.words, b.rule.confidence)}", b.source) for b in bases]
    if not lines:
        why = f"Kho luật chưa có quy định về {matter} cho ngày {day}: người lập bổ sung căn cứ"
        lines.append(Value("Căn cứ ………………………………", Source("law", why)))
    lines += further
    ends = [";"] * (len(lines) - 1) + ["."]
    return [Value(line.text + end, line.source) for line, end in zip(lines, ends, strict=True)]


def cite(rule: Rule) -> str:
    """A clause as Vietnamese decisions write it.

    «Điều 27 Nghị định số 170/2025/NĐ-CP của Chính phủ, được sửa đổi tại Điều 11 Nghị định số 300/2026/NĐ-CP».
    """
    article, amended = rule.article.split(";")[0].strip(), ""
    if match := _AMENDED.match(article):
        article = match["own"].strip()
        amended = f", được sửa đổi, bổ sung tại {match['article'].strip()} {_named(match['by'])}"
    article = re.sub(r"\s*\(.*$", "", article)
    article = re.sub(r"\bk(\d)", r"khoản \1", article)
    if match := _CLAUSE.match(article):  # the smallest part first, as decisions cite
        point = f"điểm {match['point']} " if match["point"] else ""
        article = f"{point}khoản {match['clause']} Điều {match['article']}"
    return " ".join(part for part in (article, _named(rule.instrument)) if part) + amended


def _named(instrument: str) -> str:
    first = instrument.split(";")[0].strip()
    if first in _KNOWN:
        return _KNOWN[first]
    match = _INSTRUMENT.match(first)
    if match is None:
        return first
    kind, number = match["type"], match["number"].rstrip("/")
    if kind == "NĐ" and "NĐ-CP" not in number:
        number = f"{number}/NĐ-CP"
    before, after = _TYPES[kind]
    return f"{before} {number}{after}"


def _reaches(rule: Rule, category: str, party_managed: bool) -> bool:
    to = rule.applies_to
    return (not to.categories or category in to.categories) and (not to.party_managed or party_managed)
