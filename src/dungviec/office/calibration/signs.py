"""The anti-formalism radar on the work and months in reach: questions with their figures, and how often they are wrong."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dungviec.appraisal.radar import LEAST_SHEETS, LEAST_TASKS, Sign, conform, signs
from dungviec.office.appraisal.selectors import months_frame, tasks_frame
from dungviec.office.registry.gate import SeenRecords


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at: the signs, and for each unit how many finished tasks and scored months there were."""

    signs: tuple[Sign, ...]
    units: tuple[tuple[str, int, int, bool], ...]
    """Unit, finished tasks, scored months, and whether there is enough of either to say anything."""


def look(records: SeenRecords, year: int) -> Looked:
    """The signs of a year over the units in reach; a unit is compared with all the others, so a single one is never judged."""
    return read_work(tasks_frame(records, year), months_frame(records, year, scored=True))


def read_work(tasks: pl.DataFrame, months: pl.DataFrame) -> Looked:
    """The same on frames of the appraisal room: finished tasks one row a piece, confirmed months with points."""
    done = tasks.filter(pl.col("finished").is_not_null() & (pl.col("done") > 0))
    pieces = done.select(
        "unit_id", "person_id", "month", pl.coalesce("product", pl.col("name")).alias("product"), "coefficient", "finished", "done"
    ).select(pl.all().exclude("done").repeat_by("done").explode())  # fmt: skip
    named = {"unit_id": "unit", "person_id": "official"}
    sheets = months.filter(pl.col("points").is_not_null() & pl.col("month").is_not_null())
    table, scores = conform(
        pieces.rename(named), sheets.select("unit_id", "person_id", "month", "points").rename(named)
    )
    found = signs(table, scores)
    counts = {u: [n, 0] for u, n in table.group_by("unit").len().iter_rows()}
    for unit, n in scores.group_by("unit").len().iter_rows():
        counts.setdefault(unit, [0, 0])[1] = n
    units = tuple((u, a, b, a >= LEAST_TASKS or b >= LEAST_SHEETS) for u, (a, b) in sorted(counts.items()))
    return Looked(tuple(found), units)
