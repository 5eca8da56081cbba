"""What it would take: the smallest changes after which the best plan puts this person in this post, each proved by solving again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import polars as pl

from dungviec.competency.weights import PARTS
from dungviec.engine.flips import has_pair, smallest_raise, smallest_step
from dungviec.engine.pricing import edge_of
from dungviec.engine.problem import Problem
from dungviec.law import Judgement, LawBook, explain_pair
from dungviec.law.marks import reason_with_clause
from dungviec.placement.build import LawOfDay, Round, with_record
from dungviec.placement.place import Solved, solve_built, solve_round
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.record_changes import RecordChange, apply_changes, record_changes, wish_for
from dungviec.placement.robust import gains_at
from dungviec.placement.variants import Changes, Variants
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

MOST_WEIGHT_STEP = 64
LARGEST_SET, MOST_SETS = 3, 3


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """A weight of fit and the nearest value at which the best plan has the pair, while one step less does not."""

    part: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class FlipReport:
    """What it would take for one pair.

    ``blocked``: obstacles of law today, (vi, en). ``record_sets``: smallest sets of changes of the record that clear them all, of which each leaves
    out nothing it could spare; the first is taken for granted in what follows. ``enough``: the best plan then has the pair. Else ``points`` is how many
    more points of gain it needs (``proved``: with these a best plan has it, with one less none), ``wish_enough`` whether a wish alone brings them,
    and ``weights`` the nearest weights that do.
    """

    person_id: str
    person_name: str
    post_id: str
    post_title: str
    as_of: date
    in_plan: bool
    blocked: tuple[tuple[str, str], ...]
    not_considered: tuple[str, str] | None
    record_sets: tuple[tuple[RecordChange, ...], ...]
    enough: bool
    points: int | None
    proved: bool
    wish_enough: bool
    weights: tuple[WeightFlip, ...]

    @property
    def open_to_change(self) -> bool:
        """Whether changes of the record this search knows could make the pair lawful and considered."""
        return bool(self.record_sets)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {"schema": "dungviec-flip/1", **asdict(self), "as_of": self.as_of.isoformat()}


def what_it_takes(
    snapshot: Snapshot, policy: Policy | None, person_id: str, post_id: str, *, solved: Solved | None = None, reserved: Reserve | None = None,
    law: LawOfDay | None = None,
) -> FlipReport:  # fmt: skip
    """The smallest changes that flip one why-not on the day of the snapshot.

    ``solved``: the round solved before; ``law`` gives the law of a day where it is not the shipped packs alone. Raises PolicyFault naming an id that is not in the data.
    """
    policy = policy or Policy()
    if policy.as_of is not None and policy.as_of != snapshot.as_of:
        snapshot = snapshot.at(policy.as_of)
    policy = policy.model_copy(update={"as_of": None})
    name, title = _names(snapshot, person_id, post_id)
    held_with = dict(
        snapshot.posts.filter(pl.col("held_with").is_not_null()).select("post_id", "held_with").iter_rows()
    )
    seat = held_with.get(post_id, post_id)
    law = law or LawBook.load().on
    solved = solved or solve_round(snapshot, policy, reserved=reserved, law=law)
    snapshot, round_ = solved.round.snapshot, solved.round
    judgement = explain_pair(snapshot, person_id, post_id, round_.view)
    field = round_.field
    seats = int(field.capacity[field.posts.index(seat)]) if seat in field.posts else 0
    variants = Variants(snapshot, policy, law, person_id, post_id, seat, seats, reserved)
    (today,) = variants.told([()])
    base = FlipReport(
        person_id=person_id, person_name=name, post_id=post_id, post_title=title, as_of=snapshot.as_of,
        in_plan=_has(solved, person_id, seat), blocked=_stops(judgement, policy),
        not_considered=today.not_considered if person_id in field.people and seat in field.posts else None,
        record_sets=(), enough=False, points=None, proved=False, wish_enough=False, weights=(),
    )  # fmt: skip
    if base.in_plan:
        return replace(base, record_sets=((),), enough=True, points=0, proved=True)
    sets = _opening_sets(variants, judgement)
    if not sets:
        return base
    changed = apply_changes(snapshot, person_id, post_id, sets[0])
    opened = solved if not sets[0] else _solved_with(solved, changed, person_id, reserved, law)
    problem = opened.round.problem
    i, j = opened.round.field.people.index(person_id), opened.round.field.posts.index(seat)
    if edge_of(problem, i, j) is None:  # min_fit, min_gain, a ban or a lock of the policy
        return replace(base, record_sets=sets)
    if _has(opened, person_id, seat):
        return replace(base, record_sets=sets, enough=True, points=0, proved=True)
    raised = smallest_raise(problem, opened.solution, person=i, post=j)
    if raised.points is None:
        return replace(base, record_sets=sets, proved=raised.proved)
    wish = apply_changes(changed, person_id, seat, (wish_for(seat, title),))
    wished = _solved_with(opened, wish, person_id, reserved, law)
    return replace(
        base,
        record_sets=sets,
        points=raised.points,
        proved=raised.proved,
        wish_enough=_has(wished, person_id, seat),
        weights=_weights(opened, i, j),
    )


def _solved_with(before: Solved, changed: Snapshot, person_id: str, reserved: Reserve | None, law: LawOfDay) -> Solved:
    """The round with one person's record changed, solved again; on another day the whole round is built again."""
    if changed.as_of != before.round.snapshot.as_of:
        return solve_round(changed, before.round.policy, reserved=reserved, law=law)
    return solve_built(with_record(before.round, changed, person_id))


def _names(snapshot: Snapshot, person_id: str, post_id: str) -> tuple[str, str]:
    names = dict(snapshot.people.select("person_id", "name").iter_rows())
    titles = dict(snapshot.posts.select("post_id", "title").iter_rows())
    if person_id not in names:
        raise PolicyFault(
            f"Không có người mang mã «{person_id}» trong dữ liệu.", f"There is no person with the id '{person_id}'."
        )
    if post_id not in titles:
        raise PolicyFault(
            f"Không có vị trí mang mã «{post_id}» trong dữ liệu.", f"There is no post with the id '{post_id}'."
        )
    return names[person_id], titles[post_id]


def _stops(judgement: Judgement, policy: Policy) -> tuple[tuple[str, str], ...]:
    """What stands in the way by law, each sentence once."""
    worse = [f for f in judgement.findings if f.verdict > policy.worst_verdict]
    return tuple(dict.fromkeys((reason_with_clause(f, "vi"), reason_with_clause(f, "en")) for f in worse))


def _has(solved: Solved, person_id: str, seat: str) -> bool:
    field = solved.round.field
    if person_id not in field.people or seat not in field.posts:
        return False
    if solved.placement().get(person_id) == seat:
        return True
    return _best_plan_has(solved.round, solved.round.problem, field.people.index(person_id), field.posts.index(seat))


def _best_plan_has(round_: Round, problem: Problem, i: int, j: int) -> bool:
    """Whether a best plan has the person in this main post, with others besides or without."""
    posts = round_.bundles.with_main(j)
    return any(has_pair(problem, person=i, post=post) for post in posts)


def _opening_sets(variants: Variants, judgement: Judgement) -> tuple[Changes, ...]:
    """Smallest sets of changes after which the law allows the pair and the round considers it."""
    policy = variants.policy
    if variants.works(()):
        return ((),)
    days = [f.will_pass_from for f in judgement.findings if f.verdict > policy.worst_verdict]
    passes_on = max((d for d in days if d is not None), default=None)

    def said(found: Judgement) -> frozenset[tuple[str, str]]:
        """What stands in the way: rules and their reasons, which name the facts that fail."""
        return frozenset((f.rule_id, f.reason_vi) for f in found.findings if f.verdict > policy.worst_verdict)

    ladders: dict[str, list[RecordChange]] = {}
    for change in record_changes(variants.snapshot, variants.person_id, variants.post_id, passes_on=passes_on):
        ladders.setdefault(f"{change.what}:{change.column}", []).append(change)
    variants.told([(step,) for steps in ladders.values() for step in steps])
    useful: list[RecordChange] = []
    for steps in ladders.values():
        if steps[0].what in ("major", "plan"):
            useful += steps
            continue
        after = [said(one.judgement) for one in variants.told([(step,) for step in steps])]
        if after[-1] != said(judgement):
            # the lowest step that brings all the highest one does
            useful.append(steps[after.index(after[-1])])
    found: list[Changes] = []
    for size in range(1, LARGEST_SET + 1):
        asked = [s for s in combinations(useful, size) if not any(set(smaller) <= set(s) for smaller in found)]
        variants.told(asked)
        found += [some for some in asked if variants.works(some)]
        if len(found) >= MOST_SETS:
            break
    return tuple(found[:MOST_SETS])


def _weights(solved: Solved, i: int, j: int) -> tuple[WeightFlip, ...]:
    """For each weight of fit and each direction the nearest value that flips, within MOST_WEIGHT_STEP."""
    round_ = solved.round
    now = {name: int(getattr(round_.policy.weights, name)) for name in PARTS}
    found = []
    for name in PARTS:
        for sign in (-1, 1):
            most = min(MOST_WEIGHT_STEP, now[name] if sign < 0 else MOST_WEIGHT_STEP)

            def flips(step: int, name: str = name, sign: int = sign) -> bool:
                weights = now | {name: now[name] + sign * step}
                if not sum(weights.values()):
                    return False
                return _best_plan_has(round_, replace(round_.problem, gain=gains_at(round_, weights)), i, j)

            step = smallest_step(flips, most=most) if most else None
            if step is not None:
                found.append(WeightFlip(name, now[name], now[name] + sign * step))
    return tuple(found)
