"""People of the documented city workbook in the shape a roster gives: one dict per person, the same keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dungviec.exchange.roster.record import CORE_KEYS
from dungviec.records import Snapshot


def people_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Everybody on file, in the snapshot's order, with the unit of the post mainly held and the yearly ratings by the state."""
    people = snapshot["people"]
    units = dict(
        snapshot.main_posts.join(snapshot["posts"].select("post_id", "unit_id"), on="post_id")
        .join(snapshot["units"].select("unit_id", "name"), on="unit_id")
        .select("person_id", "name")
        .iter_rows()
    )
    ratings: dict[str, dict[str, str | None]] = {}
    rated = snapshot["ratings"].filter(pl.col("system") == "state").sort("year")
    for person_id, year, level in rated.select("person_id", "year", "rating").iter_rows():
        ratings.setdefault(person_id, {})[str(year)] = level
    result: list[dict[str, Any]] = []
    for number, row in enumerate(people.iter_rows(named=True), start=1):
        facts = {key: row.get(key) for key in CORE_KEYS}
        facts["no"] = number
        facts["unit"] = units.get(row["person_id"])
        facts["ratings"] = ratings.get(row["person_id"], {})
        for key in ("born", "joined"):
            value = facts[key]
            facts[key] = value.isoformat() if value is not None else None
        more = (
            "person_id",
            "born_year_only",
            "home_place",
            "category",
            "employment",
            "state_management",
            "rank_code",
            "party_joined",
        )
        facts |= {k: (v.isoformat() if isinstance(v, date) else v) for k in more if (v := row.get(k)) is not None}
        result.append(facts)
    return result
