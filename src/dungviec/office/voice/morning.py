"""What citizens' voices tell in the morning: promises that are due, sealed reports of whoever holds a key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.voice import rights
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.models import OPEN_STATES, Done, Key, Promise, State
from dungviec.office.voice.services.readers import reachable

AHEAD = timedelta(days=60)


def matters(asking: Asking) -> Iterator[Matter]:
    """Promises of everybody for who oversees, of the own units for a head; reports only as far as the own key opens them."""
    viewer, day = asking.viewer, citizens_day()
    if viewer.oversees or viewer.role == Role.UNIT_HEAD:
        mine = Q() if viewer.oversees else Q(unit_id__in=rights.units_below(viewer.unit_id))
        dues = sorted(Promise.objects.filter(mine, state=Done.OPEN).order_by().values_list("due", flat=True))
        late, soon, url = (
            [d for d in dues if d < day],
            [d for d in dues if day <= d <= day + AHEAD],
            reverse("voice:meetings"),
        )
        yield Matter(
            "voice.late",
            Turn.OVERDUE,
            len(late),
            _("lời hứa với cử tri quá hạn"),
            url + "?loc=tre",
            due=late[0] if late else None,
        )
        yield Matter(
            "voice.soon", Turn.SOON, len(soon), _("lời hứa với cử tri sắp đến hạn"), url + "?loc=open", due=soon[0] if soon else None,
            days=tuple(Dated(d, soon.count(d)) for d in sorted(set(soon))), event=_("lời hứa với cử tri đến hạn"),
        )  # fmt: skip
    if rights.may_hold_key(viewer) and (key := Key.objects.filter(user=asking.user).first()) is not None:
        url, held = reverse("voice:inbox"), [r for r in reachable(key) if r.state in OPEN_STATES]
        new = [r for r in held if r.state == State.RECEIVED]
        late_ones = [r for r in held if r.answer_by < day or (r.state == State.RECEIVED and r.accept_by < day)]
        yield Matter("voice.sealed_late", Turn.OVERDUE, len(late_ones), _("tin báo kín quá hạn"), url, private=True)
        yield Matter("voice.sealed", Turn.ANSWER, len(new), _("tin báo kín chờ thụ lý"), url, private=True)
