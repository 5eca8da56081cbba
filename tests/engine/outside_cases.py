"""Small random problems from outside, and their answer by trying every plan: the yardstick of the contract's tests.

Written against the contract alone: plain dictionaries and exact fractions, nothing of the library.
"""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from typing import Any

Plain = dict[str, Any]

AMOUNTS = {
    "whole": lambda r: r.randint(-5, 20),
    "decimal": lambda r: round(r.uniform(-2, 10), 2),
    "fine": lambda r: r.uniform(-1, 5),
    "tiny": lambda r: r.randint(-3, 9) * 1e-9,
    "huge": lambda r: r.randint(-3, 9) * 1e12,
    "mixed": lambda r: r.choice(
        [r.randint(-2, 9) * 1e12, r.uniform(0, 1), r.randint(0, 9) * 1e-9, 10**17 + r.randint(0, 5)]
    ),
}


def random_problem(seed: int) -> Plain:
    """Two to five people, up to four posts, every kind of constraint; many are infeasible."""
    r = random.Random(seed)
    amount = AMOUNTS[r.choice(list(AMOUNTS))]
    people = [f"P{i}" for i in range(r.randint(0 if seed % 50 == 0 else 2, 5))]
    posts = [f"V{j}" for j in range(r.randint(1, 4))]
    pairs = [[p, q, amount(r)] for p in people for q in posts if r.random() < 0.6]
    everywhere = [(p, q) for p in people for q in posts]
    problem: Plain = {
        "people": people,
        "posts": [
            {"id": q, **({"capacity": r.randint(0, 2)} if r.random() < 0.5 else {}), **({"vacancy_cost": amount(r)} if r.random() < 0.5 else {})}
            for q in posts
        ],
        "pairs": pairs,
    }  # fmt: skip
    if r.random() < 0.7:
        problem["current"] = {p: r.choice(posts) for p in people if r.random() < 0.6}
        problem["move_cost"] = amount(r)
    if r.random() < 0.5:
        problem["must_place"] = r.choice([True, False, [p for p in people if r.random() < 0.4]])
    if everywhere and r.random() < 0.8:
        problem["constraints"] = [_constraint(r, everywhere, amount) for _ in range(r.randint(1, 5))]
    return problem


def _constraint(r: random.Random, everywhere: list[tuple[str, str]], amount: Any) -> Plain:
    some = [list(e) for e in r.sample(everywhere, r.randint(0 if r.random() < 0.1 else 1, len(everywhere)))]
    person, post = r.choice(everywhere)
    weight = r.choice(
        [
            lambda: r.randint(1, 5),
            lambda: round(r.uniform(0, 2), 1),
            lambda: r.uniform(-1, 3),
            lambda: r.randint(-4, 8) * 10**11,
        ]
    )
    weights = [weight() for _ in some]
    return r.choice([
        {"kind": "max_moves", "limit": r.randint(0, 2)},
        {"kind": "not_together", "pairs": some[:2]},
        {"kind": "at_least", "count": r.randint(0, 2), "pairs": some},
        {"kind": "at_most", "count": r.randint(0, 2), "pairs": some},
        {"kind": "at_most_weight", "limit": r.choice([sum(weights[:2]), max(weights, default=1), -abs(min(weights, default=0)) / 2]), "pairs": [[*p, w] for p, w in zip(some, weights, strict=True)]},
        {"kind": "fix", "person": person, "post": post},
        {"kind": "forbid", "person": person, "post": post},
    ])  # fmt: skip


def exactly(amount: float) -> Fraction:
    """An amount as the decimal it was written as."""
    return Fraction(Decimal(repr(amount)))


def best_by_trying(problem: Plain, *, without: tuple[int, ...] = ()) -> Fraction | None:
    """The largest value over all plans that keep all constraints but those left out; None where there is no such plan."""
    score = {(p, q): exactly(s) for p, q, s in problem["pairs"]}
    current = problem.get("current", {})
    must = problem.get("must_place", False)
    musts = set(problem["people"] if must is True else must or [])
    kept = [c for k, c in enumerate(problem.get("constraints", [])) if k not in without]
    options = [
        ([] if p in musts else [None]) + [q for q in (x["id"] for x in problem["posts"]) if (p, q) in score]
        for p in problem["people"]
    ]
    best: Fraction | None = None
    for plan in product(*options):
        held = {p: q for p, q in zip(problem["people"], plan, strict=True) if q is not None}
        left = {x["id"]: x.get("capacity", 1) for x in problem["posts"]}
        for q in held.values():
            left[q] -= 1
        if min(left.values(), default=0) < 0:
            continue
        moves = sum(1 for p, q in held.items() if p in current and current[p] != q)
        if not all(_holds(c, held, moves) for c in kept):
            continue
        value = sum((score[e] for e in held.items()), Fraction(0)) - exactly(problem.get("move_cost", 0)) * moves
        value -= sum((exactly(x.get("vacancy_cost", 0)) * left[x["id"]] for x in problem["posts"]), Fraction(0))
        best = value if best is None or value > best else best
    return best


def _holds(c: Plain, held: dict[str, str], moves: int) -> bool:
    if c["kind"] == "max_moves":
        return bool(moves <= c["limit"])
    if c["kind"] == "fix":
        return held.get(c["person"]) == c["post"]
    if c["kind"] == "forbid":
        return held.get(c["person"]) != c["post"]
    chosen = [pair for pair in c["pairs"] if held.get(pair[0]) == pair[1]]
    if c["kind"] == "at_most_weight":
        return sum((exactly(w) for _, _, w in chosen), Fraction(0)) <= exactly(c["limit"])
    if c["kind"] == "at_least":
        return len(chosen) >= c["count"]
    return len(chosen) <= (1 if c["kind"] == "not_together" else c["count"])


def is_smallest_conflict(problem: Plain, conflict: list[int]) -> bool:
    """Whether the constraints named cannot hold together, and any of them left out makes the others possible."""
    everything = range(len(problem.get("constraints", [])))
    others = tuple(k for k in everything if k not in conflict)
    if best_by_trying(problem, without=others) is not None:
        return False
    return all(best_by_trying(problem, without=(*others, k)) is not None for k in conflict)


def subsets(items: list[int]) -> list[tuple[int, ...]]:
    """Every way of choosing some of the items."""
    return [c for k in range(len(items) + 1) for c in combinations(items, k)]
