"""The rating thermometer: how good somebody is and how lenient the rater was, told apart.

A linear many-facet model: score = person + rater + noise (Linacre's facets with an identity link; Henderson's mixed-model
equations, variances by REML). Raters are compared only through people whom both rated: nothing is assumed about which unit
has the better people, so a good unit is not taken for a lenient head. Where nobody links raters, skill and leniency cannot
be told apart, and the answer is *not enough data*.
Method, assumptions and a recovery study: docs/explanation/rating-thermometer.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, optimize, sparse
from scipy.sparse import csgraph

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LEAST_RATINGS = 3
"""Fewer ratings of a person than this say nothing."""
LEAST_RELIABILITY = 0.4
"""Share of the variance between people that the estimate must explain, else it is *not enough data*."""
MOST_RATERS = 6_000
"""The raters' matrix is dense; a province has some thousands of heads."""
_SHORT = 1e-8
_FLAT = 1e5
"""Variance of people beside the noise when raters are compared: so wide that only people with several raters speak."""


class ThermometerFault(ValueError):
    """Ratings that cannot be used; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


@dataclass(frozen=True, slots=True)
class Reading:
    """What the ratings say, in the units of the scores.

    ``person`` and ``rater`` (how many points a rater adds; above 0 is lenient) with standard errors;
    ``raw`` the plain mean of each person. ``group`` numbers the sets of raters that common people link. ``enough`` marks
    people whose value can be read, ``rater_enough`` raters linked to at least one other. ``spread`` holds the standard
    deviations of people, raters, noise.
    """

    mean: float
    person: Floats
    person_error: Floats
    raw: Floats
    rater: Floats
    rater_error: Floats
    ratings: Ints
    group: Ints
    rater_group: Ints
    enough: Bools
    rater_enough: Bools
    spread: tuple[float, float, float]

    def interval(self, person: int) -> tuple[float, float]:
        """The 95 % interval of a person's value."""
        half = 1.96 * float(self.person_error[person])
        return float(self.person[person]) - half, float(self.person[person]) + half


@dataclass(frozen=True, slots=True)
class _Cells:
    """Ratings gathered by person and rater: numbers and sums, and what the noise leaves."""

    counts: Any
    of_person: Floats
    of_rater: Floats
    sum_person: Floats
    sum_rater: Floats
    total: float
    squares: float
    number: int


def read_ratings(person: Ints, rater: Ints, score: Floats, *, people: int, raters: int) -> Reading:
    """Separate people and raters in ``score[i]`` given by ``rater[i]`` to ``person[i]`` (indices from 0).

    Raises :class:`ThermometerFault` on indices out of range, scores that are no numbers, or more than 6,000 raters.
    """
    _check(person, rater, score, people, raters)
    cells = _gather(person, rater, score, people, raters)
    spread = _variances(cells, person, rater, score)
    # that raters do not differ at all is never certain: at least what noise leaves of a rater's mean is allowed for
    lenient = max(spread[1], spread[2] / max(float(np.median(cells.of_rater)), 1))
    person_value, person_error, leniency, rater_error = _solve(cells, (_FLAT * spread[2], lenient, spread[2]))
    linked, group, rater_group = _links(cells)
    reliable = 1 - person_error**2 / max(spread[0], _SHORT) >= LEAST_RELIABILITY
    return Reading(
        float(score.mean()), person_value, person_error, _raw(person, score, people),
        leniency, rater_error, cells.of_person.astype(np.int64), group, rater_group,
        (cells.of_person >= LEAST_RATINGS) & reliable & linked[rater_group_of(cells, rater_group)], linked[rater_group],
        (float(np.sqrt(spread[0])), float(np.sqrt(spread[1])), float(np.sqrt(spread[2]))),
    )  # fmt: skip


def rater_group_of(cells: _Cells, rater_group: Ints) -> Ints:
    """The group of raters each person belongs to (0 for people nobody rated; they have no ratings anyway)."""
    first = np.zeros(cells.counts.shape[0], dtype=np.int64)
    rated = np.diff(cells.counts.indptr) > 0
    first[rated] = rater_group[cells.counts.indices[cells.counts.indptr[:-1][rated]]]
    return first


def _raw(person: Ints, score: Floats, people: int) -> Floats:
    number = np.bincount(person, minlength=people)
    return np.where(number > 0, np.bincount(person, weights=score, minlength=people) / np.maximum(number, 1), np.nan)


def _check(person: Ints, rater: Ints, score: Floats, people: int, raters: int) -> None:
    if not len(score) or len(person) != len(score) or len(rater) != len(score):
        raise ThermometerFault("Cần ít nhất một lượt chấm, mỗi lượt có người, người chấm và điểm.", "At least one rating with person, rater and score is needed.")  # fmt: skip
    for name, english, index, size in (
        ("người được chấm", "person", person, people),
        ("người chấm", "rater", rater, raters),
    ):
        wrong = np.flatnonzero((index < 0) | (index >= size))
        if len(wrong):
            raise ThermometerFault(
                f"Lượt chấm {int(wrong[0])}: {name} số {int(index[wrong[0]])} ngoài 0–{size - 1}.",
                f"Rating {int(wrong[0])}: {english} {int(index[wrong[0]])} is outside 0–{size - 1}.",
            )
    wrong = np.flatnonzero(~np.isfinite(score))
    if len(wrong):
        raise ThermometerFault(f"Lượt chấm {int(wrong[0])}: điểm không phải là số.", f"Rating {int(wrong[0])}: the score is not a number.")  # fmt: skip
    if raters > MOST_RATERS:
        raise ThermometerFault(f"Quá {MOST_RATERS} người chấm: chia theo tỉnh, ngành.", f"More than {MOST_RATERS} raters: divide by province or branch.")  # fmt: skip


def _gather(person: Ints, rater: Ints, score: Floats, people: int, raters: int) -> _Cells:
    shape = (people, raters)
    counts = sparse.coo_array((np.ones(len(score)), (person, rater)), shape=shape).tocsr()
    counts.sum_duplicates()
    centred = score - score.mean()  # small numbers lose less; the mean is added back as μ
    return _Cells(
        counts, np.bincount(person, minlength=people).astype(float), np.bincount(rater, minlength=raters).astype(float),
        np.bincount(person, weights=centred, minlength=people).astype(float), np.bincount(rater, weights=centred, minlength=raters).astype(float),
        float(score.mean()), float(centred @ centred), len(score),
    )  # fmt: skip


def _system(cells: _Cells, spread: tuple[float, float, float]) -> tuple[Floats, Any, Floats, Floats]:
    """Mixed-model equations with people eliminated: their diagonal, the couplings to (μ, raters), the rest, the right side."""
    between, leniency, noise = spread
    diagonal = cells.of_person / noise + 1 / between
    couple: Any = sparse.hstack([sparse.csr_array(cells.of_person[:, None]), cells.counts]).tocsr() / noise
    raters = len(cells.of_rater)
    rest = np.zeros((raters + 1, raters + 1))
    rest[0, 0] = cells.number / noise
    rest[0, 1:] = rest[1:, 0] = cells.of_rater / noise
    rest[1:, 1:] = np.diag(cells.of_rater / noise + 1 / leniency)
    rest -= (couple.T @ sparse.diags_array(1 / diagonal) @ couple).toarray()
    right = np.concatenate([[cells.sum_rater.sum()], cells.sum_rater]) / noise
    right -= couple.T @ (cells.sum_person / noise / diagonal)
    return diagonal, couple, rest, right


def _likelihood(cells: _Cells, spread: tuple[float, float, float]) -> float:
    """Minus twice the restricted log-likelihood, without constants."""
    between, leniency, noise = spread
    diagonal, _couple, rest, right = _system(cells, spread)
    try:
        factor = linalg.cho_factor(rest, lower=True, check_finite=False)
    except linalg.LinAlgError:
        return float("inf")
    solved = linalg.cho_solve(factor, right, check_finite=False)
    explained = float(right @ solved) + float((cells.sum_person / noise) ** 2 @ (1 / diagonal))
    people, raters = len(diagonal), len(right) - 1
    return float(
        cells.number * np.log(noise) + people * np.log(between) + raters * np.log(leniency)
        + float(np.log(diagonal).sum()) + 2 * float(np.log(np.diag(factor[0])).sum()) + cells.squares / noise - explained
    )  # fmt: skip


def _variances(cells: _Cells, person: Ints, rater: Ints, score: Floats) -> tuple[float, float, float]:
    """Variances of people, raters and noise by REML, from the spread of the data as a start."""
    whole = max(cells.squares / max(cells.number - 1, 1), _SHORT)
    start = np.log([whole / 3, whole / 3, whole / 3])
    low, high = np.log(whole * 1e-6), np.log(whole * 10)

    def of(logs: Floats) -> float:
        return _likelihood(cells, (float(np.exp(logs[0])), float(np.exp(logs[1])), float(np.exp(logs[2]))))

    best = optimize.minimize(
        of,
        start,
        method="Nelder-Mead",
        bounds=[(low, high)] * 3,
        options={"xatol": 1e-3, "fatol": 1e-3, "maxiter": 300},
    )
    found = np.exp(best.x)
    return float(found[0]), float(found[1]), float(found[2])


def _solve(cells: _Cells, spread: tuple[float, float, float]) -> tuple[Floats, Floats, Floats, Floats]:
    """Best predictions and their errors: people (with the mean), errors, raters, errors."""
    diagonal, couple, rest, right = _system(cells, spread)
    inverse = linalg.inv(rest, check_finite=False)
    solved = inverse @ right
    people = (cells.sum_person / spread[2] - couple @ solved) / diagonal
    errors = np.sqrt(np.maximum(1 / diagonal + _around(couple, diagonal, inverse), 0))
    rater_errors = np.sqrt(np.maximum(np.diag(inverse)[1:], 0))
    return cells.total + solved[0] + people, errors, solved[1:], rater_errors


def _around(couple: Any, diagonal: Floats, inverse: Floats) -> Floats:
    """What the raters' and the mean's uncertainty adds to each person: e₀ − couple/diagonal turns (μ, raters) into a value."""
    found = np.empty(len(diagonal))
    step = max(5_000_000 // couple.shape[1], 1)
    for low in range(0, len(diagonal), step):
        rows = slice(low, low + step)
        turn = -couple[rows].toarray() / diagonal[rows, None]
        turn[:, 0] += 1
        found[rows] = ((turn @ inverse) * turn).sum(axis=1)
    return found


def _links(cells: _Cells) -> tuple[Bools, Ints, Ints]:
    """Sets of raters that common people link: for each set whether it has two raters or more; the set of each person and rater."""
    people = cells.counts.shape[0]
    whole: Any = sparse.block_array([[None, cells.counts], [cells.counts.T, None]])
    _, label = csgraph.connected_components(whole, directed=False)
    names, rater_group = np.unique(label[people:], return_inverse=True)
    size = np.bincount(rater_group, minlength=len(names))
    place = {int(name): k for k, name in enumerate(names)}
    group = np.array([place.get(int(x), -1) for x in label[:people]], dtype=np.int64)
    return size >= 2, group, rater_group.astype(np.int64)
