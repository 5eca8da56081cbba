"""Inspection on file: versions of the checklist, draws with their commitment, visits, what was marked and found, photos, what phones sent."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Terms(models.Model):
    """How the office inspects: time to answer, points of risk, points of the one-stop index. The latest line holds."""

    answer_days = models.PositiveSmallIntegerField(_("Thời hạn giải trình (ngày làm việc)"), default=5)
    base = models.PositiveSmallIntegerField(_("Điểm cơ bản của mỗi đơn vị"), default=10)
    most_months = models.PositiveSmallIntegerField(_("Số tháng chờ tính nhiều nhất"), default=24)
    minor = models.PositiveSmallIntegerField(_("Điểm mỗi phát hiện nhẹ"), default=1)
    moderate = models.PositiveSmallIntegerField(_("Điểm mỗi phát hiện phải chấn chỉnh"), default=2)
    serious = models.PositiveSmallIntegerField(_("Điểm mỗi phát hiện nghiêm trọng"), default=5)
    overdue_remedy = models.PositiveSmallIntegerField(_("Điểm mỗi việc khắc phục quá hạn"), default=4)
    late_dossiers = models.PositiveSmallIntegerField(_("Điểm mỗi 5 % hồ sơ trễ hạn"), default=1)
    most = models.PositiveSmallIntegerField(_("Mức trần điểm rủi ro của một đơn vị"), default=40)
    index_early = models.DecimalField(_("Điểm một hồ sơ sớm hạn"), max_digits=4, decimal_places=2, null=True)
    index_on_time = models.DecimalField(_("Điểm một hồ sơ đúng hạn"), max_digits=4, decimal_places=2, null=True)
    index_late = models.DecimalField(_("Điểm một hồ sơ trễ hạn"), max_digits=4, decimal_places=2, null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class Checklist(models.Model):
    """One version of the checklist. A visit keeps the one it began with."""

    number = models.PositiveIntegerField(unique=True)
    items = models.JSONField()
    """``[{key, vi, en, about}, …]`` in the order shown; a key lives on over versions, so that totals of a period fit."""
    note = models.CharField(_("Thay đổi gì, vì sao"), max_length=200, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        verbose_name = _("phiếu kiểm tra")
        verbose_name_plural = _("phiếu kiểm tra")

    def __str__(self) -> str:
        return f"{self.number}"


class DrawState(models.TextChoices):
    """Where a draw stands."""

    COMMITTED = "committed", _("Đã cam kết, chờ con số công khai")
    DRAWN = "drawn", _("Đã rút, giữ kín")
    PUBLISHED = "published", _("Đã công bố")
    VOID = "void", _("Đã hủy")


class Draw(models.Model):
    """One draw: its frame, the commitment made beforehand, and, once drawn, what was drawn."""

    name = models.CharField(_("Tên đợt"), max_length=120)
    as_of = models.DateField()
    to_day = models.DateField(_("Kiểm tra xong trước ngày"))
    frame = models.JSONField()
    commitment = models.CharField(max_length=64)
    secret = models.CharField(max_length=64)
    """Thrown by the machine; on no page before the draw is published."""
    source = models.CharField(_("Con số công khai lấy ở đâu"), max_length=200)
    word = models.CharField(_("Con số công khai"), max_length=120, blank=True)
    selected = models.JSONField(default=list)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=DrawState.choices, default=DrawState.COMMITTED)
    why_void = models.CharField(_("Lý do hủy"), max_length=200, blank=True)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="inspection_draws")
    made_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("lần rút thăm")
        verbose_name_plural = _("lần rút thăm")

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    """Why a visit is made."""

    SURPRISE = "surprise", _("Đột xuất")
    PLANNED = "planned", _("Theo kế hoạch")
    RECHECK = "recheck", _("Kiểm tra lại")


class VisitState(models.TextChoices):
    """Where a visit stands. The unit learns of it when it begins, and sees what was found once it is closed."""

    PLANNED = "planned", _("Chưa đi")
    RUNNING = "running", _("Đang kiểm tra")
    ENDED = "ended", _("Đã kiểm tra xong, chờ khép")
    CLOSED = "closed", _("Đã khép")
    VOID = "void", _("Đã hủy")


class Visit(models.Model):
    """One visit of a team to one unit or desk."""

    code = models.UUIDField(unique=True, default=uuid.uuid4)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, null=True, related_name="visits")
    unit_id = models.CharField(_("Đơn vị"), max_length=40, db_index=True)
    label = models.CharField(max_length=160)
    """What is visited, as it was called then."""
    desk = models.BooleanField(_("Bộ phận một cửa"), default=False)
    kind = models.CharField(_("Loại"), max_length=8, choices=Kind.choices, default=Kind.SURPRISE)
    planned_on = models.DateField(_("Ngày đi"))
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="inspection_visits")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="+")
    recheck_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="rechecks")
    state = models.CharField(_("Tình trạng"), max_length=8, choices=VisitState.choices, default=VisitState.PLANNED)
    met_with = models.CharField(_("Làm việc với"), max_length=160, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    counts = models.JSONField(null=True)
    """Dossiers of a one-stop desk: ``total, early, on_time, late, pending_late``."""
    counts_last = models.UUIDField(null=True)
    conclusion = models.TextField(_("Nhận xét chung"), blank=True)

    class Meta:
        ordering = ("-planned_on", "-pk")
        indexes = [models.Index(fields=["state", "planned_on"], name="visits_by_state")]  # noqa: RUF012
        verbose_name = _("cuộc kiểm tra")
        verbose_name_plural = _("cuộc kiểm tra")

    def __str__(self) -> str:
        return f"{self.label} {self.planned_on:%d/%m/%Y}"

    @property
    def open(self) -> bool:
        """Whether phones may still write to it."""
        return self.state in (VisitState.PLANNED, VisitState.RUNNING, VisitState.ENDED)


class Met(models.TextChoices):
    """What was seen of an item."""

    MET = "met", _("Đạt")
    NOT_MET = "not_met", _("Chưa đạt")
    NOT_SEEN = "not_seen", _("Không xem")


class Mark(models.Model):
    """An item of the checklist at one visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="marks")
    item = models.CharField(max_length=30)
    state = models.CharField(max_length=8, choices=Met.choices)
    note = models.CharField(max_length=300, blank=True)
    last = models.UUIDField()
    """The arrival that wrote it: the next one has to know it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="one_mark_per_item")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.item} {self.state}"


class Severity(models.TextChoices):
    """How grave a finding is."""

    MINOR = "minor", _("Nhẹ, nhắc nhở tại chỗ")
    MODERATE = "moderate", _("Phải chấn chỉnh")
    SERIOUS = "serious", _("Nghiêm trọng")


class Checked(models.TextChoices):
    """What the re-check found."""

    NOT_YET = "", _("Chưa kiểm tra lại")
    DONE = "done", _("Đã khắc phục")
    NOT_DONE = "not_done", _("Chưa khắc phục")


class Finding(models.Model):
    """One thing found, about a person or the unit; then the answer, the remedy and the re-check."""

    key = models.UUIDField(primary_key=True)
    """Made on the phone, so that a finding sent twice is one."""
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=30)
    unit_id = models.CharField(max_length=40, db_index=True)
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, blank=True, db_index=True)
    at = models.DateTimeField(_("Lúc"))
    severity = models.CharField(_("Mức độ"), max_length=8, choices=Severity.choices)
    what = models.CharField(_("Phát hiện gì"), max_length=500)
    said = models.CharField(_("Giải thích tại chỗ"), max_length=500, blank=True)
    evidence = models.CharField(_("Chứng cứ"), max_length=300, blank=True)
    decision = models.CharField(_("Xử lý"), max_length=300, blank=True)
    remedy = models.CharField(_("Yêu cầu khắc phục"), max_length=300, blank=True)
    remedy_due = models.DateField(_("Hạn khắc phục"), null=True)
    last = models.UUIDField()
    answer_due = models.DateField(_("Hạn giải trình"), null=True)
    answer = models.TextField(_("Giải trình"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    fixed_on = models.DateField(_("Báo đã khắc phục ngày"), null=True)
    fixed_note = models.CharField(_("Đã khắc phục thế nào"), max_length=300, blank=True)
    checked = models.CharField(max_length=8, choices=Checked.choices, blank=True, default=Checked.NOT_YET)
    checked_on = models.DateField(null=True)
    checked_note = models.CharField(max_length=300, blank=True)
    dropped_on = models.DateField(null=True)
    """Taken back after the answer: it stays on file and counts nowhere."""
    dropped_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at", "key")
        indexes = [models.Index(fields=["remedy_due", "checked"], name="findings_to_remedy")]  # noqa: RUF012
        verbose_name = _("phát hiện")
        verbose_name_plural = _("phát hiện")

    def __str__(self) -> str:
        return f"{self.item} {self.at:%d/%m/%Y}"

    def heard(self, day: date) -> str:
        """``answered``, ``silent`` (the time has passed), ``waiting``; empty while the visit is open."""
        if self.answer_due is None:
            return ""
        return "answered" if self.answered_at else "silent" if self.answer_due < day else "waiting"

    def overdue(self, day: date) -> bool:
        """Whether a remedy is asked for, its day has passed, and nobody has seen it done."""
        asked = bool(self.remedy_due) and self.checked != Checked.DONE and self.dropped_on is None
        return bool(asked and self.remedy_due and self.remedy_due < day and self.fixed_on is None)


class Photo(models.Model):
    """A photo taken on the visit. The file lies in the vault, without what a camera writes beside the picture."""

    key = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="photos")
    file = models.ForeignKey("requests.StoredFile", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    """By the clock of the phone."""
    came_at = models.DateTimeField()
    caption = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("taken_at", "key")

    def __str__(self) -> str:
        return str(self.key)


class Arrival(models.Model):
    """One thing a phone sent, under the number the phone gave it: sent twice it is one. What met another version is kept beside it."""

    key = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="arrivals")
    kind = models.CharField(max_length=10)
    slot = models.CharField(max_length=40)
    """What it writes: an item, a finding's number, ``counts``, ``start``, ``end``."""
    body = models.JSONField()
    base = models.UUIDField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    came_at = models.DateTimeField()
    conflict = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    taken = models.BooleanField(null=True)
    """Whether the lead took this version over the one that stood."""

    class Meta:
        ordering = ("came_at", "made_at")

    def __str__(self) -> str:
        return f"{self.kind} {self.slot}"
