"""Ghosts: records that say somebody is there who perhaps is not. Each with the reason; nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from dungviec.records.snapshot import Snapshot

GONE = ("retired", "left_service", "died")
"""Why a post ended for whoever is no longer in the service."""
GHOSTS = {
    "kind": pl.String(), "person_id": pl.String(), "title": pl.String(), "since": pl.Date(), "until": pl.Date(), "why": pl.String(),
    "others": pl.List(pl.String()),
}  # fmt: skip
"""Schema of found ghosts. ``kind``: ``empty`` (nothing but a name on file), ``after_leaving`` (a post from ``since`` runs on
after the person left the service on ``until``, for ``why``), ``shared_seat`` (``others`` sit on the same one seat)."""


def find_ghosts(s: Snapshot, *, with_more: Collection[str] = ()) -> pl.DataFrame:
    """The ghosts of a day, as :data:`GHOSTS`. ``with_more``: people of whom tables beside the snapshot hold pay or papers."""
    return pl.concat([_as_ghosts(f, kind) for f, kind in
                      ((_empty(s, with_more), "empty"), (_after_leaving(s), "after_leaving"), (_shared_seat(s), "shared_seat"))])  # fmt: skip


def _empty(s: Snapshot, with_more: Collection[str]) -> pl.DataFrame:
    """No post, rating, course, award, discipline, plan, level, pay step or paper."""
    bare = s.people.filter(pl.col("coefficient").is_null() & pl.col("rank_code").is_null()).select("person_id")
    for table in ("tenures", "ratings", "training", "discipline", "awards", "plans", "competencies", "strengths"):
        bare = bare.join(s[table].select("person_id"), on="person_id", how="anti")
    return bare.filter(~pl.col("person_id").is_in(list(with_more))) if with_more else bare


def _after_leaving(s: Snapshot) -> pl.DataFrame:
    """Posts that run after the person left the service for good: begun before, or at any time after retirement or death.

    Somebody who resigned may be recruited again; who is retired is not appointed again under the same record.
    """
    left = (
        s["tenures"]
        .filter(pl.col("left_because").is_in(GONE) & (pl.col("to_date") < s.as_of))
        .sort("to_date")
        .unique("person_id", keep="last", maintain_order=True)
        .select("person_id", until="to_date", why="left_because")
    )
    runs = s.current_tenures.select("person_id", "title", since="from_date").join(left, on="person_id")
    return runs.filter((pl.col("since") <= pl.col("until")) | (pl.col("why") != "left_service"))


def _shared_seat(s: Snapshot) -> pl.DataFrame:
    """Posts of one seat that several people hold as their main post."""
    single = s.live_posts.filter((pl.col("seats") == 1) & pl.col("held_with").is_null()).select("post_id", post="title")
    return (
        s.current_tenures.filter(pl.col("kind") == "main")
        .unique(["person_id", "post_id"], maintain_order=True)
        .join(single, on="post_id")
        .sort("post_id", "from_date", "person_id")
        .group_by("post_id", maintain_order=True)
        .agg(people=pl.col("person_id"), title=pl.col("post").first(), since=pl.col("from_date").max(), many=pl.len())
        .filter(pl.col("many") > 1)
        .with_columns(person_id=pl.col("people").list.first(), others=pl.col("people").list.slice(1))
    )


def _as_ghosts(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    have = frame.with_columns(kind=pl.lit(kind))
    return have.select([(pl.col(c) if c in have.columns else pl.lit(None)).cast(t).alias(c) for c, t in GHOSTS.items()])
