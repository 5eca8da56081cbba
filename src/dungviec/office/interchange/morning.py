"""What interchange tells in the morning: payloads of the national database late, near, held or refused; the own data packages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.interchange import rights
from dungviec.office.interchange.models import OPEN, DataExport, ExportState, Payload, State
from dungviec.office.interchange.selectors import following

NEAR = timedelta(days=2)


def matters(asking: Asking) -> Iterator[Matter]:
    """The outbox for who looks after it; packages for who asked for them."""
    if rights.may_see_outbox(asking.viewer):
        yield from _outbox(asking)
    if rights.may_export(asking.viewer):
        mine, url = DataExport.objects.filter(made_by=asking.user), reverse("interchange:exports")
        held = Counter(mine.filter(heard_at__gte=asking.since).order_by().values_list("status", flat=True))
        yield Matter(
            "interchange.ready", Turn.CHANGED, held[ExportState.DONE], _("gói dữ liệu của anh/chị tải được"), url
        )
        yield Matter("interchange.failed", Turn.RISK, held[ExportState.FAILED], _("gói dữ liệu của anh/chị không lập được"), url)  # fmt: skip


def _outbox(asking: Asking) -> Iterator[Matter]:
    day, url = asking.day, reverse("interchange:outbox")
    standing = list(Payload.objects.filter(state__in=OPEN).order_by().values_list("state", "due"))
    late = [due for _state, due in standing if due is not None and due < day]
    near = sorted(due for _state, due in standing if due is not None and day <= due <= day + NEAR)
    yield Matter(
        "interchange.late", Turn.OVERDUE, len(late), _("bản gửi cơ sở dữ liệu quốc gia quá hạn"), f"{url}?loc=late", due=min(late, default=None),
    )  # fmt: skip
    yield Matter(
        "interchange.near", Turn.SOON, len(near), _("bản gửi cơ sở dữ liệu quốc gia đến hạn trong 2 ngày"), url, due=near[0] if near else None,
        days=tuple(Dated(d, n) for d, n in sorted(Counter(near).items())), event=_("bản gửi cơ sở dữ liệu quốc gia đến hạn"),
    )  # fmt: skip
    if not rights.may_send(asking.viewer):
        return
    held = Counter(state for state, _due in standing)
    yield Matter("interchange.held", Turn.ANSWER, held[State.HELD], _("bản gửi cơ sở dữ liệu quốc gia giữ lại, chờ anh/chị"), url)  # fmt: skip
    yield Matter("interchange.refused", Turn.ANSWER, held[State.REFUSED], _("bản gửi bị cơ sở dữ liệu quốc gia từ chối"), url)  # fmt: skip
    mark = following()
    trouble = int(mark is not None and bool(mark.push_trouble))
    yield Matter("interchange.push", Turn.RISK, trouble, _("Cơ sở dữ liệu quốc gia không nhận được lần gửi gần nhất"), url, single=True)  # fmt: skip
