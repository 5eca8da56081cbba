"""Citizens' thanks passed on, as signs for whoever appraises or proposes: each with its desk, its proof and where it is read."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.fields import sees
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.offered import Offered
from dungviec.office.registry.gate import scope_of
from dungviec.office.registry.rights import visible_ids
from dungviec.office.voice.models import PassedOn
from dungviec.office.voice.selectors import public_name


def offer_citizens_thanks(viewer: Viewer, person_id: str, first: date, last: date) -> list[Offered]:
    """Verified thanks of citizens between two days, by the day of the answer, as far as this viewer may read them."""
    reached = visible_ids(viewer)
    if not sees(viewer.role, scope_of(viewer, person_id), "appraisal") or (
        reached is not None and person_id not in reached
    ):
        return []
    rows = PassedOn.objects.filter(person_id=person_id, withdrawn_on__isnull=True, rating__day__range=(first, last))
    return [
        Offered(
            r.rating.day, f"«{r.told}»", standing(r), reverse("voice:passed_on") + f"#cam-on-{r.pk}", "jade", "citizens"
        )
        for r in rows.select_related("rating__desk")
    ]


def standing(row: PassedOn) -> str:
    """Where thanks come from and what backs them, in words."""
    said = _("người dân tại %(desk)s, mã hồ sơ đã đối chiếu; chuyển ngày %(day)s") % {"desk": public_name(row.rating.desk), "day": f"{row.on:%d/%m/%Y}"}  # fmt: skip
    return said if row.served_there else said + _("; ngày ấy không giữ vị trí ở đơn vị của quầy")
