"""What the rights of data subjects tell in the morning: requests to answer, the late and the near ones first; answers to one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.privacy import rights
from dungviec.office.privacy.models import Stand, SubjectRequest
from dungviec.office.requests.selectors import today

NEAR = timedelta(days=2)


def matters(asking: Asking) -> Iterator[Matter]:
    """The queue for who answers it; the own requests for who has a record. Deadlines run by the calendar."""
    viewer, now = asking.viewer, today()
    if rights.keeps(viewer):
        waiting = SubjectRequest.objects.filter(state=Stand.OPEN).exclude(person_id=viewer.person_id or None)
        dues, url = sorted(waiting.values_list("due", flat=True)), reverse("privacy:queue")
        late, near, rest = [d for d in dues if d < now], [d for d in dues if now <= d <= now + NEAR], [d for d in dues if d > now + NEAR]  # fmt: skip
        yield Matter(
            "privacy.late", Turn.OVERDUE, len(late), _("yêu cầu về dữ liệu cá nhân quá hạn trả lời"), url, due=late[0] if late else None,
        )  # fmt: skip
        yield Matter(
            "privacy.near", Turn.RISK, len(near), _("yêu cầu về dữ liệu cá nhân phải trả lời trong 2 ngày"), url, due=near[0] if near else None,
            days=_days(near), event=_("yêu cầu về dữ liệu cá nhân đến hạn trả lời"),
        )  # fmt: skip
        yield Matter(
            "privacy.queue", Turn.ANSWER, len(rest), _("yêu cầu về dữ liệu cá nhân chờ trả lời"), url, due=rest[0] if rest else None,
            days=_days(rest), event=_("yêu cầu về dữ liệu cá nhân đến hạn trả lời"),
        )  # fmt: skip
    if rights.has_file(viewer):
        mine = SubjectRequest.objects.filter(person_id=viewer.person_id, state__in=(Stand.GRANTED, Stand.REFUSED))
        answered = mine.filter(decided_at__gte=asking.since).count()
        yield Matter(
            "privacy.answered", Turn.CHANGED, answered, _("yêu cầu về dữ liệu cá nhân của anh/chị đã được trả lời"), reverse("privacy:mine"),
        )  # fmt: skip


def _days(dues: list[date]) -> tuple[Dated, ...]:
    return tuple(Dated(day, n) for day, n in sorted(Counter(dues).items()))
