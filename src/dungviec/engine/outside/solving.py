"""A problem from outside, solved and told as plain data: status, value, bound, placements, or why there is no plan."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from dungviec.engine.outside.amounts import WholeGains, whole_gains
from dungviec.engine.outside.checking import check_result
from dungviec.engine.outside.conflict import Conflict, OutOfTimeError, feasible_plan, shortage, smallest_conflict
from dungviec.engine.outside.figures import at_least, nearest, relative_gap, rounded_gap
from dungviec.engine.outside.model import Model, model_of
from dungviec.engine.outside.problem import OutsideProblem
from dungviec.engine.outside.reading import understand
from dungviec.engine.outside.search import CLOSED, Search, search
from dungviec.engine.problem import Ints, Sense

TIME_LIMIT = 60.0
_SHOWN = 8
CHECKING, CHECKED_A_SECOND = 0.4, 700_000
"""Time kept for checking and writing: a part of what reading took, and pairs that are checked in a second."""


def solve_outside(
    problem: OutsideProblem, data: Mapping[str, Any], *, time_limit: float = TIME_LIMIT, begun: float | None = None
) -> dict[str, Any]:
    """The answer to a problem, as docs/reference/result.schema.json describes it.

    ``data``: the problem as it was written, for the independent checker. Within ``time_limit`` seconds the best plan found so far is
    returned with its gap, checking included. ``begun``: when reading began (``time.perf_counter``'s clock), so that it counts too.
    """
    entered = time.perf_counter()
    begun = entered if begun is None else begun
    # The checker goes over what the reader went over.
    deadline = (
        begun + time_limit - min(time_limit / 3, CHECKING * (entered - begun) + len(problem.score) / CHECKED_A_SECOND)
    )
    model = model_of(problem)
    gains = whole_gains(problem)
    found = Search(infeasible=True)
    if not model.broken and not _hopeless(model):
        found = search(problem, model, gains.gain.numbers, deadline=deadline, base=gains.base / gains.gain.unit)
    faults = found.faults
    out_of_time = False
    if found.taken is None and not found.infeasible:
        try:
            found.taken = feasible_plan(problem, range(len(problem.constraints)), deadline=deadline)
            found.total = sum(gains.gain.numbers[found.taken].tolist()) if found.taken is not None else 0
        except OutOfTimeError:
            out_of_time = True
    if out_of_time:
        result = _unsolved()
    elif found.taken is not None:
        result = _solved(problem, gains, found, found.taken)
    else:
        result = _infeasible(problem, model, found, deadline=deadline)
    if result["status"] != "unsolved":
        faults = [*faults, *check_result(data, result)]
        result["checked"] = result["checked"] and not faults
    result["faults"] = faults
    result["seconds"] = round(time.perf_counter() - begun, 3)
    return result


@cache
def get_ready() -> None:
    """Load what a solve needs (compiled loops, HiGHS), so that no time limit counts it: a tiny problem is solved and forgotten."""
    tiny = {
        "people": ["a", "b"],
        "posts": [{"id": "x"}, {"id": "y"}],
        "pairs": [["a", "x", 2], ["b", "y", 2], ["b", "x", 1]],
    }
    rule = {"kind": "not_together", "pairs": [["a", "x"], ["b", "y"]]}
    solve_outside(understand({**tiny, "constraints": [rule]}), {**tiny, "constraints": [rule]})


def _hopeless(model: Model) -> bool:
    """Whether a row asks for more than the pairs left could give."""
    left = np.zeros(0, dtype=np.bool_)
    if model.rows:
        left = np.zeros(1 + max((int(row.edges.max(initial=-1)) for row in model.rows), default=-1), dtype=np.bool_)
        left[model.kept[model.kept < len(left)]] = True
    for row in model.rows:
        open_ = left[row.edges]
        if row.sense is Sense.AT_LEAST and int(open_.sum()) < row.limit:
            return True
        if row.sense is Sense.AT_MOST and int(np.minimum(row.counts[open_], 0).sum()) > row.limit:
            return True
    return False


def _solved(problem: OutsideProblem, gains: WholeGains, found: Search, taken: Ints) -> dict[str, Any]:
    value = gains.base + gains.gain.unit * found.total
    bound = value if found.bound is None else max(value, gains.base + gains.gain.unit * found.bound)
    gap = relative_gap(value, bound)
    optimal = found.bound is not None and gap <= (0 if found.exact else CLOSED)
    load = np.bincount(problem.edge_post[taken], minlength=len(problem.posts))
    empty = problem.capacity - load
    placed = np.zeros(len(problem.people), dtype=np.bool_)
    placed[problem.edge_person[taken]] = True
    order = taken[np.argsort(problem.edge_person[taken], kind="stable")]
    held = zip(problem.edge_person[order].tolist(), problem.edge_post[order].tolist(), strict=True)
    return {
        "status": "optimal" if optimal else "feasible",
        "value": nearest(value),
        "bound": nearest(value) if optimal and gap == 0 else at_least(bound, nearest(value)),
        "gap": 0.0 if optimal else rounded_gap(gap),
        "exact": found.exact,
        "placements": {str(problem.people[i]): problem.posts[j] for i, j in held},
        "unplaced": [problem.people[i] for i in np.flatnonzero(~placed).tolist()],
        "vacant": [problem.posts[j] for j in np.flatnonzero(empty).tolist()],
        "vacant_places": {str(problem.posts[j]): int(empty[j]) for j in np.flatnonzero(empty).tolist()},
        "moves": int(problem.is_move[taken].sum()),
        "checked": True,
    }


def _unsolved() -> dict[str, Any]:
    return {
        "status": "unsolved", "value": None, "bound": None, "gap": None, "placements": {}, "unplaced": [], "vacant": [],
        "checked": False,
        "reason_vi": "Hết thời gian mà chưa tìm được phương án nào và cũng chưa chứng minh được là không có; hãy tăng --time-limit.",
        "reason_en": "Time ran out before any plan was found or proven not to exist; raise --time-limit.",
    }  # fmt: skip


def _infeasible(problem: OutsideProblem, model: Model, found: Search, *, deadline: float) -> dict[str, Any]:
    conflict = shortage(problem)
    if conflict is None:
        named = {int(name[12:-1]) for name in found.conflict_rows if name.startswith("constraints[")}
        hints = [sorted(h) for h in (set(model.broken), named) if h]
        conflict = smallest_conflict(problem, hints, deadline=deadline)
    if conflict is None:  # the engine calls infeasible what the checker can do: say so rather than choose
        return {
            **_unsolved(),
            "reason_vi": "Hai cách giải không thống nhất; hãy báo lỗi này.",
            "reason_en": "Two ways of solving disagree; please report this.",
        }
    vi, en = _reason(problem, conflict)
    return {
        "status": "infeasible", "value": None, "bound": None, "gap": None, "placements": {}, "unplaced": [], "vacant": [],
        "checked": conflict.minimal, "conflict": list(conflict.constraints), "conflict_minimal": conflict.minimal, "reason_vi": vi, "reason_en": en,
    }  # fmt: skip


def _reason(problem: OutsideProblem, conflict: Conflict) -> tuple[str, str]:
    if not conflict.constraints:
        who = _listed([problem.people[i] for i in conflict.people])
        where = _listed([problem.posts[j] for j in conflict.posts])
        if not conflict.posts:
            return (
                f"{who} phải có vị trí nhưng không có cặp nào được phép.",
                f"{who} must be placed but no pair allows it.",
            )
        return (
            f"{len(conflict.people)} người phải có vị trí ({who}) chỉ được vào {len(conflict.posts)} vị trí ({where}), tất cả có {conflict.seats} chỗ.",
            f"{len(conflict.people)} people who must be placed ({who}) may only go to {len(conflict.posts)} posts ({where}) with {conflict.seats} places in all.",
        )
    said = ", ".join(f"constraints[{k}] ({problem.constraints[k].kind})" for k in conflict.constraints[:_SHOWN])
    more = "…" if len(conflict.constraints) > _SHOWN else ""
    if len(conflict.constraints) == 1:
        return f"Không phương án nào giữ được {said}.", f"No plan keeps {said}."
    if not conflict.minimal:
        return (
            f"Không phương án nào giữ được cùng lúc {said}{more}; hết thời gian nên chưa rút được về nhóm nhỏ nhất.",
            f"No plan keeps {said}{more} together; time ran out before the smallest set was found.",
        )
    return (
        f"Không phương án nào giữ được cùng lúc {said}{more}; bỏ bất kỳ ràng buộc nào trong đó thì hết mâu thuẫn này.",
        f"No plan keeps {said}{more} together; drop any one of them and this contradiction is gone.",
    )


def _listed(ids: list[Any]) -> str:
    return ", ".join(map(str, ids[:_SHOWN])) + ("…" if len(ids) > _SHOWN else "")
