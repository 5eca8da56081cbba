"""Questions somebody keeps under a name. No figure and no person stands in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedWith(models.TextChoices):
    """Who else finds a question on the page."""

    NOBODY = "nobody", _("Chỉ mình tôi")
    UNIT = "unit", _("Người cùng phạm vi đơn vị với tôi")
    ALL = "all", _("Mọi người được xem báo cáo")


class SavedQuestion(models.Model):
    """A question with its days as plain values, and with whom it is shared."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="saved_questions"
    )
    """None for questions the office came with, and those of an account that is gone: they can be copied, not changed."""
    name = models.CharField(_("Tên"), max_length=80)
    asked = models.JSONField()
    shared_with = models.CharField(_("Chia sẻ"), max_length=8, choices=SharedWith.choices, default=SharedWith.NOBODY)
    unit_id = models.CharField(max_length=40, blank=True)
    """The unit the owner reached when sharing; empty for the whole body."""
    version = models.PositiveIntegerField(default=1)
    """Goes up with every change: who changes an older state is told so."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_question_per_name")]  # noqa: RUF012

    def __str__(self) -> str:
        return self.name
