"""What the dossiers tell in the morning: people on the rolls of whom nothing but the core record is on file."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.dossier.models import Particulars
from dungviec.office.registry.gate import seen_by


def matters(asking: Asking) -> Iterator[Matter]:
    """For who keeps the records the people without particulars; for an official whether the own are on file."""
    viewer = asking.viewer
    there = Particulars.objects.filter(withdrawn_at__isnull=True)
    if viewer.may_write:
        on_file = set(there.values_list("person_id", flat=True))
        bare = sum(person not in on_file for person in seen_by(asking).people["person_id"])
        yield Matter("dossier.bare", Turn.RISK, bare, _("người chưa có phần lý lịch ngoài hồ sơ chính"), reverse("dossier:readiness"))  # fmt: skip
    elif viewer.role == Role.OFFICIAL and viewer.person_id:
        bare = int(not there.filter(person_id=viewer.person_id).exists())
        words = _("Lý lịch của anh/chị chưa có phần ngoài hồ sơ chính")
        yield Matter("dossier.mine", Turn.SOON, bare, words, reverse("dossier:paper", args=[viewer.person_id]), single=True)  # fmt: skip
