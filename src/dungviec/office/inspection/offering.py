"""What inspection offers to whoever appraises: findings that were answered, or whose time to answer has passed and is shown as such."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.fields import sees
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.offered import Offered
from dungviec.office.inspection import rights
from dungviec.office.inspection.models import Finding, VisitState
from dungviec.office.registry.gate import scope_of
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.selectors import office_day


def offer_findings(viewer: Viewer, person_id: str, first: date, last: date) -> list[Offered]:
    """Findings about the person between two days, as far as this viewer may read them; those still waiting for an answer are not told."""
    if not sees(viewer.role, scope_of(viewer, person_id), rights.GROUP):
        return []
    ids = visible_ids(viewer)
    if ids is not None and person_id not in ids:
        return []
    day = viewer.day or office_day()
    found = Finding.objects.filter(
        person_id=person_id,
        dropped_on__isnull=True,
        visit__state=VisitState.CLOSED,
        visit__planned_on__range=(first, last),
    )
    return [
        Offered(
            f.visit.planned_on, f.what, _("đã giải trình") if heard == "answered" else _("hết hạn, chưa giải trình"),
            reverse("inspection:finding", args=[f.key]), "blue" if heard == "answered" else "amber",
        )
        for f in found.select_related("visit")
        if (heard := f.heard(day)) in ("answered", "silent")
    ]  # fmt: skip
