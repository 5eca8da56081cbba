"""O5 and O6 both ways, alone and together, against a calculation of our own from NĐ 335/2025 Điều 14, 16, 17 in whole fractions."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from dungviec.appraisal import appraise
from dungviec.appraisal.reading import understand

LINES = ((90, "excellent"), (70, "good"), (50, "completed"), (-(10**9), "not_completed"))


def a_year(rng: random.Random) -> list[dict[str, Any]]:
    """Months and quarters that do not overlap, each with tasks of one product, some redone or late up to seven times."""
    found: list[dict[str, Any]] = []
    for quarter in range(1, 5):
        kind = rng.choice(("quarter", "months", "months", "none"))
        if kind == "quarter":
            found.append({"quarter": quarter})
        elif kind == "months":
            found += [{"month": 3 * quarter - 2 + m} for m in range(3) if rng.random() < 0.8]
    for period in found or [{"month": 1}]:
        period["general"] = rng.choice((20, 25, 27.5, 30))
        period["tasks"] = [
            {"name": f"v{n}", "done": int(rng.random() < 0.9), "coefficient": rng.choice((1, 1.5, 2.5, 0.4)),
             "redone": rng.choice((0, 0, 0, 1, 4, 5, 7)), "late": rng.choice((0, 0, 0, 2, 5)), "objective_cause": rng.random() < 0.2}
            for n in range(rng.randint(1, 6))
        ]  # fmt: skip
    return found


def own(periods: list[dict[str, Any]], floor: bool, quarter: int) -> Fraction:
    """S = general + (a + b + c) / 3 × 70 of each period; the year's mean with a quarter weighing ``quarter`` months."""
    weights, total = 0, Fraction(0)
    for period in periods:
        assigned = done = quality = time = Fraction(0)
        for t in period["tasks"]:
            worth = Fraction(str(t["coefficient"]))
            assigned += worth
            if not t["done"]:
                continue
            done += worth
            left = [1 - Fraction(0 if t["objective_cause"] else t[key], 4) for key in ("redone", "late")]
            quality, time = (
                s + worth * (max(x, Fraction(0)) if floor else x) for s, x in zip((quality, time), left, strict=True)
            )
        score = Fraction(str(period["general"])) + (done + quality + time) / assigned / 3 * 70
        weight = quarter if "quarter" in period else 1
        weights, total = weights + weight, total + weight * score
    return total / weights


def sheet(periods: list[dict[str, Any]], **settings: Any) -> dict[str, Any]:
    return {
        "sheet": "dungviec/appraisal/1", "year": 2026, "settings": settings, "units": [{"id": "P", "agency": True}],
        "officials": [{"id": "an", "staff": "civil_servant", "unit": "P", "months_worked": 12, "periods": periods}],
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_both_readings_of_both_questions_are_exact(seed: int) -> None:
    periods = a_year(random.Random(seed)) or [{"month": 1, "general": 30, "tasks": [{"name": "v", "done": 1, "coefficient": 1, "redone": 5, "late": 0, "objective_cause": False}]}]  # fmt: skip
    for floor, quarter in product((True, False), (3, 1)):
        found = appraise(understand(sheet(periods, rating_floor_zero=floor, rating_quarter_months=quarter)))
        mean = own(periods, floor, quarter)
        year = found.year("an")
        assert year.mean == mean, (floor, quarter)
        assert year.level == next(level for line, level in LINES if mean >= line)
        told = {d.question: d.mean for d in found.differences}
        assert told.get("O5", mean) == own(periods, not floor, quarter)
        assert told.get("O6", mean) == own(periods, floor, 4 - quarter)


def test_the_readings_matter_in_these_years() -> None:
    """The audit could have failed: most years turn with one of the two."""
    years = [y for seed in range(60) if (y := a_year(random.Random(seed)))]
    assert sum(own(y, True, 3) != own(y, False, 3) for y in years) > 30
    assert sum(own(y, True, 3) != own(y, True, 1) for y in years) > 15
