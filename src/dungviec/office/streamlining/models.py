"""What no record holds: the basis of the sums, facts about somebody who may leave, and the way chosen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody's case is to be solved, as far as it has been decided."""

    NONE = "", _("Chưa chọn")
    KEEP = "keep", _("Giữ lại, bố trí vào chỗ trống")
    RETRAIN = "retrain", _("Đào tạo lại rồi bố trí")
    SWAP = "swap", _("Đổi người trong đơn vị")
    EXIT = "exit", _("Nghỉ theo chế độ")


class Basis(models.Model):
    """What the sums rest on; the latest line holds."""

    base_pay = models.PositiveIntegerField(_("Mức lương cơ sở (đồng)"), null=True)
    insured_since_joined = models.BooleanField(_("Tạm tính đóng BHXH từ ngày vào ngành"), default=False)
    reorganised_on = models.DateField(_("Ngày quyết định sắp xếp có hiệu lực"), null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.base_pay or '–'} {self.at:%d/%m/%Y}"


class Statement(models.Model):
    """What the office states about one person, and the way chosen with its reason."""

    person_id = models.CharField(max_length=40, primary_key=True)
    monthly_pay = models.PositiveIntegerField(_("Lương tháng trước khi nghỉ (đồng)"), null=True)
    insured_months = models.PositiveSmallIntegerField(_("Số tháng đóng BHXH"), null=True)
    counted_months = models.PositiveSmallIntegerField(_("Số tháng tính trợ cấp NĐ 178"), null=True)
    voluntary = models.BooleanField(_("Có đơn tự nguyện"), null=True)
    pregnant = models.BooleanField(_("Đang mang thai"), default=False)
    child_under_36 = models.BooleanField(_("Đang nuôi con dưới 36 tháng"), default=False)
    confirmed = models.BooleanField(
        _("Đã xác nhận không thuộc trường hợp hoãn, đã rà soát toàn đội ngũ"), default=False
    )
    way = models.CharField(_("Cách giải quyết"), max_length=8, choices=Way.choices, blank=True)
    aim = models.CharField(max_length=80, blank=True)
    """The scheme of leaving, or the post, that goes with the way."""
    reason = models.CharField(_("Lý do"), max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("person_id",)

    def __str__(self) -> str:
        return self.person_id
