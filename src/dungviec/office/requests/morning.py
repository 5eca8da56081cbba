"""What self-service tells in the morning: requests that wait for the office, and what became of the own ones."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.requests.models import State
from dungviec.office.requests.selectors import own_requests, queue, today


def matters(asking: Asking) -> Iterator[Matter]:
    """The queue for who decides; the own requests for an official. Deadlines run by the calendar."""
    viewer, now = asking.viewer, today()
    if viewer.may_write:
        dues = sorted(queue(viewer).prefetch_related(None).select_related(None).values_list("due", flat=True))
        late = [d for d in dues if d < now]
        url, left = reverse("requests:queue"), dues[len(late) :]
        yield Matter(
            "requests.late",
            Turn.OVERDUE,
            len(late),
            _("đề nghị sửa hồ sơ quá hạn trả lời"),
            url,
            due=late[0] if late else None,
        )
        yield Matter(
            "requests.queue", Turn.ANSWER, len(left), _("đề nghị sửa hồ sơ chờ trả lời"), url, due=left[0] if left else None,
            days=tuple(Dated(d, left.count(d)) for d in sorted(set(left))), event=_("đề nghị đến hạn trả lời"),
        )  # fmt: skip
    if viewer.role == Role.OFFICIAL and viewer.person_id:
        found = list(own_requests(viewer).values_list("state", "due", "decided_at"))
        url, dues = reverse("requests:mine"), [due for state, due, _at in found if state == State.OPEN]
        told = [
            at for state, _due, at in found if state in (State.APPROVED, State.RETURNED) and at and at >= asking.since
        ]
        yield Matter("requests.answered", Turn.CHANGED, len(told), _("đề nghị của anh/chị đã được trả lời"), url)
        yield Matter(
            "requests.mine",
            Turn.SOON,
            len(dues),
            _("đề nghị của anh/chị đang được xem xét"),
            url,
            due=min(dues, default=None),
        )
