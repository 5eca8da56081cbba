"""What the sandbox tells in the morning: drafts of the organisation that were staffed, or could not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.sandbox import rights
from dungviec.office.sandbox.models import Draft, Status


def matters(asking: Asking) -> Iterator[Matter]:
    """The drafts that wait for somebody to read, commit or throw them away."""
    if rights.may_enter(asking.viewer):
        held, url = Counter(Draft.objects.order_by().values_list("status", flat=True)), reverse("sandbox:drafts")
        yield Matter(
            "sandbox.staffed",
            Turn.SOON,
            held[Status.STAFFED],
            _("kịch bản sắp xếp tổ chức đã bố trí thử, chờ xem"),
            url,
        )
        yield Matter(
            "sandbox.failed", Turn.RISK, held[Status.FAILED], _("kịch bản sắp xếp tổ chức chưa bố trí được"), url
        )
