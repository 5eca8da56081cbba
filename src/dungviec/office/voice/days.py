"""The day citizens live in: the clock's, except in the demo, whose city stands on the day of its figures."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from dungviec.office.registry.selectors import office_day


def citizens_day() -> date:
    """Today, as far as citizens and deadlines are concerned."""
    return office_day() if settings.DEMO else timezone.localdate()
