"""Rounds of titles, who registered, what was proposed, how the council voted, what was decided; the register of works; thanks.

The titles themselves stand in the records (``awards``): a decision writes them there, and nothing here is read as a title held.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a round stands; it goes forward one stage at a time, or is called off."""

    REGISTERING = "registering", _("Đăng ký thi đua")
    PROPOSING = "proposing", _("Đơn vị đề nghị")
    COUNCIL = "council", _("Hội đồng xét")
    SUBMITTED = "submitted", _("Đã trình")
    DECIDED = "decided", _("Đã quyết định")
    CALLED_OFF = "called_off", _("Đã hủy")


class Terms(models.Model):
    """What no text on file sets and the office sets itself; the latest line holds."""

    share = models.DecimalField(_("Tỷ lệ CSTĐCS trong số đạt LĐTT (%)"), max_digits=5, decimal_places=2, null=True)
    per_unit = models.BooleanField(_("Tính tỷ lệ ở từng đơn vị"), default=False)
    quorum = models.DecimalField(_("Họp được khi có mặt từ (%)"), max_digits=7, decimal_places=4)
    least = models.DecimalField(_("Thông qua khi tán thành (%)"), max_digits=7, decimal_places=4)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.share} {self.at:%d/%m/%Y}"


class Round(models.Model):
    """The titles of one year, from registration to decision."""

    year = models.PositiveSmallIntegerField(_("Năm"))
    stage = models.CharField(_("Tình trạng"), max_length=12, choices=Stage.choices, default=Stage.REGISTERING)
    received_on = models.DateField(_("Ngày nhận hồ sơ đề nghị"), null=True)
    """The day the proposals were handed in: a file received before 01/10/2026 goes on under the older law."""
    decision = models.CharField(_("Số quyết định"), max_length=80, blank=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True)
    authority = models.CharField(_("Cấp quyết định"), max_length=200, blank=True)
    batch = models.ForeignKey("registry.Batch", on_delete=models.PROTECT, null=True, related_name="+")
    """The batch of writes that carried the titles into the records."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-year", "-pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["year"], condition=~Q(stage=Stage.CALLED_OFF), name="one_round_a_year")
        ]
        verbose_name = _("đợt thi đua")
        verbose_name_plural = _("đợt thi đua")

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def running(self) -> bool:
        """Whether anything may still change."""
        return self.stage not in (Stage.DECIDED, Stage.CALLED_OFF)


class Registration(models.Model):
    """Somebody registered for the emulation of a year, aiming at a title. Taking it back leaves the line with its day."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="registrations")
    person_id = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=20)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["round", "person_id"], condition=Q(withdrawn_at__isnull=True), name="registered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.person_id}"


class State(models.TextChoices):
    """Where one proposal stands."""

    PROPOSED = "proposed", _("Đơn vị đề nghị")
    WITHDRAWN = "withdrawn", _("Đã rút")
    CARRIED = "carried", _("Hội đồng thông qua")
    FAILED = "failed", _("Hội đồng không thông qua")
    AWARDED = "awarded", _("Đã tặng")
    REVOKED = "revoked", _("Đã thu hồi")


LIVE = (State.PROPOSED, State.CARRIED, State.FAILED, State.AWARDED)
"""States in which a proposal counts as made."""


class Proposal(models.Model):
    """A title proposed for one person by the unit the person stands in."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proposals")
    person_id = models.CharField(max_length=40, db_index=True)
    person_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, default="")
    unit_id = models.CharField(max_length=40, db_index=True)
    unit_name = models.CharField(max_length=250)
    title = models.CharField(max_length=20)
    judged = models.BooleanField(_("Tập thể đã xét đạt tiêu chuẩn"), null=True)
    own_words = models.TextField(_("Tự báo cáo"), max_length=3000, blank=True)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State.choices, default=State.PROPOSED)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    award_key = models.CharField(max_length=20, blank=True)
    """The row of ``awards`` it became."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit_name", "sort_key", "pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["round", "person_id", "title"],
                condition=~Q(state__in=["withdrawn", "revoked"]),
                name="proposed_once",
            )
        ]
        verbose_name = _("đề nghị khen")
        verbose_name_plural = _("đề nghị khen")

    def __str__(self) -> str:
        return f"{self.round_id} {self.person_id} {self.title}"

    @property
    def live(self) -> bool:
        """Whether it counts as made."""
        return self.state in LIVE


class Step(models.Model):
    """What was done with a round or a proposal: by whom, when, why. Lines are only ever added."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, related_name="steps")
    verb = models.CharField(max_length=20)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%d/%m/%Y}"


class Sitting(models.Model):
    """The council's meeting of a round, with the thresholds it worked by."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="sitting")
    held_on = models.DateField(_("Ngày họp"))
    number = models.CharField(_("Số biên bản"), max_length=80)
    members = models.JSONField(_("Thành viên hội đồng"), default=list)
    present = models.PositiveSmallIntegerField(_("Số có mặt"))
    chair = models.CharField(_("Chủ trì"), max_length=120)
    secretary = models.CharField(_("Thư ký"), max_length=120)
    quorum = models.DecimalField(max_digits=7, decimal_places=4)
    least = models.DecimalField(max_digits=7, decimal_places=4)
    said = models.TextField(_("Ý kiến"), max_length=3000, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.held_on:%d/%m/%Y}"


class WorkKind(models.TextChoices):
    """Kinds of works the law names."""

    INITIATIVE = "initiative", _("Sáng kiến")
    RESEARCH = "research", _("Đề tài nghiên cứu")
    MERIT = "merit", _("Thành tích mưu trí, dũng cảm")


class Reach(models.TextChoices):
    """How far a work is recognised to reach."""

    BASE = "base", _("Cơ sở")
    PROVINCE = "province", _("Tỉnh, bộ, ngành")
    NATION = "nation", _("Toàn quốc")


class Initiative(models.Model):
    """One recognised work of one person. A wrong line is withdrawn with a reason, never changed."""

    person_id = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(_("Loại"), max_length=12, choices=WorkKind.choices, default=WorkKind.INITIATIVE)
    title = models.CharField(_("Tên sáng kiến, đề tài"), max_length=300)
    year = models.PositiveSmallIntegerField(_("Tính cho năm"))
    scope = models.CharField(_("Phạm vi ảnh hưởng"), max_length=8, choices=Reach.choices, default=Reach.BASE)
    recognised_by = models.CharField(_("Nơi công nhận"), max_length=200)
    decision = models.CharField(_("Số quyết định"), max_length=80)
    recognised_on = models.DateField(_("Ngày công nhận"))
    file = models.ForeignKey("requests.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-year", "-pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["person_id", "decision", "title"], condition=Q(withdrawn_at__isnull=True), name="work_once"
            )
        ]
        verbose_name = _("sáng kiến")
        verbose_name_plural = _("sáng kiến")

    def __str__(self) -> str:
        return self.title


class Thanks(models.Model):
    """A colleague's thanks: short, signed, once a month between the same two. It gives no points."""

    giver_id = models.CharField(max_length=40, db_index=True)
    receiver_id = models.CharField(max_length=40, db_index=True)
    month = models.DateField()
    text = models.CharField(_("Cảm ơn vì điều gì"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("-on", "-pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["giver_id", "receiver_id", "month"], name="thanked_once_a_month")
        ]
        verbose_name = _("lời cảm ơn")
        verbose_name_plural = _("lời cảm ơn")

    def __str__(self) -> str:
        return f"{self.giver_id} {self.receiver_id} {self.month:%m/%Y}"
