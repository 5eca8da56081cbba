"""What it would take: the smallest changes after which the best plan puts this person in this post, each proved by solving again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from dungviec.competency.weights import PARTS
from dungviec.engine.flips import has_pair, smallest_raise, smallest_sets, smallest_step
from dungviec.engine.pricing import edge_of
from dungviec.law import Judgement, LawBook, explain_pair
from dungviec.placement.candidates import survey, why_not_considered
from dungviec.placement.place import Solved, solve_round
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.record_changes import RecordChange, apply_changes, record_changes, wish_for
from dungviec.placement.robust import gains_at
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

MOST_WEIGHT_STEP = 64
LARGEST_SET = 3


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
    snapshot: Snapshot, policy: Policy | None, person_id: str, post_id: str, *, solved: Solved | None = None, reserved: Reserve | None = None
) -> FlipReport:  # fmt: skip
    """The smallest changes that flip one why-not on the day of the snapshot.

    ``solved``: the round solved before. Raises PolicyFault naming an id that is not in the data.
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
    solved = solved or solve_round(snapshot, policy, reserved=reserved)
    judgement = explain_pair(snapshot, person_id, post_id, solved.round.view)
    stops = _stops(judgement, policy)
    field = solved.round.field
    considered = None
    if person_id in field.people and seat in field.posts:
        considered = why_not_considered(field, policy, field.people.index(person_id), field.posts.index(seat))
    base = FlipReport(
        person_id=person_id, person_name=name, post_id=post_id, post_title=title, as_of=snapshot.as_of,
        in_plan=_has(solved, policy, person_id, seat), blocked=stops, not_considered=considered,
        record_sets=(), enough=False, points=None, proved=False, wish_enough=False, weights=(),
    )  # fmt: skip
    if base.in_plan:
        return replace(base, record_sets=((),), enough=True, points=0, proved=True)
    sets = _opening_sets(snapshot, policy, person_id, post_id, seat, judgement, reserved)
    if not sets:
        return base
    changed = apply_changes(snapshot, person_id, post_id, sets[0])
    opened = solve_round(changed, policy, reserved=reserved) if sets[0] else solved
    problem = opened.round.problem
    i, j = opened.round.field.people.index(person_id), opened.round.field.posts.index(seat)
    if edge_of(problem, i, j) is None:  # min_fit, min_gain, a ban or a lock of the policy
        return replace(base, record_sets=sets)
    if has_pair(problem, person=i, post=j):
        return replace(base, record_sets=sets, enough=True, points=0, proved=True)
    raised = smallest_raise(problem, opened.solution, person=i, post=j)
    if raised.points is None:
        return replace(base, record_sets=sets, proved=raised.proved)
    wished = solve_round(apply_changes(changed, person_id, seat, (wish_for(seat, title),)), policy, reserved=reserved)
    return replace(
        base,
        record_sets=sets,
        points=raised.points,
        proved=raised.proved,
        wish_enough=_has(wished, policy, person_id, seat),
        weights=_weights(opened, i, j),
    )


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
    return tuple(
        dict.fromkeys((f"{f.reason_vi} ({f.instrument} {f.article})".replace(" )", ")"), f"{f.reason_en} ({f.instrument} {f.article})".replace(" )", ")")) for f in worse)
    )  # fmt: skip


def _has(solved: Solved, policy: Policy, person_id: str, seat: str) -> bool:
    field = solved.round.field
    if person_id not in field.people or seat not in field.posts:
        return False
    return has_pair(solved.round.problem, person=field.people.index(person_id), post=field.posts.index(seat))


def _opening_sets(
    snapshot: Snapshot, policy: Policy, person_id: str, post_id: str, seat: str, judgement: Judgement, reserved: Reserve | None
) -> tuple[tuple[RecordChange, ...], ...]:  # fmt: skip
    """Smallest sets of changes after which the law allows the pair and the round considers it."""
    days = [f.will_pass_from for f in judgement.findings if f.verdict > policy.worst_verdict]
    passes_on = max((d for d in days if d is not None), default=None)

    def judged(changes: tuple[RecordChange, ...]) -> tuple[Snapshot, Judgement]:
        changed = apply_changes(snapshot, person_id, post_id, changes)
        return changed, explain_pair(changed, person_id, post_id, LawBook.load().on(changed.as_of))

    def works(changes: tuple[RecordChange, ...]) -> bool:
        changed, found = judged(changes)
        if found.verdict > policy.worst_verdict:
            return False
        field = survey(changed, policy, LawBook.load().on(changed.as_of), reserved=reserved)
        if person_id not in field.people or seat not in field.posts:
            return False
        return why_not_considered(field, policy, field.people.index(person_id), field.posts.index(seat)) is None

    def said(found: Judgement) -> frozenset[tuple[str, str]]:
        """What stands in the way: rules and their reasons, which name the facts that fail."""
        return frozenset((f.rule_id, f.reason_vi) for f in found.findings if f.verdict > policy.worst_verdict)

    ladders: dict[str, list[RecordChange]] = {}
    for change in record_changes(snapshot, person_id, post_id, passes_on=passes_on):
        ladders.setdefault(f"{change.what}:{change.column}", []).append(change)
    useful: list[RecordChange] = []
    for steps in ladders.values():
        if steps[0].what in ("major", "plan"):
            useful += steps
            continue
        after = [said(judged((step,))[1]) for step in steps]
        if after[-1] != said(judgement):
            # the lowest step that brings all the highest one does
            useful.append(steps[after.index(after[-1])])
    return smallest_sets(useful, works, largest=LARGEST_SET, most=3)


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
                return has_pair(replace(round_.problem, gain=gains_at(round_, weights)), person=i, post=j)

            step = smallest_step(flips, most=most) if most else None
            if step is not None:
                found.append(WeightFlip(name, now[name], now[name] + sign * step))
    return tuple(found)
