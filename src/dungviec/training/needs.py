"""Who needs to learn what: gaps against standards, profiles and plans, units' requests, officials' wishes, each with why and clause.

A fact that is not on file makes a need *unknown* (``size`` None, the fact named): it is told and never planned on a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dungviec.law import LawView
from dungviec.records import Snapshot
from dungviec.succession.clauses import Clause
from dungviec.training import subjects
from dungviec.training.asked import Asked
from dungviec.training.catalogue import Catalogue
from dungviec.training.standing import Standing

Tier = Literal["duty", "succession", "gap"]
TIERS: tuple[Tier, ...] = ("duty", "succession", "gap")
TIER_WORDS: dict[Tier, tuple[str, str]] = {
    "duty": ("nghĩa vụ theo quy định", "duty"),
    "succession": ("quy hoạch", "succession"),
    "gap": ("khoảng cách năng lực, yêu cầu, nguyện vọng", "gaps, requests, wishes"),
}
"""In the order in which the plan serves them."""
Source = Literal["law", "post", "title", "plan", "profile", "request", "wish"]
SOURCES: dict[Source, tuple[str, str]] = {
    "law": ("tiêu chuẩn trong văn bản", "standard in a text on file"),
    "post": ("tiêu chuẩn ghi ở vị trí", "standard recorded with the post"),
    "title": ("tiêu chuẩn chức danh, ngạch do cơ quan khai", "standard of the title, as the office states it"),
    "plan": ("chức danh được quy hoạch", "title planned for"),
    "profile": ("khung năng lực của vị trí", "profile of the post"),
    "request": ("đơn vị yêu cầu", "asked by the unit"),
    "wish": ("nguyện vọng", "own wish"),
}
"""Where a need comes from."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing one person needs to learn. Levels as in :mod:`dungviec.training.subjects`.

    ``size``: levels missing; None where a fact is not on file (``missing`` names it, ``table.column``). ``points``: what one level
    closed counts in its tier (importance of the post 1–5, urgency or strength 1–3). ``learning``: already in such a class on the day.
    ``basis``: where the standard stands when no clause on file states it.
    """

    person_id: str
    unit_id: str | None
    what: str
    has: int | None
    wants: int
    size: int | None
    tier: Tier
    source: Source
    points: int
    vi: str
    en: str
    clause: Clause | None = None
    basis: str = ""
    post_id: str | None = None
    missing: tuple[str, ...] = ()
    learning: bool = False

    def to_json(self) -> dict[str, Any]:
        """The need as plain data."""
        return {
            "person_id": self.person_id, "unit_id": self.unit_id, "what": self.what, "name": subjects.name(self.what), "has": self.has,
            "wants": self.wants, "size": self.size, "tier": self.tier, "source": self.source, "points": self.points, "vi": self.vi,
            "en": self.en, "rule": self.clause and self.clause.rule_id, "citation": self.clause.citation if self.clause else self.basis,
            "confidence": self.clause.confidence if self.clause else ("OWN" if self.basis else ""), "post_id": self.post_id,
            "missing": list(self.missing), "learning": self.learning,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Needs:
    """Every need of a body on a day, duties first, and whoever they are about."""

    as_of: date
    name: str
    rows: tuple[Need, ...]
    names: Mapping[str, str]
    unit_names: Mapping[str, str]
    heads: Mapping[str, int] = field(repr=False)
    """People who mainly hold a post, per unit."""
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> tuple[Need, ...]:
        """Needs of a known size above 0 that no running class is closing: what a plan can serve."""
        return tuple(n for n in self.rows if n.size and not n.learning)

    @property
    def unknown(self) -> tuple[Need, ...]:
        """Needs whose size no fact on file tells."""
        return tuple(n for n in self.rows if n.size is None)

    def of(self, person_id: str) -> tuple[Need, ...]:
        """The needs of one person."""
        return tuple(n for n in self.rows if n.person_id == person_id)

    def counted(self) -> list[tuple[Tier, str, int, int, int]]:
        """Per tier and subject: people with an open need, levels missing, people of whom it is not known."""
        found: dict[tuple[Tier, str], list[Any]] = {}
        for need in self.rows:
            if need.learning or need.size == 0:
                continue
            line = found.setdefault((need.tier, need.what), [{}, set()])
            if need.size is None:
                line[1].add(need.person_id)
            else:
                line[0][need.person_id] = max(need.size, line[0].get(need.person_id, 0))
        return [
            (tier, what, len(sizes), sum(sizes.values()), len(unclear - set(sizes)))
            for (tier, what), (sizes, unclear) in sorted(found.items(), key=lambda kv: (TIERS.index(kv[0][0]), kv[0][1]))
        ]  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        counted = [
            {"tier": t, "what": w, "name": subjects.name(w), "people": p, "levels": s, "unknown": u}
            for t, w, p, s, u in self.counted()
        ]
        return {"name": self.name, "as_of": self.as_of.isoformat(), "counted": counted, "needs": [n.to_json() for n in self.rows],
                "warnings": [list(w) for w in self.warnings]}  # fmt: skip


def find_needs(
    snapshot: Snapshot, view: LawView, *, catalogue: Catalogue | None = None, asked: Asked | None = None, blank_is_none: bool = False
) -> Needs:  # fmt: skip
    """All needs of a snapshot on its day.

    ``view``: the law of that day; ``catalogue``: for the office's standards of titles and the year they are due in; ``blank_is_none``
    reads an empty theory, state-management or degree field as *has none* (default: as not on file). A self-study counts where its
    evidence is of grade 2 or better, for a certificate of grade 3. Raises TrainingFault for a request or wish about somebody or
    a unit not on file.
    """
    from dungviec.training.sources import by_plans, by_posts, by_profiles, by_requests, by_titles, by_wishes

    asked = asked or Asked()
    standing = Standing(snapshot, asked, blank_is_none=blank_is_none)
    warnings: list[tuple[str, str]] = []

    def every() -> Iterator[Need]:
        yield from by_posts(standing, view, warnings)
        if catalogue is not None:
            yield from by_titles(standing, catalogue)
        yield from by_plans(standing)
        yield from by_profiles(standing)
        yield from by_requests(standing, asked)
        yield from by_wishes(standing, asked)

    order = {s: n for n, s in enumerate(SOURCES)}
    rows = sorted(every(), key=lambda n: (TIERS.index(n.tier), order[n.source], n.person_id, n.what, -n.wants))
    return Needs(
        snapshot.as_of, snapshot.name, tuple(rows), standing.names, standing.unit_names, standing.heads, tuple(warnings)
    )
