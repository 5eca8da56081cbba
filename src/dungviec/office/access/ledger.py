"""The ledger: adding a line, and checking that no line was changed or taken out."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dungviec.office.access.models import LedgerEntry

_FIRST = "0" * 64


def record(actor: str, action: str, *, kind: str = "", subject: str = "", **detail: Any) -> LedgerEntry:
    """Add one line: ``actor`` (account name) did ``action`` to the ``subject`` of that ``kind``.

    ``detail`` holds identifiers and counts, never names or other personal data.
    """
    with transaction.atomic():
        last = LedgerEntry.objects.select_for_update().order_by("-number").first()
        entry = LedgerEntry(
            number=last.number + 1 if last else 1, at=timezone.now(), actor=actor, action=action,
            subject_kind=kind, subject_id=subject, detail=detail, previous_hash=last.hash if last else _FIRST,
        )  # fmt: skip
        entry.hash = _digest(entry)
        entry.save(force_insert=True)
    return entry


def verify() -> list[int]:
    """Numbers of the lines that do not fit: changed, or with a neighbour missing. An empty list means the ledger is whole."""
    broken: list[int] = []
    previous, expected = _FIRST, 1
    for entry in LedgerEntry.objects.order_by("number").iterator():
        if entry.previous_hash != previous or entry.number != expected or entry.hash != _digest(entry):
            broken.append(entry.number)
        previous, expected = entry.hash, entry.number + 1
    return broken


def _digest(entry: LedgerEntry) -> str:
    at: datetime = entry.at.astimezone(UTC)
    body = [
        entry.number, at.isoformat(timespec="microseconds"), entry.actor, entry.action, entry.subject_kind,
        entry.subject_id, entry.detail, entry.previous_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
