"""How often something fell on one group of people, against the rest: rates of small numbers by sex, ethnic group and age.

Every rate carries an interval (Wilson 95 %), every difference a test that holds for small numbers (Fisher's exact test against the
rest of the pool). Nothing here proves unfairness, or fairness: it says where to look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dungviec.records.dates import whole_years
from dungviec.records.vietnamese import fold

FEWEST = 5
"""Fewer people than this in a group, or in the rest of the pool: no rate is compared."""
_AGES = ((0, 35, "dưới 35 tuổi", "under 35"), (35, 45, "35–44 tuổi", "35 to 44"), (45, 55, "45–54 tuổi", "45 to 54"), (55, 200, "từ 55 tuổi", "55 and over"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one group of the pool was selected, and how that compares with the rest.

    ``low``, ``high``: Wilson 95 % interval of the rate. ``p``: two-sided Fisher's exact test, None where a side has fewer than
    :data:`FEWEST` people. ``ratio``: the rate over that of the rest (None without a comparison or with a rate of 0 there).
    """

    outcome: str
    group_vi: str
    group_en: str
    pool: int
    selected: int
    low: float
    high: float
    ratio: float | None
    p: float | None

    @property
    def rate(self) -> float:
        """Share selected."""
        return self.selected / self.pool if self.pool else 0.0


def group_order(label: tuple[str, str]) -> tuple[int, str]:
    """Age bands from young to old; other groups by their word."""
    return next(((low, "") for low, _, vi, _ in _AGES if vi == label[0]), (0, label[0]))


def groupings(as_of: date) -> dict[str, Callable[[dict[str, Any]], tuple[str, str] | None]]:
    """How people are told apart: from a row of ``people`` to a group (Vietnamese, English), None where it is not on file."""

    def sex(row: dict[str, Any]) -> tuple[str, str] | None:
        return {"male": ("nam", "men"), "female": ("nữ", "women")}.get(row["sex"])

    def ethnicity(row: dict[str, Any]) -> tuple[str, str] | None:
        if row["ethnicity"] is None:
            return None
        return (
            ("dân tộc Kinh", "Kinh") if fold(row["ethnicity"]) == "kinh" else ("dân tộc thiểu số", "ethnic minorities")
        )

    def age(row: dict[str, Any]) -> tuple[str, str] | None:
        if row["born"] is None:
            return None
        years = whole_years(row["born"], as_of)
        return next((vi, en) for low, high, vi, en in _AGES if low <= years < high)

    return {"sex": sex, "ethnicity": ethnicity, "age": age}


def rate_of(outcome: str, label: tuple[str, str], known: dict[str, tuple[str, str]], selected: set[str]) -> Rate:
    """The rate of one group among the ``known`` people (identifier → group), against everybody else in it."""
    inside = {p for p, v in known.items() if v == label}
    rest = set(known) - inside
    hit, other = len(inside & selected), len(rest & selected)
    low, high = wilson(hit, len(inside))
    p = ratio = None
    if len(inside) >= FEWEST and len(rest) >= FEWEST:
        from scipy.stats import fisher_exact

        table = np.array([[hit, len(inside) - hit], [other, len(rest) - other]])
        p = float(fisher_exact(table).pvalue)
        ratio = (hit / len(inside)) / (other / len(rest)) if other else None
    return Rate(outcome, *label, len(inside), hit, low, high, ratio, p)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927), which stays within 0..1 and holds for small numbers.

    >>> tuple(round(x, 3) for x in wilson(0, 10))
    (0.0, 0.278)
    """
    if not of:
        return 0.0, 1.0
    z = 1.959963984540054
    share, scale = hits / of, 1 + z * z / of
    centre = (share + z * z / (2 * of)) / scale
    half = z * ((share * (1 - share) + z * z / (4 * of)) / of) ** 0.5 / scale
    return max(0.0, centre - half), min(1.0, centre + half)
