"""Made-up requests for the demo."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dungviec.office.access.models import Membership
from dungviec.office.privacy.models import Kind, Stand, SubjectRequest
from dungviec.office.registry.models import Person
from dungviec.office.requests.services import due_of

_ASKED = (
    (Kind.RESTRICT, "Đề nghị tạm ngừng đưa hồ sơ của tôi vào các bảng xuất ra ngoài cho đến khi sửa xong quê quán.", Stand.OPEN, 0, ""),
    (Kind.OBJECT, "Tôi không đồng ý để số điện thoại riêng trong danh bạ nội bộ.", Stand.GRANTED, 9, "Đã bỏ số điện thoại riêng khỏi danh bạ nội bộ."),
    (Kind.DELETE, "Đề nghị xóa tệp ảnh giấy tờ cũ.", Stand.REFUSED, 30, "Đang công tác: dữ liệu còn trong thời hạn giữ; được rút từng tệp không còn dùng."),
)  # fmt: skip


def fill() -> None:
    """Three requests, once."""
    keeper = Membership.objects.filter(role="personnel").select_related("user").first()
    if keeper is None or SubjectRequest.objects.exists():
        return
    people = list(Person.objects.filter(withdrawn_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:3])
    now = timezone.now()
    for person, (kind, words, state, ago, told) in zip(people, _ASKED, strict=False):
        at = now - timedelta(days=ago)
        done = state != Stand.OPEN
        SubjectRequest.objects.create(
            person_id=person, kind=kind, words=words, asked_by=keeper.user, asked_at=at, due=due_of(at), state=state, answer=told,
            identity="Đơn có xác nhận của đơn vị", decided_by=keeper.user if done else None, decided_at=at + timedelta(hours=20) if done else None,
        )  # fmt: skip
