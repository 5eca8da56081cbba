"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import LongWork, tell

tell(
    LongWork(
        "dungviec.office.training.tasks.price_plan", _("Tính giá của ngân sách đào tạo"), "plan_id", "training.YearPlan",
        status="pricing", stopped="",
    ),
    LongWork(
        "dungviec.office.training.tasks.solve_plan", _("Tính kế hoạch đào tạo"), "plan_id", "training.YearPlan", stopped="cancelled"
    )
)  # fmt: skip
