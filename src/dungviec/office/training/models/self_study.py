"""Self-study: what somebody learned on the own, with its evidence, and the word of the head."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.requests.models import StoredFile
from dungviec.office.training.models.revised import Revised
from dungviec.records.codes import TRAINING_KINDS


class StudyState(models.TextChoices):
    """Where it stands."""

    OPEN = "open", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận, đã ghi vào hồ sơ")
    RETURNED = "returned", _("Trả lại")
    WITHDRAWN = "withdrawn", _("Đã rút")


class SelfStudy(Revised):
    """One piece of self-study; once confirmed it is a record like any other attendance."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    title = models.CharField(_("Học gì"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=30, choices=[(c.value, c.vi) for c in TRAINING_KINDS])
    what = models.CharField(_("Rèn được gì"), max_length=60, blank=True)
    """A subject of ``dungviec.training.subjects``; empty where it builds none of them."""
    level = models.PositiveSmallIntegerField(_("Đạt mức"), default=0)
    grade = models.PositiveSmallIntegerField(_("Minh chứng"), null=True)
    """How well it is shown (1 to 3), as the head says."""
    where = models.CharField(_("Nơi học, nguồn học"), max_length=150, blank=True)
    from_date = models.DateField(_("Từ ngày"))
    to_date = models.DateField(_("Đến ngày"))
    hours = models.PositiveSmallIntegerField(_("Số giờ"))
    result = models.CharField(_("Kết quả, chứng chỉ"), max_length=120, blank=True)
    expires = models.DateField(_("Chứng chỉ hết hạn"), null=True, blank=True)
    evidence = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.OPEN)
    decided_by = models.CharField(max_length=150, blank=True)
    answer = models.CharField(_("Trả lời"), max_length=300, blank=True)
    record_key = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-from_date", "-pk")
        verbose_name = _("tự học")
        verbose_name_plural = _("tự học")

    def __str__(self) -> str:
        return self.title
