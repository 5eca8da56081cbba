"""One official's abilities: each level with what it rests on and how it has faded, the gaps, and strengths from three sources kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from django.utils.translation import gettext as _

from dungviec.competency.assessment import AssessmentPolicy, Level, faded, stand
from dungviec.competency.tables import EVIDENCE_PREFIX
from dungviec.office.competency import strengths as work
from dungviec.office.competency.catalogue import meaning_of, names, order_of, say, vietnamese
from dungviec.office.competency.selectors.gaps import closers
from dungviec.office.competency.services.writing import on_file
from dungviec.office.registry import record
from dungviec.office.registry.gate import SeenFile, rows_of
from dungviec.office.registry.selectors import rows, snapshot
from dungviec.office.requests import askable
from dungviec.records.codes import ASSESSMENT_SOURCES, STRENGTHS

if TYPE_CHECKING:
    from dungviec.competency.revealed import Claim

_STEPS = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """One competency: what the post asks, what is on file and on what it rests."""

    code: str
    name: str
    level: int | None
    least: int | None
    wanted: int | None
    meaning: str
    evidence: str
    assessed: date | None
    confidence: int | None
    left: int | None
    """What is left of the weight of the evidence on the day, in per cent."""
    sources: list[str]
    apart: list[str]
    own_word: int | None
    courses: list[str] = field(default_factory=list)
    by_work: str = ""

    @property
    def gap(self) -> int:
        """Levels missing to the least one; 0 where nothing is asked or nobody assessed."""
        return max((self.least or 0) - self.level, 0) if self.level is not None else 0

    @property
    def unknown(self) -> bool:
        """Asked by the post and never assessed."""
        return self.least is not None and self.level is None

    @property
    def steps(self) -> list[str]:
        """For the five steps of the drawing."""
        level, least, wanted = self.level or 0, self.least or 0, self.wanted or 0
        return [
            "held" if i <= level else "missing" if i <= least else "wanted" if i <= wanted else "free"
            for i in range(1, _STEPS + 1)
        ]


def standings(file: SeenFile) -> list[Standing]:
    """Every competency asked of the post or on file, gaps first, then what is not known."""
    if not file.sees("ability"):
        return []
    day = file.day
    shown = file.table("competencies").filter(pl.col("assessed").is_null() | (pl.col("assessed") <= day))
    own = {row["competency"]: row for row in shown.sort("assessed", nulls_last=False).to_dicts()}
    s, post_id = snapshot(day), file.card.get("post_id")
    profile = next(iter(s.posts.filter(pl.col("post_id") == pl.lit(post_id, pl.String))["profile_id"]), None)
    asked = {
        r["competency"]: r for r in s["profiles"].filter(pl.col("profile_id") == pl.lit(profile, pl.String)).to_dicts()
    }
    stands = {level.competency: level for level in levels(file)}
    known, order = names(), order_of()
    found = [
        _standing(code, known.get(code, code), own.get(code, {}), asked.get(code, {}), stands.get(code), day)
        for code in sorted({*asked, *own}, key=lambda c: (order.get(c, len(order)), c)) if code in known
    ]  # fmt: skip
    return sorted(found, key=lambda a: (-a.gap, not a.unknown, a.least is None))


def _standing(
    code: str, name: str, own: dict[str, Any], asked: dict[str, Any], level: Level | None, day: date
) -> Standing:
    held, least, assessed = own.get("level"), asked.get("min_level"), own.get("assessed")
    left = round(100 * faded(assessed, day, AssessmentPolicy())) if assessed else None
    lang = 0 if vietnamese() else 1
    short = least is not None and (held is None or held < least)
    courses, by_work = closers(code) if short else ([], "")
    return Standing(
        code, name, held, least, asked.get("max_level") or least, meaning_of(code, held) if held else "", own.get("evidence") or "", assessed,
        own.get("confidence"), left,
        [_source(s, share, n) for s, share, n in level.sources] if level else [],
        [f"{ASSESSMENT_SOURCES.label(s, 'vi' if lang == 0 else 'en')}: {say((vi, en))}" for s, vi, en in level.apart] if level else [],
        level.own if level else None, courses, by_work,
    )  # fmt: skip


def _source(source: str, share: Any, number: int) -> str:
    word = ASSESSMENT_SOURCES.label(source, "vi" if vietnamese() else "en")
    many = _(" (%d người)") % number if number > 1 else ""
    return f"{word}{many} {round(100 * share)} %"


def levels(file: SeenFile) -> list[Level]:
    """Where the person stands by the single assessments, where these are seen; a level does not tell who gave what."""
    return stand(on_file([file.person_id], file.day), file.day) if file.sees("assessment") else []


def assessments(file: SeenFile) -> list[dict[str, Any]]:
    """The single assessments on file, the newest first, with a mark where who gave them is not told."""
    seen = file.table("assessments", rows("assessments", file.day).drop("_key"))
    found = (
        rows_of(seen.filter(pl.col("assessed") <= file.day).sort("assessed", descending=True), "assessments")
        if seen.height
        else []
    )
    known, faces = names(), _faces(file, seen)
    for row in found:
        row["name"] = known.get(row["competency"], row["competency"])
        row["who"] = (
            row["assessor"]
            if getattr(row.get("assessor"), "is_masked", False)
            else faces.get(row.get("assessor") or "", "")
        )
    return found


def _faces(file: SeenFile, seen: pl.DataFrame) -> dict[str, str]:
    if "assessor" not in seen.columns:
        return {}
    wanted = seen["assessor"].drop_nulls().unique().implode()
    return dict(
        snapshot(file.day).people.filter(pl.col("person_id").is_in(wanted)).select("person_id", "name").iter_rows()
    )


@dataclass(frozen=True, slots=True)
class Revealed:
    """A claim from the work as a page tells it, in hundredths of products."""

    name: str
    products: int
    rate: int
    peers: int
    low: float
    high: float
    sure: int
    verdict: str

    @classmethod
    def of(cls, claim: Claim) -> Revealed:
        """The claim in words and whole numbers."""
        share, peers = (round(100 * sum(r) / 3) for r in (claim.rates, claim.peers))
        word = STRENGTHS.label(claim.kind, "vi" if vietnamese() else "en")
        return cls(
            word,
            claim.products,
            share,
            peers,
            100 * claim.low,
            100 * claim.high,
            min(int(100 * claim.sure), 99),
            claim.verdict,
        )


@dataclass(frozen=True, slots=True)
class Strengths:
    """What is known of somebody's strengths, source by source; what a source does not know is an empty list and said as such."""

    revealed: list[Revealed]
    too_few: list[Revealed]
    """Kinds of work with too few products or peers: nothing is said of them but that."""
    assessed: list[dict[str, Any]]
    recorded: list[dict[str, Any]]
    """Revealed strengths that were written into the records, where fit reads them."""
    own_words: str
    wishes: list[dict[str, Any]]
    least: int
    """Products of a kind below which nothing is said."""


def strengths(file: SeenFile) -> Strengths | None:
    """The three sources, as far as the viewer sees them; None where abilities are not seen at all."""
    if not file.sees("ability"):
        return None
    from dungviec.competency.revealed import LEAST_PRODUCTS

    claimed = [Revealed.of(c) for c in work.claims(file.day).get(file.person_id, [])] if file.sees("appraisal") else []
    noted = record.strengths(file)
    words = askable.current(file, "particulars").get("strength_words")
    return Strengths(
        [c for c in claimed if c.verdict != "not_enough"], [c for c in claimed if c.verdict == "not_enough"],
        [s for s in noted if not (s["evidence"] or "").startswith(EVIDENCE_PREFIX)], [s for s in noted if (s["evidence"] or "").startswith(EVIDENCE_PREFIX)],
        str(words) if isinstance(words, str) else "", record.wishes(file), LEAST_PRODUCTS,
    )  # fmt: skip
