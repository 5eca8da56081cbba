"""How the records change: batches of writes, timelines of fields, and the feed that caches follow."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.sealing.fields import SealedJSON


class Batch(models.Model):
    """Writes that belong together: one correction, one decision, one import. It is undone as a whole or not at all."""

    kind = models.CharField(_("Loại"), max_length=40)
    title = models.CharField(_("Nội dung"), max_length=300)
    basis = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("Mở lúc"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor = models.CharField(_("Người làm"), max_length=150)
    """The account's name as the ledger writes it; stays when the account goes."""
    undone_at = models.DateTimeField(_("Hoàn tác lúc"), null=True, blank=True)
    undone_by = models.CharField(_("Người hoàn tác"), max_length=150, blank=True)
    undone_why = models.CharField(_("Lý do hoàn tác"), max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("đợt ghi")
        verbose_name_plural = _("đợt ghi")

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One value of one field of one row, from a day on, as known from one moment until it is withdrawn.

    A field gets entries once it first changes: the value it had (from the beginning) and the new one. The empty field
    name says whether the row is on file at all. No two entries of a field with the same ``valid_from`` are known at once.
    """

    table = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    field = models.CharField(max_length=60, blank=True)
    value = SealedJSON(null=True)
    """Sealed whatever field it is: timelines keep what columns no longer show."""
    valid_from = models.DateField(null=True)
    """None: from the beginning."""
    basis = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("Ghi nhận lúc"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("Thu hồi lúc"), null=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="entries")
    withdrawn_in = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [  # noqa: RUF012
            models.Index(fields=["table", "key", "field"], name="entries_of_field"),
            models.Index(fields=["table", "valid_from"], name="entries_by_day"),
        ]
        verbose_name = _("mục thời gian")
        verbose_name_plural = _("mục thời gian")

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.field}"


class Change(models.Model):
    """One line of the feed: a row of a table was written. An empty key means many rows, an empty table everything."""

    seq = models.BigAutoField(primary_key=True)
    table = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=60, blank=True)
    person = models.CharField(max_length=40, blank=True)
    """Whose row it is, where the table is about people: what is computed per person is computed again for these."""
    verb = models.CharField(max_length=20)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="changes")

    class Meta:
        ordering = ("seq",)
        indexes = [  # noqa: RUF012
            models.Index(fields=["table", "key"], name="changes_of_row"),
            models.Index(fields=["person"], name="changes_of_person"),
        ]
        verbose_name = _("thay đổi")
        verbose_name_plural = _("thay đổi")

    def __str__(self) -> str:
        return f"{self.seq} {self.table} {self.key}"
