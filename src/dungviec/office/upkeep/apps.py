"""Keeping the office alive: no pages and no tables of its own."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    """The backup of the whole office and its restore; ``dungviec backup`` and ``dungviec restore`` are its doors."""

    name = "dungviec.office.upkeep"
    label = "upkeep"
    verbose_name = _("Sao lưu, khôi phục")
