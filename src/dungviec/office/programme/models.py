"""A programme of a year, what it said on each day, its resolutions, its targets with every wording they had, and reports.

Nothing is overwritten: a programme and a target are what their latest entry of a day says; a report is corrected by another one.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where the value of a target comes from."""

    LIVE = "live", _("Hệ thống tự tính từ hồ sơ")
    REPORTED = "reported", _("Đơn vị báo cáo, có minh chứng")
    ROLLED = "rolled", _("Gộp từ chỉ tiêu con")


class Direction(models.TextChoices):
    """Whether a target asks for more or for less."""

    UP = "up", _("Tăng đến ít nhất")
    DOWN = "down", _("Giảm đến nhiều nhất")


class RollUp(models.TextChoices):
    """How a target is put together from those below it."""

    SUM = "sum", _("Cộng")
    MEAN = "mean", _("Bình quân theo trọng số")
    WORST = "worst", _("Lấy nơi kém nhất")


PARTS: dict[str, Any] = {
    "S1": _("Nghị quyết, chương trình"), "S2": _("Đạo đức, kết quả công việc"), "S3": _("Rà soát đội ngũ"), "S4": _("Quy hoạch gắn với đào tạo"),
    "S5": _("Bố trí theo năng lực, sở trường"), "S6": _("Đào tạo, bồi dưỡng"), "S7": _("Tự học, chứng chỉ"), "S8": _("Cơ cấu lại, tinh giản biên chế"),
    "S9": _("Kiêm nhiệm, nhất thể hóa"), "S10": _("Bí thư không phải người địa phương"), "S11": _("Luân chuyển, bổ nhiệm"), "S12": _("Giáo dục chính trị, đạo đức"),
    "S13": _("Kỷ luật, kỷ cương hành chính"), "S14": _("Phòng, chống tiêu cực"), "S15": _("Lắng nghe Nhân dân"), "S16": _("Đánh giá, xếp loại"),
    "S17": _("Thi đua, khen thưởng"), "S18": _("Tổ chức bộ máy"),
}  # fmt: skip
"""The parts of the work a target belongs to."""


class Entry(models.Model):
    """What stands from a day on, written by whom and when, and why it was changed."""

    day = models.DateField(_("Từ ngày"))
    reason = models.CharField(_("Lý do"), max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("day", "pk")


class Programme(models.Model):
    """The programme of one year."""

    year = models.PositiveSmallIntegerField(_("Năm"), unique=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-year",)
        verbose_name = _("chương trình")
        verbose_name_plural = _("chương trình")

    def __str__(self) -> str:
        return str(self.year)


class ProgrammeEntry(Entry):
    """The theme of the year and what the programme is about."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="entries")
    theme = models.CharField(_("Chủ đề năm"), max_length=200)
    aim = models.TextField(_("Mục tiêu chung"), max_length=2000, blank=True)

    def __str__(self) -> str:
        return self.theme


class Resolution(models.Model):
    """A resolution the programme rests on; one added by mistake is withdrawn, with the reason."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="resolutions")
    number = models.CharField(_("Số, ký hiệu"), max_length=60)
    dated = models.DateField(_("Ngày ban hành"))
    body = models.CharField(_("Cơ quan ban hành"), max_length=160)
    subject = models.CharField(_("Trích yếu"), max_length=300)
    file = models.ForeignKey("requests.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("dated", "pk")

    def __str__(self) -> str:
        return self.number


class Target(models.Model):
    """One target of a programme, or a part of one that a unit answers for."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="parts")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return str(self.pk)


class TargetEntry(Entry):
    """What a target asks from a day on. ``ended`` takes the target out of the programme from that day."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="entries")
    ended = models.BooleanField(default=False)
    title = models.CharField(_("Chỉ tiêu"), max_length=240)
    part = models.CharField(_("Thuộc nhóm việc"), max_length=4, blank=True)
    unit_id = models.CharField(_("Đơn vị chịu trách nhiệm"), max_length=40, db_index=True)
    person_id = models.CharField(_("Người chịu trách nhiệm"), max_length=40, blank=True)
    source = models.CharField(_("Nguồn số liệu"), max_length=8, choices=Source.choices)
    measure = models.CharField(_("Số liệu hệ thống"), max_length=40, blank=True)
    measured_in = models.CharField(_("Đo ở đơn vị"), max_length=40, blank=True)
    """The unit (with all below it) a live measure is read in; empty for the whole body."""
    unit_of_measure = models.CharField(_("Đơn vị tính"), max_length=40)
    base = models.DecimalField(_("Giá trị đầu kỳ"), max_digits=16, decimal_places=2, null=True)
    goal = models.DecimalField(_("Giá trị phải đạt"), max_digits=16, decimal_places=2)
    direction = models.CharField(_("Chiều"), max_length=4, choices=Direction.choices, default=Direction.UP)
    begins = models.DateField(_("Bắt đầu"))
    deadline = models.DateField(_("Hạn hoàn thành"))
    weight = models.PositiveSmallIntegerField(_("Trọng số"), default=1)
    every_days = models.PositiveSmallIntegerField(_("Báo cáo lại sau (ngày)"), default=90)
    roll_up = models.CharField(_("Cách gộp"), max_length=5, choices=RollUp.choices, blank=True)
    roll_up_why = models.CharField(_("Vì sao gộp như vậy"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def part_words(self) -> str:
        """The part of the work, in words."""
        return str(PARTS.get(self.part, self.part))


class Report(models.Model):
    """A value a unit reports, with its evidence. A correction is another row that names the one it takes the place of."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reports")
    value = models.DecimalField(_("Giá trị"), max_digits=16, decimal_places=2)
    day = models.DateField(_("Số liệu đến ngày"))
    evidence = models.CharField(_("Minh chứng"), max_length=500, blank=True)
    file = models.ForeignKey("requests.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.value} {self.day:%d/%m/%Y}"


class Reminder(models.Model):
    """The unit of a target was reminded, of what, on which day; once a day."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField()
    why = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-day", "-pk")
        constraints = [models.UniqueConstraint(fields=["target", "day"], name="one_target_reminder_a_day")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.target_id} {self.day:%d/%m/%Y}"
