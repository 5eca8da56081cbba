"""Staffing a branch, and committing it: the plan's placements become tenures from the effective day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dungviec.engine.problem import Progress
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
    return Staffing(branched, place(branched.snapshot, rules, progress))


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
    day = staffing.branch.scenario.effective
    posts = {r["post_id"]: r for r in after.posts.iter_rows(named=True)}
    names = dict(after.units.select("unit_id", "name").iter_rows())
    tenures = after["tenures"]
    leaving = {m.person_id: m.from_post_id for m in plan.moves if m.from_post_id} | _given_up(staffing)
    ends = pl.struct("person_id", "post_id").map_elements(
        lambda row: leaving.get(row["person_id"]) == row["post_id"], return_dtype=pl.Boolean
    )
    running = pl.col("to_date").is_null() & (pl.col("kind") == "main") & pl.col("post_id").is_not_null()
    eve = pl.lit(day).dt.offset_by("-1d")
    tenures = tenures.with_columns(_ends=(running & ends).fill_null(False)).with_columns(
        to_date=pl.when("_ends").then(eve).otherwise("to_date"),
        left_because=pl.when("_ends").then(pl.lit("reassigned")).otherwise("left_because"),
    )
    rows: list[dict[str, Any]] = [
        {
            "person_id": m.person_id, "post_id": m.to_post_id, "title": m.to_title, "level": posts[m.to_post_id]["level"],
            "unit_name": names[posts[m.to_post_id]["unit_id"]], "field": posts[m.to_post_id]["field"], "kind": "main",
            "from_date": day, "how": staffing.branch.scenario.name,
        }
        for m in plan.moves
    ]  # fmt: skip
    # A person placed and moved on the same day would have a tenure that ends before it begins: that one never was.
    kept = tenures.drop("_ends").filter(pl.col("to_date").is_null() | (pl.col("to_date") >= pl.col("from_date")))
    new = pl.DataFrame(rows, schema_overrides=dict(kept.schema)) if rows else kept.clear()
    return after.with_table("tenures", pl.concat([kept, new], how="diagonal"))


def _given_up(staffing: Staffing) -> dict[str, str]:
    """People the plan leaves without the post they hold on the branch."""
    held = dict(staffing.branch.snapshot.main_posts.select("person_id", "post_id").iter_rows())
    return {u.person_id: held[u.person_id] for u in staffing.plan.unplaced if u.person_id in held}
