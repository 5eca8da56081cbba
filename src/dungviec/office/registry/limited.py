"""People whose processing is limited at their own request: they stay in the records, marked, and out of what is carried away.

The law on file names the right (Luật 91/2025/QH15, Điều 4) and no list of uses it stops. So the office stops what nothing obliges it
to do: files that leave it and rounds that look for another post. What a statute obliges it to count and pay goes on, under the mark.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from django.conf import settings
from django.utils.module_loading import import_string


def limited_people() -> list[str]:
    """Their identifiers; the room that keeps the requests is named in the settings."""
    provider: Callable[[], list[str]] = import_string(settings.LIMITED_PROVIDER)
    return provider()


def limited_here() -> frozenset[str]:
    """The same for the mark beside a name (``registry/limited.html``)."""
    return frozenset(limited_people())


def without_limited(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of people for an export."""
    return frame.filter(~pl.col("person_id").is_in(limited_people()))
