"""Who is on the rolls, who heads what, and which competencies are asked about whom: what a round is made from.

Reads the raw records, for services alone: pages ask through the gate.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from dungviec.competency.framework import frameworks, in_force_on
from dungviec.competency.survey import Member
from dungviec.office.competency.catalogue import folder
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce


def members(day: date) -> list[Member]:
    """Everybody with a post, with the units above from the nearest."""
    held = workforce(day).filter(pl.col("unit_id").is_not_null()).sort("person_id")
    return [
        Member(
            person,
            unit,
            tuple(u for u in reversed((path or "").strip("/").split("/")) if u and u != unit),
            role == "head",
        )
        for person, unit, path, role in held.select("person_id", "unit_id", "unit_path", "role").iter_rows()
    ]


def asked_codes(day: date, people: Collection[str]) -> dict[str, list[str]]:
    """The competencies that the profile of each one's post asks for; without a profile those of the framework in force, else none."""
    s = snapshot(day)
    wanted: dict[str, list[str]] = {}
    for profile, code in s["profiles"].select("profile_id", "competency").iter_rows():
        wanted.setdefault(profile, []).append(code)
    profiles = dict(s.posts.select("post_id", "profile_id").iter_rows())
    known = frameworks(folder())
    order = {c.code: k for k, c in enumerate(c for f in known for c in f.competencies)}
    found: dict[str, list[str]] = {}
    held = workforce(day).filter(pl.col("person_id").is_in(list(people)))
    for person, post, category in held.select("person_id", "post_id", "category").iter_rows():
        codes = wanted.get(profiles.get(post) or "", [])
        if not codes and (framework := in_force_on(day, category or "", known)) is not None:
            codes = [c.code for c in framework.competencies if c.levels]
        found[person] = sorted(codes, key=lambda c: order.get(c, len(order)))
    return found
