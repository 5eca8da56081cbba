"""One placement round: snapshot → law → fit → optimum → proof → reasons."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np

from dungviec.engine.check import verify
from dungviec.engine.order import Stage
from dungviec.engine.problem import Problem, Progress, Solution, Status
from dungviec.engine.solve import solve
from dungviec.placement.besides import explain_besides
from dungviec.placement.build import LawOfDay, Round, build_round
from dungviec.placement.figures import before_and_after
from dungviec.placement.ordered import solve_ordered
from dungviec.placement.outcomes import kept_breaches, outcomes, row_words
from dungviec.placement.plan import Plan, Reached
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.quick_margins import ask
from dungviec.placement.reasons import explain_moves
from dungviec.placement.recheck import recheck
from dungviec.placement.vacancies import explain_unplaced, explain_vacancies
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve
from dungviec.records.vietnamese import format_number

TIME_LIMIT = 120.0


@dataclass(frozen=True, eq=False)
class Solved:
    """A round with its solution: what ``place`` and ``why`` both stand on."""

    round: Round
    solution: Solution
    seconds: dict[str, float]
    stages: tuple[Stage, ...] = ()
    """What each objective reached, where the policy sets an order."""

    def placement(self) -> dict[str, str]:
        """Person → post of everybody placed."""
        field = self.round.field
        post_of = self.round.main_posts(self.solution.post_of(self.round.problem))
        return {field.people[i]: field.posts[post_of[i]] for i in np.flatnonzero(post_of >= 0).tolist()}

    def besides(self) -> frozenset[tuple[str, str]]:
        """(person, post) of everybody who holds a post besides the main one in this plan, by a line of the policy."""
        field, bundles = self.round.field, self.round.bundles
        held = bundles.held_besides(self.solution.post_of(self.round.problem))
        return frozenset((field.people[i], field.posts[j]) for b, i in held for j in bundles.posts[b][1:])


def solve_round(
    snapshot: Snapshot,
    policy: Policy,
    *,
    reserved: Reserve | None = None,
    progress: Progress | None = None,
    time_limit: float = TIME_LIMIT,
    law: LawOfDay | None = None,
) -> Solved:
    """Build and solve a round, by the shipped packs or by ``law``. ``progress`` may raise to stop it."""
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    round_ = build_round(snapshot, policy, reserved=reserved, progress=progress, law=law)
    seconds["build"] = time.perf_counter() - started
    return solve_built(round_, seconds=seconds, progress=progress, time_limit=time_limit)


def solve_built(
    round_: Round,
    *,
    seconds: dict[str, float] | None = None,
    progress: Progress | None = None,
    time_limit: float = TIME_LIMIT,
) -> Solved:
    """Solve a round that is built; ``seconds``: what building took."""
    policy, seconds = round_.policy, dict(seconds or {})
    _load_solver()
    started = time.perf_counter()
    stages: tuple[Stage, ...] = ()
    if policy.order:
        round_, solution, stages = solve_ordered(round_, _inner(progress, 0.62, 0.75), time_limit=time_limit)
    else:
        solution = solve(round_.problem, _inner(progress, 0.62, 0.75), time_limit=time_limit)
    seconds["solve"] = time.perf_counter() - started
    _refuse_impossible_locks(round_, solution)
    return Solved(round_, solution, seconds, stages)


def _refuse_impossible_locks(round_: Round, solution: Solution) -> None:
    """A lock that only holds where somebody loses a post, or a hard rule is broken, is refused: the policy must give way."""
    locks = [lock for lock in round_.policy.locks if lock.post is not None]
    if not locks or solution.status is not Status.INFEASIBLE:
        return
    names = ", ".join(f"«{lock.person}» → «{lock.post}»" for lock in locks)
    vi, en = "các ràng buộc cứng mâu thuẫn nhau", "the hard rules contradict each other"
    if solution.released_people:
        out = ", ".join(round_.field.people[i] for i in solution.released_people[:8])
        vi = f"khi đó {out} không còn vị trí nào đúng luật và đúng chính sách"
        en = f"{out} would have no post that law and policy allow"
    elif solution.released_rows:
        vi = f"khi đó không giữ được: {row_words(round_, solution.released_rows[0])}"
        en = f"this would not hold: {row_words(round_, solution.released_rows[0], 'en')}"
    raise PolicyFault(
        f"Không giữ được các khóa {names}: {vi}. Bỏ khóa hoặc nới chính sách.",
        f"The locks {names} cannot hold: {en}. Drop a lock or loosen the policy.",
    )


def place(
    snapshot: Snapshot,
    policy: Policy | None = None,
    progress: Progress | None = None,
    *,
    reserved: Reserve | None = None,
    rejected_rows: int = 0,
    law: LawOfDay | None = None,
) -> Plan:
    """The best placement under ``policy`` on the day of the snapshot, proved and explained.

    ``reserved``: seats not to be given away and people not to be moved (their rows were rejected at reading). ``law`` gives the
    law of a day where it is not the shipped packs alone. Raises :class:`PolicyFault` for a policy that does not fit the data;
    ``progress(stage, share)`` may raise to cancel.
    """
    policy = policy or Policy()
    solved = solve_round(snapshot, policy, reserved=reserved, progress=progress, law=law)
    seconds = dict(solved.seconds)
    started = time.perf_counter()
    plan = _report(solved, progress, rejected_rows)
    seconds["report"] = time.perf_counter() - started
    plan = replace(plan, seconds={k: round(v, 4) for k, v in seconds.items()})
    if progress:
        progress("done", 1.0)
    return plan


def _report(solved: Solved, progress: Progress | None, rejected_rows: int) -> Plan:
    round_, solution = solved.round, solved.solution
    problem, field = round_.problem, round_.field
    kept = kept_breaches(round_, solution)
    if progress:
        progress("check", 0.76)
    faults = (
        *verify(problem, solution),
        *recheck(
            round_.snapshot,
            round_.policy,
            solved.placement(),
            kept_kinship=frozenset((c.person_a, c.person_b) for c in kept)
            | frozenset((c.person_b, c.person_a) for c in kept),
            without_seat=_without_seat(round_, solution),
            law=round_.view,
            besides=solved.besides(),
        ),
    )
    asked = ask(problem, solution)
    return Plan(
        snapshot_name=round_.snapshot.name,
        as_of=round_.snapshot.as_of,
        policy=round_.policy,
        status=str(solution.status),
        value=solution.value,
        bound=solution.bound,
        stay_value=_stay_value(problem),
        people=problem.n_people,
        posts=len(field.posts),
        seats=int(field.capacity.sum()),
        pairs=problem.n_edges,
        moves=explain_moves(round_, solution, progress, about=asked),
        besides=explain_besides(round_, solution),
        vacant=explain_vacancies(round_, solution, asked=asked),
        unplaced=explain_unplaced(round_, solution),
        figures=before_and_after(round_, solution.post_of(problem)),
        requirements=outcomes(round_, solution),
        stages=tuple(Reached(s.name, s.value, s.bound) for s in solved.stages),
        kinship_kept=tuple((c.reason_vi, c.reason_en) for c in kept),
        warnings=tuple(_warnings(round_, solution)),
        certificate=_certificate(round_, solution),
        checks=faults,
        seconds={},
        rejected_rows=rejected_rows,
    )


def _without_seat(round_: Round, solution: Solution) -> frozenset[str]:
    """Holders of posts with more holders than seats, people who must leave, people the solver had to release: they may be left over."""
    field = round_.field
    held = np.bincount(field.own[field.own >= 0], minlength=len(field.posts))
    crowded = np.flatnonzero((field.own >= 0) & (held > field.capacity)[field.own])
    return round_.leavers | {field.people[i] for i in (*crowded.tolist(), *solution.released_people)}


def _stay_value(problem: Problem) -> int | None:
    """What leaving everybody in place is worth; None where not everybody can stay (two people on one seat)."""
    chosen = np.full(problem.n_people, -1, dtype=np.int64)
    stays = np.flatnonzero(problem.is_stay)
    chosen[problem.edge_person[stays]] = stays
    filled = np.bincount(problem.edge_post[stays], minlength=problem.n_posts)
    seats = (row.name.startswith("seats:") for row in problem.rows)
    over = any(
        s and row.excess(int(c)) for s, row, c in zip(seats, problem.rows, problem.row_counts(chosen), strict=True)
    )
    if over or (filled > problem.capacity).any() or (problem.must_place & (chosen < 0)).any():
        return None
    return problem.value_of(chosen)


def _warnings(round_: Round, solution: Solution) -> list[tuple[str, str]]:
    field, snapshot = round_.field, round_.snapshot
    out = []
    over = np.bincount(field.own[field.own >= 0], minlength=len(field.posts)) > field.capacity
    for j in np.flatnonzero(over).tolist():
        held = int((field.own == j).sum())
        out.append(
            (
                f"Vị trí {field.posts[j]} đang có {held} người nhưng chỉ có {int(field.capacity[j])} chỗ.",
                f"Post {field.posts[j]} is held by {held} people but has {int(field.capacity[j])} seats.",
            )
        )
    past = sorted(field.past_age & set(field.people))
    if past:
        shown = ", ".join(past[:8]) + ("…" if len(past) > 8 else "")
        out.append(
            (
                f"{len(past)} người đã quá tuổi nghỉ hưu ngày {snapshot.as_of:%d/%m/%Y} nhưng dữ liệu chưa ghi nghỉ: {shown}. Phương án giữ nguyên họ.",
                f"{len(past)} people are past retirement age on {snapshot.as_of:%d/%m/%Y} yet still on file: {shown}. The plan leaves them where they are.",
            )
        )
    unknown = round_.considered.unknown
    if unknown:
        out.append(
            (
                f"{format_number(unknown)} cặp người – vị trí chưa kết luận được vì thiếu thông tin hoặc chưa có văn bản của ngày này; không được đề xuất.",
                f"{unknown:,} pairs of person and post are unknown, for want of facts or of a text for this day; none is proposed.",
            )
        )
    if solution.status is Status.INFEASIBLE:
        out += [
            (
                f"Không xếp được {field.people[i]}: không đủ chỗ cho mọi người phải có vị trí.",
                f"{field.people[i]} cannot be placed: too few seats for all who must have one.",
            )
            for i in solution.released_people
        ]
        out += [
            (
                f"Không giữ được cùng các ràng buộc khác: {row_words(round_, r)}.",
                f"Given up, since it cannot hold with the others: {row_words(round_, r, 'en')}.",
            )
            for r in solution.released_rows
        ]
    return out


def _certificate(round_: Round, solution: Solution) -> dict[str, Any]:
    rows = [
        {"name": r.name, "limit": r.limit, "sense": str(r.sense), "price": r.price, "size": len(r.edges)}
        for r in round_.problem.rows
    ]
    return {**solution.certificate, "side_rows": rows}


def _inner(progress: Progress | None, low: float, high: float) -> Progress | None:
    if progress is None:
        return None
    outer = progress
    return lambda stage, share: outer(f"solve:{stage}", low + (high - low) * share)


def _load_solver() -> None:
    """Import the solver outside the timed solve: loading a library is not solving."""
    for name in ("graph_loops", "auction_loops", "repair_loops", "seating_loops"):
        import_module(f"dungviec.engine.{name}")
