"""The year: each person's sheet (Mẫu số 02), the meeting, the decision and its successors, petitions; and the year of a unit."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels, in the codes of the records (``records.codes`` list ``rating``)."""

    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    COMPLETED = "completed", _("Hoàn thành nhiệm vụ")
    FAILED = "failed", _("Không hoàn thành nhiệm vụ")


class YearState(models.TextChoices):
    """Where a year stands."""

    OPEN = "open", _("Chưa tự nhận")
    SELF = "self", _("Đã tự nhận mức")
    PROPOSED = "proposed", _("Đã đề nghị mức")
    DECIDED = "decided", _("Đã quyết định")


class Meeting(models.Model):
    """The meeting of a unit or agency on a year, and its minutes."""

    unit_id = models.CharField(_("Mã đơn vị"), max_length=40, db_index=True)
    year = models.PositiveSmallIntegerField()
    held_on = models.DateField(_("Ngày họp"))
    place = models.CharField(_("Nơi họp"), max_length=200, blank=True)
    chair = models.CharField(_("Chủ trì"), max_length=160)
    secretary = models.CharField(_("Thư ký"), max_length=160)
    present = models.PositiveIntegerField(_("Số người có mặt"))
    called = models.PositiveIntegerField(_("Số người được triệu tập"))
    said = models.TextField(_("Ý kiến tại cuộc họp"), blank=True)
    party_opinion = models.TextField(_("Ý kiến cấp ủy"), blank=True)
    votes = models.JSONField(default=dict)
    """Person → {level: votes}; empty when nobody voted."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-pk")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.held_on:%d/%m/%Y}"


class YearSheet(models.Model):
    """One person's year (Mẫu số 02): what cannot be read from the months, the levels told, proposed and decided."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40)
    year = models.PositiveSmallIntegerField()
    unit_id = models.CharField(_("Mã đơn vị"), max_length=40)
    """The unit that classifies: where the person stands at the end (NĐ 335 Điều 19.1)."""
    state = models.CharField(_("Tình trạng"), max_length=10, choices=YearState.choices, default=YearState.OPEN)
    duties = models.CharField(_("Nhóm nhiệm vụ tương đồng"), max_length=120, blank=True)
    facts = models.JSONField(default=dict)
    """Facts of the year in the words of ``dungviec.appraisal.sheet.Official``: ``months_worked``, ``absence``, ``grounds``, ``conduct_good``,
    ``tasks_done``, ``tasks_exceeded``, ``tasks_short``, ``months_on_leave``, ``disciplined_in_year``, ``units_*``, ``party``…"""
    self_level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    self_note = models.TextField(_("Tự nhận xét"), blank=True)
    proposed_level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    proposed_reason = models.TextField(_("Lý do đề nghị"), blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    handling = models.CharField(_("Đề xuất sử dụng kết quả"), max_length=500, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="sheets")
    found = models.JSONField(default=dict)
    """What the law of the day made of it when it was decided: the official's part of ``dungviec.appraisal.to_json``."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-year", "person_id")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["person_id", "year"], name="one_year_sheet")
        ]
        indexes = [models.Index(fields=["unit_id", "year"], name="years_of_unit")]  # noqa: RUF012
        verbose_name = _("phiếu năm")
        verbose_name_plural = _("phiếu năm")

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}"

    @property
    def decision(self) -> YearDecision | None:
        """The decision that stands: the latest one that was not undone."""
        return max((d for d in self.decisions.all() if d.undone_at is None), key=lambda d: d.pk, default=None)


class YearDecision(models.Model):
    """A decision on a year; a later one replaces it (NĐ 335/2025 Điều 21.3) and both stay on file."""

    year_sheet = models.ForeignKey(YearSheet, on_delete=models.PROTECT, related_name="decisions")
    level = models.CharField(_("Mức xếp loại"), max_length=10, choices=Level.choices, blank=True)
    """Empty: lawfully not classified that year."""
    number = models.CharField(_("Số quyết định"), max_length=80)
    decided_on = models.DateField(_("Ngày quyết định"))
    signed_by = models.CharField(_("Người ký"), max_length=160)
    reason = models.TextField(_("Lý do"), blank=True)
    """Why it differs from what the law's arithmetic gives, or from the decision before it."""
    batch_id = models.BigIntegerField(null=True)
    """The batch of writes that carried it into the records."""
    undone_at = models.DateTimeField(null=True)
    """When its batch was undone: it stands no more, and stays on file."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.number} {self.level}"


class PetitionState(models.TextChoices):
    """What became of a petition."""

    OPEN = "open", _("Chờ trả lời")
    KEPT = "kept", _("Giữ nguyên kết quả")
    CHANGED = "changed", _("Đã xếp loại lại")
    WITHDRAWN = "withdrawn", _("Người kiến nghị đã rút")


class Petition(models.Model):
    """An official's petition against a rating; it is answered within seven working days (NĐ 335/2025 Điều 22)."""

    year_sheet = models.ForeignKey(YearSheet, on_delete=models.PROTECT, related_name="petitions")
    received = models.DateField(_("Ngày nhận"))
    due = models.DateField(_("Hạn trả lời"))
    said = models.TextField(_("Nội dung kiến nghị"))
    state = models.CharField(max_length=10, choices=PetitionState.choices, default=PetitionState.OPEN)
    answer = models.TextField(_("Trả lời"), blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class UnitYear(models.Model):
    """The year of a unit or organisation: facts of its plan, the level decided, and whether it is the body of a quota."""

    unit_id = models.CharField(_("Mã đơn vị"), max_length=40)
    year = models.PositiveSmallIntegerField()
    agency = models.BooleanField(_("Là cơ quan tính hạn mức"), default=False)
    outstanding = models.BooleanField(_("Có thành tích nổi trội"), default=False)
    """Decided by the competent authority: the quota is then 25 % (NĐ 335/2025 Điều 20.5)."""
    facts = models.JSONField(default=dict)
    """The words of ``dungviec.law.case_model_year.BodyYearFacts``: ``points``, ``done``, ``on_time``, ``exceeding``, ``failing_sub_units``…"""
    level = models.CharField(_("Mức xếp loại"), max_length=10, choices=Level.choices, blank=True)
    number = models.CharField(_("Số quyết định"), max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="one_unit_year")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
