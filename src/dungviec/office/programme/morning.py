"""What the programme tells in the morning: targets that need attention, reports that units owe, the standing of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Figure, Matter, Turn
from dungviec.office.programme import rights
from dungviec.office.programme.board import Board, Row, programme_of, read_board
from dungviec.office.programme.models import Report
from dungviec.office.programme.reminders import due
from dungviec.office.registry.gate import seen_by
from dungviec.office.registry.viewing import opened_units

RED = ("missed", "off_track")


def matters(asking: Asking) -> Iterator[Matter]:
    """For readers of the whole the targets off their way; for a head those of the own units, and the figures they owe."""
    board = _board(asking)
    if board is None:
        return
    viewer, url = asking.viewer, reverse("programme:board")
    units = None if viewer.oversees else frozenset(opened_units(viewer))
    rows = [r for r in (board.rows if units is None else board.every) if units is None or r.entry.unit_id in units]
    red, amber = [r for r in rows if r.state in RED], [r for r in rows if r.state == "at_risk"]
    yield Matter(
        "programme.red", Turn.RISK, len(red), _("chỉ tiêu của chương trình lệch hoặc lỡ hạn"), url, due=_first(red)
    )
    yield Matter("programme.amber", Turn.RISK, len(amber), _("chỉ tiêu có nguy cơ không đạt"), url, due=_first(amber))
    owed = [row for row, why in due(board) if why != "deadline" and (units is None or row.entry.unit_id in units)]
    turn = Turn.ANSWER if units is not None else Turn.OVERDUE
    yield Matter(
        "programme.owed", turn, len(owed), _("chỉ tiêu chưa báo cáo hoặc số liệu đã cũ"), reverse("programme:units")
    )
    near = sorted(
        r.entry.deadline
        for r in rows
        if r.state not in ("met", "missed", "not_begun") and r.entry.deadline >= asking.day
    )
    yield Matter(
        "programme.deadline", Turn.SOON, len([d for d in near if (d - asking.day).days <= 60]), _("chỉ tiêu chưa đạt, đến hạn trong 60 ngày"), url, due=near[0] if near else None,
        days=tuple(Dated(d, near.count(d)) for d in sorted(set(near))), event=_("chỉ tiêu của chương trình đến hạn"),
    )  # fmt: skip
    new = (
        Report.objects.filter(target__programme=board.programme, at__gte=asking.since)
        .values("target_id")
        .distinct()
        .count()
        if viewer.oversees
        else 0
    )
    yield Matter("programme.reports", Turn.CHANGED, new, _("chỉ tiêu có báo cáo mới"), url)


def figures(asking: Asking) -> Iterator[Figure]:
    """How many targets are met or on their way, of all."""
    board = _board(asking)
    if board is None or not board.rows:
        return
    well, worst = sum(r.state in ("met", "on_track") for r in board.rows), sum(r.state in RED for r in board.rows)
    yield Figure(
        "programme", _("Chỉ tiêu đạt, đúng tiến độ"), f"{well}/{len(board.rows)}", reverse("programme:board"),
        _("chương trình năm %d") % board.programme.year, tone="lacquer" if worst else "jade", order=30,
    )  # fmt: skip


def _board(asking: Asking) -> Board | None:
    if "programme.board" not in asking.kept:
        found = programme_of(asking.day) if rights.may_enter(asking.viewer) else None
        asking.kept["programme.board"] = read_board(seen_by(asking), found) if found is not None else None
    board: Board | None = asking.kept["programme.board"]
    return board


def _first(rows: list[Row]) -> date | None:
    return min((r.entry.deadline for r in rows), default=None)
