"""Requests of data subjects, processing that was limited, the institution's own terms, and data let go."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.sealing.fields import SealedText


class Kind(models.TextChoices):
    """What is asked. A correction goes the way of the requests room."""

    EXPORT = "export", _("Nhận bản dữ liệu của tôi")
    RESTRICT = "restrict", _("Hạn chế xử lý")
    DELETE = "delete", _("Xóa dữ liệu")
    OBJECT = "object", _("Phản đối, khiếu nại việc xử lý")


class Stand(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Chờ trả lời")
    GRANTED = "granted", _("Chấp nhận")
    REFUSED = "refused", _("Không chấp nhận")
    WITHDRAWN = "withdrawn", _("Người yêu cầu đã rút")


class SubjectRequest(models.Model):
    """One request of a data subject, and its answer."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = SealedText(_("Nội dung yêu cầu"), max_length=2000, blank=True, default="")
    identity = SealedText(_("Giấy tờ đã đối chiếu"), max_length=200, blank=True, default="")
    """How an officer made sure who asks, where the person has no account any more; empty when asked from the own account."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateField(_("Hạn trả lời"))
    state = models.CharField(max_length=10, choices=Stand.choices, default=Stand.OPEN)
    answer = SealedText(_("Trả lời"), max_length=2000, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due", "pk")
        indexes = [models.Index(fields=["state", "due"], name="privacy_by_state")]  # noqa: RUF012
        verbose_name = _("yêu cầu về dữ liệu cá nhân")
        verbose_name_plural = _("yêu cầu về dữ liệu cá nhân")

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.state}"

    @property
    def open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state == Stand.OPEN


class Restriction(models.Model):
    """Processing of one record limited at the person's request: no exports of it until it is lifted."""

    request = models.OneToOneField(SubjectRequest, on_delete=models.PROTECT, related_name="restriction")
    person_id = models.CharField(max_length=40, db_index=True)
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("hạn chế xử lý")
        verbose_name_plural = _("hạn chế xử lý")

    def __str__(self) -> str:
        return f"{self.person_id}"


class Term(models.Model):
    """How many years after the service ended the institution keeps one kind of data, by its own schedule."""

    category = models.CharField(max_length=20, unique=True)
    years = models.PositiveSmallIntegerField()
    basis = models.CharField(_("Căn cứ"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("category",)
        verbose_name = _("thời hạn giữ")
        verbose_name_plural = _("thời hạn giữ")

    def __str__(self) -> str:
        return f"{self.category} {self.years}"


class ErasureState(models.TextChoices):
    """Where a list of data to let go stands."""

    PROPOSED = "proposed", _("Chờ người thứ hai duyệt")
    DONE = "done", _("Đã xóa")
    REFUSED = "refused", _("Không duyệt")


class Erasure(models.Model):
    """Data to let go: proposed by one officer, approved by another, and the report of what went."""

    as_of = models.DateField()
    items = models.JSONField(default=list)
    """``[person, category]`` pairs."""
    request = models.OneToOneField(SubjectRequest, on_delete=models.PROTECT, null=True, related_name="erasure")
    """The request of the person that asked for it; None where the terms alone did."""
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)
    """Category → rows and files that went: numbers, nobody's data."""

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("đợt xóa dữ liệu")
        verbose_name_plural = _("đợt xóa dữ liệu")

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
