"""Answers as plain data for JSON."""

from __future__ import annotations

from datetime import date
from typing import Any


def plain(value: Any) -> Any:
    """Tuples as lists, days as ISO text; the rest as it is."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
