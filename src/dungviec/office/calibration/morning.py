"""What calibration tells in the morning: levels that were suggested and that nobody has taken up or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.calibration import rights
from dungviec.office.calibration.selectors import suggestions
from dungviec.office.registry.gate import seen_by


def matters(asking: Asking) -> Iterator[Matter]:
    """For heads and leaders, about people in reach."""
    if asking.viewer.role in (Role.UNIT_HEAD, Role.LEADER) and rights.may_enter(asking.viewer):
        found = (
            suggestions(seen_by(asking), asking.day.year)
            .filter(withdrawn_at__isnull=True)
            .exclude(person_id=asking.viewer.person_id or "-")
        )
        yield Matter(
            "calibration.suggested",
            Turn.SOON,
            found.count(),
            _("đề nghị cân chỉnh mức xếp loại để xem xét"),
            reverse("calibration:board"),
        )
