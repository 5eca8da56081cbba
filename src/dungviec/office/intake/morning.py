"""What intake tells in the morning: rosters that stopped half-way and wait for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.intake import rights
from dungviec.office.intake.models import Intake, Status


def matters(asking: Asking) -> Iterator[Matter]:
    """Files that wait for their columns to be confirmed, to be read over, or could not be read."""
    if rights.may_enter(asking.viewer):
        held, url = Counter(Intake.objects.order_by().values_list("status", flat=True)), reverse("intake:intakes")
        yield Matter("intake.mapping", Turn.ANSWER, held[Status.MAPPING], _("tệp danh sách chờ xác nhận cột"), url)
        yield Matter("intake.checked", Turn.ANSWER, held[Status.CHECKED], _("tệp danh sách chờ xem, sửa rồi ghi"), url)
        yield Matter("intake.failed", Turn.RISK, held[Status.FAILED], _("tệp danh sách chưa đọc được"), url)
