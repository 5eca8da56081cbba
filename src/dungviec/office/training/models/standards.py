"""Which certificate holders of a rank or title must have, as the office states it: no text on file in the law book says it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.training.models.revised import Revised
from dungviec.records.codes import TRAINING_KINDS


class TitleStandard(Revised):
    """One entry of the office's own standards."""

    ranks = models.CharField(_("Mã ngạch, chức danh"), max_length=300)
    """Codes, or beginnings of codes that end in ``*``, separated by commas."""
    kind = models.CharField(_("Chứng chỉ"), max_length=30, choices=[(c.value, c.vi) for c in TRAINING_KINDS])
    words = models.CharField(_("Đòi hỏi"), max_length=200)
    basis = models.CharField(_("Căn cứ của cơ quan"), max_length=200)
    start = models.DateField(_("Từ ngày"), null=True, blank=True)
    until = models.DateField(_("Đến ngày"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("Chứng chỉ có giá trị (tháng)"), null=True, blank=True)
    grace_months = models.PositiveSmallIntegerField(_("Cho phép nợ (tháng)"), default=0)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("ranks", "pk")
        verbose_name = _("chuẩn chứng chỉ")
        verbose_name_plural = _("chuẩn chứng chỉ")

    def __str__(self) -> str:
        return self.words
