"""What stands behind a level and behind a revealed strength, in the words of ``dungviec.competency.tables``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models import Person
from dungviec.office.registry.models.fields import CodeField, Fact


class Assessment(Fact):
    """One level given by one person, or by a group of colleagues of whom only the group's level exists."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    competency = models.CharField(_("Mã năng lực"), max_length=10)
    level = models.IntegerField(_("Mức (1–5)"))
    source = CodeField("assessment_source", _("Nguồn"))
    assessed = models.DateField(_("Ngày"))
    assessor = models.CharField(_("Người cho mức"), max_length=40, null=True, blank=True)  # noqa: DJ001
    group_size = models.IntegerField(_("Số người của nhóm"), null=True, blank=True)
    evidence = models.CharField(_("Minh chứng"), max_length=500, null=True, blank=True)  # noqa: DJ001
    until = models.DateField(_("Giá trị đến ngày"), null=True, blank=True)
    survey = models.IntegerField(_("Đợt khảo sát"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu năng lực")
        verbose_name_plural = _("phiếu năng lực")

    def __str__(self) -> str:
        return f"{self.competency} {self.source} {self.level}"


class WorkCount(Fact):
    """A year's products of one person in one kind of work; any room may write them through the records' services."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="work_counts")
    year = models.IntegerField(_("Năm"))
    kind = CodeField("strength", _("Loại việc"))
    assigned = models.IntegerField(_("Được giao"))
    done = models.IntegerField(_("Đã xong"))
    good = models.IntegerField(_("Đạt ngay"))
    on_time = models.IntegerField(_("Đúng hạn"))
    source_row = models.CharField(_("Nguồn"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("việc theo loại")
        verbose_name_plural = _("việc theo loại")

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"
