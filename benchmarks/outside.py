"""`python -m benchmarks outside`: thousands of small random problems through ``dungviec.solve``, each against trying every plan.

Written from the contract alone (docs/reference/solve.md): plain dictionaries and exact fractions, nothing of the library and nothing of its
other tests, so that a misreading there is not repeated here. Every kind of constraint is mixed; amounts are whole, equal, negative, decimal,
tiny or huge. Checked: status, value, bound, moves, who is left out; of an infeasible problem that the constraints named cannot hold together and
that none of them can be spared.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import dungviec
from benchmarks.report import console, machine, mark, number

Plain = dict[str, Any]
PLANS = 60_000
"""Problems are kept small enough that no more plans have to be tried."""


def main(arguments: list[str] | None = None) -> None:
    """Print what was solved and what was wrong; exit code 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks outside", description=__doc__)
    parser.add_argument("--problems", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print(
        "\n[bold]Đúng Việc – bài toán nhỏ ngẫu nhiên, so với thử mọi phương án[/] [dim](outside)[/]", machine()
    )
    statuses: Counter[str] = Counter()
    wrong, began = 0, time.process_time()
    for seed in range(chosen.first, chosen.first + chosen.problems):
        problem = made_up(seed)
        result = dungviec.solve(problem)
        statuses[result["status"]] += 1
        for fault in faults(problem, result):
            wrong += 1
            screen.print(f"  seed {seed}: {fault}")
    screen.print("  " + ", ".join(f"{status} {number(count)}" for status, count in sorted(statuses.items())))
    screen.print(
        f"  {number(chosen.problems)} bài, {number(time.process_time() - began, 1)} s xử lý (processor): không sai (none wrong)",
        mark(not wrong),
    )
    if wrong:
        raise SystemExit(1)


def faults(problem: Plain, result: Plain) -> list[str]:
    """What is wrong with an answer, by trying every plan."""
    found = [] if result["checked"] else ["not checked"]
    best = best_by_trying(problem)
    if best is None:
        if result["status"] != "infeasible":
            return [*found, f"no plan exists, yet {result['status']}"]
        named = frozenset(result["conflict"])
        others = frozenset(range(len(problem.get("constraints", [])))) - named
        if best_by_trying(problem, without=others) is not None:
            found.append("the conflict can hold together")
        return found + [
            f"constraint {k} can be spared" for k in named if best_by_trying(problem, without=others | {k}) is None
        ]
    if result["status"] not in ("optimal", "feasible"):
        return [*found, f"a plan worth {float(best)} exists, yet {result['status']}"]
    slack = abs(best) / 2**49  # what a number written as a double may lose
    value, moves = _worth(problem, result["placements"])
    if abs(exactly(result["value"]) - value) > slack or result["moves"] != moves:
        found.append(f"value {result['value']} and {result['moves']} moves are {float(value)} and {moves}")
    if exactly(result["bound"]) < best - slack:
        found.append(f"bound {result['bound']} is below the best plan, {float(best)}")
    if result["status"] == "optimal" and abs(value - best) > (slack if result["exact"] else abs(best) / 10**9):
        found.append(f"called optimal at {float(value)}, the best plan is worth {float(best)}")
    if result["status"] == "feasible" and result["exact"]:
        found.append(f"not proven, gap {result['gap']}")
    if set(map(str, result["unplaced"])) != set(map(str, problem["people"])) - set(result["placements"]):
        found.append("unplaced is not the rest")
    return found


def made_up(seed: int) -> Plain:
    """A problem of up to seven people and six posts."""
    r = random.Random(seed)
    people_count, post_count = r.choice([0, 1, 1, 2, 3, 4, 5, 6, 7]), r.choice([0, 1, 2, 3, 4, 5, 6])
    while (post_count + 1) ** people_count > PLANS:
        people_count -= 1
    amount = r.choice(_amounts(r))
    named = r.choice([("p{}", "q{}"), ("Nguyễn Văn {}", "Vị trí «{}»"), (0, 100)])
    people = [_id(named[0], i) for i in range(people_count)]
    ids = [_id(named[1], j) for j in range(post_count)]
    posts = []
    for post in ids:
        capacity = {"capacity": r.choice([0, 1, 1, 2, 3, 10 ** r.randint(1, 6)])} if r.random() < 0.5 else {}
        posts.append({"id": post, **capacity, **({"vacancy_cost": amount()} if r.random() < 0.5 else {})})
    share = r.choice([0.2, 0.5, 0.8, 1.0])
    pairs = [[p, q, amount()] for p in people for q in ids if r.random() < share]
    r.shuffle(pairs)
    problem: Plain = {"people": people, "posts": posts, "pairs": pairs}
    if ids and r.random() < 0.7:
        problem["current"] = {str(p): None if r.random() < 0.05 else r.choice(ids) for p in people if r.random() < 0.7}
    if r.random() < 0.6:
        problem["move_cost"] = amount()
    if r.random() < 0.55:
        problem["must_place"] = r.choice([True, False, *([[p for p in people if r.random() < 0.4]] * 2)])
    everywhere = [(p, q) for p in people for q in ids]
    if everywhere and r.random() < 0.85:
        allowed = [(p, q) for p, q, _ in pairs] or everywhere
        count = r.choice([0, 1, 1, 2, 2, 3, 4, 6])
        problem["constraints"] = [_constraint(r, everywhere if r.random() < 0.4 else allowed) for _ in range(count)]
    return problem


def _amounts(r: random.Random) -> list[Callable[[], int | float]]:
    return [
        lambda: r.randint(-5, 20),
        lambda: r.choice([1, 1, 2]),
        lambda: 0,
        lambda: r.randint(-20, -1),
        lambda: round(r.uniform(-3, 10), r.randint(1, 4)),
        lambda: r.randint(-4, 9) * 10.0 ** -r.randint(6, 14),
        lambda: r.uniform(-2, 5),
        lambda: r.randint(-5, 9) * 10 ** r.randint(10, 15),
        lambda: 10**9 + r.randint(0, 5),
        lambda: r.choice([r.randint(-2, 9), r.uniform(0, 1), 1e6 * r.randint(0, 3), 1e-6 * r.randint(0, 4)]),
    ]


def _id(pattern: str | int, at: int) -> str | int:
    return pattern + at if isinstance(pattern, int) else pattern.format(at)


def _constraint(r: random.Random, pool: list[tuple[Any, Any]]) -> Plain:
    some = r.sample(pool, r.randint(1, len(pool))) if r.random() < 0.9 else []
    if r.random() < 0.3:  # everything one person, or one post, has among them
        side, one = r.choice([0, 1]), r.choice(pool)
        some = [pair for pair in pool if pair[side] == one[side]]
    pairs = [list(pair) for pair in some]
    weight = r.choice(
        [lambda: r.randint(0, 5), lambda: round(r.uniform(0, 3), 2), lambda: r.randint(-5, 5), lambda: r.uniform(-1, 3)]
    )
    weights = [weight() for _ in some]
    person, post = r.choice(pool)
    return r.choice([
        {"kind": "max_moves", "limit": r.randint(0, 3)},
        {"kind": "not_together", "pairs": pairs[: r.choice([2, 2, 3, 4])]},
        {"kind": "at_least", "count": r.randint(0, 3), "pairs": pairs},
        {"kind": "at_most", "count": r.randint(0, 3), "pairs": pairs},
        {"kind": "at_most_weight", "limit": r.choice([0, 1, 2.5, round(sum(weights) / 2, 2), -1]), "pairs": [[*p, w] for p, w in zip(pairs, weights, strict=True)]},
        {"kind": "fix", "person": person, "post": post},
        {"kind": "forbid", "person": person, "post": post},
    ])  # fmt: skip


def exactly(amount: float) -> Fraction:
    """An amount as the decimal it was written as."""
    return Fraction(Decimal(repr(amount))) if isinstance(amount, float) else Fraction(amount)


def best_by_trying(problem: Plain, *, without: frozenset[int] = frozenset()) -> Fraction | None:
    """The value of the best plan that keeps all constraints but those left out; None where no plan does."""
    people, must = problem["people"], problem.get("must_place", False)
    musts = set(people) if must is True else set(must or [])
    left = {q["id"]: q.get("capacity", 1) for q in problem["posts"]}
    kept = [c for k, c in enumerate(problem.get("constraints", [])) if k not in without]
    options = defaultdict(list)
    for person, post, _ in problem["pairs"]:
        options[person].append(post)
    best: Fraction | None = None
    plan: dict[str, Any] = {}

    def go_on(at: int) -> None:
        nonlocal best
        if at == len(people):
            if all(_holds(problem, c, plan) for c in kept):
                value = _worth(problem, plan)[0]
                best = value if best is None or value > best else best
            return
        person = people[at]
        if person not in musts:
            go_on(at + 1)
        for post in options[person]:
            if left[post]:
                left[post] -= 1
                plan[str(person)] = post
                go_on(at + 1)
                del plan[str(person)]
                left[post] += 1

    go_on(0)
    return best


def _moves(problem: Plain, plan: Plain) -> int:
    current = problem.get("current", {})
    return sum(current.get(person) is not None and current[person] != post for person, post in plan.items())


def _worth(problem: Plain, plan: Plain) -> tuple[Fraction, int]:
    """What a plan is worth, and how many of its people move."""
    moves, filled = _moves(problem, plan), Counter(plan.values())
    value = sum((exactly(s) for p, q, s in problem["pairs"] if plan.get(str(p)) == q), Fraction(0))
    for post in problem["posts"]:
        value -= exactly(post.get("vacancy_cost", 0)) * (post.get("capacity", 1) - filled[post["id"]])
    return value - exactly(problem.get("move_cost", 0)) * moves, moves


def _holds(problem: Plain, constraint: Plain, plan: Plain) -> bool:
    kind = constraint["kind"]
    if kind == "max_moves":
        return bool(_moves(problem, plan) <= constraint["limit"])
    if kind in ("fix", "forbid"):
        return (plan.get(str(constraint["person"])) == constraint["post"]) == (kind == "fix")
    chosen = [pair for pair in constraint["pairs"] if plan.get(str(pair[0])) == pair[1]]
    if kind == "at_most_weight":
        return sum((exactly(pair[2]) for pair in chosen), Fraction(0)) <= exactly(constraint["limit"])
    if kind == "at_least":
        return len(chosen) >= constraint["count"]
    return len(chosen) <= (1 if kind == "not_together" else constraint["count"])


if __name__ == "__main__":
    main()
