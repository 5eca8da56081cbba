"""The city the office works for."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.changes import Change


def _fresh_revision() -> str:
    return uuid.uuid4().hex


class City(models.Model):
    """One row: which city (or province, or body) the records are about, and the day its data stand on."""

    name = models.CharField(_("Tên"), max_length=200)
    place_code = models.CharField(_("Mã địa bàn"), max_length=20, null=True, blank=True)  # noqa: DJ001 - absent is not empty
    as_of = models.DateField(_("Số liệu đến ngày"))
    follows_clock = models.BooleanField(default=False)
    """Whether the office goes on with the calendar (a real one), or stands on the day of its figures (a demo, a sample)."""
    note = models.TextField(_("Ghi chú"), blank=True)
    revision = models.CharField(max_length=32, default=_fresh_revision, editable=False)
    """Changes with every write to the records; what is computed from them is kept under it."""
    origin = models.CharField(max_length=32, default=_fresh_revision, editable=False)
    """Tells this city's rows from those of another database: kept frames are of one origin."""
    feed = models.BigIntegerField(default=0, editable=False)
    """Number of the newest line of the change feed: kept frames that have followed it are up to date."""

    class Meta:
        verbose_name = _("thành phố")
        verbose_name_plural = _("thành phố")

    def __str__(self) -> str:
        return self.name

    @property
    def today(self) -> date:
        """The day the office stands on: today's, never before its figures; or the day of the figures where it stands still."""
        return max(self.as_of, timezone.localdate()) if self.follows_clock else self.as_of

    def touch(self) -> None:
        """Say that anything in the records may have changed: every kept table is read again."""
        self.move(Change.objects.create(verb="touch", at=timezone.now()).seq)

    def move(self, feed: int) -> None:
        """Stand on another line of the feed, under a revision that never was before."""
        self.revision, self.feed = _fresh_revision(), feed
        self.save(update_fields=["revision", "feed"])
