"""Rows of the records for typed routes: of one file as the gate gives it, of posts, and of tenures of people in reach."""

from __future__ import annotations

from typing import Any

import polars as pl

from dungviec.office.registry.gate import SeenFile, SeenRecords
from dungviec.office.registry.reading import KEY
from dungviec.office.registry.selectors import rows, snapshot
from dungviec.office.registry.viewing import opened_units

__all__ = ["KEY", "own_rows", "post_rows", "tenure_rows"]


def own_rows(file: SeenFile, table: str) -> list[dict[str, Any]]:
    """Rows of a table about the person of ``file``, only the columns that are seen, each with its key where it has one of its own."""
    own = file.table(table, rows(table, file.day))
    return own.with_columns(pl.col(KEY).cast(pl.String)).to_dicts() if KEY in own.columns else own.to_dicts()


def post_rows(records: SeenRecords, unit: str = "") -> pl.DataFrame:
    """The posts of the day in units that may be opened, of one unit when given; no people in them."""
    frame = snapshot(records.day).live_posts.filter(pl.col("unit_id").is_in(opened_units(records.viewer)))
    return (frame.filter(pl.col("unit_id") == unit) if unit else frame).sort("post_id")


def tenure_rows(records: SeenRecords, *, person: str = "", unit: str = "", running: bool = True) -> pl.DataFrame:
    """Tenures of the people in reach, for whoever sees service; with ``running`` false past and coming ones too.

    Raises FieldRefused where service is not seen.
    """
    records.require("since")
    facts = snapshot(records.day)
    frame = facts.current_tenures if running else facts["tenures"]
    frame = frame.filter(pl.col("person_id").is_in(records.people["person_id"].to_list()))
    if person:
        frame = frame.filter(pl.col("person_id") == person)
    if unit:
        inside = facts["posts"].filter(pl.col("unit_id") == unit)["post_id"].to_list()
        frame = frame.filter(pl.col("post_id").is_in(inside))
    return frame.sort("person_id", "from_date", "post_id", nulls_last=True)
