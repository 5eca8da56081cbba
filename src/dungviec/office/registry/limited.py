"""People whose processing is limited at their own request: they stay in the records and out of what is carried away."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from django.conf import settings
from django.utils.module_loading import import_string


def limited_people() -> list[str]:
    """Their identifiers; the room that keeps the requests is named in the settings."""
    provider: Callable[[], list[str]] = import_string(settings.LIMITED_PROVIDER)
    return provider()


def without_limited(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of people for an export."""
    return frame.filter(~pl.col("person_id").is_in(limited_people()))
