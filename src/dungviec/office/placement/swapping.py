"""Swaps worked out for a day, and the two answers each of their moves waits for: the person's and the receiving unit's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetStatus(models.TextChoices):
    """Where a sheet stands."""

    QUEUED = "queued", _("Đang tìm")
    DONE = "done", _("Đã tìm xong")
    FAILED = "failed", _("Chưa tìm được")


class SwapSheet(models.Model):
    """The swaps found for a day."""

    as_of = models.DateField(_("Tại ngày"))
    status = models.CharField(max_length=8, choices=SheetStatus.choices, default=SheetStatus.QUEUED)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    considered = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.as_of}"


class SwapPart(models.Model):
    """One person's part in a swap, with both answers; None: not heard yet."""

    sheet = models.ForeignKey(SwapSheet, on_delete=models.CASCADE, related_name="parts")
    ring = models.PositiveIntegerField()
    """Parts with one number change together or not at all."""
    number = models.PositiveIntegerField()
    gain = models.IntegerField()
    """Points the whole ring wins."""
    person_id = models.CharField(max_length=40)
    person_name = models.CharField(max_length=120)
    from_post_id = models.CharField(max_length=40)
    from_title = models.CharField(max_length=200)
    from_unit = models.CharField(max_length=200)
    from_path = models.CharField(max_length=400, blank=True)
    to_post_id = models.CharField(max_length=40)
    to_title = models.CharField(max_length=200)
    to_unit = models.CharField(max_length=200)
    to_path = models.CharField(max_length=400, blank=True)
    fit_before = models.IntegerField()
    fit_after = models.IntegerField()
    person_says = models.BooleanField(null=True)
    person_by = models.CharField(max_length=150, blank=True)
    person_at = models.DateTimeField(null=True)
    receiver_says = models.BooleanField(null=True)
    receiver_by = models.CharField(max_length=150, blank=True)
    receiver_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("ring", "number")
        constraints = [models.UniqueConstraint(fields=["sheet", "person_id"], name="one_swap_per_person")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.person_id}: {self.to_post_id}"
