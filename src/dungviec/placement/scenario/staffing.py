"""Staffing a branch, and committing it: the plan's placements become tenures from the effective day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dungviec.engine.problem import Progress
from dungviec.placement.effect import in_effect
from dungviec.placement.place import place
from dungviec.placement.plan import Plan
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.scenario.branch import Branch, branch
from dungviec.placement.scenario.changes import Scenario
from dungviec.records import Snapshot


@dataclass(frozen=True, eq=False)
class Staffing:
    """A branch and the best plan on it."""

    branch: Branch
    plan: Plan

    def post_after(self) -> dict[str, str]:
        """Person → main post once the branch and its plan are in effect."""
        after = dict(self.branch.snapshot.main_posts.select("person_id", "post_id").iter_rows())
        for left in self.plan.unplaced:
            after.pop(left.person_id, None)
        return after | {m.person_id: m.to_post_id for m in self.plan.moves}

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``: what the change does to the organisation, and the plan."""
        branch = self.branch
        return {
            "scenario": branch.scenario.name, "effective": branch.scenario.effective.isoformat(), "basis": branch.scenario.basis,
            "new_units": list(branch.new_units), "ended_units": list(branch.ended_units), "new_posts": list(branch.new_posts),
            "ended_posts": list(branch.ended_posts), "displaced": list(branch.displaced), "carried": branch.carried, "plan": self.plan.to_json(),
        }  # fmt: skip


def staff(
    snapshot: Snapshot, scenario: Scenario, *, policy: Policy | None = None, progress: Progress | None = None
) -> Staffing:
    """Branch the organisation and find the best plan on it, under the scenario's policy or another.

    Raises PolicyFault where the scenario or the policy does not fit the records.
    """
    branched = branch(snapshot, scenario)
    rules = policy or scenario.policy
    rules = rules.model_copy(
        update={"as_of": scenario.effective, "continuing": (*rules.continuing, *branched.continuing)}
    )
    return Staffing(branched, _with_origins(branched, place(branched.snapshot, rules, progress)))


def _with_origins(branched: Branch, plan: Plan) -> Plan:
    """The plan with, for whoever was displaced, the post that ended: on papers nobody comes from nowhere."""
    before = branched.before
    held = dict(before.main_posts.select("person_id", "post_id").iter_rows())
    posts = {p: (title, unit) for p, title, unit in before.posts.select("post_id", "title", "unit_id").iter_rows()}
    units = dict(before.units.select("unit_id", "name").iter_rows())
    moves = [
        m if m.from_post_id is not None or m.person_id not in held
        else replace(m, from_title=posts[held[m.person_id]][0], from_unit=units[posts[held[m.person_id]][1]])
        for m in plan.moves
    ]  # fmt: skip
    return replace(plan, moves=tuple(moves))


def commit(staffing: Staffing) -> Snapshot:
    """The records after the change: ended units and posts, and a tenure for everybody who is placed anew.

    Raises PolicyFault where the plan did not pass its checks: such a plan is thrown away, not committed.
    """
    plan, after = staffing.plan, staffing.branch.snapshot
    if plan.checks:
        raise PolicyFault(
            f"Không ghi được phương án: bộ kiểm tra độc lập phát hiện {len(plan.checks)} sai sót, trước hết: {plan.checks[0]}",
            f"This plan cannot be committed: the independent checker found {len(plan.checks)} faults, first: {plan.checks[0]}",
        )
    return in_effect(after, plan, day=staffing.branch.scenario.effective, how=staffing.branch.scenario.name)
