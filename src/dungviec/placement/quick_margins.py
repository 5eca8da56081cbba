"""Margins and losses of many people about one plan: exchanges without side rows, then a look at only the rows that a changed plan touches.

The engine checks every row of the problem for every answer; a province has tens of thousands of rows, of which a chain of changes touches a few.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.exchanges import Exchanges
from dungviec.engine.pricing import Loss, Margin, at_least, exchanges_around, losses, margins
from dungviec.engine.problem import Ints, Problem, Solution

AT_ONCE = 256
"""People whose margins are asked together: each answer holds a whole plan until it is looked at."""
LARGE, TOLD_EXACTLY = 4_000_000, 300
"""Beyond so many edges only so many margins, those largest by the prices, are found by exchange (a tenth of a second each); of the others it is
said what they are at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A plan and its problem, ready for many questions. ``bare``: the problem without its side rows, None where rows bind (then exchanges
    prove nothing); ``edges`` (sorted), ``row``, ``weight``: the entries of all rows; ``counts``: what the plan's edges count in each."""

    problem: Problem
    solution: Solution
    bare: Problem | None
    around: Exchanges | None
    edges: Ints
    row: Ints
    weight: Ints
    counts: Ints

    def keeps_rows(self, plan: Ints) -> bool:
        """Whether a changed plan [n] breaks none of the rows; only rows of changed edges are looked at."""
        changed = np.flatnonzero(plan != self.solution.chosen)
        touched: dict[int, int] = {}
        for sign, chosen in ((-1, self.solution.chosen[changed]), (1, plan[changed])):
            for edge in chosen[chosen >= 0].tolist():
                low, high = np.searchsorted(self.edges, [edge, edge + 1]).tolist()
                for k in range(low, high):
                    r = int(self.row[k])
                    touched[r] = touched.get(r, int(self.counts[r])) + sign * int(self.weight[k])
        return not any(self.problem.rows[r].excess(count) for r, count in touched.items())

    def margins(self, people: Ints) -> list[Margin]:
        """As the engine's ``margins``, without the changed plans."""
        if self.bare is None:
            return margins(self.problem, self.solution, people) if len(people) else []
        found: list[Margin] = []
        if len(people) > TOLD_EXACTLY and self.bare.n_edges > LARGE:
            found = self._at_least(people)
            found.sort(key=lambda m: -(m.loss or 0))
            people = np.array([m.person for m in found[:TOLD_EXACTLY]], dtype=np.int64)
            found = found[TOLD_EXACTLY:]
        for start in range(0, len(people), AT_ONCE):
            for margin in margins(self.bare, self.solution, people[start : start + AT_ONCE]):
                kept = margin.plan is None or self.keeps_rows(margin.plan)
                found.append(replace(margin, exact=margin.exact and kept, plan=None))
        return found

    def _at_least(self, people: Ints) -> list[Margin]:
        """Margins that cannot be fallen short of, from the prices alone (weak duality), with the best alternative at these prices."""
        problem, prices = self.problem, self.solution.duals
        flags = np.zeros(problem.n_people, dtype=np.bool_)
        flags[people] = True
        edges = np.flatnonzero(flags[problem.edge_person])
        edges = edges[edges != self.solution.chosen[problem.edge_person[edges]]]
        person, post = problem.edge_person[edges], problem.edge_post[edges]
        worth = prices.scale * (problem.gain[edges] + problem.vacancy_price[post] + problem.unplaced_price[person])
        worth -= prices.post[post]
        order = np.lexsort((-worth, person))
        who, first = np.unique(person[order], return_index=True)
        best = dict(zip(who.tolist(), order[first].tolist(), strict=True))
        slack = self.solution.dual_bound - self.solution.value
        found = []
        for i in people.tolist():
            k = best.get(i)
            if k is None and problem.must_place[i]:
                found.append(Margin(i, None, -1, exact=True))
                continue
            instead, edge = (0, -1) if k is None else (int(worth[k]), int(edges[k]))
            if not problem.must_place[i] and instead < 0:
                instead, edge = 0, -1
            least = (int(prices.person[i]) - instead) // prices.scale - slack
            found.append(Margin(i, max(0, least), edge, exact=False))
        return found

    def loss_at(self, *, edge: int, exactly: bool) -> Loss:
        """What taking one edge costs the plan: at least that much by prices, or ``exactly`` by exchange where rows let it be told."""
        problem = self.problem
        person, post, gain = (int(a[edge]) for a in (problem.edge_person, problem.edge_post, problem.gain))
        if self.bare is None or not exactly:
            return Loss(at_least(problem, self.solution, person=person, post=post, gain=gain), exact=False)
        (loss,) = losses(
            self.bare, self.solution, person=person, posts=np.array([post], dtype=np.int64),
            gains=np.array([gain], dtype=np.int64), around=self.around,
        )  # fmt: skip
        return replace(loss, exact=loss.plan is None or self.keeps_rows(loss.plan), plan=None)


def ask(problem: Problem, solution: Solution) -> Asked:
    """Prepare a plan for many questions."""
    rows, nothing = problem.rows, np.zeros(0, dtype=np.int64)
    edges = np.concatenate([r.edges for r in rows]) if rows else nothing
    row = np.repeat(np.arange(len(rows)), [len(r.edges) for r in rows])
    weight = np.concatenate([r.counts for r in rows]) if rows else nothing
    order = np.argsort(edges, kind="stable")
    plain = exchanges_around(problem, solution) is not None if not rows else _rows_bind_nowhere(solution)
    bare = replace(problem, rows=()) if plain else None
    return Asked(
        problem=problem,
        solution=solution,
        bare=bare,
        around=None if bare is None else exchanges_around(bare, solution),
        edges=edges[order],
        row=row[order],
        weight=weight[order],
        counts=problem.row_counts(solution.chosen),
    )


def _rows_bind_nowhere(solution: Solution) -> bool:
    """Whether the plan is the optimum of the core alone, as the engine tells it."""
    free = solution.search_bound is None and not solution.released_rows and not solution.excess.any()
    return free and not solution.duals.row.any()
