"""Choosing readings: a new version for each choice, with a line in the ledger."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dungviec.law.settings import DEFAULT_SETTINGS, setting_names
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.law.models import ReadingVersion
from dungviec.office.registry.selectors import forget_asked


@transaction.atomic
def choose_readings(values: dict[str, Any], user: User, *, reason: str = "") -> ReadingVersion | None:
    """Keep what differs from the default as the next version; None when nothing changes. Raises ValueError for a stranger."""
    if unknown := set(values) - set(setting_names()):
        raise ValueError(f"Không có thiết lập {', '.join(sorted(unknown))}.")
    chosen = {k: v for k, v in values.items() if _plain(getattr(DEFAULT_SETTINGS, k)) != _plain(v)}
    latest = ReadingVersion.objects.order_by("-number").first()
    if (latest.chosen if latest else {}) == chosen:
        return None
    made = ReadingVersion.objects.create(
        number=latest.number + 1 if latest else 1, chosen=chosen, reason=reason, made_by=user
    )
    forget_asked()
    ledger.record(user.username, "choose_readings", kind="readings", subject=str(made.number), chosen=chosen)
    return made


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
