"""What succession tells in the morning: duties without a lawful stand-in, pools out of rule, people the yearly review lets go."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.registry.gate import SeenRecords, seen_by
from dungviec.office.registry.keeping import kept_per_viewer
from dungviec.office.succession import rights
from dungviec.office.succession.selectors import outline


def matters(asking: Asking) -> Iterator[Matter]:
    """Counts of the whole body, for who may enter the room."""
    if not rights.may_enter(asking.viewer):
        return
    yield from _told(seen_by(asking))


@kept_per_viewer
def _told(records: SeenRecords) -> tuple[Matter, ...]:
    found = outline(records)
    alone = sum(s.risk == "none" for s in found.bench.seats)
    over = sum(c.what != "empty" and c.outcome == "over" for c in found.checks)
    empty = sum(c.what == "empty" for c in found.checks)
    pools = reverse("succession:pools")
    return (
        Matter("succession.bench", Turn.RISK, alone, _("chức trách không có ai thay thế hợp lệ nếu người giữ vắng"), reverse("succession:bench")),
        Matter("succession.over", Turn.RISK, over, _("danh sách quy hoạch vượt số lượng quy định"), pools),
        Matter("succession.empty", Turn.RISK, empty, _("chức danh lãnh đạo chưa quy hoạch ai"), pools),
    )  # fmt: skip
