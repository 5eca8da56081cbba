"""The law the office stands on, asked by name: the records know no law book (``settings.LAW_PROVIDER`` names who does)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from dungviec.law import LawView
from dungviec.office.registry.selectors import once_a_request


def standing_law() -> Any:
    """The book in use with its ``mark``: national packs, the office's own rules, the readings chosen; asked for once in a request."""
    return once_a_request("standing law", import_string(settings.LAW_PROVIDER))


def law_on(day: date) -> LawView:
    """The law of a day."""
    view: LawView = standing_law().on(day)
    return view
