"""What several processes share: counters, the word of each worker that it lives, and the backups asked for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CacheEntry(models.Model):
    """The table of Django's database cache, so that a limit counted by one process holds in all of them."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class WorkerBeat(models.Model):
    """A worker of long jobs and when it last said that it lives."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    software = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"


class RunState(models.TextChoices):
    """Where a backup or a rehearsal stands."""

    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xong")


class RunKind(models.TextChoices):
    """What was asked for."""

    BACKUP = "backup", _("Sao lưu")
    REHEARSAL = "rehearsal", _("Diễn tập khôi phục")


UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


class UpkeepRun(models.Model):
    """One backup or one rehearsal of a restore, made by the worker; the file lies in the folder of backups."""

    kind = models.CharField(max_length=12, choices=RunKind.choices)
    status = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    file = models.CharField(max_length=120, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(status__in=("queued", "running")), name="one_upkeep_run_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def seconds(self) -> int | None:
        """How long it took; None while it has not ended."""
        return round((self.finished_at - self.made_at).total_seconds()) if self.finished_at else None

    def trouble(self, lang: str) -> str:
        """Why it did not end well."""
        return str(self.trouble_en if lang == "en" else self.trouble_vi)
