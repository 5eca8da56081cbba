"""Photos of a visit into the vault, and out of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.models import User
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.models import Finding, Photo
from dungviec.office.inspection.pictures import MOST, check_photo
from dungviec.office.inspection.services.arrivals import visit_of
from dungviec.office.requests.vault import FileRefused, store


@transaction.atomic
def take_photo(
    user: User, *, key: uuid.UUID, code: uuid.UUID, finding: uuid.UUID | None, taken_at: datetime, caption: str, file: IO[bytes] | None, size: int | None
) -> str:  # fmt: skip
    """Keep one photo; ``kept``, or ``already`` for one sent before. Raises InspectionRefused in a sentence."""
    visit = visit_of(user, code)
    before = Photo.objects.filter(pk=key).first()
    if before is not None and before.visit_id != visit.pk:  # told as there, it would be lost
        raise InspectionRefused(_("Số hiệu của ảnh này đã dùng cho ảnh khác. Xin chụp lại ảnh này."))
    if before is not None:
        return "already"
    if file is None:
        raise InspectionRefused(_("Không có ảnh trong mục gửi lên."))
    about = Finding.objects.filter(pk=finding, visit=visit).first() if finding else None
    if finding and about is None:
        raise InspectionRefused(_("Ảnh của một phát hiện chưa gửi: xin gửi phát hiện trước."))
    if visit.photos.count() >= MOST:
        raise InspectionRefused(_("Cuộc kiểm tra này đã có %d ảnh.") % MOST)
    if len(caption) > 200:
        raise InspectionRefused(_("Chú thích ảnh dài quá 200 ký tự."))
    try:
        kept = store(check_photo(file, size), "", user)
    except FileRefused as refused:
        raise InspectionRefused(str(refused)) from None
    Photo.objects.create(
        key=key,
        visit=visit,
        finding=about,
        file=kept,
        taken_at=taken_at,
        came_at=timezone.now(),
        caption=" ".join(caption.split()),
        by=user,
    )
    return "kept"
