"""When the machine's clock jumped: what counts days from its own past must not believe it at once.

The ledger notices: a line that is much younger or older than the one before it is preceded by a line ``clock_gap``. A clock set a
year ahead by mistake would otherwise lock every account as «long unused» and let data go whose terms are not over. An office that
stood still for weeks looks the same from inside, so the page says both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dungviec.office.access.ledger import BACK, GAP
from dungviec.office.access.models import LedgerEntry, LedgerHead

DOUBT = timedelta(days=7)
"""So long after a jump ahead nothing is let go for being old, and the page says why."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump of the clock: when it was noticed, by the clock after it, and how far it went (negative: back)."""

    at: datetime
    by: timedelta

    @property
    def days(self) -> int:
        """Whole days, without the sign."""
        return abs(self.by) // timedelta(days=1)

    @property
    def hours(self) -> int:
        """Whole hours, without the sign."""
        return abs(self.by) // timedelta(hours=1)


def last_jump(now: datetime, *, ahead: bool = False) -> Jump | None:
    """The last jump within the days of doubt, or one that shows at this moment; ``ahead``: those forward alone."""
    head = LedgerHead.objects.filter(pk=1).values_list("at", flat=True).first()
    if head is not None and (now - head > GAP or (head - now > BACK and not ahead)):
        return Jump(now, now - head)
    for entry in LedgerEntry.objects.filter(action="clock_gap", at__gt=now - DOUBT, at__lte=now).order_by("-number")[:5]:  # fmt: skip
        found = Jump(entry.at, timedelta(seconds=int(entry.detail.get("seconds", 0))))
        if found.by > timedelta(0) or not ahead:
            return found
    return None


def unused_since(last: datetime, now: datetime) -> datetime:
    """From when days without use are counted: the last use, or a jump of the clock ahead that came after it."""
    head = LedgerHead.objects.filter(pk=1).values_list("at", flat=True).first()
    if head is not None and now - head > GAP:
        return now
    ahead = LedgerEntry.objects.filter(action="clock_gap", at__gt=last, at__lte=now, detail__seconds__gt=0).order_by("-number").values_list("at", flat=True).first()  # fmt: skip
    return max(last, ahead) if ahead else last
