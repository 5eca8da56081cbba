"""What citizens say: answers at desks, sealed reports, promises to voters; dossier results; the room's settings.

Nothing here says who a citizen is, where a message came from, or when beyond the day. Sealed contents are bytes that this
database cannot open (``dungviec.voice.sealing``).
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.voice.fairness import FEWEST


def new_token() -> str:
    """What a QR code carries: 128 random bits that say nothing of the desk."""
    return secrets.token_urlsafe(16)


def new_number() -> str:
    """A random name of a row: counting up would tell the order of coming."""
    return secrets.token_hex(8)


def new_salt() -> str:
    """The office's own salt of receipts."""
    return secrets.token_hex(16)


class Desk(models.Model):
    """A desk where citizens answer. Its public name is what the poster says; who works there is not kept here."""

    code = models.CharField(_("Mã quầy"), max_length=20, unique=True)
    name = models.CharField(_("Tên công khai"), max_length=120)
    english = models.CharField(_("Tên tiếng Anh"), max_length=120, blank=True)
    unit_id = models.CharField(_("Đơn vị"), max_length=40, db_index=True)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    turned_on = models.DateField()
    """Since when this token holds; the one before answers to nothing."""
    open = models.BooleanField(_("Đang dùng"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)
        verbose_name = _("quầy")
        verbose_name_plural = _("quầy")

    def __str__(self) -> str:
        return self.code


class CaseNumber(models.Model):
    """A case a citizen may name: only a keyed digest of its number, so that this list cannot be read as a list of dossiers."""

    mark = models.CharField(max_length=64, unique=True)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="cases", null=True)
    procedure = models.CharField(max_length=120, blank=True)
    closed_on = models.DateField()
    used = models.BooleanField(default=False)
    """Whether an answer was given for it: once. Which one is not kept."""

    def __str__(self) -> str:
        return str(self.pk)


class Rating(models.Model):
    """One answer at a desk."""

    number = models.CharField(primary_key=True, max_length=16, default=new_number)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="ratings")
    level = models.PositiveSmallIntegerField()
    verified = models.BooleanField(default=False)
    procedure = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    day = models.DateField(db_index=True)
    ticket = models.CharField(max_length=32, unique=True)
    """A random number of the form, so that a form sent twice counts once."""

    class Meta:
        indexes = (models.Index(fields=("desk", "day"), name="voice_desk_day"),)

    def __str__(self) -> str:
        return self.number


class PassedOn(models.Model):
    """A citizen's verified thanks passed on to the official whom the words name. A wrong line is taken back with a reason, never changed."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="passed_on")
    person_id = models.CharField(max_length=40, db_index=True)
    told = models.CharField(_("Lời chuyển tới người được cảm ơn"), max_length=300)
    """The citizen's words without what tells who the citizen is."""
    served_there = models.BooleanField(default=True)
    """Whether the person held a post in the desk's unit, or below it, on the day of the answer."""
    by = models.CharField(max_length=150)
    on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("rating",), condition=models.Q(withdrawn_on__isnull=True), name="passed_on_once"
            ),
        )
        verbose_name = _("lời cảm ơn của người dân")
        verbose_name_plural = _("lời cảm ơn của người dân")

    def __str__(self) -> str:
        return str(self.pk)


class Key(models.Model):
    """A reader of the sealed inbox: the public key reports are sealed to, the private one locked by the reader's word."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="voice_key")
    public = models.BinaryField()
    locked = models.TextField()
    made_on = models.DateField()

    def __str__(self) -> str:
        return str(self.user_id)


class State(models.TextChoices):
    """Where a report stands; the reporter sees it by the receipt."""

    RECEIVED = "received", _("Đã nhận")
    ACCEPTED = "accepted", _("Đã thụ lý")
    REFUSED = "refused", _("Không thụ lý")
    VERIFYING = "verifying", _("Đang xác minh")
    ANSWERED = "answered", _("Đã trả lời")
    OUTSIDE = "outside", _("Đã chuyển cơ quan khác")


OPEN_STATES = (State.RECEIVED, State.ACCEPTED, State.VERIFYING)


class Report(models.Model):
    """A sealed report: in the clear only where it stands and by when it is due, to the day."""

    number = models.CharField(primary_key=True, max_length=16, default=new_number)
    looked_up_by = models.CharField(max_length=64, unique=True)
    """A digest made of the receipt by scrypt."""
    for_reporter = models.BinaryField()
    """The content key under the receipt."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    received_on = models.DateField()
    accept_by = models.DateField()
    answer_by = models.DateField()
    closed_on = models.DateField(null=True)
    ticket = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("tin báo kín")
        verbose_name_plural = _("tin báo kín")

    def __str__(self) -> str:
        return self.number


class SealedKey(models.Model):
    """A report's content key for one reader. Who has no row cannot open it, whatever the office's rights say."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sealed_keys")
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="sealed_keys")
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "key"), name="one_key_per_reader"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.key_id}"


class Entry(models.Model):
    """One sealed message of a report: the reporter's, an answer, a note of the readers; pictures beside it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveSmallIntegerField()
    """Its place among the report's messages; ties the sealed bytes to it."""
    for_reporter = models.BooleanField(default=True)
    day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("report", "place"), name="one_entry_per_place"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.place}"


class SealedPicture(models.Model):
    """A picture of a report without its metadata, sealed."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("entry", "place"), name="one_picture_per_place"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.place}"


class Meeting(models.Model):
    """A meeting with voters: when, where, who came from the office, how many citizens."""

    held_on = models.DateField(_("Ngày"))
    place = models.CharField(_("Nơi họp"), max_length=160)
    kind = models.CharField(_("Loại"), max_length=10, choices=(("council", _("Tiếp xúc cử tri của HĐND")), ("dialogue", _("Đối thoại với nhân dân")), ("reception", _("Tiếp công dân định kỳ"))))  # fmt: skip
    led_by = models.CharField(_("Chủ trì (chức danh)"), max_length=160, blank=True)
    attended = models.PositiveIntegerField(_("Số người dự"), null=True)
    minutes = models.CharField(_("Số biên bản"), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-held_on", "-pk")
        verbose_name = _("buổi tiếp xúc")
        verbose_name_plural = _("buổi tiếp xúc")

    def __str__(self) -> str:
        return f"{self.held_on} {self.place}"


class Done(models.TextChoices):
    """How far a promise is kept."""

    OPEN = "open", _("Đang làm")
    KEPT = "kept", _("Đã xong")
    DROPPED = "dropped", _("Không làm được")


class Promise(models.Model):
    """What was asked at a meeting and promised: who owns it, by when, what became of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="promises")
    asked = models.CharField(_("Ý kiến cử tri"), max_length=500)
    promised = models.CharField(_("Lời hứa"), max_length=500)
    unit_id = models.CharField(_("Đơn vị thực hiện"), max_length=40, db_index=True)
    due = models.DateField(_("Hạn"))
    state = models.CharField(_("Tình trạng"), max_length=8, choices=Done.choices, default=Done.OPEN)
    published = models.BooleanField(_("Công khai"), default=False)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = _("lời hứa")
        verbose_name_plural = _("lời hứa")

    def __str__(self) -> str:
        return self.promised[:60]


class FollowUp(models.Model):
    """A step on the way of a promise, with the paper that shows it. Lines are only added."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="steps")
    day = models.DateField()
    words = models.CharField(max_length=500)
    evidence = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=8, choices=Done.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.promise_id} {self.day}"


class Result(models.Model):
    """Dossier results of a desk between two days, as the portal's file told them."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="results")
    first = models.DateField()
    last = models.DateField()
    counts = models.JSONField()
    """``total``, ``processed``, ``pending``, ``early``, ``on_time``, ``late``, ``must_publish``, ``published_on_time``."""
    points = models.JSONField(default=dict)
    """Part of the service index → points as a fraction in text."""
    taken_on = models.DateField()

    class Meta:
        ordering = ("-last", "desk__code")
        constraints = (models.UniqueConstraint(fields=("desk", "first", "last"), name="one_result_per_period"),)

    def __str__(self) -> str:
        return f"{self.desk_id} {self.first}"


class Setup(models.Model):
    """The room's settings: one row. Numbers that no text on file fixes are the office's own, and are called so on the pages."""

    fewest = models.PositiveSmallIntegerField(_("Số lượt ít nhất để xếp thứ tự"), default=FEWEST)
    accept_days = models.PositiveSmallIntegerField(_("Ngày làm việc để trả lời có thụ lý hay không"), default=7)
    answer_days = models.PositiveSmallIntegerField(_("Ngày làm việc để trả lời kết quả"), default=30)
    early_points = models.PositiveSmallIntegerField(_("Điểm hồ sơ trước hạn"), default=2)
    on_time_points = models.PositiveSmallIntegerField(_("Điểm hồ sơ đúng hạn"), default=1)
    late_points = models.PositiveSmallIntegerField(_("Điểm hồ sơ trễ hạn"), default=0)
    per_client = models.PositiveIntegerField(_("Lượt đánh giá mỗi giờ từ một nơi"), default=30)
    per_desk = models.PositiveIntegerField(_("Lượt đánh giá mỗi giờ ở một quầy"), default=300)
    reports_per_client = models.PositiveIntegerField(_("Tin báo mỗi ngày từ một nơi"), default=5)
    reports_per_day = models.PositiveIntegerField(_("Tin báo mỗi ngày của cả hộp thư"), default=200)
    outside = models.CharField(_("Cơ quan ngoài nhận tin khi không ai ở đây được mở"), max_length=300, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return "voice"

    @classmethod
    def now(cls) -> Setup:
        """The settings; made with their defaults when first asked."""
        found: Any = cls.objects.filter(pk=1).first()
        if found is None:
            found, _made = cls.objects.get_or_create(pk=1)
        assert isinstance(found, Setup)
        return found
