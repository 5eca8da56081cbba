"""How far the solving of a plan is, in words."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.shell.language import lang
from dungviec.office.training.models import RunState, YearPlan

SILENT_SECONDS = 90
"""After so long without a word the worker is taken for gone."""


def progress_of(plan: YearPlan) -> dict[str, Any]:
    """What the bar shows."""
    stages = {
        "needs": _("Đang gom nhu cầu và xét điều kiện"), "solve": _("Đang tìm kế hoạch tốt nhất"), "check": _("Đang kiểm lại độc lập"),
        "price": _("Đang tính giá của ngân sách"), "store": _("Đang lưu"),
    }  # fmt: skip
    heard = plan.heard_at or plan.at
    quiet = (timezone.now() - heard).total_seconds() > SILENT_SECONDS
    return {
        "plan": plan, "stage": stages.get(plan.stage, _("Đang bắt đầu")), "share": plan.progress / 10, "silent": quiet and plan.status == RunState.RUNNING,
        "nobody": quiet and plan.status == RunState.QUEUED,
    }  # fmt: skip


def trouble(plan: YearPlan) -> str:
    """Why there is no plan, in the language of the page."""
    return plan.trouble_vi if lang() == "vi" else plan.trouble_en
