"""What somebody may change in a forecast: how many leave by themselves, how many are taken on, how many seats there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.forecast.faults import ForecastFault
from dungviec.records import Snapshot
from dungviec.records.dates import add_months
from dungviec.streamlining.leaving_rate import LOOKED_BACK, LeavingRate

Floats = npt.NDArray[np.float64]
Source = Literal["records", "number", "share", "none", "fill"]
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Hiring:
    """How many are taken on. ``records``: as in the last five years on file; ``number``: ``low`` to ``high`` a year; ``share``: so
    many of a hundred of those who left in the year; ``fill``: up to the seats each year; ``none``: nobody. ``records`` and ``share``
    never go beyond the seats."""

    source: Source
    low: int = 0
    high: int = 0
    hired: int = 0
    """On file in the last five years; for ``records`` only."""

    def draw(self, rng: np.random.Generator, runs: int) -> Floats:
        """People a year for each run, for ``records`` and ``number``; zeros otherwise."""
        if self.source == "records":
            return rng.gamma(self.hired + 0.5, 1.0 / (LOOKED_BACK / 12), runs)
        if self.source == "number":
            return rng.uniform(self.low, self.high, runs)
        return np.zeros(runs)

    def words(self, lang: str = "vi") -> str:
        """The hiring in a sentence."""
        span = f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"
        vi = {
            "records": f"Tuyển mới như năm năm qua: hồ sơ có {self.hired} người vào ngành trong thời gian ấy.",
            "number": f"Tuyển mới {span} người một năm (do người lập nêu).", "share": f"Tuyển bù {self.low} % số người nghỉ trong năm (do người lập nêu).",
            "fill": "Tuyển bù đủ số chỗ mỗi năm (do người lập nêu).", "none": "Không tuyển mới.",
        }  # fmt: skip
        en = {
            "records": f"Hired as in the last five years: {self.hired} people on file joined in them.",
            "number": f"{span} people hired a year (as stated).", "share": f"{self.low} % of those who leave in a year are replaced (as stated).",
            "fill": "Every empty seat is filled each year (as stated).", "none": "Nobody is hired.",
        }  # fmt: skip
        return (vi if lang == "vi" else en)[self.source]


@dataclass(frozen=True, slots=True)
class Levers:
    """The levers of one forecast. ``leave`` None: as on file, by age. ``kept``: per cent by which resignations are lowered, such as by
    better placement or pay; negative raises them. ``cut``: per cent by which the seats are lowered by the last year, evenly."""

    leave: LeavingRate | None = None
    hiring: Hiring | None = None
    kept: int = 0
    cut: int = 0

    def __post_init__(self) -> None:
        if not -300 <= self.kept <= 100:
            raise ForecastFault(
                f"Mức giữ chân {self.kept} % phải từ −300 đến 100.", f"Keeping {self.kept} % of those who would leave: give −300 to 100."
            )  # fmt: skip
        if not 0 <= self.cut < 100:
            raise ForecastFault(
                f"Mức giảm số chỗ {self.cut} % phải từ 0 đến 99.",
                f"A cut of the seats of {self.cut} % must be 0 to 99.",
            )


def hiring_on_file(snapshot: Snapshot, people: pl.Series | None = None) -> Hiring:
    """People who joined in the last five years; ``people``: only those."""
    since = add_months(snapshot.as_of, -LOOKED_BACK)
    came = snapshot.people.filter(pl.col("joined").is_between(since, snapshot.as_of, closed="right"))
    if people is not None:
        came = came.filter(pl.col("person_id").is_in(people.to_list()))
    return Hiring("records", hired=came.height)


def read_hiring(text: str) -> Hiring | None:
    """``none``, ``fill``, ``records`` (None: to be counted), ``20``, ``10-20`` or ``50%``. Raises :class:`ForecastFault` for other words.

    >>> read_hiring("10-20")
    Hiring(source='number', low=10, high=20, hired=0)
    >>> read_hiring("50%").source
    'share'
    """
    word = text.strip().lower().replace("–", "-").replace(" ", "")
    if word in ("", "records"):
        return None
    if word in ("none", "fill"):
        return Hiring("none" if word == "none" else "fill")
    share = word.endswith("%")
    parts = word.removesuffix("%").split("-")
    fits = all(part.isdecimal() and len(part) <= 6 for part in parts) and len(parts) <= (1 if share else 2)
    numbers = [int(part) for part in parts] if fits else []
    if not numbers or numbers[0] > numbers[-1] or numbers[-1] > (200 if share else MOST):
        raise ForecastFault(
            f"Mức tuyển «{text}» không đọc được; ghi none, records, fill, số người một năm như 20 hoặc 10-20, hoặc phần trăm số người nghỉ như 50%.",
            f"The hiring '{text}' cannot be read; give none, records, fill, people a year such as 20 or 10-20, or a share of leavers such as 50%.",
        )  # fmt: skip
    return Hiring("share" if share else "number", numbers[0], numbers[-1])
