"""The demo: made-up dossiers for everybody in the demo city."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dungviec.office.dossier.models import Particulars
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.services import Written, open_batch, write_many


def load() -> Written | None:
    """Write made-up dossiers beside the records of the demo city; None when there are dossiers already."""
    if Particulars.objects.exists():
        return None
    from dungviec.synth import build_dossiers

    tables = build_dossiers(snapshot(office_day()))
    batch = open_batch("demo", _("Lý lịch giả lập của thành phố mẫu"), by="demo")
    return write_many(batch, creates={name: frame.to_dicts() for name, frame in tables.items()})
