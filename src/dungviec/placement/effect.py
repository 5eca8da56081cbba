"""A plan in effect: the records as they would stand once everybody is where the plan puts them."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dungviec.placement.plan import Plan
from dungviec.placement.recheck_besides import kept_besides
from dungviec.records import Snapshot
from dungviec.records.dates import add_months


def in_effect(snapshot: Snapshot, plan: Plan, *, day: date, how: str) -> Snapshot:
    """The snapshot with the plan's moves as tenures from ``day`` on; ``how`` is written beside each.

    Tenures that the moves end, and those of people left without a post, last until the day before. Leaders get a new term of
    the post's length. Nothing is decided by this: it is a look ahead, or the file a decision is entered from.
    """
    posts = {r["post_id"]: r for r in snapshot.posts.iter_rows(named=True)}
    names = dict(snapshot.units.select("unit_id", "name").iter_rows())
    held = dict(snapshot.main_posts.select("person_id", "post_id").iter_rows())
    leaving = {m.person_id: held[m.person_id] for m in plan.moves if m.person_id in held}
    leaving |= {u.person_id: held[u.person_id] for u in plan.unplaced if u.person_id in held}
    ends = sorted({*leaving.items(), *_given_up(snapshot, plan)})
    left = pl.DataFrame(
        {"person_id": [p for p, _ in ends], "post_id": [q for _, q in ends], "_ends": [True] * len(ends)},
        schema={"person_id": pl.String, "post_id": pl.String, "_ends": pl.Boolean},
    )
    running = pl.col("_ends") & pl.col("to_date").is_null() & (pl.col("from_date") <= day)
    tenures = (
        snapshot["tenures"]
        .join(left, on=["person_id", "post_id"], how="left", maintain_order="left")
        .with_columns(
            to_date=pl.when(running).then(pl.lit(day).dt.offset_by("-1d")).otherwise("to_date"),
            left_because=pl.when(running).then(pl.lit("reassigned")).otherwise("left_because"),
        )
        .drop("_ends")
        # Placed and moved on the same day: a tenure that would end before it begins never was.
        .filter(pl.col("to_date").is_null() | (pl.col("to_date") >= pl.col("from_date")))
    )
    rows: list[dict[str, Any]] = []
    for second in plan.besides:
        if not second.already:
            post = posts[second.post_id]
            rows.append(
                {
                    "person_id": second.person_id, "post_id": second.post_id, "title": second.title, "level": post["level"],
                    "unit_name": names[post["unit_id"]], "field": post["field"], "kind": "concurrent", "from_date": day, "how": how,
                    "term_ends": add_months(day, post["term_months"]) if post["term_months"] else None,
                }
            )  # fmt: skip
    for move in plan.moves:
        post = posts[move.to_post_id]
        rows.append(
            {
                "person_id": move.person_id, "post_id": move.to_post_id, "title": move.to_title, "level": post["level"],
                "unit_name": names[post["unit_id"]], "field": post["field"], "kind": "main", "from_date": day, "how": how,
                "term_ends": add_months(day, post["term_months"]) if post["term_months"] else None,
            }
        )  # fmt: skip
    new = pl.DataFrame(rows, schema_overrides=dict(tenures.schema)) if rows else tenures.clear()
    return snapshot.with_table("tenures", pl.concat([tenures, new], how="diagonal"))


def _given_up(snapshot: Snapshot, plan: Plan) -> set[tuple[str, str]]:
    """(person, post) held besides today that the plan opened again and gave to somebody else, or to nobody."""
    running = snapshot.current_tenures.filter(pl.col("kind") == "concurrent").select("person_id", "post_id")
    held = {(p, q) for p, q in running.iter_rows() if q is not None}
    return held - kept_besides(snapshot, plan.policy) - {(b.person_id, b.post_id) for b in plan.besides}
