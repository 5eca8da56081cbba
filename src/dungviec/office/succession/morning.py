"""What succession tells in the morning: duties without a lawful stand-in, pools out of rule, people the yearly review lets go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.registry.gate import seen_by
from dungviec.office.succession import rights
from dungviec.office.succession.selectors import outline


def matters(asking: Asking) -> Iterator[Matter]:
    """Counts of the whole body, for who may enter the room."""
    if not rights.may_enter(asking.viewer):
        return
    found = outline(seen_by(asking))
    risks: Counter[str] = Counter(s.risk for s in found.bench.seats)
    yield Matter(
        "succession.bench",
        Turn.RISK,
        risks["none"],
        _("chức trách không có ai thay thế hợp lệ nếu người giữ vắng"),
        reverse("succession:bench"),
    )
    rules: Counter[str] = Counter(c.outcome for c in found.checks if c.what != "empty")
    yield Matter(
        "succession.over",
        Turn.RISK,
        rules["over"],
        _("danh sách quy hoạch vượt số lượng quy định"),
        reverse("succession:pools"),
    )
    yield Matter(
        "succession.empty",
        Turn.RISK,
        sum(c.what == "empty" for c in found.checks),
        _("chức danh lãnh đạo chưa quy hoạch ai"),
        reverse("succession:pools"),
    )
