"""The clauses a proposal rests on."""

from __future__ import annotations

from dungviec.law import Judgement, Verdict
from dungviec.placement.plan import Basis

_BACKGROUND = frozenset({"discipline", "party_discipline", "blocks", "retirement"})
"""Topics that merely do not stand in the way; the clauses that found the placement itself are named first."""


def legal_basis(judgement: Judgement) -> tuple[Basis, ...]:
    """The clauses that were asked and allow it (or let the authority decide), each instrument and article once."""
    asked = [f for f in judgement.findings if f.verdict in (Verdict.ALLOWED, Verdict.NEEDS_AUTHORITY) and f.instrument]
    seen: dict[tuple[str, str], Basis] = {}
    for f in sorted(asked, key=lambda f: f.topic in _BACKGROUND):
        seen.setdefault((f.instrument, f.article), Basis(f.rule_id, f.instrument, f.article, f.confidence))
    return tuple(seen.values())
