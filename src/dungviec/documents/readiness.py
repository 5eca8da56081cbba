"""How ready a record is to leave for the national database: what is missing, what a code list does not know, what cannot be so.

The items asked of everybody are a choice of this programme (no instrument in our sources names the obligatory ones); the code lists and
their dates are those of ``records``. What a list cannot tell is counted as not judged, never as wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.documents.readiness_checks import CHECKS, Finding
from dungviec.records.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class Readiness:
    """One record's state: ``score`` of 100, what to put right (each found once), and how many checks could not be judged."""

    person_id: str
    name: str
    score: int
    findings: tuple[Finding, ...]
    judged: int
    unjudged: int

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do that clears the same fault in ``records`` records."""

    key: str
    vi: str
    en: str
    records: int
    share: float
    """Of all faults in the office, the part this fix clears."""
    example: str
    """Identifier of the first record it helps."""


@dataclass(frozen=True, slots=True)
class OfficeReadiness:
    """An office's state: how many records are ready, their mean score, all faults, and the fixes that clear most."""

    people: int
    ready: int
    mean_score: float
    faults: int
    fixes: tuple[Fix, ...]
    records: tuple[Readiness, ...]


def readiness(dossier: Dossier) -> Readiness:
    """The checks of one record; masked fields are not judged."""
    findings: list[Finding] = []
    judged = unjudged = 0
    for check in CHECKS:
        if any(f in dossier.hidden or f"{f.partition('.')[0]}.*" in dossier.hidden for f in check.fields):
            unjudged += 1
            continue
        answer = check.judge(dossier)
        if answer is None:
            unjudged += 1
            continue
        judged += 1
        findings += answer
    failed = len({f.check for f in findings})
    score = round(100 * (judged - failed) / judged) if judged else 0
    return Readiness(
        dossier.person_id, dossier.name, score if not findings else min(score, 99), tuple(findings), judged, unjudged
    )


def office_readiness(dossiers: Iterable[Dossier], *, fixes: int = 5) -> OfficeReadiness:
    """The state of many records, and the ``fixes`` that clear most faults, the most helpful first."""
    records = tuple(readiness(d) for d in dossiers)
    count: Counter[str] = Counter()
    first: dict[str, tuple[Finding, str]] = {}
    for record in records:
        for finding in record.findings:
            count[finding.fix] += 1
            first.setdefault(finding.fix, (finding, record.person_id))
    faults = sum(count.values())
    told = sorted(count, key=lambda key: (-count[key], key))[:fixes]
    best = tuple(
        Fix(key, first[key][0].do_vi, first[key][0].do_en, count[key], count[key] / faults, first[key][1])
        for key in told
    )
    mean = sum(r.score for r in records) / len(records) if records else 0.0
    return OfficeReadiness(len(records), sum(r.ready for r in records), mean, faults, best, records)


def to_json(office: OfficeReadiness, *, as_of: date) -> dict[str, Any]:
    """The state of an office as plain JSON values."""
    return {
        "format": "dungviec-readiness/1",
        "as_of": as_of.isoformat(),
        "people": office.people,
        "ready": office.ready,
        "mean_score": round(office.mean_score, 1),
        "faults": office.faults,
        "fixes": [
            {"key": f.key, "what_to_do": f.vi, "what_to_do_en": f.en, "records": f.records, "share": round(f.share, 4), "example": f.example}
            for f in office.fixes
        ],
        "records": [
            {
                "person_id": r.person_id, "score": r.score, "judged": r.judged, "unjudged": r.unjudged,
                "findings": [
                    {"check": f.check, "place": f.place, "item": f.item, "problem": f.vi, "problem_en": f.en, "what_to_do": f.do_vi, "what_to_do_en": f.do_en}
                    for f in r.findings
                ],
            }
            for r in office.records
        ],
    }  # fmt: skip
