"""What every room tells one viewer, put together: the parts of the page, the figures on top. Asks no room about its inner parts."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.matters import Asking, Figure, Matter, Turn, figure_tellers, tellers
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import Viewer, viewer_of
from dungviec.office.access.services import remember, remembered
from dungviec.office.registry.keeping import NotAtHand, not_waiting
from dungviec.office.registry.selectors import city, office_day, one_request

logger = logging.getLogger("dungviec.office.agenda")
TITLES: dict[Turn, tuple[Any, Any, str]] = {
    Turn.ANSWER: (_("Chờ anh/chị trả lời"), _("Không có việc nào chờ anh/chị."), "blue"), Turn.OVERDUE: (_("Quá hạn"), _("Không có việc quá hạn."), "lacquer"),
    Turn.RISK: (_("Có nguy cơ"), _("Không thấy nguy cơ nào."), "amber"), Turn.SOON: (_("Sắp tới"), _("Chưa có hạn nào sắp tới."), "slate"),
    Turn.CHANGED: (_("Vừa thay đổi"), _("Không có gì thay đổi từ lần xem trước."), "jade"),
}  # fmt: skip
"""Each part of the page: its title, what is said when it is empty, its colour."""
FIGURES, SHOWN = 5, 7
SEEN = "agenda.seen"
WITHOUT_RECORDS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page with its matters, the nearest day first."""

    turn: Turn
    title: Any
    nothing: Any
    tone: str
    matters: tuple[Matter, ...]

    @property
    def first(self) -> tuple[Matter, ...]:
        """Those shown at once; what waits for an answer is never folded away."""
        whole = self.turn in (Turn.ANSWER, Turn.OVERDUE) or len(self.matters) <= SHOWN + 2
        return self.matters if whole else self.matters[:SHOWN]

    @property
    def rest(self) -> tuple[Matter, ...]:
        """Those behind a fold."""
        return self.matters[len(self.first) :]


@dataclass(frozen=True, slots=True)
class Morning:
    """What one viewer is told."""

    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]
    since: datetime
    silent: tuple[str, ...] = ()
    """Rooms that could not tell: the page says so instead of failing as a whole."""
    coming: tuple[str, ...] = ()
    """Rooms that have to count anew after a change of the records: the page asks for them by itself and does not wait."""

    @property
    def matters(self) -> tuple[Matter, ...]:
        """All matters, part after part."""
        return tuple(m for part in self.parts for m in part.matters)


def asking_of(user: User, day: date | None = None, since: datetime | None = None) -> Asking:
    """Somebody who asks, with the day looked at (the data's own when not given) and the day before as what is new."""
    on = day or office_day()
    return Asking(user, viewer_of(user, on), on, since or timezone.now() - timedelta(days=1))


def asked_here(user: User, viewer: Viewer) -> Asking:
    """The same for a page: new is what came since the account's last look before today."""
    assert viewer.day is not None
    return Asking(user, viewer, viewer.day, last_look(user))


def last_look(user: User) -> datetime:
    """When the account last looked before today; a day ago for the first look. Looking today moves nothing until tomorrow."""
    kept, now = remembered(user, SEEN) or {}, timezone.now()
    today = timezone.localdate().isoformat()
    if kept.get("day") != today:
        since = kept.get("at") or (now - timedelta(days=1)).isoformat()
        kept = {"day": today, "since": since, "at": now.isoformat()}
        remember(user, SEEN, kept)
    return datetime.fromisoformat(kept["since"])


def gather(asking: Asking, *, wait: bool = True) -> Morning:
    """Ask every room. Without records only the rooms of accounts and the ledger have something to tell.

    Without ``wait`` rooms whose counts are costly and have to be made anew are named in ``coming`` instead.
    """
    if asking.viewer.role is None or (city() is None and asking.viewer.role not in WITHOUT_RECORDS):
        return Morning(parts_of([]), (), asking.since)
    found: list[Matter] = []
    silent: list[str] = []
    coming: list[str] = []
    for label, tell in tellers():
        try:
            with nullcontext() if wait else not_waiting():
                found.extend(m for m in tell(asking) if m.count > 0)
        except NotAtHand:
            coming.append(label)
        except Exception as error:
            # One room that fails must not take the others' deadlines from the page; the message may hold people's data.
            logger.error("room %s told no matters: %s", label, type(error).__name__)
            silent.append(label)
    figures = sorted((f for _label, tell in figure_tellers() for f in tell(asking)), key=lambda f: f.order)
    return Morning(parts_of(found), tuple(figures[:FIGURES]), asking.since, tuple(silent), tuple(coming))


def parts_of(matters: Iterable[Matter]) -> tuple[Part, ...]:
    """Every part in its order; within one the nearest last day first, then the larger number."""
    held: dict[Turn, list[Matter]] = {turn: [] for turn in TITLES}
    for one in matters:
        held[one.turn].append(one)
    return tuple(
        Part(turn, title, nothing, tone, tuple(sorted(held[turn], key=lambda m: (m.due or date.max, -m.count))))
        for turn, (title, nothing, tone) in TITLES.items()
    )


def gathered_for(user: User) -> Morning:
    """What a job tells an account: on the day of the data, each thing asked of the database once."""
    with one_request():
        return gather(asking_of(user))
