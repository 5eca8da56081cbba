"""Appraisal: work assigned, the sheet of the month, the year and its decision."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalConfig(AppConfig):
    """The room in which work is assigned, months are scored and years are decided."""

    name = "dungviec.office.appraisal"
    label = "appraisal"
    verbose_name = _("Đánh giá")
