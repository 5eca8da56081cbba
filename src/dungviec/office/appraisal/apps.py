"""Appraisal: work assigned, the sheet of the month, the year and its decision."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _has_file(viewer: Any) -> bool:
    return viewer is not None and bool(viewer.person_id) and viewer.role is not None and viewer.role != "administrator"


def _reads(viewer: Any) -> bool:
    from dungviec.office.appraisal.reach import may_enter

    return may_enter(viewer)


def _acts(viewer: Any) -> bool:
    from dungviec.office.appraisal.reach import CONFIRMERS

    return _reads(viewer) and (viewer.may_write or viewer.role in CONFIRMERS)


def _follow_undo(instance: Any, **_given: Any) -> None:
    if instance.kind == "appraisal" and instance.undone_at is not None:
        from dungviec.office.appraisal.services.years import follow_undo

        follow_undo(instance)


class AppraisalConfig(AppConfig):
    """The room in which work is assigned, months are scored and years are decided."""

    name = "dungviec.office.appraisal"
    label = "appraisal"
    verbose_name = _("Đánh giá")
    rooms = (
        Room("my_appraisal", _("Đánh giá của tôi"), "appraisal:mine", icon="clock", order=19, open_to=_has_file, under="me"),
        Room("appraisal", _("Đánh giá"), "appraisal:months", icon="gauge", order=50, open_to=_reads, tab=_("Phiếu tháng")),
        Room("work", _("Giao việc"), "appraisal:work", icon="note", order=51, open_to=_reads, under="appraisal"),
        Room("year_ratings", _("Xếp loại năm"), "appraisal:years", icon="authority", order=52, open_to=_reads, under="appraisal"),
        Room("petitions", _("Kiến nghị"), "appraisal:petitions", icon="note", order=53, open_to=_acts, under="appraisal"),
        Room("products", _("Danh mục sản phẩm"), "appraisal:catalogue", icon="columns", order=54, open_to=_reads, under="appraisal"),
    )  # fmt: skip

    def ready(self) -> None:
        """A decision follows when its batch is undone in the records."""
        from django.db.models.signals import post_save

        from dungviec.office.registry.models import Batch

        post_save.connect(_follow_undo, sender=Batch, dispatch_uid="dungviec.office.appraisal.undone")

    def fill_demo(self) -> None:
        """A made-up catalogue, assigned work and sheets in the demo city."""
        from dungviec.office.appraisal import demo

        demo.load()
