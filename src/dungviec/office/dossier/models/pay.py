"""Pay, allowances, houses and land, remarks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models import Fact, Person
from dungviec.office.registry.models.fields import CodeField
from dungviec.office.sealing.fields import SealedText


class SalaryStep(Fact):
    """One period at one salary step (item 37.1)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="salary_steps")
    from_date = models.DateField(_("Từ tháng, năm"))
    to_date = models.DateField(_("Đến tháng, năm"), null=True, blank=True)
    rank_code = models.CharField(_("Mã ngạch, chức danh"), max_length=300, null=True, blank=True)  # noqa: DJ001
    step = models.IntegerField(_("Bậc lương"), null=True, blank=True)
    coefficient = models.FloatField(_("Hệ số lương"), null=True, blank=True)
    job_pay = models.BigIntegerField(_("Tiền lương theo vị trí việc làm (đồng)"), null=True, blank=True)

    class Meta:
        verbose_name = _("quá trình lương")
        verbose_name_plural = _("quá trình lương")

    def __str__(self) -> str:
        return f"{self.rank_code or ''} {self.from_date:%m/%Y}"


class Allowance(Fact):
    """One period of one allowance (item 37.2)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allowances")
    from_date = models.DateField(_("Từ tháng, năm"))
    to_date = models.DateField(_("Đến tháng, năm"), null=True, blank=True)
    kind = models.CharField(_("Loại phụ cấp"), max_length=300)
    percent = models.FloatField(_("Phần trăm hưởng"), null=True, blank=True)
    coefficient = models.FloatField(_("Hệ số"), null=True, blank=True)
    form = models.CharField(_("Hình thức hưởng"), max_length=300, null=True, blank=True)  # noqa: DJ001
    amount = models.BigIntegerField(_("Giá trị (đồng)"), null=True, blank=True)

    class Meta:
        verbose_name = _("phụ cấp")
        verbose_name_plural = _("phụ cấp")

    def __str__(self) -> str:
        return f"{self.kind} {self.from_date:%m/%Y}"


class Property(Fact):
    """One house or plot (item 37.3)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="properties")
    kind = CodeField("property_kind", _("Loại"))
    description = SealedText(_("Nguồn gốc, mô tả"), max_length=300)
    area = models.FloatField(_("Diện tích (m²)"), null=True, blank=True)
    certificate = SealedText(_("Giấy chứng nhận"), max_length=300, null=True, blank=True)

    class Meta:
        verbose_name = _("nhà, đất")
        verbose_name_plural = _("nhà, đất")

    def __str__(self) -> str:
        return f"{self.kind}: {self.description}"


class Remark(Fact):
    """One remark of the body that uses the official (item 38)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="remarks")
    dated = models.DateField(_("Ngày nhận xét"))
    text = models.TextField(_("Nhận xét, đánh giá"))
    body = models.CharField(_("Cơ quan nhận xét"), max_length=300, null=True, blank=True)  # noqa: DJ001
    signer = models.CharField(_("Người ký"), max_length=300, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("nhận xét")
        verbose_name_plural = _("nhận xét")

    def __str__(self) -> str:
        return f"{self.dated:%d/%m/%Y}"
