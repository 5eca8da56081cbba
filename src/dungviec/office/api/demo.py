"""What the demo's pages of keys show: a machine of the personnel office, a key that was ended, a subscription that was ended."""

from __future__ import annotations

from dungviec.office.access.models import User
from dungviec.office.api.machines import open_machine
from dungviec.office.api.models import AccessToken, Delivery, Event, Machine, Subscription
from dungviec.office.api.sealing import seal
from dungviec.office.api.tokens import make_token, revoke_token

_AT = "https://tich-hop.example.vn/nhan-tin"


def fill() -> None:
    """Once; nothing of it opens anything or sends anywhere."""
    by, keeper = (User.objects.filter(username=name).first() for name in ("quantri", "canbo.noivu"))
    if by is None or keeper is None or Machine.objects.exists():
        return
    unit = keeper.membership.unit_id
    machine = open_machine(
        "may-bao-cao", "personnel", unit_id=unit, keeper=keeper.username, purpose="Đưa số liệu cán bộ vào báo cáo tháng", by=by
    )  # fmt: skip
    for owner, name in ((machine.user, "Báo cáo tháng 11"), (keeper, "Thử đọc danh sách")):
        made, _key = make_token(owner, name, ["read:people", "read:reports"], days=90, by=keeper)
        revoke_token(made.pk, by=keeper)
    at = AccessToken.objects.latest("pk").made_at
    told = Subscription.objects.create(
        owner=machine.user, url=_AT, kinds=["record.changed", "decision.signed"], secret=seal(b"made up"), active=False, made_by=by, made_at=at
    )  # fmt: skip
    event = Event.objects.create(kind="decision.signed", subject_kind="decision", subject_id="1", at=at)
    Delivery.objects.create(event=event, subscription=told, state=Delivery.State.DEAD, tries=8, next_at=at, status=503)
