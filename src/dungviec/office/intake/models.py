"""Intakes of rosters: the file, what it was taken for, its rows with what people mended, and what became of each row."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.sealing.fields import SealedJSON


class Status(models.TextChoices):
    """Where an intake stands."""

    MAPPING = "mapping", _("Chờ xác nhận cột")
    WAITING = "waiting", _("Đang chờ")
    READING = "reading", _("Đang đọc")
    CHECKING = "checking", _("Đang đối chiếu")
    CHECKED = "checked", _("Chờ xem và sửa")
    WRITING = "writing", _("Đang ghi")
    DONE = "done", _("Đã ghi vào hồ sơ")
    UNDONE = "undone", _("Đã hoàn tác")
    FAILED = "failed", _("Chưa đọc được")


AT_WORK = (Status.WAITING, Status.READING, Status.CHECKING, Status.WRITING)
"""A background worker has it, or will."""
OPEN = (Status.MAPPING, Status.CHECKED, Status.FAILED)
"""It waits for a person."""


class Intake(models.Model):
    """One file on its way into the records."""

    name = models.CharField(_("Tên tệp"), max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    stored = models.CharField(max_length=80, blank=True)
    """Name of the file in the office's own folder; empty once it is deleted."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    mapping = models.JSONField(default=dict)
    """``RosterMapping.to_json()``."""
    remembered = models.PositiveIntegerField(default=0)
    """Tables whose columns were known from an earlier file."""
    day = models.DateField(_("Số liệu tại ngày"), null=True)
    """The day the roster speaks of: changes hold from this day on."""
    choices = models.JSONField(default=dict)
    """``erase``: fields whose empty cells empty the record; ``moves``: whether another unit is a move."""
    units = models.JSONField(default=dict)
    """Key of a unit that is not on file → what the officer decided."""
    tables = models.JSONField(default=dict)
    """Sheet → for each of its tables the meaning of 1 and 0 in the sex column; and whether the file is plain text."""
    other_rows = models.JSONField(default=dict)

    status = models.CharField(_("Tình trạng"), max_length=12, choices=Status.choices, default=Status.MAPPING)
    job = models.CharField(max_length=12, blank=True)
    """What the worker is asked to do: ``read``, ``check`` or ``write``."""
    stage = models.CharField(max_length=40, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    """In thousandths."""
    queued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    stale = models.BooleanField(default=False)
    """Whether something was mended or decided since the last comparison."""
    balance = models.JSONField(default=dict)
    """``rows_in``, ``created``, ``updated``, ``unchanged``, ``rejected``; and ``people``, ``ambiguous``, ``warnings``…"""
    batch = models.ForeignKey("registry.Batch", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("đợt nhập hồ sơ")
        verbose_name_plural = _("đợt nhập hồ sơ")

    def __str__(self) -> str:
        return self.name

    @property
    def at_work(self) -> bool:
        """Whether a worker has it, or will."""
        return self.status in AT_WORK

    @property
    def open(self) -> bool:
        """Whether it may still be mended."""
        return self.status in OPEN


class Level(models.IntegerChoices):
    """The gravest mark of a row."""

    OK = 0, _("Đúng")
    MENDED = 1, _("Máy đã sửa")
    WARNING = 2, _("Cần xem")
    ERROR = 3, _("Sai")


class Outcome(models.TextChoices):
    """What becomes of a row."""

    CREATED = "created", _("Thêm mới")
    UPDATED = "updated", _("Cập nhật")
    UNCHANGED = "unchanged", _("Không đổi")
    REJECTED = "rejected", _("Từ chối")


class IntakeRow(models.Model):
    """One row of people in the file: its cells, what was mended, what it was understood as, whom it is about."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    """Row as the spreadsheet counts."""
    table = models.PositiveSmallIntegerField(default=0)
    cells = SealedJSON(default=list)
    """Values as ``cells.pack`` writes them."""
    fixes = models.JSONField(default=dict)
    """Column (as text) → what a person typed in its place."""
    around = SealedJSON(default=dict)
    soft_unit = models.BooleanField(default=False)
    facts = SealedJSON(default=dict)
    marks = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.OK)

    decision = models.CharField(max_length=40, blank=True)
    """What the officer decided about a doubtful person: an identifier, ``new`` or ``skip``."""
    match = models.CharField(max_length=12, blank=True)
    """How the person was found: ``number``, ``birth``, ``unit``, ``chosen``, ``new``, ``doubt``, ``again``."""
    person_id = models.CharField(max_length=40, blank=True)
    candidates = models.JSONField(default=list)
    changes = SealedJSON(default=list)
    """Field, before, after: what the row changes in the records."""
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reason_vi = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)
        indexes = [  # noqa: RUF012
            models.Index(fields=["intake", "position"], name="intake_rows"),
            models.Index(fields=["intake", "level", "position"], name="intake_rows_by_level"),
            models.Index(fields=["intake", "outcome", "position"], name="intake_rows_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"

    def mark_of(self, column: int) -> dict[str, Any] | None:
        """The mark of a cell; None when it is simply fine."""
        return next((m for m in self.marks if m["column"] == column), None)


class HeadingMemory(models.Model):
    """What the columns under certain headings were taken for last time: next month's file maps by itself."""

    signature = models.CharField(max_length=24, unique=True)
    columns = models.JSONField()
    """Heading → field and detail."""
    used = models.PositiveIntegerField(default=0)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.signature
