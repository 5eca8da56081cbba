"""The office's own standards: which certificate a rank or title asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import TitleStandard
from dungviec.office.training.services.revising import put, taken


@transaction.atomic
def state(viewer: Viewer, values: Mapping[str, Any]) -> TitleStandard:
    """A further standard. Raises TrainingRefused where the same stands already."""
    if TitleStandard.objects.filter(ranks=values["ranks"], kind=values["kind"], withdrawn=False).exists():
        raise TrainingRefused(_("Đã có chuẩn cho các mã này và loại chứng chỉ này."))
    return put(TitleStandard(**values), viewer, "state_title_standard")


@transaction.atomic
def withdraw(viewer: Viewer, pk: int, revision: int | None) -> TitleStandard:
    """A standard that no longer holds."""
    one = taken(TitleStandard, pk, revision)
    one.withdrawn = True
    return put(one, viewer, "withdraw_title_standard")
