"""The work of a year counted by kind, for the strengths that show in the work itself (table ``work_counts``).

The kind of a product is what its catalogue says, else the catalogue's group where that names a strength; a day in the field is work on
site. Nothing is guessed from the name of a piece of work: what no catalogue names is told, not counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.models import MonthSheet, MonthState, Task, TaskKind
from dungviec.office.registry.holdings import holding
from dungviec.records.codes import STRENGTHS

SOURCE = "Phiếu đánh giá"
"""How the source of rows from here begins; rows of other sources are never touched."""
NUMBERS = ("assigned", "done", "good", "on_time")


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by kind (assigned, done, good at once, on time); pieces nobody can map; kinds that another source counts already."""

    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    unmapped: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    """Rows on file that came from here, by kind."""


def kind_of(task: Task) -> str | None:
    """The kind of work of a line, as the catalogue says it; None where it does not."""
    if task.kind == TaskKind.FIELD:
        return "fieldwork"
    product = task.product
    return (product.kind or STRENGTHS.parse(product.group)) if product else None


def count(person_id: str, year: int) -> Counted:
    """A person's work of the periods that bear the head's word, by kind.

    Work given back is not counted as assigned; a return or delay with a confirmed objective cause counts as good and on time.
    """
    found = Counted()
    model: Any = holding("work_counts").model
    rows: list[Any] = list(model._default_manager.filter(person_id=person_id, year=year, withdrawn_at__isnull=True))
    for row in rows:
        if str(row.source_row or "").startswith(SOURCE):
            found.kept[row.kind] = row
        else:
            found.elsewhere[row.kind] = row.source_row or "–"
    sheets = MonthSheet.objects.filter(
        person_id=person_id, year=year, state__in=(MonthState.CONFIRMED, MonthState.RECEIVED)
    )
    months = {m for s in sheets for m in s.months}
    for (_person, month), tasks in assembling.tasks_by_month([person_id], year).items():
        for task in tasks if month in months else ():
            _add(found, task)
    return found


def _add(found: Counted, task: Task) -> None:
    assigned = max(task.assigned - task.given_back, 0)
    if not assigned:
        return
    kind = kind_of(task)
    if kind is None:
        name = task.product.name if task.product else str(task.get_kind_display())
        found.unmapped[name] = found.unmapped.get(name, 0) + assigned
        return
    if kind in found.elsewhere:
        return
    done = min(task.done or 0, assigned)
    redone, late = (0, 0) if task.objective else (task.redone, task.late)
    own = found.kinds.setdefault(kind, dict.fromkeys(NUMBERS, 0))
    for name, number in zip(NUMBERS, (assigned, done, max(done - redone, 0), max(done - late, 0)), strict=True):
        own[name] += number
