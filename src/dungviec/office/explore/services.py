"""Keeping questions: saved, changed, copied, dropped. A change of an older state is refused, nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.explore.models import SavedQuestion, SharedWith

MOST = 60
"""So many an account may keep."""


class Refused(Exception):
    """A question cannot be kept or changed as asked; the message says why and what to do."""


def open_to(user: User, viewer: Viewer) -> QuerySet[SavedQuestion]:
    """The questions an account finds on the page: its own, and those shared with it."""
    with_unit = Q(shared_with=SharedWith.UNIT, unit_id=viewer.unit_id)
    return SavedQuestion.objects.filter(Q(owner=user) | Q(shared_with=SharedWith.ALL) | with_unit).select_related("owner")  # fmt: skip


@transaction.atomic
def keep(user: User, viewer: Viewer, name: str, asked: Mapping[str, Any], *, shared_with: str) -> SavedQuestion:
    """Keep a question under a name; sent twice it is one. Refused without a name, with a name in use, or with too many."""
    name, shared = _checked(name, shared_with)
    there = SavedQuestion.objects.filter(owner=user, name=name).first()
    if there is not None:
        if there.asked == dict(asked) and there.shared_with == shared:
            return there
        raise Refused(_("Đã có câu hỏi «%s» của anh/chị. Đặt tên khác, hoặc mở câu hỏi ấy và lưu đè.") % name)
    if SavedQuestion.objects.filter(owner=user).count() >= MOST:
        raise Refused(_("Đã có %d câu hỏi được lưu. Xin xóa bớt một câu không dùng nữa.") % MOST)
    one = SavedQuestion.objects.create(owner=user, name=name, asked=dict(asked), shared_with=shared, unit_id=viewer.unit_id, at=timezone.now())  # fmt: skip
    ledger.record(viewer.username, "save_question", kind="question", subject=str(one.pk), shared=shared)
    return one


@transaction.atomic
def change(
    pk: int, user: User, viewer: Viewer, *, version: int, name: str, shared_with: str, asked: Mapping[str, Any] | None
) -> SavedQuestion:
    """Rename, share anew, and with ``asked`` put another question in its place. Refused where it changed since it was shown."""
    one = _locked(pk, user, version)
    name, shared = _checked(name, shared_with)
    if SavedQuestion.objects.filter(owner=user, name=name).exclude(pk=pk).exists():
        raise Refused(_("Đã có câu hỏi «%s» của anh/chị. Đặt tên khác.") % name)
    one.name, one.shared_with, one.unit_id = name, shared, viewer.unit_id
    if asked is not None:
        one.asked = dict(asked)
    one.version, one.at = one.version + 1, timezone.now()
    one.save()
    ledger.record(viewer.username, "save_question", kind="question", subject=str(pk), shared=shared)
    return one


@transaction.atomic
def copy(pk: int, user: User, viewer: Viewer) -> SavedQuestion:
    """A question of one's own with the same content, shared with nobody. Refused where it is not open to the account."""
    from_ = open_to(user, viewer).filter(pk=pk).first()
    if from_ is None:
        raise Refused(_("Câu hỏi này không còn, hoặc không còn được chia sẻ."))
    taken = set(SavedQuestion.objects.filter(owner=user).values_list("name", flat=True))
    base = (_("%s (bản của tôi)") % from_.name)[:76]
    name = next(n for n in (base, *(f"{base} {i}" for i in range(2, MOST + 3))) if n not in taken)
    return keep(user, viewer, name, from_.asked, shared_with=SharedWith.NOBODY)


@transaction.atomic
def drop(pk: int, user: User, viewer: Viewer, *, version: int) -> None:
    """Delete a question of one's own. Refused where it changed since it was shown; one that is gone already stays gone."""
    if SavedQuestion.objects.filter(pk=pk, owner=user).exists():
        _locked(pk, user, version).delete()
        ledger.record(viewer.username, "delete_question", kind="question", subject=str(pk))


def _locked(pk: int, user: User, version: int) -> SavedQuestion:
    one = SavedQuestion.objects.select_for_update().filter(pk=pk, owner=user).first()
    if one is None:
        raise Refused(_("Câu hỏi này không còn, hoặc là của người khác: chỉ người lưu sửa được."))
    if one.version != version:
        raise Refused(_("Câu hỏi «%s» vừa được sửa ở một cửa sổ khác. Xin xem lại rồi làm lại.") % one.name)
    return one


def _checked(name: str, shared_with: str) -> tuple[str, SharedWith]:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Hãy đặt tên cho câu hỏi, ví dụ «Trình độ theo độ tuổi»."))
    if len(name) > 80:
        raise Refused(_("Tên câu hỏi dài quá 80 ký tự; xin đặt ngắn lại."))
    if shared_with not in SharedWith.values:
        raise Refused(_("Cách chia sẻ «%s» không có; chọn trong danh sách.") % shared_with[:20])
    return name, SharedWith(shared_with)
