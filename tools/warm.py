"""Import once what every later command needs and compile the engine's loops, so that both lie ready even where Python may not write."""

from __future__ import annotations

import importlib
from dataclasses import replace

MODULES = (
    "dungviec.cli.app",
    "dungviec.exchange",
    "dungviec.exchange.plan_book",
    "dungviec.exchange.roster",
    "dungviec.engine",
    "dungviec.placement",
    "dungviec.synth",
    "scipy.optimize",
    "scipy.sparse.csgraph",
)


def compile_loops() -> None:
    """Solve a small case of each kind, so that the engine's loops are compiled and kept."""
    import numpy as np

    from dungviec.competency.coverage import Coverage
    from dungviec.engine import Problem, SideRow, pricing, solve

    pairs = [(0, 0, 9), (0, 1, 5), (1, 0, 8), (1, 1, 2), (2, 1, 4), (2, 2, 3), (3, 2, 6)]
    person, post, gain = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    moves = np.array([False, True, True, True, True, False, False])
    problem = Problem(
        people=("A", "B", "C", "D"),
        posts=("X", "Y", "Z"),
        capacity=np.array([1, 2, 1]),
        edge_person=person,
        edge_post=post,
        gain=gain,
        is_move=moves,
        is_stay=np.zeros(len(pairs), dtype=np.bool_),
        must_place=np.array([True, False, False, False]),
        unplaced_price=np.zeros(4, dtype=np.int64),
        vacancy_price=np.zeros(3, dtype=np.int64),
    )
    solution = solve(problem)
    pricing.margins(problem, solution, np.flatnonzero(solution.chosen >= 0))
    solve(replace(problem, rows=(SideRow("moves", np.flatnonzero(moves), 1),)))
    solve(replace(problem, capacity=np.array([0, 1, 0]), must_place=np.ones(4, dtype=np.bool_)))
    profile = (np.array([0]), np.array([3]), np.array([1]))
    columns = Coverage(np.array([[2]]), (profile,)).columns
    if columns is not None:
        columns.of(np.array([0]), np.array([0]))


def main() -> None:
    """Import everything named, compile, then what the office loads at its start."""
    for name in MODULES:
        importlib.import_module(name)
    compile_loops()
    from dungviec.law import LawBook
    from dungviec.office.demo import set_up

    LawBook.load()
    set_up()
    importlib.import_module("dungviec.office.urls")


if __name__ == "__main__":
    main()
