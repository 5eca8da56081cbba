"""Profiles of posts: what each asks, how many posts use it, and how it came to be what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.office.competency.catalogue import name_of, order_of
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import snapshot


@dataclass(frozen=True, slots=True)
class Listed:
    """One profile of the list."""

    profile_id: str
    titles: str
    posts: int
    seats: int
    competencies: int
    least: int
    wanted: int


def profiles(day: date) -> list[Listed]:
    """Every profile that a post uses on the day, with the commonest titles."""
    s = snapshot(day)
    asked = (
        s["profiles"]
        .group_by("profile_id")
        .agg(n=pl.len(), least=pl.col("min_level").min(), wanted=pl.coalesce("max_level", "min_level").max())
    )
    used = (
        s.live_posts.filter(pl.col("profile_id").is_not_null())
        .group_by("profile_id")
        .agg(
            posts=pl.len(),
            seats=pl.col("seats").sum(),
            titles=pl.col("title").value_counts(sort=True).struct.field("title").head(3),
        )
        .join(asked, on="profile_id", how="left")
        .sort("posts", "profile_id", descending=[True, False])
    )
    return [
        Listed(
            r["profile_id"],
            ", ".join(r["titles"]),
            r["posts"],
            r["seats"],
            r["n"] or 0,
            r["least"] or 0,
            r["wanted"] or 0,
        )
        for r in used.iter_rows(named=True)
    ]


def without_profile(day: date) -> int:
    """Posts of the day that ask nothing: everybody gets the neutral score there."""
    s = snapshot(day)
    return int(s.live_posts.filter(pl.col("profile_id").is_null()).height)


@dataclass(frozen=True, slots=True)
class Asked:
    """One competency that a profile asks for."""

    code: str
    name: str
    least: int
    wanted: int | None
    weight: int


def asked(day: date, profile_id: str) -> list[Asked]:
    """What the profile asks, in the order of the frameworks."""
    order = order_of()
    found = snapshot(day)["profiles"].filter(pl.col("profile_id") == profile_id)
    made = [
        Asked(r["competency"], name_of(r["competency"]), r["min_level"], r["max_level"], r["weight"] or 1)
        for r in found.to_dicts()
    ]
    return sorted(made, key=lambda a: (order.get(a.code, len(order)), a.code))


def posts_of(day: date, profile_id: str) -> list[dict[str, Any]]:
    """The posts that use it on the day, with their unit."""
    s = snapshot(day)
    units = s.units.select("unit_id", unit_name="name")
    return (
        s.live_posts.filter(pl.col("profile_id") == profile_id)
        .join(units, on="unit_id", how="left")
        .sort("unit_name", "title")
        .to_dicts()
    )


def changes(profile_id: str) -> list[Batch]:
    """The batches that made this version or moved posts off it, the newest first."""
    from dungviec.office.registry.models.units import Profile

    made = Profile.objects.filter(profile_id=profile_id, batch__isnull=False, withdrawn_at__isnull=True).values_list(
        "batch_id", flat=True
    )
    left = Batch.objects.filter(kind="profile", title__contains=f"«{profile_id}»", undone_at__isnull=True).values_list(
        "pk", flat=True
    )
    return list(Batch.objects.filter(pk__in={*made, *left}).order_by("-pk"))
