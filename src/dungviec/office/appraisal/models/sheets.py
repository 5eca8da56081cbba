"""The sheet of one month or quarter (Mẫu số 01 of NĐ 335/2025): self-score, the head's word, the personnel office; and every step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MonthState(models.TextChoices):
    """Where a sheet stands."""

    DRAFT = "draft", _("Đang ghi")
    SENT = "sent", _("Chờ xác nhận")
    RETURNED = "returned", _("Trả lại")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    RECEIVED = "received", _("Phòng Nội vụ đã nhận")


class Scheme(models.TextChoices):
    """By which text a period is followed."""

    POINTS = "points", _("Chấm điểm theo NĐ 335/2025")
    REGULATION = "regulation", _("Chấm điểm theo quy chế của đơn vị (NĐ 233/2026)")
    TRACKING = "tracking", _("Theo dõi theo tiêu chí NĐ 90/2020")


class MonthSheet(models.Model):
    """One person's month (or quarter) in one unit. A month is written once; who moved keeps the sheets of the former unit."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40)
    unit_id = models.CharField(_("Mã đơn vị"), max_length=40)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    quarter = models.PositiveSmallIntegerField(null=True)
    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=MonthState.choices, default=MonthState.DRAFT)
    leads = models.BooleanField(default=False)
    """Whether the person led a unit in the period (d, đ, e are asked)."""
    self_general = models.JSONField(default=list)
    """Ten numbers, the official's own score of the general criteria (Phụ lục I); None where nothing is said yet."""
    head_general = models.JSONField(default=list)
    """Ten numbers, the head's; empty until confirmed."""
    organised = models.BooleanField(_("Tổ chức thực hiện tốt"), null=True)
    cohesive = models.BooleanField(_("Tập thể đoàn kết"), null=True)
    conduct_good = models.BooleanField(_("Thực hiện tốt tiêu chí chung"), null=True)
    """NĐ 90/2020 Điều 3: the yes or no of tracking by criteria."""
    self_points = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    """What the self-score comes to; for ``regulation`` the points given by the official."""
    points = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    """What stands after the head's confirmation."""
    parts = models.JSONField(default=dict)
    """``quantity``, ``quality``, ``progress`` (and ``unit_result``, ``organising``, ``cohesion``), ``general``, ``result``, ``citation``."""
    strengths = models.TextField(_("Ưu điểm"), blank=True)
    weaknesses = models.TextField(_("Hạn chế"), blank=True)
    comment = models.TextField(_("Nhận xét của cấp có thẩm quyền"), blank=True)
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "month", "quarter", "person_id")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["person_id", "year", "month"], condition=models.Q(month__isnull=False), name="month_once"
            ),
            models.UniqueConstraint(
                fields=["person_id", "year", "quarter"], condition=models.Q(quarter__isnull=False), name="quarter_once"
            ),
            models.CheckConstraint(
                condition=models.Q(month__isnull=True) ^ models.Q(quarter__isnull=True), name="month_or_quarter"
            ),
        ]
        indexes = [models.Index(fields=["unit_id", "year", "month"], name="sheets_of_unit")]  # noqa: RUF012
        verbose_name = _("phiếu tháng")
        verbose_name_plural = _("phiếu tháng")

    def __str__(self) -> str:
        return f"{self.person_id} {self.year} {self.month or f'Q{self.quarter}'}"

    @property
    def months(self) -> tuple[int, ...]:
        """The months it covers."""
        if self.month is not None:
            return (self.month,)
        first = 3 * ((self.quarter or 1) - 1)
        return (first + 1, first + 2, first + 3)

    @property
    def confirmed(self) -> bool:
        """Whether the head's word stands on it."""
        return self.state in (MonthState.CONFIRMED, MonthState.RECEIVED)


class SheetStep(models.Model):
    """One step of a sheet of a month or of a year: who, when, what, why, and the number before and after. Only added to."""

    sheet = models.ForeignKey(MonthSheet, on_delete=models.PROTECT, null=True, related_name="steps")
    year_sheet = models.ForeignKey("appraisal.YearSheet", on_delete=models.PROTECT, null=True, related_name="steps")
    step = models.CharField(max_length=20)
    """``fill``, ``send``, ``return``, ``confirm``, ``receive``, ``reopen``, ``self``, ``propose``, ``decide``, ``redecide``, ``petition``, ``answer``."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.step} {self.at:%d/%m/%Y}"


class MonthReminder(models.Model):
    """Somebody was reminded of a sheet not sent: of which period, by whom, on which day. One a day, whatever the periods."""

    person_id = models.CharField(_("Nhắc ai"), max_length=40)
    period = models.CharField(_("Kỳ"), max_length=8)
    """As addresses write it: ``2026-11``, ``2026-q4``."""
    day = models.DateField(_("Ngày nhắc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-day", "pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["person_id", "day"], name="one_month_reminder_a_day")
        ]
        verbose_name = _("lời nhắc")
        verbose_name_plural = _("lời nhắc")

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"
