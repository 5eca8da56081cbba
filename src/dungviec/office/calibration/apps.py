"""Calibration: the board, the thermometer, the inflation gauge and the radar, as tabs of the appraisal room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _compares(viewer: Any) -> bool:
    from dungviec.office.calibration.rights import may_enter

    return may_enter(viewer)


class CalibrationConfig(AppConfig):
    """What the ratings of an agency come to beside each other; nothing here changes a rating."""

    name = "dungviec.office.calibration"
    label = "calibration"
    verbose_name = _("Cân chỉnh đánh giá")
    rooms = (
        Room("calibration", _("Cân chỉnh"), "calibration:board", icon="columns", order=74, open_to=_compares, under="appraisal"),
        Room("thermometer", _("Nhiệt kế"), "calibration:thermometer", icon="columns", order=75, open_to=_compares, under="appraisal"),
        Room("inflation", _("Lạm phát mức"), "calibration:gauge", icon="columns", order=76, open_to=_compares, under="appraisal"),
        Room("radar", _("Dấu hiệu hình thức"), "calibration:radar", icon="columns", order=77, open_to=_compares, under="appraisal"),
    )  # fmt: skip
