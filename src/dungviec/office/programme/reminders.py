"""Reminding units of targets whose figure is missing, too old, or due soon: once a day for each target; it stays on file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.programme.board import Board, Row
from dungviec.office.programme.faults import ProgrammeRefused
from dungviec.office.programme.models import Reminder, Source

AHEAD = 30
"""Days before a deadline from which a target that is not met is reminded of."""
WHYS: dict[str, object] = {
    "none": gettext_lazy("chưa báo cáo lần nào"), "stale": gettext_lazy("số liệu đã cũ"), "deadline": gettext_lazy("sắp đến hạn mà chưa đạt"),
}  # fmt: skip


def due(board: Board) -> list[tuple[Row, str]]:
    """Targets to remind of on the board's day, each with why."""
    found = []
    for row in board.every:
        reported = row.entry.source == Source.REPORTED
        left = (row.entry.deadline - board.day).days
        if reported and row.state == "stale":
            found.append((row, "stale"))
        elif reported and row.state == "unknown" and not row.reports and board.day >= row.entry.begins:
            found.append((row, "none"))
        elif 0 <= left <= AHEAD and row.state not in ("met", "not_begun") and row.entry.source != Source.ROLLED:
            found.append((row, "deadline"))
    return found


@transaction.atomic
def remind(board: Board, *, by: User | None) -> tuple[int, int]:
    """Remind of everything due that was not reminded of that day: how many now, how many before. Raises ProgrammeRefused for nothing."""
    waiting = due(board)
    if not waiting:
        raise ProgrammeRefused(_("Không có chỉ tiêu nào phải nhắc."))
    already = reminded_on([row.target.pk for row, _why in waiting], board.day)
    new = [(row, why) for row, why in waiting if row.target.pk not in already]
    Reminder.objects.bulk_create(
        [Reminder(target=row.target, day=board.day, why=why, by=by) for row, why in new], ignore_conflicts=True
    )
    if new:
        ledger.record(
            by.username if by else "programme",
            "remind_targets",
            kind="programme",
            subject=str(board.programme.pk),
            targets=len(new),
        )
    return len(new), len(waiting) - len(new)


def reminded_on(targets: Iterable[int], day: date) -> set[int]:
    """Those of ``targets`` that were reminded of on a day."""
    return set(Reminder.objects.filter(target_id__in=list(targets), day=day).values_list("target_id", flat=True))


def waiting_for(board: Board, units: frozenset[str]) -> list[tuple[Row, Reminder]]:
    """Reminders to these units that nothing has answered: still due, the latest of each."""
    mine = {row.target.pk: row for row, _why in due(board) if row.entry.unit_id in units}
    last: dict[int, Reminder] = {}
    for one in Reminder.objects.filter(target_id__in=list(mine), day__lte=board.day).select_related("by"):
        last.setdefault(one.target_id, one)
    return [(mine[pk], one) for pk, one in last.items()]
