"""Two records that were one person, and pairs that are not: what was decided, by whom, why."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.changes import Batch


class Merge(models.Model):
    """One record closed as merged into another, by a batch; it counts while that batch is not undone."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="merge", verbose_name=_("Đợt ghi"))
    kept_id = models.CharField(_("Hồ sơ còn lại"), max_length=40, db_index=True)
    closed_id = models.CharField(_("Hồ sơ khép lại"), max_length=40, db_index=True)
    at = models.DateTimeField()
    moved = models.JSONField(default=dict)
    """Keys of rows outside the two axes (accounts, requests, papers) that went over, by the name they are attached under."""

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("lần gộp hồ sơ")
        verbose_name_plural = _("lần gộp hồ sơ")

    def __str__(self) -> str:
        return f"{self.closed_id} → {self.kept_id}"


class Apart(models.Model):
    """Two records that somebody looked at and found to be of two people; not asked about again unless taken back."""

    first_id = models.CharField(max_length=40)
    second_id = models.CharField(max_length=40)
    why = models.CharField(_("Lý do"), max_length=300)
    at = models.DateTimeField()
    by = models.CharField(_("Người xác nhận"), max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["first_id", "second_id"], condition=models.Q(withdrawn_at__isnull=True), name="apart_once"
            )
        ]
        verbose_name = _("hai người khác nhau")
        verbose_name_plural = _("hai người khác nhau")

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
