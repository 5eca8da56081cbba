"""What was suggested at the calibration board: a level instead of another, with the reason. Only added to; a withdrawn one stays on file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Suggestion(models.Model):
    """A level suggested for one person's year. It changes no rating: the head takes it up on the sheet of the year, or does not."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40)
    unit_id = models.CharField(_("Mã đơn vị"), max_length=40)
    year = models.PositiveSmallIntegerField()
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    reason = models.TextField(_("Lý do"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["person_id", "year"], condition=models.Q(withdrawn_at__isnull=True), name="one_open_suggestion"
            )
        ]
        indexes = [models.Index(fields=["year", "unit_id"], name="suggestions_of_unit")]  # noqa: RUF012
        verbose_name = _("đề nghị cân chỉnh")
        verbose_name_plural = _("đề nghị cân chỉnh")

    def __str__(self) -> str:
        return f"{self.person_id} {self.year} {self.before} → {self.after}"
