"""Putting the lines of an imported task list into a sheet: months are made, lines of the same source are replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Lines = Mapping[str, Mapping[int, Sequence[Mapping[str, Any]]]]


def fill(sheet: Mapping[str, Any], lines: Lines, *, file: str) -> dict[str, Any]:
    """``sheet`` (as JSON) with the lines put into the months of its officials; the sheet given is left as it is.

    Lines that came from ``file`` before are taken out first, so that reading the same list again changes nothing; what was
    written by hand, or came from other files, stays. A month scored elsewhere (``points``) or inside a quarter is not touched.
    """
    officials = []
    for official in sheet["officials"]:
        own = lines.get(official["id"], {})
        periods = [_without(dict(p), file) for p in official.get("periods", [])]
        taken = {p["month"]: p for p in periods if p.get("month") is not None}
        quarters = {m for p in periods if p.get("quarter") for m in range(3 * p["quarter"] - 2, 3 * p["quarter"] + 1)}
        for month in sorted(own):
            if month in quarters or taken.get(month, {}).get("points") is not None:
                continue
            if month not in taken:
                taken[month] = {"month": month}
                periods.append(taken[month])
            taken[month]["tasks"] = [*(taken[month].get("tasks") or []), *(dict(line) for line in own[month])]
        ordered = sorted(periods, key=lambda p: p.get("month") or 3 * p["quarter"] - 2)
        officials.append({**official, "periods": ordered})
    return {**sheet, "officials": officials}


def _without(period: dict[str, Any], file: str) -> dict[str, Any]:
    if period.get("tasks"):
        period["tasks"] = [t for t in period["tasks"] if not str(t.get("source", "")).startswith(f"{file}!")]
    return period
