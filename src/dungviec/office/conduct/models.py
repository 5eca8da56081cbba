"""Cases of discipline with their steps, pauses, council and appeals; signs as they were answered; declarations of assets and interests."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models import Person
from dungviec.office.registry.models.fields import CodeField, Fact
from dungviec.office.sealing.fields import SealedText


class Source(models.TextChoices):
    """Where a case comes from."""

    INSPECTION = "inspection", _("Kết luận kiểm tra, thanh tra")
    DENUNCIATION = "denunciation", _("Tố cáo, phản ánh đã xác minh")
    UNIT = "unit", _("Đơn vị báo cáo")
    SELF = "self", _("Người vi phạm tự báo cáo")
    PARTY = "party", _("Quyết định kỷ luật Đảng")
    COURT = "court", _("Bản án, kết luận của cơ quan tố tụng")
    SIGN = "sign", _("Dấu hiệu sớm đã hỏi và làm rõ")


class Stand(models.TextChoices):
    """Where a case stands. Whether a decided one is still in effect is told by its days, not kept."""

    OPEN = "open", _("Đang xem xét")
    DECIDED = "decided", _("Đã quyết định")
    CLOSED = "closed", _("Khép lại, không kỷ luật")
    ANNULLED = "annulled", _("Quyết định đã hủy")


class Case(models.Model):
    """One violation looked into, from the day it was found to the day its effects are over."""

    person_id = models.CharField(max_length=40, db_index=True)
    person_name = models.CharField(max_length=120)
    title = models.CharField(max_length=250, blank=True)
    unit = models.CharField(max_length=250, blank=True)
    category = models.CharField(max_length=30)
    leader = models.BooleanField(null=True)
    """Whether a leading post was held on the day of the act; None where the records do not tell."""
    left_service = models.BooleanField(default=False)
    kind = CodeField("discipline_kind", default="administrative")
    act = SealedText(max_length=400)
    duty_related = models.BooleanField(default=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    source_paper = models.CharField(max_length=160, blank=True)
    reporter_id = SealedText(max_length=40, blank=True, default="")
    """Who reported, where that is a person on file; kept out of the council, never shown to the person concerned."""
    happened = models.DateField()
    found = models.DateField()
    opened = models.DateField()
    party_decided = models.DateField(null=True, blank=True)
    extended_on = models.DateField(null=True, blank=True)
    extension_paper = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=12, choices=Stand.choices, default=Stand.OPEN)
    explain_by = models.DateField(null=True, blank=True)
    explanation = SealedText(max_length=6000, blank=True, default="")
    explained_on = models.DateField(null=True)
    meeting_at = models.CharField(max_length=160, blank=True)
    form = CodeField("discipline_form", blank=True, default="")
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    effective = models.DateField(null=True)
    ends = models.DateField(null=True)
    decision = models.OneToOneField("decisions.Decision", on_delete=models.PROTECT, null=True, related_name="case")
    """The row of the book of decisions; None until it is signed, and of a Party decision, which another body numbers."""
    row = models.CharField(max_length=40, blank=True)
    """The key of its row in the table of discipline."""
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Goes up with every deed: who acts on an older page is told so."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-opened", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id}"

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided yet."""
        return self.state == Stand.OPEN


class StepHeld(models.Model):
    """A step of a case that was held."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20)
    held = models.DateField()
    paper = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=400, blank=True)
    heard = models.BooleanField(null=True)
    """At the explanation and the meeting: whether the person spoke; False where he or she was asked and stayed away or refused."""
    present = models.PositiveIntegerField(null=True)
    votes = models.JSONField(default=dict)
    """Form of discipline (or ``none``) → votes; at the decision the form it was signed with, which an appeal may make lighter."""
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="one_row_per_step_of_a_case")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class Pause(models.Model):
    """A stretch in which the case may not be looked at yet."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    ground = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    paper = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground} {self.since}"


class Seat(models.Model):
    """A member of the council of a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="council")
    person_id = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=250, blank=True)
    part = models.CharField(max_length=12)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["case", "person_id"], name="nobody_twice_on_a_council")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


class Appeal(models.Model):
    """A complaint against a decision, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appeals")
    filed = models.DateField()
    grounds = SealedText(max_length=6000)
    due = models.DateField(null=True)
    due_basis = models.CharField(max_length=200, blank=True)
    answered = models.DateField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    paper = models.CharField(max_length=160, blank=True)
    words = SealedText(max_length=400, blank=True, default="")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.filed}"


class Deed(models.Model):
    """Who did what to a case, and when: what its page tells. The ledger holds the same, chained."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deeds")
    action = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.action}"


class Answered(models.TextChoices):
    """Where a sign stands."""

    OPEN = "open", _("Chưa hỏi")
    ASKED = "asked", _("Đã hỏi người liên quan")
    TOLD = "told", _("Đã có trả lời")
    CLOSED = "closed", _("Đã khép lại")


class AskedSign(models.Model):
    """What became of one sign: asked, answered, closed with a reason. The sign itself is found in the records each time."""

    kind = models.CharField(max_length=30)
    person_id = models.CharField(max_length=40, blank=True, db_index=True)
    mark = models.CharField(max_length=64)
    """Digest of the facts it rests on: other facts make it a new question."""
    question = models.CharField(max_length=400)
    question_en = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=Answered.choices, default=Answered.OPEN)
    asked_on = models.DateField(null=True)
    answer = SealedText(max_length=4000, blank=True, default="")
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["kind", "person_id", "mark"], name="one_answer_per_sign")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class AssetDeclaration(Fact):
    """One declaration of assets and income that was asked for."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="asset_declarations")
    year = models.IntegerField()
    kind = CodeField("declaration_kind")
    asked = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    handed_in = models.DateField(null=True, blank=True)
    published = models.DateField(null=True, blank=True)
    drawn = models.BooleanField(null=True)
    verified = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}"


class InterestDeclaration(Fact):
    """A conflict of interest somebody declared, and what was done about it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interest_declarations")
    known = models.DateField()
    reported = models.DateField()
    relation = models.CharField(max_length=120)
    matter = SealedText(max_length=300)
    step_aside = models.BooleanField(null=True)
    measure = CodeField("conflict_measure", null=True, blank=True)
    decided = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.reported}"


class Draw(models.Model):
    """A draw of declarations to verify: whoever has the seed can repeat it."""

    year = models.IntegerField()
    seed = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    among = models.PositiveIntegerField()
    drawn = models.JSONField(default=list)
    on = models.DateField()
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["year"], name="one_draw_a_year")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.year}"
