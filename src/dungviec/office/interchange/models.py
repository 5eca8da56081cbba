"""Exports that were asked for, and the outbox for the national database."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.sealing.fields import SealedText


class ExportState(models.TextChoices):
    """Where an export stands."""

    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang lập")
    DONE = "done", _("Tải được")
    FAILED = "failed", _("Không lập được")
    GONE = "gone", _("Đã xóa tệp")


class DataExport(models.Model):
    """One data package somebody asked for, with the reason; the file is theirs alone and goes after a time."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("Tại ngày"))
    kind = models.CharField(_("Dạng bảng"), max_length=10)
    with_dossiers = models.BooleanField(_("Kèm lý lịch"), default=False)
    masked = models.BooleanField(_("Che tên và trường nhạy cảm"), default=False)
    purpose = models.CharField(_("Mục đích"), max_length=300)
    status = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    stage = models.CharField(max_length=40, blank=True)
    progress = models.IntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    trouble_vi = models.CharField(max_length=400, blank=True)
    trouble_en = models.CharField(max_length=400, blank=True)
    file = models.CharField(max_length=40, blank=True)
    """Name of the file in the folder of exports; a random one."""
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    downloads = models.IntegerField(default=0)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("lần xuất dữ liệu")
        verbose_name_plural = _("lần xuất dữ liệu")

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of:%d/%m/%Y}"


class State(models.TextChoices):
    """Where a payload stands."""

    WAITING = "waiting", _("Chờ gửi")
    HELD = "held", _("Giữ lại")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi, chờ báo nhận")
    ACKNOWLEDGED = "acknowledged", _("Đã nhận")
    REFUSED = "refused", _("Bị từ chối")
    REPLACED = "replaced", _("Đã thay bằng bản mới")


OPEN = (State.WAITING, State.HELD, State.SENDING, State.SENT, State.REFUSED)
"""States in which something is still to be done."""
UNSENT = (State.WAITING, State.HELD, State.REFUSED)
"""States in which a newer payload of the same person takes the place of this one."""


class Following(models.Model):
    """One row: how far the change feed was followed, and which day the records were last compared on."""

    cursor = models.BigIntegerField(default=0)
    day = models.DateField(null=True)
    begun_at = models.DateTimeField(null=True)
    begun_by = models.CharField(max_length=150, blank=True)
    gathered_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    push_trouble = models.CharField(max_length=40, blank=True)
    """Kind of what went wrong when the other side was last asked; never its words."""

    class Meta:
        verbose_name = _("mốc theo dõi thay đổi")
        verbose_name_plural = _("mốc theo dõi thay đổi")

    def __str__(self) -> str:
        return str(self.cursor)


class Told(models.Model):
    """What the other side was last told of a person, as digests: the next difference is found by them."""

    person_id = models.CharField(max_length=40, primary_key=True)
    marks = models.JSONField(default=dict)
    ended = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("dấu hồ sơ đã báo")
        verbose_name_plural = _("dấu hồ sơ đã báo")

    def __str__(self) -> str:
        return self.person_id


class Parcel(models.Model):
    """A file of payloads that left by hand."""

    made_at = models.DateTimeField(_("Lập lúc"))
    made_by = models.CharField(_("Người lập"), max_length=150)
    purpose = models.CharField(_("Mục đích"), max_length=300)
    count = models.IntegerField(_("Số bản"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("tệp gửi")
        verbose_name_plural = _("tệp gửi")

    def __str__(self) -> str:
        return str(self.pk)


class Payload(models.Model):
    """One thing to tell the national database about one person; its number is its place in the sequence."""

    person_id = models.CharField(max_length=40, db_index=True)
    operation = models.CharField(max_length=10)
    state = models.CharField(max_length=14, choices=State.choices, db_index=True)
    changed = models.JSONField(default=list)
    as_of = models.DateField()
    key = models.CharField(max_length=40, blank=True)
    """The idempotency key; the number is in it, so it is set once the row has one."""
    body = SealedText(blank=True, default="")
    """What is sent, as long as it is not told at the other side; then only the key stays. Sealed: it holds a whole record."""
    found_at = models.DateTimeField(_("Ghi nhận lúc"))
    due = models.DateField(null=True)
    due_if_working = models.DateField(null=True)
    rule = models.CharField(max_length=40, blank=True)
    unknown_vi = models.CharField(max_length=200, blank=True)
    unknown_en = models.CharField(max_length=200, blank=True)
    hindrances = models.JSONField(default=list)
    released_by = models.CharField(max_length=150, blank=True)
    released_why = models.CharField(max_length=300, blank=True)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, null=True, related_name="payloads")
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=80, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    """Code and reason as the other side gave them."""

    class Meta:
        ordering = ("pk",)
        verbose_name = _("bản gửi")
        verbose_name_plural = _("bản gửi")

    def __str__(self) -> str:
        return f"{self.pk} {self.operation}"
