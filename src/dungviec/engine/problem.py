"""The placement problem as plain arrays, and what a solver hands back. No solver types appear here.

The model, all in whole numbers::

    maximise    sum of gain over the chosen edges
              - sum over posts of vacancy_price x empty seats
              - sum over people of unplaced_price, for each person left without a post
              - sum over elastic side rows of price x units beyond the limit
    subject to  each person in at most one post (exactly one where must_place)
                each post with at most `capacity` people
                every side row: the weights of its chosen edges (1 each unless given) add up to at most (at least) `limit`

An *edge* is an allowed pair of a person and a post. Its gain already holds the fit and the price of the move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.distinct import distinct

if TYPE_CHECKING:
    from dungviec.engine.certificate import Certificate

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Progress = Callable[[str, float], None]
"""Called with the name of a stage (``core``, ``duals``, ``rows``, ``search``, ``done``) and the share done, 0..1."""

LARGEST = 2**40
"""Gains, prices and limits must lie within +-LARGEST, so that sums over a nation still fit 64 bits."""


class ProblemFault(ValueError):
    """A problem that cannot be meant so. ``str()`` is the Vietnamese sentence, ``english`` the English one."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.english = english


class Sense(StrEnum):
    """Which way a side row binds."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Status(StrEnum):
    """What is known of a solution.

    OPTIMAL: no plan is better by a whole unit. FEASIBLE: keeps every hard rule, its gap is `bound - value`.
    INFEASIBLE: no plan keeps every hard rule; the plan handed back gives up `released_people` or `released_rows`
    and value, bound and certificate are those of the problem without them. UNSOLVED: time ran out before any plan.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNSOLVED = "unsolved"


@dataclass(frozen=True, slots=True, eq=False)
class SideRow:
    """One rule over several edges: they are chosen at most (at least) ``limit`` times together.

    ``edges``: indices into the problem's edges, each named once. ``weights``: how much each of them counts, whole numbers;
    None where each counts once. ``price``: None for a hard rule, else what each unit beyond the limit costs (an *elastic*
    rule: kept where it is worth it, reported where it is not). ``limit`` may be below 0 only with weights.
    ``name`` is what a reader is told, e.g. ``moves`` or ``kin:PER-1:PER-2``.
    """

    name: str
    edges: Ints
    limit: int
    sense: Sense = Sense.AT_MOST
    price: int | None = None
    weights: Ints | None = None

    @property
    def sign(self) -> int:
        """+1 for at most, -1 for at least: ``sign * count <= sign * limit``."""
        return 1 if self.sense is Sense.AT_MOST else -1

    @property
    def counts(self) -> Ints:
        """How much each of the edges counts, [edges of the row]."""
        return np.ones(len(self.edges), dtype=np.int64) if self.weights is None else self.weights

    def excess(self, count: int) -> int:
        """Units by which a plan whose edges count ``count`` together breaks the rule, 0 where it keeps it."""
        return max(0, self.sign * (count - self.limit))

    def among(self, number: Ints) -> SideRow:
        """The same rule where edge e is now called ``number[e]`` ([E]; below 0: the edge is gone)."""
        found = number[self.edges]
        kept = found >= 0
        return replace(self, edges=found[kept], weights=None if self.weights is None else self.weights[kept])

    def joined_by(self, edge: int, *, weight: int = 1) -> SideRow:
        """The same rule with one more edge."""
        weights = None if self.weights is None and weight == 1 else np.append(self.counts, np.int64(weight))
        return replace(self, edges=np.append(self.edges, np.int64(edge)), weights=weights)

    def unbound(self) -> SideRow:
        """The same rule with a limit that no plan can break."""
        counts = self.counts
        most = int(counts[counts > 0].sum()) if self.sense is Sense.AT_MOST else int(counts[counts < 0].sum())
        return replace(self, limit=most)


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """People, posts, the edges allowed between them, prices and side rows.

    Shapes: ``people`` n ids, ``posts`` m ids, ``capacity`` [m] >= 0; edges [E] ``edge_person`` in 0..n-1, ``edge_post`` in
    0..m-1, ``gain``, ``is_move`` (counts as a move), ``is_stay`` (keeps the person where he or she is); a pair appears once.
    Edges may come in any order; sorted by person they are solved a little faster. ``must_place`` [n]: the person must get
    a post. ``vacancy_price`` [m] and ``unplaced_price`` [n] >= 0. Raises ProblemFault for anything else.
    """

    people: tuple[str, ...]
    posts: tuple[str, ...]
    capacity: Ints
    edge_person: Ints
    edge_post: Ints
    gain: Ints
    is_move: Flags
    is_stay: Flags
    must_place: Flags
    unplaced_price: Ints
    vacancy_price: Ints
    rows: tuple[SideRow, ...] = ()

    def __post_init__(self) -> None:
        n, m, edges = len(self.people), len(self.posts), len(self.edge_person)
        wanted = {
            "capacity": (np.int64, m),
            "edge_person": (np.int64, edges),
            "edge_post": (np.int64, edges),
            "gain": (np.int64, edges),
            "is_move": (np.bool_, edges),
            "is_stay": (np.bool_, edges),
            "must_place": (np.bool_, n),
            "unplaced_price": (np.int64, n),
            "vacancy_price": (np.int64, m),
        }
        for name, (kind, length) in wanted.items():
            _check_array(name, getattr(self, name), kind=kind, length=length)
        _check_range("edge_person", self.edge_person, low=0, high=n - 1)
        _check_range("edge_post", self.edge_post, low=0, high=m - 1)
        _check_range("gain", self.gain, low=-LARGEST, high=LARGEST)
        for name in ("capacity", "unplaced_price", "vacancy_price"):
            _check_range(name, getattr(self, name), low=0, high=LARGEST)
        pair = np.sort(self.edge_person * max(m, 1) + self.edge_post)
        twice = np.flatnonzero(pair[1:] == pair[:-1])
        if len(twice):
            who, where = divmod(int(pair[twice[0]]), m)
            raise ProblemFault(
                f"Cặp {self.people[who]} – {self.posts[where]} xuất hiện hơn một lần; mỗi cặp chỉ được có một cạnh.",
                f"The pair {self.people[who]} – {self.posts[where]} appears more than once; give each pair one edge.",
            )
        for row in self.rows:
            _check_row(row, edges)

    @property
    def n_people(self) -> int:
        """How many people."""
        return len(self.people)

    @property
    def n_posts(self) -> int:
        """How many posts (not seats)."""
        return len(self.posts)

    @property
    def n_edges(self) -> int:
        """How many allowed pairs."""
        return len(self.edge_person)

    def value_of(self, chosen: Ints) -> int:
        """The objective of a plan: ``chosen`` [n] holds an edge index per person, -1 for none."""
        used = chosen[chosen >= 0]
        empty = self.capacity - np.bincount(self.edge_post[used], minlength=self.n_posts)
        broken = sum(
            (row.price or 0) * row.excess(int(count))
            for row, count in zip(self.rows, self.row_counts(chosen), strict=True)
        )
        return int(self.gain[used].sum() - self.vacancy_price @ empty - self.unplaced_price[chosen < 0].sum() - broken)

    def row_counts(self, chosen: Ints) -> Ints:
        """What each side row's chosen edges count together (how many they are, unless the row has weights), [rows]."""
        taken = np.zeros(self.n_edges, dtype=np.int64)
        taken[chosen[chosen >= 0]] = 1
        used = [taken[row.edges].sum() if row.weights is None else taken[row.edges] @ row.weights for row in self.rows]
        return np.array(used, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Duals:
    """Prices that prove a bound, in whole units of 1/``scale``.

    ``post`` [m] >= 0: the price of a seat. ``row`` [rows] >= 0: the price of one more unit of a side row's limit.
    ``person`` [n]: what the person adds beyond the price of the seat (free of sign where must_place, else >= 0).
    Such prices are not unique: show them as one valid price, or as an interval (see ``duals.price_interval``).
    """

    scale: int
    person: Ints
    post: Ints
    row: Ints


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why people who must have a post cannot all have one: these people may only go to these posts, which seat fewer."""

    people: tuple[int, ...]
    posts: tuple[int, ...]
    seats: int


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A plan and its proof.

    ``chosen`` [n]: edge index per person, -1 for none. ``value``: the objective. ``bound``: no plan is worth more;
    the better of ``dual_bound`` (anybody can recompute it from the certificate) and ``search_bound`` (None unless side
    rows needed a search; then it rests on the searching solver). ``excess`` [rows]: units beyond each side row's limit.
    Only where status is infeasible: ``released_people`` stay without a post though they must have one, for the reason in
    ``shortage``; ``released_rows`` are hard side rows given up; ``conflict_rows`` are hard side rows that cannot all
    be kept together, given that ``conflict_people`` must be placed and ``conflict_posts`` have no more seats (``notes`` say
    whether none of these causes can be spared, or time ran out before that was settled).
    ``seconds``: time per stage. ``notes``: what happened, for a log.
    """

    status: Status
    chosen: Ints
    value: int
    bound: int
    dual_bound: int
    search_bound: int | None
    duals: Duals
    certificate: Certificate
    excess: Ints
    released_people: tuple[int, ...] = ()
    released_rows: tuple[int, ...] = ()
    conflict_rows: tuple[int, ...] = ()
    conflict_people: tuple[int, ...] = ()
    conflict_posts: tuple[int, ...] = ()
    shortage: Shortage | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def gap(self) -> int:
        """Units between bound and value; below one unit (0) the plan is proven best."""
        return self.bound - self.value

    @property
    def relative_gap(self) -> float:
        """The gap as a share of the bound (0 for a bound of 0)."""
        return self.gap / abs(self.bound) if self.bound else float(self.gap)

    def post_of(self, problem: Problem) -> Ints:
        """Post index per person, [n], -1 for none."""
        seat = np.full(problem.n_people, -1, dtype=np.int64)
        placed = self.chosen >= 0
        seat[placed] = problem.edge_post[self.chosen[placed]]
        return seat


def _check_array(name: str, array: NDArray[np.generic], *, kind: type[np.generic], length: int) -> None:
    if not isinstance(array, np.ndarray) or array.dtype != kind or array.shape != (length,):
        found = f"{array.dtype}{list(array.shape)}" if isinstance(array, np.ndarray) else type(array).__name__
        raise ProblemFault(
            f"Mảng {name} phải có kiểu {kind.__name__} và {length} phần tử, nhưng nhận được {found}.",
            f"Array {name} must be {kind.__name__} with {length} items, but it is {found}.",
        )


def _check_range(name: str, array: Ints, *, low: int, high: int) -> None:
    wrong = np.flatnonzero((array < low) | (array > high))
    if len(wrong):
        where, value = int(wrong[0]), int(array[wrong[0]])
        raise ProblemFault(
            f"{name}[{where}] = {value} nằm ngoài khoảng {low} đến {high}.",
            f"{name}[{where}] = {value} lies outside {low} to {high}.",
        )


def _check_row(row: SideRow, edges: int) -> None:
    _check_array(f"rows[{row.name}].edges", row.edges, kind=np.int64, length=len(row.edges))
    _check_range(f"rows[{row.name}].edges", row.edges, low=0, high=edges - 1)
    if len(distinct(row.edges)) != len(row.edges):
        raise ProblemFault(
            f"Ràng buộc {row.name} kể một cạnh hai lần; mỗi cạnh chỉ được kể một lần.",
            f"Side row {row.name} names an edge twice; name each edge once.",
        )
    lowest = 0
    if row.weights is not None:
        _check_array(f"rows[{row.name}].weights", row.weights, kind=np.int64, length=len(row.edges))
        _check_range(f"rows[{row.name}].weights", row.weights, low=-LARGEST, high=LARGEST)
        lowest = -LARGEST
    if not (lowest <= row.limit <= LARGEST) or (row.price is not None and not 0 <= row.price <= LARGEST):
        raise ProblemFault(
            f"Ràng buộc {row.name} có giới hạn {row.limit} hoặc giá {row.price} không hợp lệ; "
            f"cần số nguyên, giới hạn từ {lowest} và giá từ 0 đến {LARGEST}.",
            f"Side row {row.name} has limit {row.limit} or price {row.price}; whole numbers are needed, "
            f"the limit from {lowest} and the price from 0 to {LARGEST}.",
        )
