"""What people can do, do best and wish for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.fields import CodeField, Fact
from dungviec.office.registry.models.people import Person


class Competency(Fact):
    """One competency level with its evidence."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="competencies")
    competency = models.CharField(_("Mã năng lực"), max_length=10)
    level = models.IntegerField(_("Mức (1–5)"))
    evidence = models.CharField(_("Minh chứng"), max_length=500, null=True, blank=True)  # noqa: DJ001
    assessed = models.DateField(_("Ngày đánh giá"), null=True, blank=True)
    confidence = models.IntegerField(_("Độ tin cậy (1–3)"), null=True, blank=True)

    class Meta:
        verbose_name = _("năng lực")
        verbose_name_plural = _("năng lực")

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class Strength(Fact):
    """One strength (sở trường) with its evidence."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="strengths")
    strength = CodeField("strength", _("Sở trường"))
    evidence = models.CharField(_("Minh chứng"), max_length=500, null=True, blank=True)  # noqa: DJ001
    noted = models.DateField(_("Ngày ghi nhận"), null=True, blank=True)
    confidence = models.IntegerField(_("Độ tin cậy (1–3)"), null=True, blank=True)

    class Meta:
        verbose_name = _("sở trường")
        verbose_name_plural = _("sở trường")

    def __str__(self) -> str:
        return str(self.strength)


class Wish(Fact):
    """One wish."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wishes")
    kind = CodeField("wish_kind", _("Loại"))
    target = models.CharField(_("Nội dung"), max_length=120, null=True, blank=True)  # noqa: DJ001
    strength = models.IntegerField(_("Mức mong muốn (1–3)"))
    stated = models.DateField(_("Ngày đăng ký"), null=True, blank=True)

    class Meta:
        verbose_name = _("nguyện vọng")
        verbose_name_plural = _("nguyện vọng")

    def __str__(self) -> str:
        return str(self.kind)
