"""How an account wants to be told, the secret addresses of calendars, and where the sample data stand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often mail is wanted."""

    NEVER = "never", _("Không gửi")
    DAILY = "daily", _("Mỗi ngày")
    WEEKLY = "weekly", _("Mỗi thứ Hai")


class Delivery(models.Model):
    """The digest of one account: how often, at which hour, in which language, and how far it came."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delivery")
    rhythm = models.CharField(_("Gửi thư tóm tắt"), max_length=8, choices=Rhythm.choices, default=Rhythm.NEVER)
    hour = models.PositiveSmallIntegerField(_("Từ giờ"), default=7)
    language = models.CharField(_("Ngôn ngữ"), max_length=2, choices=settings.LANGUAGES, default="vi")
    sent_on = models.DateField(null=True)
    """The day of the last digest, by the clock of Vietnam; not twice on one day."""
    tried_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    """Attempts in a row that the mail server refused."""

    class Meta:
        verbose_name = _("thư tóm tắt")
        verbose_name_plural = _("thư tóm tắt")

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm}"


class CalendarKey(models.Model):
    """The secret address of an account's calendar; only the digest of the secret is kept. Revoked ones stay, so that none comes back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys")
    digest = models.CharField(max_length=64, unique=True)
    names = models.BooleanField(_("Ghi tên người"), default=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="vi")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    hour = models.PositiveBigIntegerField(default=0)
    """The hour it was last read in, in hours since 1970."""
    readings = models.PositiveIntegerField(default=0)
    """How often it was read in that hour, by all processes of the office together."""

    class Meta:
        ordering = ("-pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at__isnull=True), name="one_calendar_per_account"
            )
        ]
        verbose_name = _("địa chỉ lịch")
        verbose_name_plural = _("địa chỉ lịch")

    def __str__(self) -> str:
        return f"{self.user_id} {self.pk}"


class SampleState(models.TextChoices):
    """Where the sample data stand."""

    NONE = "none", _("Không có")
    QUEUED = "queued", _("Đang chờ nạp")
    FILLING = "filling", _("Đang nạp")
    THERE = "there", _("Đang có")


class Sample(models.Model):
    """One row at most: the sample city in this office, and what was there before it came."""

    state = models.CharField(max_length=8, choices=SampleState.choices, default=SampleState.NONE)
    before = models.JSONField(default=dict)
    """Table → keys of the rows that stood in it before the sample: they stay when it goes."""
    batch = models.BigIntegerField(default=0)
    """The last batch of writes of the sample: whatever is written later was written by people."""
    heard_at = models.DateTimeField(null=True)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("dữ liệu mẫu")
        verbose_name_plural = _("dữ liệu mẫu")

    def __str__(self) -> str:
        return self.state
