"""The glide path: how many people and deputies each unit still has at the end of each year if nobody who leaves is replaced.

Retirements are known to the day; resignations are simulated, each run with a rate of its own, from one seed. The band of a year
holds eight runs in ten. See docs/explanation/glide-path.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law import LawBook, LawView
from dungviec.law.deputies import deputies_norm
from dungviec.law.marks import cited
from dungviec.records import Snapshot
from dungviec.streamlining.faults import StreamliningFault
from dungviec.streamlining.leaving_rate import LeavingRate, rate_on_file, year_ends
from dungviec.streamlining.serving import serving

Of = Literal["people", "deputies"]
Reach = Literal["reached", "by_itself", "may", "not", "unknown"]
"""Reached today; in nine runs of ten by the target year; in some; in fewer than one of ten; no target is known."""
RUNS = 1000
FURTHEST = 20
"""So many years ahead at most."""
_BAND = (10, 50, 90)
SURE, HOPELESS = 0.9, 0.1


@dataclass(frozen=True, slots=True)
class YearBand:
    """The end of one year: after retirements alone (known), and the tenth, fiftieth and ninetieth of a hundred runs."""

    year: int
    retired_only: int
    low: int
    median: int
    high: int
    retiring: int
    """People who retire in that year, were none of them to resign before."""


@dataclass(frozen=True, slots=True)
class Path:
    """One unit's (or the whole body's, ``unit_id`` empty) people or deputies, year by year, against its target.

    ``target`` None: not known, ``why`` says so (Vietnamese, English) or which text gives it. ``chance``: runs of a hundred in which
    the target is met at the end of the target year.
    """

    unit_id: str
    name: str
    of: Of
    present: int
    target: int | None
    why: tuple[str, str]
    years: tuple[YearBand, ...]
    chance: int | None
    met_in: int | None
    """The first year whose median meets the target, up to twenty years ahead; None where none does."""
    birth_unknown: int
    """People whose day of retirement is not known: the path keeps them."""

    @property
    def reach(self) -> Reach:
        """Whether the unit gets there by itself."""
        if self.target is None or self.chance is None:
            return "unknown"
        if self.present <= self.target:
            return "reached"
        if self.chance >= SURE * 100:
            return "by_itself"
        return "may" if self.chance >= HOPELESS * 100 else "not"

    @property
    def short_by(self) -> int:
        """How many are still too many at the median of the target year; 0 where none, or where no target is known."""
        return max(self.years[-1].median - self.target, 0) if self.target is not None else 0


@dataclass(frozen=True, eq=False, slots=True)
class GlidePath:
    """The paths of a body: the whole first, then unit by unit."""

    as_of: date
    name: str
    target_year: int
    cut: int
    seed: int
    runs: int
    rate: LeavingRate
    people: Path
    deputies: Path
    units: tuple[Path, ...]

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "as_of": self.as_of.isoformat(), "name": self.name, "target_year": self.target_year, "cut_percent": self.cut, "seed": self.seed, "runs": self.runs,
            "rate": {"source": self.rate.source, "events": self.rate.events, "person_years": round(self.rate.person_years, 1), "low": self.rate.low, "high": self.rate.high},
            "paths": [_path_json(p) for p in (self.people, self.deputies, *self.units)],
        }  # fmt: skip


def glide_path(
    snapshot: Snapshot, target_year: int, view: LawView | None = None, *, rate: LeavingRate | None = None, cut: int = 0, unit: frozenset[str] | None = None,
    deputies: Literal["law", "seats"] = "law", seed: int = 2020, runs: int = RUNS,
) -> GlidePath:  # fmt: skip
    """The path from the snapshot's day to the end of ``target_year``.

    ``cut``: per cent by which the assigned headcount is to fall; ``unit``: identifiers of units (None: all); ``rate``: resignations
    (default: those on file). ``deputies``: measured against the most the law allows, by the text known on the day and in force at the
    end of the target year, or (``seats``) against the deputies' seats on file less the cut.
    Raises :class:`StreamliningFault` for a year out of reach or a cut that is no percentage.
    """
    day = snapshot.as_of
    if not day.year <= target_year <= day.year + FURTHEST:
        raise StreamliningFault(
            f"Năm đích {target_year} phải từ {day.year} đến {day.year + FURTHEST}.",
            f"The target year {target_year} must lie between {day.year} and {day.year + FURTHEST}.",
        )
    if not 0 <= cut < 100:
        raise StreamliningFault(f"Mức giảm biên chế {cut} % phải từ 0 đến 99.", f"A cut of {cut} % must be 0 to 99.")
    law = view or LawBook.load().on(day)
    later = law.book.on(date(target_year, 12, 31), law.known_on or day, law.settings)
    staff = serving(snapshot, law, unit)
    leaving = rate or rate_on_file(snapshot)
    ends = year_ends(day, day.year + FURTHEST)
    gone = _simulated(staff, leaving, ends, day, seed, runs)
    shown = target_year - day.year + 1
    units = snapshot.live_units.filter(pl.col("unit_id").is_in(staff["unit_id"].unique().to_list()))
    order = staff["unit_id"].to_numpy()
    seats = dict(
        snapshot.live_posts.filter(pl.col("role") == "deputy")
        .group_by("unit_id")
        .agg(pl.col("seats").sum())
        .iter_rows()
    )
    deputy = staff["deputy"].to_numpy()
    paths: list[Path] = []
    sums: dict[Of, list[tuple[int, int]]] = {"people": [], "deputies": []}
    for row in units.iter_rows(named=True):
        mine = order == row["unit_id"]
        norm = None if row["norm"] is None else row["norm"] * (100 - cut) // 100
        aims: list[tuple[Of, npt.NDArray[np.bool_], int | None, tuple[str, str]]] = [
            ("people", mine, norm, _norm_words(norm, row["norm"], cut)),
            (
                "deputies",
                mine & deputy,
                *(
                    _most_deputies(later, norm)
                    if deputies == "law"
                    else _deputy_seats(seats.get(row["unit_id"], 0), cut)
                ),
            ),
        ]
        for of, who, target, why in aims:
            if of == "deputies" and not who.any():
                continue
            paths.append(_path(row["unit_id"], row["name"], of, who, staff, gone, ends, shown, target, why))
            if target is not None:
                sums[of].append((int(who.sum()), target))
    aims_of_all: tuple[tuple[Of, npt.NDArray[np.bool_]], ...] = (("people", np.ones(staff.height, dtype=np.bool_)), ("deputies", deputy))  # fmt: skip
    whole = []
    for of, who in aims_of_all:
        known = _complete(paths, of)
        why = ("tổng của các đơn vị", "the sum over the units") if known else ("có đơn vị chưa rõ đích", "some unit's target is not known")  # fmt: skip
        whole.append(_path("", snapshot.name, of, who, staff, gone, ends, shown, sum(t for _, t in sums[of]) if known else None, why))  # fmt: skip
    return GlidePath(day, snapshot.name, target_year, cut, seed, runs, leaving, whole[0], whole[1], tuple(paths))


def _complete(paths: Sequence[Path], of: Of) -> bool:
    asked = [p for p in paths if p.of == of]
    return bool(asked) and all(p.target is not None for p in asked)


def _norm_words(norm: int | None, assigned: int | None, cut: int) -> tuple[str, str]:
    if norm is None:
        return "đơn vị chưa ghi biên chế giao", "the unit states no assigned headcount"
    if cut:
        return f"biên chế giao {assigned} giảm {cut} %", f"assigned headcount {assigned} less {cut} %"
    return "biên chế giao", "assigned headcount"


def _most_deputies(view: LawView, norm: int | None) -> tuple[int | None, tuple[str, str]]:
    if norm is None:
        return None, ("đơn vị chưa ghi biên chế giao", "the unit states no assigned headcount")
    answer = deputies_norm(view, norm)
    if answer.value is None:
        return None, (answer.vi, answer.en)
    return answer.value.most, (f"{answer.vi} {cited(answer.rule)}", f"{answer.en} {cited(answer.rule, 'en')}")


def _deputy_seats(seats: int, cut: int) -> tuple[int, tuple[str, str]]:
    less = (f" giảm {cut} %", f" less {cut} %") if cut else ("", "")
    return seats * (100 - cut) // 100, (f"{seats} chỗ cấp phó trong hồ sơ{less[0]}", f"{seats} deputies' seats on file{less[1]}")  # fmt: skip


def _simulated(
    staff: pl.DataFrame, rate: LeavingRate, ends: Sequence[date], day: date, seed: int, runs: int
) -> npt.NDArray[np.int16]:
    """Run × person → the index of the first year end at which the person has resigned (``len(ends)``: not by then)."""
    rng = np.random.default_rng(seed)
    rates = rate.draw(rng, runs)
    waits = rng.standard_exponential((runs, staff.height), dtype=np.float32)
    after = np.array([(end - day).days / 365.25 for end in ends], dtype=np.float64)
    # Somebody with rate r has resigned by t years once r·t exceeds a standard exponential draw.
    when = np.full(waits.shape, len(ends), dtype=np.int16)
    for k in range(len(ends) - 1, -1, -1):
        when[waits <= (rates * after[k])[:, None]] = k
    return when


def _path(
    unit_id: str, name: str, of: Of, who: npt.NDArray[np.bool_], staff: pl.DataFrame, gone: npt.NDArray[np.int16], ends: Sequence[date],
    shown: int, target: int | None, why: tuple[str, str],
) -> Path:  # fmt: skip
    leaves = staff.filter(pl.Series(who))["leaves"]
    far = date.max
    last = np.array([(d or far).toordinal() for d in leaves.to_list()], dtype=np.int64)
    mine = gone[:, who]
    bands, met_in, chance = [], None, None
    before = int(who.sum())
    for k, end in enumerate(ends):
        serving = last > end.toordinal()
        kept = int(serving.sum())
        counts = (mine[:, serving] > k).sum(axis=1)
        low, median, high = (int(q) for q in np.percentile(counts, _BAND, method="nearest"))
        if k < shown:
            bands.append(YearBand(end.year, kept, low, median, high, before - kept))
        if target is not None and k == shown - 1:
            chance = round(100 * float((counts <= target).mean()))
        if target is not None and met_in is None and median <= target:
            met_in = end.year
        before = kept
        if k >= shown - 1 and (met_in is not None or target is None):
            break
    return Path(
        unit_id, name, of, int(who.sum()), target, why, tuple(bands), chance, met_in, int(leaves.is_null().sum())
    )


def _path_json(p: Path) -> dict[str, Any]:
    return {
        "unit_id": p.unit_id, "name": p.name, "of": p.of, "present": p.present, "target": p.target, "why": p.why[0], "chance": p.chance, "reach": p.reach,
        "met_in": p.met_in, "short_by": p.short_by, "birth_unknown": p.birth_unknown,
        "years": [{"year": b.year, "retired_only": b.retired_only, "low": b.low, "median": b.median, "high": b.high, "retiring": b.retiring} for b in p.years],
    }  # fmt: skip
