"""What the dossiers tell in the morning: people on the rolls of whom nothing but the core record is on file."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.dossier.models import Particulars
from dungviec.office.registry.gate import SeenRecords, seen_by
from dungviec.office.registry.keeping import kept_per_viewer


def matters(asking: Asking) -> Iterator[Matter]:
    """For who keeps the records the people without particulars; for an official whether the own are on file."""
    viewer = asking.viewer
    if viewer.may_write:
        yield Matter("dossier.bare", Turn.RISK, _bare(seen_by(asking)), _("người chưa có phần lý lịch ngoài hồ sơ chính"), reverse("dossier:readiness"))  # fmt: skip
    elif viewer.role == Role.OFFICIAL and viewer.person_id:
        bare = int(not _there().filter(person_id=viewer.person_id).exists())
        words = _("Lý lịch của anh/chị chưa có phần ngoài hồ sơ chính")
        yield Matter("dossier.mine", Turn.SOON, bare, words, reverse("dossier:paper", args=[viewer.person_id]), single=True)  # fmt: skip


def _there() -> QuerySet[Particulars]:
    return Particulars.objects.filter(withdrawn_at__isnull=True)


@kept_per_viewer
def _bare(records: SeenRecords) -> int:
    """People in reach without particulars."""
    return len(set(records.people["person_id"].to_list()).difference(_there().values_list("person_id", flat=True)))
