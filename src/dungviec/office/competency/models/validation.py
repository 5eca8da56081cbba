"""Answers to «does fit mean anything?», kept as they came, whatever they say."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TestState(models.TextChoices):
    """Where a back-test stands."""

    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang tính")
    DONE = "done", _("Đã có kết quả")
    FAILED = "failed", _("Không tính được")


class BackTest(models.Model):
    """One back-test: on which day's records it was asked, how far it is, what it found."""

    day = models.DateField(_("Tại ngày"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=TestState.choices, default=TestState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    """Per thousand."""
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("đối chiếu")
        verbose_name_plural = _("đối chiếu")

    def __str__(self) -> str:
        return f"{self.day} {self.state}"

    @property
    def per_cent(self) -> int:
        """How far it is."""
        return self.progress // 10
