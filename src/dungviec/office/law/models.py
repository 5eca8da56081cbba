"""The readings of the law the office has chosen, version by version, and the law that rounds were solved with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingVersion(models.Model):
    """One version of the chosen readings. A version is never changed: another choice is another version."""

    number = models.PositiveIntegerField(_("Phiên bản"), unique=True)
    chosen = models.JSONField(_("Cách hiểu khác mặc định"), default=dict)
    """Only what differs from the default: the name of the setting and the value chosen."""
    reason = models.CharField(_("Lý do"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        verbose_name = _("cách hiểu đã chọn")
        verbose_name_plural = _("cách hiểu đã chọn")

    def __str__(self) -> str:
        return str(self.number)


class TrialState(models.TextChoices):
    """Where a trial stands."""

    QUEUED = "queued", _("Đang chờ đến lượt")
    RUNNING = "running", _("Đang xét từng người")
    DONE = "done", _("Đã có kết quả")
    STOPPED = "stopped", _("Đã dừng")
    FAILED = "failed", _("Không tính được")


class RuleTrial(models.Model):
    """Own rules on trial: what was given, on which day it is asked, how far it is, who changes. Each account keeps its last one."""

    name = models.CharField(_("Tệp"), max_length=80)
    text = models.TextField()
    day = models.DateField(_("Xét tại ngày"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=TrialState.choices, default=TrialState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    """Per thousand."""
    stop_asked = models.BooleanField(default=False)
    trouble = models.CharField(max_length=80, blank=True)
    """The kind of fault that ended it."""
    result = models.JSONField(default=dict)
    """Counts, units and the first people by identifier; names are looked up when it is shown."""

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("thử quy định riêng")
        verbose_name_plural = _("thử quy định riêng")

    def __str__(self) -> str:
        return f"{self.name} {self.status}"

    @property
    def at_work(self) -> bool:
        """Whether it waits or runs."""
        return self.status in (TrialState.QUEUED, TrialState.RUNNING)

    @property
    def per_cent(self) -> int:
        """How far it is."""
        return self.progress // 10


class KeptLaw(models.Model):
    """The office's own part of the law as it stood once: what is needed to ask the same law again."""

    mark = models.CharField(max_length=16, primary_key=True)
    overlays = models.JSONField(default=dict)
    """File name → text of the office's own rules."""
    chosen = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("luật đã dùng")
        verbose_name_plural = _("luật đã dùng")

    def __str__(self) -> str:
        return self.mark
