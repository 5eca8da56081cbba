"""Writing the catalogue: one course, or a file of courses, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import Course
from dungviec.office.training.services.revising import put, taken


@transaction.atomic
def keep_course(
    viewer: Viewer, values: Mapping[str, Any], *, pk: int | None = None, revision: int | None = None
) -> Course:
    """A new course, or other facts of one. Raises TrainingRefused on a code that is taken and on a stale form."""
    one = Course() if pk is None else taken(Course, pk, revision)
    if Course.objects.filter(code__iexact=values["code"]).exclude(pk=one.pk).exists():
        raise TrainingRefused(_("Mã khóa «%s» đã có trong danh mục.") % values["code"])
    for name, value in values.items():
        setattr(one, name, value)
    return put(one, viewer, "keep_course")


@transaction.atomic
def take_over(viewer: Viewer, rows: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Courses of a file: known codes are changed, new ones added; how many of each. The file was checked before."""
    known = {c.code.lower(): c for c in Course.objects.select_for_update()}
    new = changed = 0
    for values in rows:
        there = known.get(values["code"].lower())
        if there is None:
            keep_course(viewer, values)
            new += 1
        elif any(getattr(there, name) != value for name, value in values.items()):
            keep_course(viewer, values, pk=there.pk, revision=there.revision)
            changed += 1
    return new, changed
