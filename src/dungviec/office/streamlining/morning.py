"""What streamlining tells in the morning: posts held together against a rule of the day, people on the surplus list without a way chosen."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.law import Verdict
from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.registry.gate import seen_by
from dungviec.office.streamlining import posts, rights


def matters(asking: Asking) -> Iterator[Matter]:
    """Posts held together that a rule of the day forbids, of people whose record may be opened."""
    if not rights.may_read_ledger(asking.viewer):
        return
    clash = 0
    for one in seen_by(asking).named(list(posts.held(asking.day))):
        running = one.on(asking.day)
        clash += running is not None and any(g.verdict == Verdict.FORBIDDEN for g in running.grounds)
    yield Matter(
        "streamlining.clash",
        Turn.RISK,
        clash,
        _("người kiêm nhiệm trái quy định của ngày này"),
        reverse("streamlining:concurrent"),
    )
