"""Keys that programs enter with, the machine accounts they may belong to, answers kept for repeats, and the outbox of webhooks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.models import User


class Machine(models.Model):
    """An account of a program, not of a person: made by an administrator, its keys drawn by the keeper, who has at least its rights."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="machine")
    keeper = models.ForeignKey(User, on_delete=models.PROTECT, related_name="machines_kept")
    purpose = models.CharField(_("Dùng để làm gì"), max_length=200)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tài khoản máy")
        verbose_name_plural = _("tài khoản máy")

    def __str__(self) -> str:
        return self.user.username


class AccessToken(models.Model):
    """A key: what is kept is its beginning, to tell keys apart, and a digest; the key itself is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("Tên khoá"), max_length=80)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(default=600)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("khoá truy cập")
        verbose_name_plural = _("khoá truy cập")

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"


class CallCount(models.Model):
    """How many calls of one caller's minute the processes of the office have taken together."""

    caller = models.CharField(max_length=40, unique=True)
    """Beginning of a key, or the number of an account."""
    minute = models.PositiveBigIntegerField()
    """Minutes since 1970."""
    taken = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.caller}: {self.taken}"


class KeptAnswer(models.Model):
    """The answer to a write that came with an Idempotency-Key: given again when the same write comes again within a day.

    The body is sealed: it may tell what a page says about a person.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    asked = models.CharField(max_length=64)
    """Digest of method, address and body."""
    status = models.PositiveSmallIntegerField(default=0)
    """0 while the first one is at work."""
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"


class Subscription(models.Model):
    """Where word of changes is sent, of which kinds, and on whose behalf: only about whom that account may see."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="subscriptions")
    url = models.CharField(_("Địa chỉ nhận"), max_length=500)
    kinds = models.JSONField(default=list)
    secret = models.BinaryField()
    """The signing secret, sealed."""
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}: {self.owner_id}"


class Event(models.Model):
    """Something happened: its kind and identifiers, never a value. Written in the transaction of what happened."""

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=60, blank=True)
    person_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    once = models.CharField(max_length=80, null=True, blank=True, unique=True)
    """Names an event that may come about only once, as a decision's taking effect."""

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Delivery(models.Model):
    """One event to one subscriber: waiting, sent, dead after too many tries, or not for this account."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ gửi")
        SENT = "sent", _("Đã gửi")
        DEAD = "dead", _("Không gửi được")
        BARRED = "barred", _("Ngoài quyền xem")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["event", "subscription"], name="one_delivery_each")]  # noqa: RUF012
        indexes = [models.Index(fields=["state", "next_at"], name="deliveries_due")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
