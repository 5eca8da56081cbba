"""Sealed values: no pages; the keys are in the hands of whoever runs the machine."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _after_migrate(**_told: Any) -> None:
    from dungviec.office.sealing.ring import ensure_keys

    ensure_keys()


class SealingConfig(AppConfig):
    """Encryption of the most sensitive columns; ``dungviec office keys`` is its door."""

    name = "dungviec.office.sealing"
    label = "sealing"
    verbose_name = _("Niêm dữ liệu")

    def ready(self) -> None:
        """A database has its keys as soon as it has its tables, also after the tests emptied it."""
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="dungviec.office.sealing")

    def put_first_rows(self) -> None:
        """The first data keys of a new database."""
        _after_migrate()
