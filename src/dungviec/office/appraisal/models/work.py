"""Work assigned to people: products of the catalogue, work without a name, days in the field, and what stood in the way."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.appraisal.models.catalogue import CatalogueProduct
from dungviec.office.requests.models import StoredFile


class TaskList(models.Model):
    """A list of the document system that was read: which file, how many rows became work, which were refused and why."""

    unit_id = models.CharField(max_length=40, db_index=True)
    name = models.CharField(_("Tên tệp"), max_length=200)
    digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """The file itself, kept in the vault, so that every number can be held against its row; None for one with macros."""
    year = models.PositiveSmallIntegerField()
    known_on = models.DateField()
    """The day as of which the list speaks: what was unfinished then is not done."""
    rows = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    other_years = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list)
    """Each rejected row: ``sheet``, ``row``, ``vi``, ``en``."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class TaskKind(models.TextChoices):
    """Where a line of work comes from."""

    PRODUCT = "product", _("Sản phẩm trong danh mục")
    UNNAMED = "unnamed", _("Việc chưa có trong danh mục")
    FIELD = "field", _("Ngày đi cơ sở")


class Obstacle(models.TextChoices):
    """What became of an objective obstacle the official told of."""

    NONE = "", _("Không có")
    CLAIMED = "claimed", _("Chờ trưởng đơn vị xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận khách quan")
    REFUSED = "refused", _("Chưa được xác nhận")


class Task(models.Model):
    """One line of work of one person in one month. A withdrawn line stays on file; nothing is deleted."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40)
    unit_id = models.CharField(_("Mã đơn vị"), max_length=40)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=TaskKind.choices, default=TaskKind.PRODUCT)
    product = models.ForeignKey(CatalogueProduct, on_delete=models.PROTECT, null=True, related_name="tasks")
    name = models.CharField(_("Nội dung"), max_length=300, blank=True)
    number = models.CharField(_("Số văn bản"), max_length=80, blank=True)
    coefficient = models.DecimalField(_("Hệ số"), max_digits=8, decimal_places=4, null=True)
    """Set by the head for work without a name; None: waiting for the head, the line is kept and not yet counted."""
    assigned = models.PositiveIntegerField(_("Số lượng giao"), default=1)
    assigned_on = models.DateField(_("Ngày giao"), null=True)
    due = models.DateField(_("Hạn"), null=True)
    done = models.PositiveIntegerField(_("Đã xong"), null=True)
    """None: nobody has said yet."""
    finished = models.DateField(_("Ngày xong"), null=True)
    given_back = models.PositiveIntegerField(default=0)
    redone = models.PositiveIntegerField(_("Số lần phải làm lại"), default=0)
    late = models.PositiveIntegerField(_("Số lần trễ hạn"), default=0)
    extra = models.BooleanField(_("Phát sinh, làm thay"), default=False)
    obstacle = models.CharField(max_length=10, choices=Obstacle.choices, default=Obstacle.NONE, blank=True)
    obstacle_told = models.CharField(_("Vướng mắc khách quan"), max_length=1000, blank=True)
    evidence = models.CharField(_("Minh chứng"), max_length=500, blank=True)
    obstacle_word = models.CharField(_("Ý kiến trưởng đơn vị"), max_length=500, blank=True)
    obstacle_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    obstacle_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=300, blank=True)
    """``file!sheet!row`` the line was read from; empty when a person typed it."""
    task_list = models.ForeignKey(TaskList, on_delete=models.PROTECT, null=True, related_name="tasks")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due", "pk")
        indexes = [  # noqa: RUF012
            models.Index(fields=["person_id", "year", "month"], name="tasks_of_person"),
            models.Index(fields=["unit_id", "year", "month"], name="tasks_of_unit"),
        ]
        verbose_name = _("việc được giao")
        verbose_name_plural = _("việc được giao")

    def __str__(self) -> str:
        return f"{self.pk} {self.year}-{self.month:02}"

    @property
    def worth(self) -> Decimal | None:
        """What one piece converts to, in standard products; None while nobody has said."""
        return self.product.coefficient if self.product is not None else self.coefficient

    @property
    def title(self) -> str:
        """What it was: its own words, else the name of the product."""
        return self.name or (self.product.name if self.product is not None else "")

    @property
    def spoiled(self) -> int:
        """Pieces done late or done again without a confirmed objective cause: a time of either speaks of one piece."""
        return 0 if self.objective else min(self.done or 0, self.assigned, max(self.late, self.redone))

    @property
    def objective(self) -> bool:
        """Whether lateness and returns of this line take nothing off."""
        return self.obstacle == Obstacle.CONFIRMED


class TaskFile(models.Model):
    """A file that bears out a line of work: the day in the field, the work nobody named, what stood in the way. A withdrawn one stays on file."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("tệp minh chứng")
        verbose_name_plural = _("tệp minh chứng")

    def __str__(self) -> str:
        return f"{self.task_id} {self.file_id}"
