"""The plan of a year: what was asked of the optimiser, what it found, what hands changed, and who approved it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.training.models.courses import Course
from dungviec.office.training.models.revised import Revised


class RunState(models.TextChoices):
    """How the solving stands."""

    QUEUED = "queued", _("Đang chờ đến lượt")
    RUNNING = "running", _("Đang tính")
    DONE = "done", _("Đã tính xong")
    FAILED = "failed", _("Chưa tính được")
    CANCELLED = "cancelled", _("Đã dừng")


UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


class Pricing(models.TextChoices):
    """How the price of the budget stands."""

    NONE = "", _("Chưa tính")
    QUEUED = "queued", _("Đang chờ đến lượt")
    RUNNING = "running", _("Đang tính")
    DONE = "done", _("Đã tính")
    FAILED = "failed", _("Chưa tính được")


class PaperState(models.TextChoices):
    """Where the plan stands as a paper."""

    DRAFT = "draft", _("Dự thảo")
    ASKED = "asked", _("Đã trình")
    APPROVED = "approved", _("Đã phê duyệt")
    REPLACED = "replaced", _("Có bản sau thay")


class Hand(models.TextChoices):
    """What a person did to a seat of the plan."""

    NONE = "", _("Máy đề xuất")
    IN = "in", _("Đưa vào")
    OUT = "out", _("Lấy ra")


class YearPlan(Revised):
    """One version of the plan of one year."""

    name = models.CharField(_("Tên kế hoạch"), max_length=160)
    year = models.PositiveSmallIntegerField(_("Năm"))
    version = models.PositiveSmallIntegerField(default=1)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    """The version it was made from."""
    day = models.DateField()
    """The records and the law of this day."""
    budget = models.PositiveBigIntegerField(_("Ngân sách (đồng)"))
    asked = models.JSONField(default=dict)
    """What was asked of the optimiser beside the budget: fairness, days."""
    funding = models.CharField(_("Nguồn kinh phí"), max_length=160, blank=True)
    status = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    stage = models.CharField(max_length=120, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    heard_at = models.DateTimeField(null=True)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    found = models.JSONField(default=dict)
    """What the optimiser told: value, bound, sums, by unit, the price of the budget."""
    pricing = models.CharField(max_length=8, choices=Pricing.choices, default=Pricing.NONE, blank=True)
    """Whether what other budgets would buy has been worked out; it takes several solvings more."""
    paper = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(null=True)
    solved_with = models.JSONField(default=list)
    """The hands the last solving knew: ``[person, course code, in or out]``."""
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-year", "-version")
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="one_plan_per_version")]  # noqa: RUF012
        verbose_name = _("kế hoạch đào tạo")
        verbose_name_plural = _("kế hoạch đào tạo")

    def __str__(self) -> str:
        return self.name

    @property
    def unfinished(self) -> bool:
        """Whether it waits or is being solved."""
        return self.status in UNFINISHED

    @property
    def editable(self) -> bool:
        """Whether hands may still change it."""
        return self.paper == PaperState.DRAFT and not self.unfinished


class PlanSeat(models.Model):
    """One person and one course that would close a need: taken by the plan, left out, or closed by the law or the course."""

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="seats")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="planned")
    person_id = models.CharField(max_length=40, db_index=True)
    unit_id = models.CharField(max_length=40)
    taken = models.BooleanField()
    verdict = models.PositiveSmallIntegerField(default=0)
    """Whether the person may be sent (0 may, 2 unknown, 3 not)."""
    reason_vi = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    """Why the person may not be sent; only for whoever may read it."""
    rule_id = models.CharField(max_length=60, blank=True)
    citation = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=12, blank=True)
    hand = models.CharField(max_length=3, choices=Hand.choices, blank=True)
    duty = models.PositiveSmallIntegerField(default=0)
    succession = models.PositiveSmallIntegerField(default=0)
    gap = models.PositiveIntegerField(default=0)
    """Levels of duties, levels towards titles planned for, points of gaps that the course closes."""
    closes = models.JSONField(default=list)
    """Subjects closed."""
    cost = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("-taken", "-duty", "-succession", "-gap", "person_id")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["plan", "course", "person_id"], name="one_seat_per_course_and_person")
        ]
        indexes = [models.Index(fields=["plan", "taken"], name="training_seats_taken")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.plan_id} {self.course_id} {self.person_id}"


class PlanHand(models.Model):
    """What a person wants of the next solving: somebody in a course, or out of it, with the reason."""

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="hands")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="hands")
    person_id = models.CharField(max_length=40)
    hand = models.CharField(max_length=3, choices=[c for c in Hand.choices if c[0]])
    why = models.CharField(max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["plan", "course", "person_id"], name="one_hand_per_course_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.person_id} {self.hand}"
