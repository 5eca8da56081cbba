"""Three questions worth asking that the demo office comes with, shared with everybody who reads reports."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dungviec.office.explore.models import SavedQuestion, SharedWith

QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Trình độ theo độ tuổi và giới tính", {"rows": ["degree", "sex"], "column": "age", "share": "all"}),
    ("Nữ lãnh đạo ở từng loại đơn vị", {"rows": ["unit_kind"], "column": "level", "measure": "women", "filters": {"leads": ["yes"]}}),
    ("Lý luận chính trị của lãnh đạo, so với ba năm trước", {"rows": ["theory"], "filters": {"leads": ["yes"]}, "compare": "10/12/2017"}),
)  # fmt: skip


def load() -> None:
    """Keep them, where nothing is kept yet."""
    if not SavedQuestion.objects.exists():
        SavedQuestion.objects.bulk_create(
            SavedQuestion(name=name, asked={"measure": "people"} | asked, shared_with=SharedWith.ALL, at=timezone.now())
            for name, asked in QUESTIONS
        )
