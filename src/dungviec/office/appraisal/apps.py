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


class AppraisalConfig(AppConfig):
    """The room in which work is assigned, months are scored and years are decided."""

    name = "dungviec.office.appraisal"
    label = "appraisal"
    verbose_name = _("Đánh giá")
    rooms = (
        Room("my_appraisal", _("Đánh giá của tôi"), "appraisal:mine", icon="clock", order=19, open_to=_has_file, under="me"),
        Room("appraisal", _("Đánh giá"), "appraisal:months", icon="clock", order=50, open_to=_reads, tab=_("Phiếu tháng")),
        Room("work", _("Giao việc"), "appraisal:work", icon="note", order=51, open_to=_reads, under="appraisal"),
        Room("year_ratings", _("Xếp loại năm"), "appraisal:years", icon="authority", order=52, open_to=_reads, under="appraisal"),
        Room("petitions", _("Kiến nghị"), "appraisal:petitions", icon="note", order=53, open_to=_acts, under="appraisal"),
        Room("products", _("Danh mục sản phẩm"), "appraisal:catalogue", icon="columns", order=54, open_to=_reads, under="appraisal"),
    )  # fmt: skip

    def fill_demo(self) -> None:
        """A made-up catalogue, assigned work and sheets in the demo city."""
        from dungviec.office.appraisal import demo

        demo.load()
