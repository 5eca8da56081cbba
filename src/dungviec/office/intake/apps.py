"""Intake: rosters of other offices become records, checked by a person, in one step that can be undone."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _open_to(viewer: Any) -> bool:
    from dungviec.office.intake.rights import may_enter

    return may_enter(viewer)


def _follow_undo(instance: Any, **_signal: Any) -> None:
    from dungviec.office.intake.models import Intake, Status

    if instance.undone_at is not None:
        Intake.objects.filter(batch=instance, status=Status.DONE).update(status=Status.UNDONE)


class IntakeConfig(AppConfig):
    """The room in which a spreadsheet is read, mended, compared and taken over."""

    name = "dungviec.office.intake"
    label = "intake"
    verbose_name = _("Nhập hồ sơ")
    rooms = (
        Room("intake", _("Nhập hồ sơ"), "intake:intakes", icon="download", order=26, open_to=_open_to, under="people"),
    )

    def ready(self) -> None:
        """An intake whose batch is undone, wherever that is done, is undone."""
        from django.db.models.signals import post_save

        from dungviec.office.registry.models import Batch

        post_save.connect(_follow_undo, sender=Batch, dispatch_uid="dungviec.office.intake.undone")
