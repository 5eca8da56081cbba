"""Requests to change a record, the files handed in, and the papers of a dossier."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.sealing.fields import SealedJSON, SealedText


class StoredFile(models.Model):
    """A file in the vault: checked before it was taken, kept under a number, never under the name it came with."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    name = models.CharField(_("Tên tệp"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")

    def __str__(self) -> str:
        return str(self.key)


class State(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Chờ xử lý")
    APPROVED = "approved", _("Đã ghi vào hồ sơ")
    RETURNED = "returned", _("Trả lại")
    WITHDRAWN = "withdrawn", _("Người đề nghị đã rút")


class ChangeRequest(models.Model):
    """One request of an official to change the own record, with its reason, its evidence and what became of it."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateField(_("Hạn trả lời"))
    reason = SealedText(_("Lý do"))
    evidence = models.ManyToManyField(StoredFile, related_name="requests")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = SealedText(_("Trả lời"), blank=True)
    valid_from = models.DateField(null=True)
    basis = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    batch_id = models.BigIntegerField(null=True)
    """The batch of writes that carried it into the records."""
    device_key = models.UUIDField(null=True, editable=False, unique=True)
    """The number a phone gave it: sent twice it is one request."""

    class Meta:
        ordering = ("due", "pk")
        indexes = [models.Index(fields=["state", "due"], name="requests_by_state")]  # noqa: RUF012
        verbose_name = _("đề nghị")
        verbose_name_plural = _("đề nghị")

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == State.OPEN


class AskedField(models.Model):
    """One field of a request: what the record said when it was asked, and what it should say."""

    request = models.ForeignKey(ChangeRequest, on_delete=models.CASCADE, related_name="fields")
    table = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    before = SealedJSON(null=True)
    asked = SealedJSON(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["request", "table", "field"], name="one_wish_per_field")
        ]
        verbose_name = _("trường đề nghị")
        verbose_name_plural = _("trường đề nghị")

    def __str__(self) -> str:
        return f"{self.table}.{self.field}"


class Document(models.Model):
    """One paper of a dossier."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40)
    kind = models.CharField(_("Loại giấy tờ"), max_length=40)
    title = models.CharField(_("Trích yếu"), max_length=200, blank=True)
    number = models.CharField(_("Số, ký hiệu"), max_length=80, blank=True)
    dated = models.DateField(_("Ngày"), null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("kind", "-dated", "pk")
        indexes = [  # noqa: RUF012
            models.Index(fields=["person_id", "kind"], name="documents_of_person"),
            models.Index(fields=["withdrawn_at"], name="documents_withdrawn"),
        ]
        verbose_name = _("giấy tờ")
        verbose_name_plural = _("giấy tờ")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
