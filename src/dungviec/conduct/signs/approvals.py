"""Approvals that lie in few hands: one person granting most of what a unit asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dungviec.conduct.signs.model import BaseRate, Fact, Sign, Words


class Approval(NamedTuple):
    """How many requests of a unit somebody granted."""

    approver: str
    unit_id: str
    unit: str
    granted: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """From how many approvals and which share on the question is asked: the office's own standards."""

    least: int = 20
    share: float = 0.8


def approvals_concentrated(approvals: Iterable[Approval], asked: Concentration = Concentration()) -> list[Sign]:
    """Units of whose approvals at least ``share`` lie with one person; units with fewer than ``least`` approvals are left out."""
    units: dict[str, list[Approval]] = defaultdict(list)
    for one in approvals:
        units[one.unit_id].append(one)
    looked_at = {u: rows for u, rows in units.items() if sum(r.granted for r in rows) >= asked.least}
    found = []
    for unit, rows in sorted(looked_at.items()):
        total, most = sum(r.granted for r in rows), max(rows, key=lambda r: (r.granted, r.approver))
        if most.granted >= asked.share * total and most.approver:
            found.append((unit, most, total))
    base = BaseRate(len(found), len(looked_at), "đơn vị có đủ lượt duyệt", "units with enough approvals")
    return [
        Sign(
            "approvals", most.approver, unit,
            Words(f"{most.granted} trong {total} lượt duyệt của {most.unit} do một người làm: có ai cùng xem và thay khi vắng?", f"{most.granted} of {total} approvals of {most.unit} are by one person: does anybody look at them too, and stand in?"),
            [Fact(f"{most.granted}/{total} lượt duyệt.", f"{most.granted}/{total} approvals.", "Phòng đề nghị: sổ giải quyết", "Room of requests: what was decided")],
            [
                Words("Đơn vị nhỏ, chỉ một người được giao việc này.", "The unit is small and one person is in charge of it."),
                Words("Người cùng làm nghỉ dài ngày trong kỳ.", "A colleague was on long leave in the period."),
            ],
            [Words("Bảng phân công và quyền của tài khoản trong hệ thống.", "The assignment of work and the rights of accounts.")],
            base, ("service", "work"),
        )
        for unit, most, total in found
    ]  # fmt: skip
