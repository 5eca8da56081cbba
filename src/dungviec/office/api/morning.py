"""What the office for programs tells in the morning: keys about to end, for administrators subscribers that take nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.api.models import AccessToken, Delivery

AHEAD = timedelta(days=14)
"""So long before its end a key is told of: whoever uses it has to put a new one into a program."""
TRIED = 3
"""After so many tries a subscriber counts as not answering; the first ones are soon repeated."""


def matters(asking: Asking) -> Iterator[Matter]:
    """Keys of the own account and of machines in the own charge; deliveries nobody took."""
    now = timezone.now()
    mine = AccessToken.objects.filter(
        Q(user=asking.user) | Q(user__machine__keeper=asking.user), revoked_at__isnull=True
    )
    ends = [timezone.localdate(at) for at in mine.filter(expires_at__range=(now, now + AHEAD)).values_list("expires_at", flat=True)]  # fmt: skip
    yield Matter(
        "api.keys", Turn.SOON, len(ends), _("khoá truy cập sắp hết hạn"), reverse("api:keys"), _("Tạo khoá mới trước khi phần mềm bị ngắt"),
        due=min(ends, default=None), days=tuple(Dated(day, n) for day, n in sorted(Counter(ends).items())), event=_("khoá truy cập hết hạn"),
    )  # fmt: skip
    if asking.viewer.role == Role.ADMINISTRATOR:
        url = reverse("api:subscribers")
        alive = Delivery.objects.filter(subscription__active=True)
        dead = alive.filter(state=Delivery.State.DEAD).values("subscription").distinct().count()
        yield Matter("api.dead", Turn.OVERDUE, dead, _("nơi nhận tin có tin không gửi được"), url)
        silent = alive.filter(state=Delivery.State.WAITING, tries__gte=TRIED).values("subscription").distinct().count()
        yield Matter("api.silent", Turn.RISK, silent, _("nơi nhận tin đang không trả lời"), url)
