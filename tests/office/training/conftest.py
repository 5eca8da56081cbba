"""The town's training: two courses of its own and one of the province, and plain ways to make a class."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from dungviec.office.training.models import ClassState, Course, Form, Owner, TrainingClass

DAY = date(2020, 12, 10)


def stamp() -> dict[str, Any]:
    return {"by": "thử", "at": timezone.now()}


def course(code: str, title: str, closes: list[list[Any]], **more: Any) -> Course:
    given = {
        "kind": "skills", "form": Form.POSITION, "owner": Owner.OWN, "days": 3, "seats": 20, "least": 1, "classes": 2, "per_person": 1_000_000,
        "per_class": 5_000_000, "valid_from": date(2020, 1, 1),
    }  # fmt: skip
    return Course.objects.create(code=code, title=title, closes=closes, **(given | more), **stamp())


@pytest.fixture
def courses(loaded: None) -> dict[str, Course]:
    """Drafting (G1 from 1 to 4), theory to advanced, and a course that is over."""
    return {
        "KN": course("KN", "Kỹ năng lãnh đạo", [["G1", 1, 4]]),
        "LLCT": course("LLCT", "Cao cấp lý luận chính trị", [["theory", 2, 4]], kind="theory_advanced", form=Form.THEORY, owner=Owner.PROVINCE, per_person=12_000_000, per_class=0),
        "CU": course("CU", "Tin học cũ", [["G6", 0, 2]], valid_from=date(2014, 1, 1), valid_to=date(2019, 12, 31)),
    }  # fmt: skip


@pytest.fixture
def running(courses: dict[str, Course]) -> TrainingClass:
    """A class that has begun, with two seats."""
    return TrainingClass.objects.create(
        course=courses["KN"], title="Kỹ năng lãnh đạo K1", kind="skills", place="Trường tỉnh", from_date=date(2020, 12, 1), to_date=date(2020, 12, 20), seats=2,
        state=ClassState.OPEN, decision="12/QĐ-UBND", decided=date(2020, 11, 20), **stamp(),
    )  # fmt: skip
