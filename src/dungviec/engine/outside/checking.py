"""The independent checker of an answer: the problem as it was written against the answer as it will be written.

Plain Python over the ids and decimals of the input, sharing nothing with the reader, the model or the solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any


def check_result(data: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    """Every fault of a solved answer as an English sentence, none where all is well; for an infeasible one only its shape is checked.

    Checked: allowed pairs, seats, one post each, musts, every constraint, the lists of unplaced people and vacant posts, the
    value recomputed exactly from the scores as decimals, and that bound and gap agree with it. ``data["pairs"]`` may be any iterable.
    """
    if result["status"] == "infeasible":
        count = len(data.get("constraints") or [])
        wrong = [k for k in result["conflict"] if not 0 <= k < count]
        return [f"conflict names constraint {k}, there are {count}" for k in wrong]
    plan: dict[str, Any] = result["placements"]
    faults = []
    known = {str(p): p for p in data["people"]}
    faults += [f"{who} is not one of the people" for who in plan if who not in known]
    scores: dict[str, Any] = {}
    for person, post, score in data["pairs"]:
        if (who := str(person)) in plan and str(plan[who]) == str(post):
            scores[who] = score
    faults += [f"{who} – {post} is not an allowed pair" for who, post in plan.items() if who not in scores]
    seated = Counter(str(post) for post in plan.values())
    value = sum((_exactly(s) for s in scores.values()), Fraction(0))
    empty: dict[str, int] = {}
    for post in data["posts"]:
        free = int(post.get("capacity", 1)) - seated[str(post["id"])]
        if free < 0:
            faults.append(
                f"post {post['id']} has {post.get('capacity', 1)} places for {seated[str(post['id'])]} people"
            )
        if free > 0:
            empty[str(post["id"])] = free
        value -= _exactly(post.get("vacancy_cost", 0)) * free
    current = {str(k): str(v) for k, v in (data.get("current") or {}).items() if v is not None}
    moves = sum(1 for who, post in plan.items() if who in current and current[who] != str(post))
    value -= _exactly(data.get("move_cost", 0)) * moves
    must = data.get("must_place", False)
    wanted = [str(p) for p in (data["people"] if must is True else must or [])]
    faults += [f"{who} must be placed and is not" for who in wanted if who not in plan]
    for k, c in enumerate(data.get("constraints") or []):
        if not _keeps(c, plan, moves):
            faults.append(f"constraint {k} ({c['kind']}) does not hold")
    if sorted(map(str, result["unplaced"])) != sorted(who for who in known if who not in plan):
        faults.append("unplaced does not list exactly the people without a post")
    if {str(p) for p in result["vacant"]} != set(empty) or {
        str(p): c for p, c in result["vacant_places"].items()
    } != empty:
        faults.append("vacant does not list exactly the posts with places left")
    return faults + _figures(result, value)


def _figures(result: Mapping[str, Any], value: Fraction) -> list[str]:
    stated, bound = Fraction(result["value"]), Fraction(result["bound"])
    slack = abs(value) / 2**50  # a float holds 53 bits
    faults = []
    if abs(stated - value) > slack:
        faults.append(f"value is stated as {result['value']}, recomputed {float(value)}")
    if bound < stated or bound < value - slack:
        faults.append(f"bound {result['bound']} is below the value {result['value']}")
    relative = (bound - value) / max(abs(bound), abs(value)) if bound != value else Fraction(0)
    if abs(relative - Fraction(result["gap"])) > Fraction(2, 10**9):
        faults.append(f"gap is stated as {result['gap']}, recomputed {float(relative)}")
    if result["status"] == "optimal" and relative > Fraction(1, 10**9):
        faults.append(f"called optimal with a gap of {float(relative)}")
    return faults


def _keeps(c: Mapping[str, Any], plan: Mapping[str, Any], moves: int) -> bool:
    kind = c["kind"]
    if kind == "max_moves":
        return bool(moves <= c["limit"])
    if kind in ("fix", "forbid"):
        return _holds(plan, c["person"], c["post"]) is (kind == "fix")
    if kind == "at_most_weight":
        return sum((_exactly(w) for p, q, w in c["pairs"] if _holds(plan, p, q)), Fraction(0)) <= _exactly(c["limit"])
    count = sum(_holds(plan, p, q) for p, q in c["pairs"])
    if kind == "at_least":
        return bool(count >= c["count"])
    return bool(count <= (1 if kind == "not_together" else c["count"]))


def _holds(plan: Mapping[str, Any], person: Any, post: Any) -> bool:
    return str(person) in plan and str(plan[str(person)]) == str(post)


def _exactly(amount: Any) -> Fraction:
    return Fraction(Decimal(repr(float(amount)))) if isinstance(amount, float) else Fraction(int(amount))
