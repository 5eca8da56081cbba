"""Taking a row to change it, and putting it back: whoever changed it meanwhile is not overwritten."""

from __future__ import annotations

from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models.revised import Revised

R = TypeVar("R", bound=Revised)


def taken(model: type[R], pk: int, revision: int | None) -> R:
    """The row to change, inside a transaction. Raises TrainingRefused when it is gone or is not the one the form showed."""
    one = model._default_manager.select_for_update().filter(pk=pk).first()
    if one is None:
        raise TrainingRefused(_("Dòng này không còn nữa. Xin tải lại trang."))
    if revision is None or one.revision != revision:
        raise TrainingRefused(
            _("Trong lúc anh/chị sửa, %(who)s đã ghi một bản khác lúc %(when)s. Xin tải lại trang rồi sửa trên bản đó.")
            % {"who": one.by, "when": f"{timezone.localtime(one.at):%H:%M %d/%m/%Y}"}
        )
    return one


def put(one: R, viewer: Viewer, action: str, *, subject: str = "", rows: int = 1) -> R:
    """Save a new or changed row, and note the deed."""
    one.revision = one.revision + 1 if one.pk else 1
    one.by, one.at = viewer.username, timezone.now()
    one.save()
    ledger.listed(viewer, action, rows, subject=subject or str(one.pk))
    return one
