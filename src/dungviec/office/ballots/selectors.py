"""Reading votes: units and people to choose from, the result as rows, the address of the box."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.urls import reverse

from dungviec.ballots import FORMS, Consequence, consequence_of_confidence
from dungviec.office.ballots.models import Vote
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.models import Unit

MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One person of a counted vote: votes by mark with their shares of the valid ballots, and what low confidence leads to."""

    name: str
    marks: list[tuple[str, int]]
    valid: int
    consequence: Consequence | None


def box_address(one: Vote) -> str:
    """Where slips are spent and receipts are looked up; asked without a log-in."""
    return reverse("ballots:box", args=[one.code])


def units_to_choose(opened: Iterable[str], people: pl.DataFrame) -> list[Unit]:
    """The units that have people in reach, and those above them."""
    found = Unit.objects.filter(pk__in=list(opened), withdrawn_at__isnull=True, valid_to__isnull=True).order_by("path")
    held = set(people["unit_path"].drop_nulls()) if "unit_path" in people.columns else set()
    above = {
        "/".join(parts[:n]) + "/"
        for parts in (p.rstrip("/").split("/") for p in held)
        for n in range(1, len(parts) + 1)
    }
    return [u for u in found if u.path in above]


def people_of_unit(people: pl.DataFrame, unit_id: str) -> list[dict[str, Any]]:
    """Who serves in a unit and below it, leaders first; frames of the gate."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        return []
    mine = people.filter(pl.col("unit_path").fill_null("").str.starts_with(unit.path)).sort(pl.col("level_rank").fill_null(0), "sort_key", descending=[True, False])  # fmt: skip
    return mine.select("person_id", "name", "title", "unit_name").head(MOST_ROWS).to_dicts()


def result_rows(one: Vote, lang: str) -> list[ResultRow]:
    """The result, in the order of the ballot; nothing before the count."""
    if one.result is None:
        return []
    words = [m[0 if lang == "vi" else 1] for m in FORMS[one.form][2]]
    valid, rows = one.result["valid"], []
    for person, name, _title in one.candidates:
        marks = one.result["marks"][person]
        consequence = None
        if one.form == "confidence" and one.counted_on is not None:
            view = law_on(one.counted_on)
            consequence = consequence_of_confidence(view, low=marks[2], valid=valid, summoned=one.result["roll"])
        rows.append(ResultRow(name, list(zip(words, marks, strict=True)), valid, consequence))
    return rows
