"""A round one can try things on: lock, ban or add one pair, and see at once what else changes and what it costs.

Nothing is judged or scored again but the pair that is added: the problem of the round is edited and solved anew, and among equally good
plans the one closest to what stood on the screen is shown.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from dungviec.competency import score_pairs
from dungviec.engine.check import verify
from dungviec.engine.edits import solve_near, with_edges
from dungviec.engine.problem import Flags, Ints, Problem, Solution, Status
from dungviec.law import judge_pairs
from dungviec.placement.build import Round
from dungviec.placement.move_prices import price_of
from dungviec.placement.place import Solved
from dungviec.placement.policy import PolicyFault
from dungviec.placement.round_rows import round_rows


@dataclass(frozen=True, slots=True)
class Shift:
    """One person who stands elsewhere after a change; None for no post."""

    person_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, eq=False)
class Answer:
    """What a change led to: who shifts, and what the whole plan gains or loses by it. ``checks``: faults found by the checker."""

    status: str
    value: int
    bound: int
    loss: int
    shifts: tuple[Shift, ...]
    checks: tuple[str, ...]
    seconds: float


@dataclass(slots=True, eq=False)
class Trial:
    """A solved round with changes on top; each is one step that :meth:`undo` takes back."""

    solved: Solved
    problem: Problem = field(init=False)
    solution: Solution = field(init=False)
    _past: list[tuple[Problem, Solution]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.problem, self.solution = self.solved.round.problem, self.solved.solution

    @property
    def round(self) -> Round:
        """The round the trial started from."""
        return self.solved.round

    def placement(self) -> dict[str, str]:
        """Person → post as it stands now."""
        seats = self.round.main_posts(self.solution.post_of(self.problem))
        return {self.problem.people[i]: self.problem.posts[seats[i]] for i in np.flatnonzero(seats >= 0).tolist()}

    def lock(self, person: str, post: str) -> Answer:
        """The person goes to (or stays in) this post and no other."""
        i, j = self._person(person), self._post(post)
        self._edge(i, j)
        there = self.round.bundles.main_of(self.problem.edge_post) == j  # with other posts besides, or without
        keep = (self.problem.edge_person != i) | there
        must = self.problem.must_place.copy()
        must[i] = True
        return self._solve(replace(with_edges(self.problem, keep), must_place=must))

    def ban(self, person: str, post: str) -> Answer:
        """The person does not go to (or stay in) this post."""
        i, j = self._person(person), self._post(post)
        self._edge(i, j)
        with_it = np.isin(self.problem.edge_post, self.round.bundles.with_any_of(np.array([j], dtype=np.int64)))
        return self._solve(with_edges(self.problem, (self.problem.edge_person != i) | ~with_it))

    def add(self, person: str, post: str) -> Answer:
        """Let the person be considered for this post though the round did not; the law of the day is asked first.

        Raises PolicyFault where the law does not allow the pair.
        """
        i, j = self._person(person), self._post(post)
        if np.any((self.problem.edge_person == i) & (self.problem.edge_post == j)):
            return self._answer(self.problem, self.solution, 0.0)
        started = time.perf_counter()
        round_ = self.round
        pair = pl.DataFrame({"person_id": [person], "post_id": [post]})
        judged = judge_pairs(round_.snapshot, pair, round_.view)
        if judged["verdict"][0] > round_.policy.worst_verdict:
            rules = ", ".join(judged["blocking"][0])
            raise PolicyFault(
                f"Pháp luật ngày này không cho phép đề xuất «{person}» vào «{post}» ({rules}).",
                f"The law of this day does not allow proposing '{person}' for '{post}' ({rules}).",
            )
        fit = int(score_pairs(round_.snapshot, pair, round_.policy.fit_weights())["fit"][0])
        own = int(round_.field.own[i])
        price = price_of(round_.snapshot, round_.policy, person, round_.field.posts[own] if own >= 0 else None, post)
        old = self.problem
        bare = replace(
            old,
            edge_person=np.append(old.edge_person, i),
            edge_post=np.append(old.edge_post, j),
            gain=np.append(old.gain, fit - price),
            is_move=np.append(old.is_move, own >= 0),
            is_stay=np.append(old.is_stay, False),
            rows=(),
        )
        rows = tuple(
            row
            for _, row in round_rows(round_.snapshot, round_.policy, round_.view, round_.field, round_.bundles, bare)
        )
        return self._solve(replace(bare, rows=rows), since=started)

    def undo(self) -> Answer | None:
        """Take the last change back; None where there is none."""
        if not self._past:
            return None
        before = self._seats()
        self.problem, self.solution = self._past.pop()
        return self._answer(self.problem, self.solution, 0.0, before=before)

    def _solve(self, problem: Problem, *, since: float | None = None) -> Answer:
        started = since if since is not None else time.perf_counter()
        before = self._seats()
        solution, solved = solve_near(problem, before)
        if solution.status in (Status.INFEASIBLE, Status.UNSOLVED):
            raise PolicyFault(
                "Không giữ được thay đổi này cùng các ràng buộc khác: có người không còn vị trí nào, hoặc vượt giới hạn. Bỏ thay đổi vừa rồi.",
                "This change cannot hold with the other constraints: somebody has no post left, or a limit is broken. Take it back.",
            )
        faults = tuple(verify(solved, solution))
        self._past.append((self.problem, self.solution))
        lost = self.solution.value - solution.value
        self.problem, self.solution = solved, solution
        answer = self._answer(solved, solution, time.perf_counter() - started, before=before)
        return replace(answer, loss=lost, checks=faults)

    def _answer(self, problem: Problem, solution: Solution, seconds: float, *, before: Ints | None = None) -> Answer:
        now = solution.post_of(problem)
        changed: Flags = now != (now if before is None else before)
        shifts = tuple(
            Shift(problem.people[i], self._name(before, i), self._name(now, i))
            for i in np.flatnonzero(changed).tolist()
        )
        return Answer(str(solution.status), solution.value, solution.bound, 0, shifts, (), seconds)

    def _name(self, seats: Ints | None, i: int) -> str | None:
        return None if seats is None or seats[i] < 0 else self.problem.posts[int(seats[i])]

    def _seats(self) -> Ints:
        return self.solution.post_of(self.problem)

    def _edge(self, i: int, j: int) -> int:
        found = np.flatnonzero((self.problem.edge_person == i) & (self.problem.edge_post == j))
        if not len(found):
            person, post = self.problem.people[i], self.problem.posts[j]
            raise PolicyFault(
                f"Cặp «{person}» – «{post}» không nằm trong đợt này; thêm cặp trước nếu pháp luật cho phép.",
                f"The pair '{person}' – '{post}' is not part of this round; add it first if the law allows.",
            )
        return int(found[0])

    def _person(self, person: str) -> int:
        if person not in self.problem.people:
            raise PolicyFault(f"Không có người «{person}» trong đợt này.", f"There is no '{person}' in this round.")
        return self.problem.people.index(person)

    def _post(self, post: str) -> int:
        if post not in self.problem.posts:
            raise PolicyFault(f"Không có vị trí «{post}» trong đợt này.", f"There is no post '{post}' in this round.")
        return self.problem.posts.index(post)
