"""What operations tell in the morning: a folder of backups without a fresh one. For administrators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.operations.backups import folder, newest
from dungviec.records.vietnamese import format_date

FRESH = timedelta(hours=26)
"""How old the newest backup may be: a day, and two hours for the making."""


def matters(asking: Asking) -> Iterator[Matter]:
    """Whether backups are made at all, and whether today's is there."""
    if asking.viewer.role != Role.ADMINISTRATOR:
        return
    url, last = reverse("operations:desk"), newest()
    if folder() is None:
        yield Matter(
            "operations.no_folder", Turn.RISK, 1, _("Chưa đặt thư mục sao lưu: hồ sơ chỉ có một bản"), url, single=True
        )
    elif last is None:
        yield Matter("operations.no_backup", Turn.OVERDUE, 1, _("Chưa có bản sao lưu nào"), url, single=True)
    elif timezone.now() - last.made_at > FRESH:
        words = _("Bản sao lưu gần nhất từ ngày %s") % format_date(timezone.localtime(last.made_at).date())
        yield Matter("operations.backup", Turn.OVERDUE, 1, words, url, single=True)
