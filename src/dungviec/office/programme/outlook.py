"""Where a target stands and where it goes: progress, pace, a forecast to the deadline with its interval, and the state in words.

The forecast is a Theil–Sen line (the median of all slopes between two readings), which a single odd reading does not move. Its
interval joins the rank interval of the slope after Kendall (Sen, 1968: nine runs in ten) with the spread of the readings about the
line. Fewer than four readings over less than sixty days answer «not enough figures», never a guess. docs/how-to/programme.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import sqrt
from statistics import median
from typing import Literal

LEAST_READINGS, LEAST_DAYS = 4, 60
_Z = 1.645
"""Nine in ten, two-sided."""
SLACK = 0.85
"""A target at this part of the way it should have gone by now is late; below it, far behind."""
State = Literal["met", "on_track", "at_risk", "off_track", "missed", "unknown", "stale", "not_begun"]
ORDER: tuple[State, ...] = ("missed", "off_track", "stale", "unknown", "at_risk", "on_track", "not_begun", "met")
"""What needs attention first."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked: from ``base`` (None: not known) on ``begins`` to ``goal`` at ``deadline``; ``up``: more is better."""

    goal: float
    base: float | None
    up: bool
    begins: date
    deadline: date
    grows: bool = False
    """Whether the value only grows within the year (counts of a year): then a forecast is never below what is reached."""
    stale_after: int = 0
    """Days after which the last reading is too old; 0 where it is always of the day."""
    top: float | None = None
    """The largest value there can be (100 for shares)."""

    def met(self, value: float) -> bool:
        """Whether a value reaches the goal."""
        return value >= self.goal if self.up else value <= self.goal

    def progress(self, value: float) -> float | None:
        """The part of the way from base to goal that is gone, 1 when the goal is reached; None where the base is not known."""
        if self.met(value):
            return 1.0
        if self.base is None or self.base == self.goal:
            return None if self.base is None else 0.0
        return max(0.0, min(1.0, (value - self.base) / (self.goal - self.base)))

    def pace(self, day: date) -> float:
        """The part of the time that is gone."""
        whole = (self.deadline - self.begins).days
        return 1.0 if whole <= 0 else max(0.0, min(1.0, (day - self.begins).days / whole))


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the deadline: the middle of the line and the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A target on a day: state, value, progress, pace, the forecast where there is one."""

    state: State
    value: float | None
    progress: float | None
    pace: float
    forecast: Forecast | None


def foresee(readings: Sequence[tuple[date, float]], aim: Aim) -> Forecast | None:
    """The forecast to the deadline from readings (one a day, any order); None where there are not enough.

    >>> from datetime import timedelta
    >>> first = date(2020, 1, 1)
    >>> aim = Aim(100, 0, True, first, date(2020, 12, 31))
    >>> found = foresee([(first + timedelta(days=30 * n), 10.0 * n) for n in range(6)], aim)
    >>> round(found.value, 1), foresee([(first, 1.0)], aim)
    (121.7, None)
    """
    rows = sorted(dict(readings).items())
    if len(rows) < LEAST_READINGS or (rows[-1][0] - rows[0][0]).days < LEAST_DAYS:
        return None
    xs = [(d - rows[0][0]).days for d, _v in rows]
    ys = [v for _d, v in rows]
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(zip(xs, ys, strict=True), 2))
    slope = median(slopes)
    n, many = len(rows), len(slopes)
    half = _Z * sqrt(n * (n - 1) * (2 * n + 5) / 18) / 2
    lower = slopes[max(0, int(many / 2 - half))]
    upper = slopes[min(many - 1, int(many / 2 + half))]
    start = median(y - slope * x for x, y in zip(xs, ys, strict=True))
    spread = sorted(abs(y - start - slope * x) for x, y in zip(xs, ys, strict=True))[max(0, int(0.9 * n) - 1)]
    end, middle = (aim.deadline - rows[0][0]).days, median(xs)
    ahead, at_middle = max(0, end - middle), start + slope * middle
    least = ys[-1] if aim.grows else 0.0

    def kept(value: float) -> float:
        return max(least, value if aim.top is None else min(aim.top, value))

    value = kept(start + slope * end)
    low, high = kept(at_middle + lower * ahead - spread), kept(at_middle + upper * ahead + spread)
    return Forecast(value, min(low, value), max(high, value))


def judge(readings: Sequence[tuple[date, float]], aim: Aim, day: date) -> Standing:
    """Where a target stands on ``day`` by the readings up to it."""
    rows = sorted({d: v for d, v in readings if d <= day}.items())
    pace = aim.pace(day)
    if not rows:
        return Standing("not_begun" if day < aim.begins else "unknown", None, None, pace, None)
    last, value = rows[-1]
    progress = aim.progress(value)
    forecast = foresee(rows, aim) if day < aim.deadline else None
    if aim.met(value):
        # A goal to stay below is only kept, not done, until its day.
        kept = not aim.up and day < aim.deadline and forecast is not None and not aim.met(forecast.value)
        return Standing("at_risk" if kept else "met", value, progress, pace, forecast)
    if day > aim.deadline:
        return Standing("missed", value, progress, pace, None)
    if aim.stale_after and (day - last).days > aim.stale_after:
        return Standing("stale", value, progress, pace, forecast)
    if day < aim.begins:
        return Standing("not_begun", value, progress, pace, forecast)
    return Standing(_on_the_way(aim, progress, pace, forecast), value, progress, pace, forecast)


def _on_the_way(aim: Aim, progress: float | None, pace: float, forecast: Forecast | None) -> State:
    if forecast is not None:
        near, far = (forecast.low, forecast.high) if aim.up else (forecast.high, forecast.low)
        if aim.met(near) or (aim.met(forecast.value) and progress is not None and progress >= pace * SLACK):
            return "on_track"
        return "at_risk" if aim.met(far) else "off_track"
    if progress is None:
        return "unknown"
    if progress >= pace:
        return "on_track"
    return "at_risk" if progress >= pace * SLACK else "off_track"


def rolled(values: Sequence[tuple[float | None, int]], how: str, *, up: bool, progress: Sequence[float | None] = ()) -> float | None:  # fmt: skip
    """Values of parts (each with its weight) as one: their sum, their weighted mean, or that of the part least far on.

    None where a part is not known (a sum or a mean without it would be another figure) or there is no part. ``progress`` ranks the
    parts for «worst»; without it the smallest value is worst where more is better, else the largest.
    """
    if not values or any(v is None for v, _w in values):
        return None
    known = [(v, w) for v, w in values if v is not None]
    if how == "sum":
        return sum(v for v, _w in known)
    if how == "mean":
        weights = sum(w for _v, w in known)
        return sum(v * w for v, w in known) / weights if weights else None
    if progress and all(p is not None for p in progress):
        worst = min(range(len(known)), key=lambda i: (progress[i] or 0.0, i))
        return known[worst][0]
    return min(v for v, _w in known) if up else max(v for v, _w in known)
