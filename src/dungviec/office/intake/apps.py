"""Intake: rosters of other offices become records, checked by a person, in one step that can be undone."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.intake.rights import may_enter

    return may_enter(viewer)


class IntakeConfig(AppConfig):
    """The room in which a spreadsheet is read, mended, compared and taken over."""

    name = "dungviec.office.intake"
    label = "intake"
    verbose_name = _("Nhập hồ sơ")
    rooms = (
        Room("intake", _("Nhập hồ sơ"), "intake:intakes", icon="download", order=26, open_to=_open_to, under="people"),
    )
