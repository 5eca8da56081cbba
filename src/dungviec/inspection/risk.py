"""Why a unit weighs more in a draw: what earlier visits found, what was not put right, how late its dossiers are.

The points are a policy that an office sets, not law. A sign never says that somebody did wrong; it says where looking is likelier.
"""

from __future__ import annotations

from dataclasses import dataclass

from dungviec.inspection.frame import Sign


@dataclass(frozen=True, slots=True)
class RiskPoints:
    """Points of each sign; 0 leaves a sign out."""

    minor: int = 1
    moderate: int = 2
    serious: int = 5
    overdue_remedy: int = 4
    late_dossiers: int = 1
    """For every full five per cent of dossiers late at the last count."""
    most: int = 40
    """No unit gets more than this from all its signs together, so that no place is a certain target."""


@dataclass(frozen=True, slots=True)
class UnitPast:
    """What is on file about a unit's last 24 months."""

    minor: int = 0
    moderate: int = 0
    serious: int = 0
    overdue_remedies: int = 0
    dossiers: int = 0
    dossiers_late: int = 0


def signs_of(past: UnitPast, points: RiskPoints) -> tuple[Sign, ...]:
    """The signs of a unit with their points, cut at the most a unit may have."""
    found = [
        Sign(n * each, f"{n} {vi}", f"{n} {en}")
        for n, each, vi, en in (
            (past.serious, points.serious, "phát hiện nghiêm trọng", "serious findings"),
            (past.moderate, points.moderate, "phát hiện phải chấn chỉnh", "findings to be put right"),
            (past.minor, points.minor, "phát hiện nhẹ", "minor findings"),
            (past.overdue_remedies, points.overdue_remedy, "việc khắc phục quá hạn", "overdue remedies"),
        )
        if n * each
    ]
    fifths = 20 * past.dossiers_late // past.dossiers if past.dossiers else 0
    if late := fifths * points.late_dossiers:
        share = 100 * past.dossiers_late // past.dossiers
        found.append(Sign(late, f"hồ sơ trễ {share} %", f"{share} % of dossiers late"))
    return _cut(found, points.most)


def _cut(found: list[Sign], most: int) -> tuple[Sign, ...]:
    kept: list[Sign] = []
    for sign in found:
        left = most - sum(s.points for s in kept)
        if left > 0:
            over = sign.points > left
            kept.append(
                Sign(left, f"{sign.vi} (chỉ tính đến mức trần)", f"{sign.en} (cut at the ceiling)") if over else sign
            )
    return tuple(kept)
