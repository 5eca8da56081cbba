"""What people add to a round on its way to a decision: gates passed, changes by hand with their reasons, comments, blind scores, needs of units."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Gate(models.TextChoices):
    """Where a round stands on its way from the machine's proposal to people in their posts."""

    DRAFT = "draft", _("Dự thảo")
    CONSULTATION = "consultation", _("Lấy ý kiến")
    COMMITTEE = "committee", _("Tập thể xem xét")
    DECIDED = "decided", _("Đã quyết định")
    EFFECTIVE = "effective", _("Có hiệu lực")


OPEN_GATES = (Gate.DRAFT, Gate.CONSULTATION, Gate.COMMITTEE)
"""While a round stands at one of these, people may still be moved by hand."""
PAPERS_AT = (Gate.COMMITTEE, Gate.DECIDED, Gate.EFFECTIVE)
"""From the committee on the round's papers are drafted: the committee reads the proposal with its list."""


class ByHand(models.Model):
    """Something one account wrote about a round."""

    round = models.ForeignKey("placement.Round", on_delete=models.CASCADE, related_name="%(class)ss")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class GateStep(ByHand):
    """One gate passed, or gone back through: from where, to where, who, when, why."""

    from_gate = models.CharField(max_length=12, choices=Gate.choices)
    to_gate = models.CharField(max_length=12, choices=Gate.choices)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.from_gate} → {self.to_gate}"


class HandKind(models.TextChoices):
    """What a person asked by hand."""

    TO = "to", _("Đưa về vị trí")
    NOT = "not", _("Không đưa về vị trí")


class HandStep(ByHand):
    """One change a person made to the proposal. It needs a reason before the round goes on."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=HandKind.choices)
    person_id = models.CharField(max_length=40)
    person_name = models.CharField(max_length=120)
    post_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    value = models.BigIntegerField()
    """What the whole plan is worth after this step."""
    loss = models.BigIntegerField()
    """Points the step costs the whole plan, against the plan before it; below 0 never, since the plan before was the best."""

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_hand_step_per_number")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.person_id} {self.post_id}"


class HandMove(models.Model):
    """Somebody who stands elsewhere than the machine proposed, because of the steps by hand taken together."""

    round = models.ForeignKey("placement.Round", on_delete=models.CASCADE, related_name="hand_moves")
    person_id = models.CharField(max_length=40)
    person_name = models.CharField(max_length=120)
    from_post_id = models.CharField(max_length=40, blank=True)
    from_title = models.CharField(max_length=200, blank=True)
    from_unit = models.CharField(max_length=200, blank=True)
    from_path = models.CharField(max_length=400, blank=True)
    proposed_post_id = models.CharField(max_length=40, blank=True)
    """Where the machine proposed; empty: no post. The own post where it proposed to stay."""
    proposed_title = models.CharField(max_length=200, blank=True)
    proposed_unit = models.CharField(max_length=200, blank=True)
    to_post_id = models.CharField(max_length=40, blank=True)
    to_title = models.CharField(max_length=200, blank=True)
    to_unit = models.CharField(max_length=200, blank=True)
    to_path = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=12)
    fit_before = models.IntegerField(null=True)
    fit_after = models.IntegerField(null=True)
    verdict = models.PositiveSmallIntegerField(null=True)
    named = models.BooleanField()
    """Named by a step; False: carried along by solving again."""

    class Meta:
        ordering = ("person_name", "person_id")
        constraints = [models.UniqueConstraint(fields=["round", "person_id"], name="one_hand_move_per_person")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.person_id}: {self.to_post_id}"


class RoundComment(ByHand):
    """A word on a round, or on one of its moves."""

    person_id = models.CharField(max_length=40, blank=True)
    """Whose move is meant; empty: the round as a whole."""
    person_name = models.CharField(max_length=120, blank=True)
    from_path = models.CharField(max_length=400, blank=True)
    to_path = models.CharField(max_length=400, blank=True)
    gate = models.CharField(max_length=12, choices=Gate.choices)
    text = models.TextField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.round_id}/{self.pk}"


class BlindBench(models.Model):
    """The candidates for one seat in the order in which they are shown without a name."""

    round = models.ForeignKey("placement.Round", on_delete=models.CASCADE, related_name="benches")
    post_id = models.CharField(max_length=40)
    people = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "post_id"], name="one_bench_per_seat")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.round_id}/{self.post_id}"


class BlindScore(models.Model):
    """One candidate's points from one account, given before the name was shown; never changed afterwards."""

    bench = models.ForeignKey(BlindBench, on_delete=models.CASCADE, related_name="scores")
    person_id = models.CharField(max_length=40)
    points = models.PositiveSmallIntegerField()
    """1 to 5."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bench", "person_id", "by"], name="one_score_per_judge")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.bench_id}: {self.points}"


class Urgency(models.IntegerChoices):
    """How much a unit needs somebody."""

    CAN_WAIT = 1, _("Có thể chờ")
    NEEDED = 2, _("Cần")
    PRESSING = 3, _("Rất gấp")


class UnitNeed(models.Model):
    """What a unit says it needs: so many people in a post. A round that takes it up makes it a priced requirement."""

    unit_id = models.CharField(max_length=40)
    unit = models.CharField(max_length=200)
    path = models.CharField(max_length=400)
    post_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    count = models.PositiveSmallIntegerField()
    """People the post is to have in all."""
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.NEEDED)
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    rounds = models.ManyToManyField("placement.Round", related_name="needs")
    """The rounds that took it up."""

    class Meta:
        ordering = ("-urgency", "unit", "title")

    def __str__(self) -> str:
        return f"{self.unit}: {self.title}"
