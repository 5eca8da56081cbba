"""How often people leave by themselves in a year: from the records with its uncertainty, or as somebody states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import add_months
from dungviec.streamlining.faults import StreamliningFault

LOOKED_BACK = 60
"""So many months before the day are looked at."""
_PRIOR = 0.5
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class LeavingRate:
    """Resignations per person and year.

    ``records``: a gamma distribution with shape ``events + ½`` and rate ``person_years`` (Jeffreys' prior of a Poisson count), so
    that no event in few years is not taken for *never*. ``stated``: every value between ``low`` and ``high`` is as likely as another.
    """

    source: Literal["records", "stated"]
    events: int
    person_years: float
    low: float = 0.0
    high: float = 0.0

    def draw(self, rng: np.random.Generator, runs: int) -> npt.NDArray[np.float64]:
        """One rate for each run."""
        if self.source == "stated":
            return rng.uniform(self.low, self.high, runs)
        return rng.gamma(self.events + _PRIOR, 1.0 / max(self.person_years, 1.0), runs)

    def words(self, lang: str = "vi") -> str:
        """The rate and where it comes from, in a sentence."""
        if self.source == "stated":
            low, high = f"{self.low * 100:g}", f"{self.high * 100:g}"
            if lang != "vi":
                return f"Resignations as stated: {low} to {high} % a year."
            return f"Tỷ lệ thôi việc do người lập nêu: {low.replace('.', ',')} đến {high.replace('.', ',')} % một năm."
        if lang != "vi":
            none = " Files of those who left may be absent; state a rate if so." if not self.events else ""
            return f"Resignations on file: {self.events} in {self.person_years:,.0f} person-years.{none}"
        years = f"{self.person_years:,.0f}".replace(",", ".")
        none = " Hồ sơ có thể không giữ người đã thôi việc; khi đó hãy nêu tỷ lệ." if not self.events else ""
        return f"Thôi việc có trong hồ sơ: {self.events} lượt trên {years} năm công tác của mọi người.{none}"


def rate_on_file(snapshot: Snapshot) -> LeavingRate:
    """Resignations (tenures ended by leaving the service) over the months looked back on, and the years served in them."""
    day, since = snapshot.as_of, add_months(snapshot.as_of, -LOOKED_BACK)
    rows = snapshot["tenures"].filter((pl.col("kind") == "main") & (pl.col("from_date") <= day))
    left = rows.filter((pl.col("left_because") == "left_service") & pl.col("to_date").is_between(since, day))
    served = rows.select(
        _from=pl.max_horizontal("from_date", pl.lit(since)), _to=pl.min_horizontal(pl.col("to_date").fill_null(day), pl.lit(day))
    ).filter(pl.col("_to") >= pl.col("_from"))  # fmt: skip
    days = served.select((pl.col("_to") - pl.col("_from")).dt.total_days().sum()).item() or 0
    return LeavingRate("records", left["person_id"].n_unique(), days / _DAYS)


def rate_stated(low: float, high: float) -> LeavingRate:
    """A rate somebody states, as shares a year. Raises :class:`StreamliningFault` for what is no rate."""
    if not 0 <= low <= high <= 0.5:
        raise StreamliningFault(
            f"Tỷ lệ thôi việc {low * 100:g}–{high * 100:g} % không dùng được; ghi từ 0 đến 50 % một năm, số nhỏ trước.",
            f"A leaving rate of {low * 100:g}–{high * 100:g} % cannot be used; give 0 to 50 % a year, the lower first.",
        )
    return LeavingRate("stated", 0, 0.0, low, high)


def read_rate(text: str) -> LeavingRate:
    """A rate from words such as ``1-2`` or ``1,5`` (per cent a year). Raises :class:`StreamliningFault` for what is none.

    >>> read_rate("1-2,5")
    LeavingRate(source='stated', events=0, person_years=0.0, low=0.01, high=0.025)
    """
    parts = text.replace(",", ".").replace("–", "-").split("-")
    try:
        numbers = [round(float(part) / 100, 6) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2):
        raise StreamliningFault(
            f"Tỷ lệ thôi việc «{text}» không đọc được; ghi phần trăm một năm, như 1-2 hoặc 1,5.",
            f"The leaving rate '{text}' cannot be read; give per cent a year, such as 1-2 or 1.5.",
        )
    return rate_stated(numbers[0], numbers[-1])


def year_ends(day: date, target: int) -> list[date]:
    """31 December of each year from the day's own to the target year."""
    return [date(year, 12, 31) for year in range(day.year, target + 1)]
