"""Commitments to serve after being sent to study, and what is paid back where one is broken."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.training.models.classes import Enrolment
from dungviec.office.training.models.revised import Revised


class Cause(models.TextChoices):
    """Why something may have to be paid back; the names of ``law.training``."""

    QUIT = "quit", _("Bỏ học, bỏ việc, đơn phương chấm dứt hợp đồng trong thời gian học")
    NO_DEGREE = "no_degree", _("Không được cấp văn bằng, chứng chỉ")
    LEFT_EARLY = "left_early", _("Tốt nghiệp nhưng thôi việc khi chưa phục vụ đủ thời gian cam kết")
    DISMISSED = "dismissed", _("Bị buộc thôi việc trong thời gian học")
    DISMISSED_LATER = "dismissed_later", _("Bị buộc thôi việc khi chưa phục vụ đủ thời gian cam kết")
    SERIOUS_ILLNESS = "serious_illness", _("Ốm đau hiểm nghèo có xác nhận")
    DISASTER = "disaster", _("Thiên tai, dịch bệnh có xác nhận")
    TRANSFERRED = "transferred", _("Được điều động trong hệ thống chính trị")


class Commitment(Revised):
    """How long somebody has promised to serve after study, by which paper."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, related_name="commitments")
    course = models.CharField(_("Khóa học"), max_length=200)
    postgraduate = models.BooleanField(_("Đào tạo sau đại học"), default=False)
    studied_from = models.DateField(_("Học từ ngày"))
    studied_to = models.DateField(_("Đến ngày"))
    months = models.PositiveSmallIntegerField(_("Cam kết phục vụ (tháng)"), null=True, blank=True)
    cost = models.PositiveBigIntegerField(_("Chi phí đào tạo F (đồng)"), null=True, blank=True)
    paper = models.CharField(_("Bản cam kết"), max_length=80, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("-studied_to", "pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["person_id", "course", "studied_from"], name="one_promise_per_course")
        ]
        verbose_name = _("cam kết")
        verbose_name_plural = _("cam kết")

    def __str__(self) -> str:
        return self.course


class Reimbursement(Revised):
    """One case of paying back: the facts stated, what the law of the day answered, and how it was decided."""

    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="reimbursement")
    cause = models.CharField(_("Trường hợp"), max_length=16, choices=Cause.choices)
    day = models.DateField(_("Ngày xảy ra"))
    months_served = models.PositiveSmallIntegerField(_("Đã phục vụ (tháng)"), null=True, blank=True)
    service_years = models.PositiveSmallIntegerField(_("Số năm công tác được tính giảm"), null=True, blank=True)
    decision = models.CharField(_("Quyết định đền bù"), max_length=80, blank=True)
    received = models.DateField(_("Ngày nhận quyết định"), null=True, blank=True)
    decided_amount = models.PositiveBigIntegerField(_("Số tiền quyết định (đồng)"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.cause}"


class Payment(models.Model):
    """Money paid back."""

    reimbursement = models.ForeignKey(Reimbursement, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField(_("Số tiền (đồng)"))
    day = models.DateField(_("Ngày nộp"))
    receipt = models.CharField(_("Số biên lai"), max_length=60)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")
        constraints = [models.UniqueConstraint(fields=["reimbursement", "receipt"], name="one_payment_per_receipt")]  # noqa: RUF012

    def __str__(self) -> str:
        return self.receipt
