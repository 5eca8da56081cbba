"""Revealed strengths: the kinds of work somebody does better than peers do them, and better than the own other work.

From the products of appraisal sheets: per person and kind of work how many were assigned, done, good at once, on time. A
strength is a claim with its evidence and an interval; few products shrink it towards nothing, and what is not known is said.
Model: deviation from peers = general standing of the person + strength in the kind + sampling noise (over all plausible spreads);
the bounds of the interval are those that held 90 % in worlds drawn from the model (docs/explanation/strengths.md: assumptions, recovery study).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.calibrating import error_bounds
from dungviec.competency.estimating import deviation_of, over_spreads, peers_of
from dungviec.competency.spreads import spreads

Floats = npt.NDArray[np.float64]

WORK = {
    "person_id": pl.String, "kind": pl.String, "assigned": pl.Int64, "done": pl.Int64, "good": pl.Int64, "on_time": pl.Int64,
}  # fmt: skip
"""Columns of finished and unfinished products, counted: ``good`` at the first delivery, ``on_time`` or earlier."""
LEAST_PRODUCTS = 8
"""Products of a kind below which nothing is said of it."""
LEAST_PEERS = 5
"""People with a kind of work below which there is nobody to compare with."""
SURE = 0.95
"""Chance that a strength is above nothing, from which it is claimed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's standing in one kind of work, in shares of products (0.05 = five of a hundred more than expected).

    ``strength`` is what the kind adds beyond the person's general standing; ``low`` and ``high`` bound it with 90 %
    chance; ``sure`` is the chance that it is above nothing. ``verdict``: ``strength``, ``ordinary``, ``not_enough``.
    ``rates`` and ``peers`` give done, good, on time of the person and of everybody with that kind.
    """

    person_id: str
    kind: str
    products: int
    rates: tuple[float, float, float]
    peers: tuple[float, float, float]
    strength: float
    low: float
    high: float
    sure: float
    verdict: str


class WorkFault(ValueError):
    """Counts that cannot be; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


def revealed(work: pl.DataFrame) -> list[Claim]:
    """Claims for every person and kind in ``work`` (columns of :data:`WORK`; one row per person and kind), best first per person.

    Raises :class:`WorkFault` on missing columns, a pair given twice, or counts that do not fit together.
    """
    table = _checked(work)
    if not table.height:
        return []
    rates = table.select((pl.col(c) / pl.col("assigned")).alias(c) for c in ("done", "good", "on_time")).to_numpy()
    products = table["assigned"].to_numpy().astype(np.float64)
    person = table["person_id"].rank("dense").to_numpy().astype(np.int64) - 1
    kind = table["kind"].rank("dense").to_numpy().astype(np.int64) - 1
    others, peers = peers_of(rates, products, kind)
    enough = (products >= LEAST_PRODUCTS) & (peers >= LEAST_PEERS)
    deviation, noise, within = deviation_of(rates, others, products)
    worlds = spreads(deviation[enough], noise[enough], within[enough], person[enough])
    found, error, sure = over_spreads(worlds, deviation, noise, person, enough)
    bounds = error_bounds(worlds, others, products, person, kind, enough)
    return _claims(table, rates, others, enough, found, error, sure, bounds)


def _checked(work: pl.DataFrame) -> pl.DataFrame:
    lacking = [c for c in WORK if c not in work.columns]
    if lacking:
        raise WorkFault(
            f"Bảng công việc thiếu cột {', '.join(lacking)}.", f"The table of work has no {', '.join(lacking)}."
        )
    table = work.select([pl.col(c).cast(t) for c, t in WORK.items()]).filter(pl.col("assigned") > 0)
    twice = table.filter(table.select("person_id", "kind").is_duplicated())
    if twice.height:
        one = twice.row(0, named=True)
        raise WorkFault(
            f"«{one['person_id']}», loại việc «{one['kind']}»: ghi hai dòng; cộng lại thành một.",
            f"'{one['person_id']}', kind '{one['kind']}': two rows; add them up.",
        )
    parts = [pl.col(c) for c in ("done", "good", "on_time")]
    wrong = table.filter(pl.any_horizontal([(p < 0) | (p > pl.col("assigned")) for p in parts]))
    if wrong.height:
        one = wrong.row(0, named=True)
        raise WorkFault(
            f"«{one['person_id']}», loại việc «{one['kind']}»: số làm được, đạt, đúng hạn phải từ 0 đến số được giao ({one['assigned']}).",
            f"'{one['person_id']}', kind '{one['kind']}': done, good, on time lie between 0 and the assigned ({one['assigned']}).",
        )
    return table.sort("person_id", "kind")


def _claims(
    table: pl.DataFrame,
    rates: Floats,
    others: Floats,
    enough: npt.NDArray[np.bool_],
    found: Floats,
    error: Floats,
    chance: Floats,
    bounds: tuple[float, float],
) -> list[Claim]:
    told: list[Claim] = []
    for i, (who, kind, products) in enumerate(table.select("person_id", "kind", "assigned").iter_rows()):
        sure = float(chance[i])
        low, high = (float(found[i] + bound * error[i]) for bound in bounds)
        verdict = "not_enough" if not enough[i] else "strength" if sure >= SURE else "ordinary"
        told.append(Claim(
            who, kind, products, _three(rates[i]), _three(others[i]), float(found[i]), low, high, sure, verdict,
        ))  # fmt: skip
    return sorted(told, key=lambda c: (c.person_id, c.verdict == "not_enough", -c.sure, c.kind))


def _three(row: Floats) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])
