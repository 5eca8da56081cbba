"""Policies with their versions, rounds with the policy they used, and what each round proposed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.placement.deliberation import (
    BlindBench,
    BlindScore,
    Gate,
    GateStep,
    HandKind,
    HandMove,
    HandStep,
    RoundComment,
    UnitNeed,
    Urgency,
)
from dungviec.office.placement.swapping import SheetStatus, SwapPart, SwapSheet

__all__ = [
    "UNFINISHED", "BlindBench", "BlindScore", "EmptySeat", "Gate", "GateStep", "HandKind", "HandMove", "HandStep", "PlanDocument",
    "PolicyVersion", "ProposedMove", "Round", "RoundComment", "RoundStatus", "SheetStatus", "SwapPart", "SwapSheet", "UnitNeed", "Urgency", "WithoutPost",
]  # fmt: skip


class PolicyVersion(models.Model):
    """One version of a named policy. A version is never changed: another setting is another version."""

    name = models.CharField(_("Tên chính sách"), max_length=120)
    version = models.PositiveIntegerField(_("Phiên bản"))
    text = models.TextField(_("Nội dung"))
    """The policy as YAML, without scope and limit of moves: those belong to the round."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "-version")
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_text_per_policy_version")]  # noqa: RUF012
        verbose_name = _("chính sách bố trí")
        verbose_name_plural = _("chính sách bố trí")

    def __str__(self) -> str:
        return str(_("%(name)s, bản %(version)s") % {"name": self.name, "version": self.version})


class RoundStatus(models.TextChoices):
    """Where a round stands."""

    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang tính")
    DONE = "done", _("Đã có phương án")
    FAILED = "failed", _("Chưa tính được")
    CANCELLED = "cancelled", _("Đã dừng")


UNFINISHED = (RoundStatus.QUEUED, RoundStatus.RUNNING)


class Round(models.Model):
    """One placement round: a question put to the engine on a day, under a policy."""

    name = models.CharField(_("Tên phương án"), max_length=160)
    as_of = models.DateField(_("Tính tại ngày"))
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="rounds")
    policy_text = models.TextField()
    """The whole policy the engine was given: the version's text with the round's scope and limit of moves."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revision = models.CharField(max_length=32, blank=True)
    """The revision of the records it was computed from; differs from the city's once records have changed."""
    law_mark = models.CharField(max_length=16, blank=True)
    """The law it was computed by (``law.KeptLaw``): every later question about it asks the same law."""

    status = models.CharField(_("Tình trạng"), max_length=12, choices=RoundStatus.choices, default=RoundStatus.QUEUED)
    stage = models.CharField(max_length=120, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    """In thousandths."""
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    """When the worker last said something."""
    finished_at = models.DateTimeField(null=True, blank=True)
    stop_asked = models.BooleanField(default=False)
    trouble_vi = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)

    value = models.BigIntegerField(null=True, blank=True)
    bound = models.BigIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    """The engine's own word for how it ended (``Plan.status``)."""
    gate = models.CharField(_("Bước"), max_length=12, choices=Gate.choices, default=Gate.DRAFT)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("phương án bố trí")
        verbose_name_plural = _("phương án bố trí")

    def __str__(self) -> str:
        return self.name

    @property
    def unfinished(self) -> bool:
        """Whether it waits or runs."""
        return self.status in UNFINISHED

    @property
    def done(self) -> bool:
        """Whether there is a plan to read."""
        return self.status == RoundStatus.DONE

    @property
    def gap(self) -> int | None:
        """Points between the proven bound and the plan's value; 0 means proven best."""
        return None if self.value is None or self.bound is None else self.bound - self.value


class PlanDocument(models.Model):
    """The plan as the library wrote it, kept apart so that lists stay light."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="document")
    plan = models.JSONField()
    """``Plan.to_json()``; ``Plan.from_json`` reads it back."""
    fairness = models.JSONField(null=True)
    """Whom the plan falls on (``placement.fairness``), once somebody asked."""
    firmness = models.JSONField(null=True)
    """How firm the plan is as a whole (``placement.firmness``), once somebody asked."""
    years = models.JSONField(null=True)
    """Who moves in the years after (``placement.years``), once somebody asked."""

    def __str__(self) -> str:
        return f"{self.round_id}"


class OfPlan(models.Model):
    """A line of a plan. Paths are those of units: they let a head of unit read only what touches the unit."""

    number = models.PositiveIntegerField()

    class Meta:
        abstract = True


class ProposedMove(OfPlan):
    """One proposed move."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="moves")
    person_id = models.CharField(max_length=40)
    person_name = models.CharField(max_length=120)
    search_key = models.CharField(max_length=400, default="")
    sort_key = models.CharField(max_length=400, default="")
    from_post_id = models.CharField(max_length=40, blank=True)
    from_title = models.CharField(max_length=200, blank=True)
    from_unit = models.CharField(max_length=200, blank=True)
    from_unit_id = models.CharField(max_length=40, blank=True)
    from_path = models.CharField(max_length=400, blank=True)
    to_post_id = models.CharField(max_length=40)
    to_title = models.CharField(max_length=200)
    to_unit = models.CharField(max_length=200)
    to_unit_id = models.CharField(max_length=40, blank=True)
    to_path = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=12)
    fit_before = models.IntegerField(null=True)
    fit_after = models.IntegerField()
    rise = models.IntegerField(default=0)
    parts_before = models.JSONField(null=True)
    parts_after = models.JSONField()
    verdict = models.PositiveSmallIntegerField()
    reasons_vi = models.JSONField(default=list)
    reasons_en = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    runner_up = models.JSONField(null=True)
    margin = models.BigIntegerField(null=True)
    margin_exact = models.BooleanField(default=True)
    firm_in = models.PositiveSmallIntegerField(null=True)
    """In how many trials with other weights the best plan has the move too; None: not tried."""

    class Meta:
        ordering = ("number",)
        indexes = [models.Index(fields=["round", "sort_key"], name="moves_of_round")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.person_name}: {self.to_title}"


class EmptySeat(OfPlan):
    """A post that the plan leaves with empty seats, and what blocks it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="empty_seats")
    post_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    path = models.CharField(max_length=400, blank=True)
    seats = models.PositiveIntegerField()
    importance = models.PositiveSmallIntegerField(null=True)
    price = models.IntegerField(default=0)
    considered = models.PositiveIntegerField(default=0)
    lawful = models.PositiveIntegerField(default=0)
    reason_vi = models.TextField()
    reason_en = models.TextField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.title


class WithoutPost(OfPlan):
    """Somebody for whom the plan found no post."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="without_post")
    person_id = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=400, blank=True)
    reason_vi = models.TextField()
    reason_en = models.TextField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.name
