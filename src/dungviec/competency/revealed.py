"""Revealed strengths: the kinds of work somebody does better than peers do them, and better than the own other work.

From the products of appraisal sheets: per person and kind of work how many were assigned, done, good at once, on time. A
strength is a claim with its evidence and an interval; few products shrink it towards nothing, and what is not known is said.
Model: deviation from peers = general standing of the person + strength in the kind + sampling noise (over all plausible spreads;
docs/explanation/strengths.md has assumptions and a recovery study).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import special

from dungviec.competency.spreads import Spread, spreads

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

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
_SHORT = 1e-9


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
    others, peers = _peers(rates, products, kind)
    enough = (products >= LEAST_PRODUCTS) & (peers >= LEAST_PEERS)
    deviation, noise, within = _deviation(rates, others, products)
    worlds = spreads(deviation[enough], noise[enough], within[enough], person[enough])
    found, error, sure = _over(worlds, deviation, noise, person, enough)
    return _claims(table, rates, others, enough, found, error, sure)


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


def _peers(rates: Floats, products: Floats, kind: Ints) -> tuple[Floats, Ints]:
    """For each row the rates of all *others* with that kind of work, and how many others there are."""
    whole = np.bincount(kind, weights=products)[kind]
    people = np.bincount(kind)[kind] - 1
    rest = np.maximum(whole - products, _SHORT)
    sums = np.stack([np.bincount(kind, weights=rates[:, c] * products)[kind] for c in range(3)], axis=1)
    return (sums - rates * products[:, None]) / rest[:, None], people


def _deviation(rates: Floats, others: Floats, products: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean of the three rates above the peers', its sampling variance, and the sum of squares of the three around it.

    The three rates of one product go together (what is late is often redone); they are taken as one observation, which
    is careful: the variance is that of their mean were they the same. Peers' rates stand for the chance, so that a person
    with ten of ten is not taken as certain.
    """
    chance = np.clip((rates * products[:, None] + others * 4) / (products + 4)[:, None], 0.01, 0.99)
    spread = np.sqrt(chance * (1 - chance)).mean(axis=1)
    above = rates - others
    mean = above.mean(axis=1)
    return mean, spread**2 / products, ((above - mean[:, None]) ** 2).sum(axis=1)


def _over(
    worlds: list[Spread], deviation: Floats, noise: Floats, person: Ints, enough: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Strength of each row, its standard error and the chance that it is above nothing, over all plausible spreads."""
    mean, square, sure = (np.zeros(len(deviation)) for _each in range(3))
    for world in worlds:
        found, error = _strengths(deviation, noise * world.together, person, enough, world.general, world.special)
        mean += world.weight * found
        square += world.weight * (error**2 + found**2)
        sure += world.weight * special.ndtr(found / np.maximum(error, _SHORT))
    return mean, np.sqrt(np.maximum(square - mean**2, 0)), sure


def _strengths(
    deviation: Floats, noise: Floats, person: Ints, enough: npt.NDArray[np.bool_], general: float, own: float
) -> tuple[Floats, Floats]:
    """Strength of each row and its standard error: the person's own other kinds say what the general standing is."""
    inner = np.where(enough, own + noise, np.inf)
    ones, pulled = np.bincount(person, weights=1 / inner), np.bincount(person, weights=deviation / inner)
    shared = (general / (1 + general * ones))[person]
    weighed = deviation / inner - shared * pulled[person] / inner
    known = 1 / inner - shared / inner**2
    return own * weighed, np.sqrt(np.maximum(own - own**2 * known, 0))


def _claims(
    table: pl.DataFrame,
    rates: Floats,
    others: Floats,
    enough: npt.NDArray[np.bool_],
    found: Floats,
    error: Floats,
    chance: Floats,
) -> list[Claim]:
    told: list[Claim] = []
    for i, (who, kind, products) in enumerate(table.select("person_id", "kind", "assigned").iter_rows()):
        sure = float(chance[i])
        half = 1.645 * float(error[i])
        verdict = "not_enough" if not enough[i] else "strength" if sure >= SURE else "ordinary"
        told.append(Claim(
            who, kind, products, _three(rates[i]), _three(others[i]), float(found[i]), float(found[i]) - half, float(found[i]) + half,
            sure, verdict,
        ))  # fmt: skip
    return sorted(told, key=lambda c: (c.person_id, c.verdict == "not_enough", -c.sure, c.kind))


def _three(row: Floats) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])
