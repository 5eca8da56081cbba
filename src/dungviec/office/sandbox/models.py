"""Drafts of a reorganisation. A draft holds a scenario and what became of it; the records know nothing of it until it is committed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a draft stands."""

    DRAFT = "draft", _("Đang soạn")
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang bố trí thử")
    STAFFED = "staffed", _("Đã bố trí thử")
    FAILED = "failed", _("Chưa bố trí được")
    COMMITTED = "committed", _("Đã ghi vào hồ sơ")
    THROWN = "thrown", _("Đã bỏ")


AT_WORK = (Status.QUEUED, Status.RUNNING)
SHUT = (Status.COMMITTED, Status.THROWN)
"""Nothing more is changed in such a draft."""


class Draft(models.Model):
    """One way the organisation could be."""

    name = models.CharField(_("Tên"), max_length=200)
    text = models.TextField(_("Kịch bản"))
    """The scenario as YAML."""
    effective = models.DateField(_("Có hiệu lực từ"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    stage = models.CharField(max_length=120, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    """In thousandths."""
    stop_asked = models.BooleanField(default=False)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    revision = models.CharField(max_length=32, blank=True)
    """The revision of the records it was staffed on."""
    batch_id = models.PositiveIntegerField(null=True)
    """The batch of records that the commit wrote."""
    resolution = models.CharField(max_length=120, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def at_work(self) -> bool:
        """Whether it waits or runs."""
        return self.status in AT_WORK

    @property
    def shut(self) -> bool:
        """Whether it was committed or thrown away."""
        return self.status in SHUT


class Outcome(models.Model):
    """What staffing a draft came to, kept apart so that lists stay light."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="outcome")
    plan = models.JSONField()
    """``Plan.to_json()``."""
    lines = models.JSONField()
    """Figures for the comparison: key, Vietnamese, English, value."""
    units = models.JSONField()
    """``ended`` and ``new``: (id, name) of units."""

    def __str__(self) -> str:
        return f"{self.draft}"
