"""The data keys, wrapped under a master key that the database never sees."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a data key is for."""

    VALUES = "values", _("niêm giá trị")
    INDEX = "index", _("dấu tìm bằng nhau")


class State(models.TextChoices):
    """Where a data key stands."""

    ACTIVE = "active", _("đang dùng")
    OLD = "old", _("chỉ để đọc")
    RETIRED = "retired", _("đã hủy")


class DataKey(models.Model):
    """One data key. A retired one keeps its line and no key: what it sealed can never be opened again."""

    name = models.CharField(max_length=8, primary_key=True)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    state = models.CharField(max_length=8, choices=State.choices)
    master = models.CharField(max_length=16)
    """Fingerprint of the master key it is wrapped under."""
    wrapped = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at", "name")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["purpose"], condition=models.Q(state="active"), name="one_active_data_key")
        ]
        verbose_name = _("khóa dữ liệu")
        verbose_name_plural = _("khóa dữ liệu")

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
