"""The demo: an outbox that was followed for a while, with payloads in every state."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.interchange.gathering import begin, compare
from dungviec.office.interchange.models import Following, Parcel, Payload, State, Told
from dungviec.office.registry.selectors import city, office_day

_PEOPLE = 60
"""So many records differ from what the other side knows: enough for every state."""


def fill() -> None:
    """Follow all records, let the other side know some of them as they were, and let some payloads be answered."""
    here = city()
    if here is None or Following.objects.exists():
        return
    day = office_day()
    at = timezone.make_aware(datetime.combine(day, time(7, 30)))
    begin(by="demo", already_there=True, now=at - timedelta(days=9))
    behind = list(Told.objects.order_by("pk")[:_PEOPLE])
    for n, told in enumerate(behind):
        table = ("particulars", "studies", "people", "relatives")[n % 4]
        told.marks["tables"][table] = "as it was before"
    Told.objects.bulk_update(behind, ["marks"])
    compare(
        [t.pk for t in behind], day=day, rolls={t.pk for t in behind}, origin=here.origin, moment=at - timedelta(days=2)
    )
    waiting = list(Payload.objects.filter(state=State.WAITING).order_by("pk"))
    parcel = Parcel.objects.create(
        made_at=at - timedelta(days=1),
        made_by="canbo.noivu",
        purpose=_("Sở Nội vụ: cập nhật tuần"),
        count=len(waiting[:8]),
        sha256="0" * 64,
    )
    for n, one in enumerate(waiting[:8]):
        one.parcel, one.sent_at = parcel, parcel.made_at
        one.state = (State.ACKNOWLEDGED, State.ACKNOWLEDGED, State.SENT, State.REFUSED)[n % 4]
        if one.state == State.ACKNOWLEDGED:
            one.receipt, one.answered_at = "412/SNV-CCVC", at
        elif one.state == State.REFUSED:
            one.refusal, one.answered_at = _("D07: số định danh không khớp cơ sở dữ liệu dân cư"), at
    Payload.objects.bulk_update(waiting[:8], ["parcel", "sent_at", "state", "receipt", "answered_at", "refusal"])
    Payload.objects.filter(state=State.ACKNOWLEDGED).update(body="")
