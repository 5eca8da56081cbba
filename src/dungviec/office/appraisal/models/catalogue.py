"""The catalogue of products of an agency, in dated versions, and how an agency counts its periods."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LAST_GROUPS = 5
"""Groups of complexity a catalogue may have (NĐ 335/2025 Điều 13)."""


class CatalogueVersion(models.Model):
    """One version of an agency's converted catalogue, in force from a day until the next version begins."""

    unit_id = models.CharField(_("Mã cơ quan"), max_length=40, db_index=True)
    valid_from = models.DateField(_("Áp dụng từ ngày"))
    basis = models.CharField(_("Căn cứ, số quyết định"), max_length=300, blank=True)
    standard_name = models.CharField(_("Sản phẩm chuẩn"), max_length=250)
    standard_points = models.DecimalField(_("Điểm của sản phẩm chuẩn"), max_digits=8, decimal_places=3, null=True)
    field_day = models.DecimalField(_("Hệ số một ngày đi cơ sở"), max_digits=8, decimal_places=4, null=True)
    """What a day in the field converts to; None: the head sets it line by line."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("unit_id", "-valid_from", "-pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["unit_id", "valid_from"], name="one_catalogue_per_day")
        ]
        verbose_name = _("danh mục sản phẩm")
        verbose_name_plural = _("danh mục sản phẩm")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from:%d/%m/%Y}"


class CatalogueProduct(models.Model):
    """One product of a version: its group of complexity and what it converts to in standard products."""

    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, related_name="products")
    code = models.CharField(_("Mã sản phẩm"), max_length=40)
    name = models.CharField(_("Tên sản phẩm, công việc"), max_length=300)
    group = models.CharField(_("Nhóm độ phức tạp"), max_length=60)
    coefficient = models.DecimalField(_("Hệ số quy đổi"), max_digits=8, decimal_places=4)
    points = models.DecimalField(_("Điểm chấm"), max_digits=8, decimal_places=3, null=True)
    kind = models.CharField(_("Loại việc"), max_length=20, blank=True)
    """Which strength the work calls for (code of the list ``strength``); empty: it is scored, and counted for no strength."""
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("version", "group", "position", "code")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["version", "code"], name="one_product_per_code"),
            models.CheckConstraint(condition=models.Q(coefficient__gt=0), name="coefficient_above_zero"),
        ]
        verbose_name = _("sản phẩm, công việc")
        verbose_name_plural = _("sản phẩm, công việc")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PeriodRule(models.Model):
    """How an agency counts from a day on: by month or by quarter, and whether it has a regulation of its own (NĐ 233/2026)."""

    unit_id = models.CharField(_("Mã cơ quan"), max_length=40, db_index=True)
    valid_from = models.DateField(_("Áp dụng từ ngày"))
    quarterly = models.BooleanField(_("Chấm theo quý"), default=False)
    has_regulation = models.BooleanField(_("Có quy chế riêng"), null=True)
    basis = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("unit_id", "-valid_from", "-pk")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from:%d/%m/%Y}"
