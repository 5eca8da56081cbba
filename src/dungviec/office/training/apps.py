"""Training in the rail: needs, catalogue, plan, classes, commitments, certificates, effect, figures of the year; the own page."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _asks(right: str) -> Any:
    def asked(viewer: Any) -> bool:
        from dungviec.office.training import rights

        return bool(getattr(rights, right)(viewer))

    return asked


_READS, _PLANS, _OWN, _MONEY = _asks("may_read"), _asks("may_read_plan"), _asks("has_own"), _asks("may_read_money")


class TrainingConfig(AppConfig):
    """Keeps how training comes about; attendance that ended well is a record of the person."""

    name = "dungviec.office.training"
    label = "training"
    verbose_name = _("Đào tạo")
    rooms = (
        Room("training", _("Đào tạo"), "training:needs", icon="cap", order=72, open_to=_PLANS, tab=_("Nhu cầu")),
        Room("training_catalogue", _("Danh mục khóa học"), "training:catalogue", icon="columns", order=72, open_to=_READS, under="training", tab=_("Danh mục")),
        Room("training_plans", _("Kế hoạch đào tạo"), "training:plans", icon="calendar", order=72, open_to=_PLANS, under="training", tab=_("Kế hoạch")),
        Room("training_classes", _("Lớp học"), "training:classes", icon="people", order=72, open_to=_READS, under="training"),
        Room("training_commitments", _("Cam kết, đền bù"), "training:commitments", icon="note", order=72, open_to=_MONEY, under="training"),
        Room("training_certificates", _("Chứng chỉ, tự học"), "training:certificates", icon="clock", order=72, open_to=_READS, under="training"),
        Room("training_effect", _("Hiệu quả"), "training:effect", icon="authority", order=72, open_to=_PLANS, under="training"),
        Room("training_year", _("Năm đã qua"), "training:year", icon="calendar", order=72, open_to=_READS, under="training"),
        Room("my_training", _("Đào tạo của tôi"), "training:mine", icon="steps", order=19, open_to=_OWN, under="me", tab=_("Đào tạo")),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds
        from dungviec.office.training.deeds import DEEDS, KINDS

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)

    def fill_demo(self) -> None:
        """A catalogue, requests, wishes, a plan, classes in every state, commitments, self-study: all made up."""
        from dungviec.office.training import demo

        demo.fill()
