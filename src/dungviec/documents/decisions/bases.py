"""The legal bases of a decision: the clauses in force on the day it is signed, as a decision cites them, each with its rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dungviec.documents.decisions.instruments import named
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

_AMENDED = re.compile(
    r"^(?P<own>.*?)(?:,? as replaced by | sửa bởi |\s*\()(?P<by>(?:NĐ|Luật) \S+) (?P<article>Điều [^)]*)\)?$"
)
_NO_GROUND = ("retirement", "standard")
"""Topics every placement is asked about, on which no decision rests: the age nobody has reached, the post's own standard."""
_SECOND = re.compile(r"^(?P<by>(?:NĐ|TT) \S+) (?P<article>Điều \d+(?:, \d+)*)$")
_WHOLE = re.compile(r"^Điều (?P<articles>\d+(?:, \d+)*) (?P<law>\D.*)$")
_CLAUSE = re.compile(r"^Điều (?P<article>\d+\w?),? khoản (?P<clause>\d+(?:, ?\d+)*)(?:\.?(?P<point>[a-zđ]))?$")


@dataclass(frozen=True, slots=True)
class Basis:
    """One clause as a decision cites it, with the rule behind it."""

    words: str
    rule: Rule
    instruments: tuple[str, ...] = ()
    """Those named in the words, as the packs write them."""

    @property
    def source(self) -> Source:
        """The rule, its dates, and how sure its text is."""
        ends = format_date(self.rule.to) if self.rule.to else "nay"
        sure = SURENESS[self.rule.confidence]["vi"][1]
        what = f"{self.rule.key}: {self.rule.instrument} {self.rule.article}; hiệu lực {format_date(self.rule.from_)} – {ends}; {sure}"  # fmt: skip
        return Source("law", what, self.rule.source.split(" ; ")[0], "; ".join(self.to_fill))

    @property
    def to_fill(self) -> tuple[str, ...]:
        """What the law files do not give of the instruments cited (day of issue, subject), for the clerk to fill in."""
        return tuple(filter(None, (named(i).open for i in self.instruments)))


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
        if rule.topic not in _NO_GROUND and named(rule.instrument).known:
            _add(found, rule)
    return found


def _add(found: list[Basis], rule: Rule) -> None:
    own = rule.article.split(";")[0].strip()
    by = _AMENDED.match(own)
    cited = [(cite(rule), (rule.instrument, by["by"]) if by else (rule.instrument,))]
    for part in rule.article.split(";")[1:]:  # «Điều 24; NĐ 59/2019 Điều 37»: a second instrument the rule rests on
        if match := _SECOND.match(part.strip()):
            cited.append((f"{match['article']} {named(match['by']).words}", (match["by"],)))
    for words, instruments in cited:
        # «Điều 24» of a law of which «Điều 24, 25» are cited already says nothing more.
        if not any(_within(words, b.words) for b in found):
            found.append(Basis(words, rule, instruments))


def _within(words: str, other: str) -> bool:
    (mine, law), (theirs, whole) = (_articles(w) for w in (words, other))
    return words == other or (bool(law) and law == whole and bool(mine) and mine <= theirs)


def _articles(words: str) -> tuple[set[str], str]:
    """«Điều 24, 25 Luật …» → the articles and the instrument; nothing where a part of an article is cited."""
    match = _WHOLE.match(words)
    return (set(match["articles"].split(", ")), match["law"]) if match else (set(), "")


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

    «Điều 27 Nghị định số 170/2025/NĐ-CP ngày 30 tháng 6 năm 2025 của Chính phủ về …, được sửa đổi, bổ sung tại Điều 11 Nghị định …».
    """
    article, amended = rule.article.split(";")[0].strip(), ""
    if match := _AMENDED.match(article):
        article = match["own"].strip()
        amended = f", được sửa đổi, bổ sung tại {_smallest_first(match['article'].strip())} {named(match['by']).words}"
    article = _smallest_first(re.sub(r"\s*\(.*$", "", article))
    return " ".join(part for part in (article, named(rule.instrument).words) if part) + amended


def _smallest_first(article: str) -> str:
    """«Điều 34 k1.a» → «điểm a khoản 1 Điều 34», as decisions cite."""
    article = re.sub(r"\bk(\d)", r"khoản \1", article)
    match = _CLAUSE.match(article)
    if match is None:
        return article
    point = f"điểm {match['point']} " if match["point"] else ""
    return f"{point}khoản {match['clause']} Điều {match['article']}"


def _reaches(rule: Rule, category: str, party_managed: bool) -> bool:
    to = rule.applies_to
    return (not to.categories or category in to.categories) and (not to.party_managed or party_managed)
