"""Small towns of the benchmark's other makes with the prices of their rows searched, and no plan yet."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from benchmarks.sides_makes import plain_city

from dungviec.engine import core, side_prices, side_rows
from dungviec.engine.graph import graph_of, narrowed
from dungviec.engine.outside import understand
from dungviec.engine.outside.amounts import whole_gains
from dungviec.engine.outside.model import engine_problem, model_of
from dungviec.engine.side_prices import PriceSearch


def priced(make: str, *, seats: int = 1) -> PriceSearch:
    """A town of 240 people; ``seats``: how many every eighth post has."""
    plain = plain_city(make, seed=4, people=240, each=12)
    town = understand(plain)
    model = model_of(town)
    gain = whole_gains(town).gain.numbers[model.kept].astype(np.int64)
    problem = engine_problem(town, model, gain, rows=model.rows)
    problem = replace(problem, capacity=np.where(np.arange(problem.n_posts) % 8, problem.capacity, seats))
    graph, worth = graph_of(problem), core.worth_of(problem)
    found = core.best_assignment(graph, narrowed(worth))
    search = side_prices.begin(graph, worth, rows=side_rows.row_table(problem, graph), start=found)
    side_prices.search_prices(search, deadline=time.perf_counter() + 60, steps=40)
    search.plan, search.total = None, 0
    return search
