"""OR-Library's assignment and generalised assignment problems (J. E. Beasley, 1990) against their published optima."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dungviec.engine.check import verify
from dungviec.engine.problem import Problem, SideRow, Status
from dungviec.engine.solve import solve

DATA = Path(__file__).parents[3] / "shared" / "data" / "orlib"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"OR-Library's problems are not at {DATA}")


def _optima() -> dict[str, int]:
    lines = (DATA / "assignopt.txt").read_text().splitlines()
    words = [line.split() for line in lines]
    return {w[0]: int(w[1]) for w in words if len(w) == 2 and w[1].isdigit()}


def _problem(row: np.ndarray, column: np.ndarray, cost: np.ndarray, *, n: int) -> Problem:
    """Everybody must have a seat of their own; the least total cost is the largest total gain."""
    edges = len(cost)
    return Problem(
        people=tuple(f"row {i}" for i in range(n)),
        posts=tuple(f"column {j}" for j in range(n)),
        capacity=np.ones(n, dtype=np.int64),
        edge_person=row.astype(np.int64),
        edge_post=column.astype(np.int64),
        gain=-cost.astype(np.int64),
        is_move=np.zeros(edges, dtype=np.bool_),
        is_stay=np.zeros(edges, dtype=np.bool_),
        must_place=np.ones(n, dtype=np.bool_),
        unplaced_price=np.zeros(n, dtype=np.int64),
        vacancy_price=np.zeros(n, dtype=np.int64),
    )


def _read(name: str) -> Problem:
    numbers = np.array((DATA / f"{name}.txt").read_text().split(), dtype=np.float64).astype(np.int64)
    n, rest = int(numbers[0]), numbers[1:]
    if name.startswith("assignp"):
        row, column, cost = rest.reshape(-1, 3).T
        return _problem(row - 1, column - 1, cost, n=n)
    row, column = np.divmod(np.arange(n * n), n)
    return _problem(row, column, rest, n=n)


SPARSE = ["assignp800", "assignp1500", "assignp3000", "assignp5000"]
DENSE = [f"assign{n}" for n in range(100, 900, 100)]


@pytest.mark.parametrize("name", [*DENSE, *SPARSE])
def test_the_published_optimum_is_reached_and_proven(name: str) -> None:
    solution = solve(_read(name))
    assert (solution.status, solution.value, solution.bound) == (Status.OPTIMAL, -_optima()[name], -_optima()[name])


@pytest.mark.parametrize("name", ["assign100", "assignp800"])
def test_the_checker_agrees(name: str) -> None:
    problem = _read(name)
    assert verify(problem, solve(problem)) == []


def _generalised(numbers: list[int]) -> tuple[Problem, list[int]]:
    """Jobs to agents, each with a capacity that jobs use up by their weight; the problem, and the numbers that follow it."""
    agents, jobs = numbers[:2]
    size = agents * jobs
    gain = np.array(numbers[2 : 2 + size], dtype=np.int64)
    weight = np.array(numbers[2 + size : 2 + 2 * size], dtype=np.int64)
    limits, rest = numbers[2 + 2 * size :][:agents], numbers[2 + 2 * size + agents :]
    agent, job = np.divmod(np.arange(size, dtype=np.int64), jobs)
    rows = []
    for k, limit in enumerate(limits):
        own = np.flatnonzero(agent == k)
        rows.append(SideRow(f"agent {k}", own, limit, weights=weight[own]))
    problem = Problem(
        people=tuple(f"job {j}" for j in range(jobs)),
        posts=tuple(f"agent {k}" for k in range(agents)),
        capacity=np.full(agents, jobs, dtype=np.int64),
        edge_person=job,
        edge_post=agent,
        gain=gain,
        is_move=np.zeros(size, dtype=np.bool_),
        is_stay=np.zeros(size, dtype=np.bool_),
        must_place=np.ones(jobs, dtype=np.bool_),
        unplaced_price=np.zeros(jobs, dtype=np.int64),
        vacancy_price=np.zeros(agents, dtype=np.int64),
        rows=tuple(rows),
    )
    return problem, rest


@pytest.mark.parametrize(
    "name", [f"gap{k}" if k < 6 else pytest.param(f"gap{k}", marks=pytest.mark.slow) for k in range(1, 13)]
)
def test_five_generalised_assignments_reach_the_published_optimum(name: str) -> None:
    lines = (DATA / "gap" / "gapopt.txt").read_text().splitlines()
    optima = next([int(v) for v in line.split()[1:]] for line in lines if line.startswith(f"{name} "))
    count, *numbers = [int(v) for v in (DATA / "gap" / f"{name}.txt").read_text().split()]
    assert count == len(optima) == 5
    for optimum in optima:
        problem, numbers = _generalised(numbers)
        solution = solve(problem)
        assert (solution.status, solution.value, solution.bound) == (Status.OPTIMAL, optimum, optimum)
        assert verify(problem, solution) == []
    assert numbers == []
