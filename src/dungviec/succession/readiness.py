"""Readiness for a post: now, in one to two years, later; what passes by itself and when, what must be acquired first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from dungviec.law import Finding, Judgement, LawView, Verdict, explain_pairs
from dungviec.records import Snapshot
from dungviec.records.dates import add_months
from dungviec.succession.acquiring import Acquiring, Gap, Lacking
from dungviec.succession.clauses import Clause, clause_of_finding

Horizon = Literal["holds", "now", "authority", "near", "later", "acquire", "held_up", "unknown", "too_late"]
Kind = Literal["time", "acquire", "authority", "obstacle", "unknown", "too_late"]
NEAR_MONTHS = 24
"""«One to two years» ends so many months after the day judged."""
_AGE = frozenset({"age", "term", "retirement"})
_ACQUIRED = frozenset(
    {"standard", "job_positions", "months_in_post", "planning", "file_assets", "health", "rating", "products", "competency"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that stands between a person and a post, with its clause; ``passes`` is the day it passes by itself."""

    kind: Kind
    topic: str
    vi: str
    en: str
    clause: Clause
    passes: date | None = None
    missing: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    """Names of the facts the words rest on."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready one person is for one post by the law of the day.

    ``ready_from``: the day from which every rule that only waits has passed, whatever must be acquired besides; ``needs``
    in the order worst first; ``missing`` names facts not on file; ``lacking`` and ``gaps`` are what training can close.
    """

    person_id: str
    name: str
    post_id: str
    planned: bool
    horizon: Horizon
    ready_from: date | None
    needs: tuple[Need, ...]
    missing: tuple[str, ...]
    lacking: tuple[Lacking, ...]
    gaps: tuple[Gap, ...]


def readiness(
    snapshot: Snapshot, pairs: Sequence[tuple[str, str]], view: LawView, *, planned: frozenset[tuple[str, str]] = frozenset()
) -> list[Readiness]:  # fmt: skip
    """The readiness of pairs (person, post) in their order. Raises ValueError for an id not on file."""
    asked = snapshot.people.filter(pl.col("person_id").is_in(list({p for p, _ in pairs})))
    names = dict(asked.select("person_id", "name").iter_rows())
    acquiring = Acquiring(snapshot, {p for p, _ in pairs})
    return [
        _readiness(j, names[j.person_id], acquiring, planned=(j.person_id, j.post_id) in planned)
        for j in explain_pairs(snapshot, pairs, view)
    ]


def _readiness(judged: Judgement, name: str, acquiring: Acquiring, *, planned: bool) -> Readiness:
    person, post = judged.person_id, judged.post_id
    if judged.move == "stay":
        return Readiness(person, name, post, planned, "holds", None, (), (), (), ())
    needs = [_need(f) for f in judged.findings if f.verdict > Verdict.ALLOWED]
    waits = [n.passes for n in needs if n.passes is not None]
    from_ = max(waits, default=None)
    if from_ is not None:
        needs += _too_old_by(judged, from_)
    kinds = {n.kind for n in needs}
    return Readiness(
        person, name, post, planned, _horizon(kinds, from_, judged.as_of), None if "too_late" in kinds else from_,
        tuple(sorted(needs, key=lambda n: _ORDER.index(n.kind))), judged.missing, acquiring.lacking(person, post),
        acquiring.gaps(person, post),
    )  # fmt: skip


_ORDER: tuple[Kind, ...] = ("too_late", "obstacle", "acquire", "time", "unknown", "authority")


def _need(found: Finding) -> Need:
    kind: Kind
    if found.verdict == Verdict.NEEDS_AUTHORITY:
        kind = "authority"
    elif found.verdict == Verdict.UNKNOWN:
        kind = "unknown"
    elif found.will_pass_from is not None:
        kind = "time"
    elif found.topic in _AGE:
        kind = "too_late"
    else:
        kind = "acquire" if found.topic in _ACQUIRED else "obstacle"
    passes = found.will_pass_from if kind == "time" else None
    return Need(
        kind,
        found.topic,
        found.reason_vi,
        found.reason_en,
        clause_of_finding(found),
        passes,
        found.missing,
        tuple(found.facts),
    )


def _too_old_by(judged: Judgement, day: date) -> list[Need]:
    """Age rules that allow today and no longer would on ``day``: waiting would cost the service the term asks for."""
    found = []
    for f in judged.findings:
        retires = f.facts.get("retires_by_next_schedule") or f.facts.get("retires")
        months = f.facts.get("months_needed")
        if f.verdict != Verdict.ALLOWED or f.topic not in _AGE or retires is None or months is None:
            continue
        dd, mm, yyyy = map(int, retires.split("/"))  # as findings write days
        leaves = date(yyyy, mm, dd)
        if leaves < add_months(day, int(months)):
            vi = f"Đến {day:%d/%m/%Y} không còn đủ {months} tháng công tác (nghỉ hưu {leaves:%d/%m/%Y})."
            en = f"By {day} less than {months} months of service are left (retires {leaves})."
            found.append(Need("too_late", f.topic, vi, en, clause_of_finding(f)))
    return found


def _horizon(kinds: set[Kind], from_: date | None, day: date) -> Horizon:
    if "too_late" in kinds:
        return "too_late"
    if "obstacle" in kinds:
        return "held_up"
    if "acquire" in kinds:
        return "acquire"
    if "time" in kinds and from_ is not None:
        return "near" if from_ <= add_months(day, NEAR_MONTHS) else "later"
    if "unknown" in kinds:
        return "unknown"
    return "authority" if "authority" in kinds else "now"
