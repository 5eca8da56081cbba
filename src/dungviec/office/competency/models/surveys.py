"""A survey round, the forms it gives out, and the tallies in which colleagues' answers disappear."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.fields import CodeField


class RoundState(models.TextChoices):
    """Where a round stands."""

    OPEN = "open", _("Đang lấy phiếu")
    ENDED = "ended", _("Đã khép, chờ ghi")
    WRITTEN = "written", _("Đã ghi vào hồ sơ")


class SurveyRound(models.Model):
    """One round: about whom, by which sources, until when, and what became of it."""

    name = models.CharField(_("Tên đợt"), max_length=200)
    reason = models.CharField(_("Căn cứ, mục đích"), max_length=300, blank=True)
    opened = models.DateField(_("Mở từ ngày"))
    until = models.DateField(_("Nhận phiếu đến ngày"))
    sources = models.JSONField(default=list)
    units = models.JSONField(default=list)
    fewest_colleagues = models.PositiveSmallIntegerField(_("Nhóm đồng nghiệp ít nhất"), default=5)
    widest_gap = models.PositiveSmallIntegerField(_("Hai người chấm lệch nhiều nhất"), default=1)
    unasked = models.JSONField(default=list)
    """``[person, source, why, why in English]`` of what could not be asked when the round opened."""
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended = models.DateField(_("Khép ngày"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    batch_id = models.BigIntegerField(null=True)
    """The batch of writes that carried it into the records."""

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("đợt khảo sát")
        verbose_name_plural = _("đợt khảo sát")

    def __str__(self) -> str:
        return self.name


class Form(models.Model):
    """One form: ``by`` is asked about ``person``. Levels are sealed here until the round is written; a colleague's never are.

    Of a colleague only that the form came back is kept, for the reminder: neither what it said nor the day.
    """

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="forms")
    person = models.CharField(_("Về ai"), max_length=40)
    source = CodeField("assessment_source", _("Nguồn"))
    by = models.CharField(_("Ai trả lời"), max_length=40, db_index=True)
    codes = models.JSONField(default=list)
    levels = models.JSONField(default=dict)
    evidence = models.CharField(_("Minh chứng"), max_length=500, blank=True)
    answered = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["round", "person", "source", "by"], name="one_form_per_asker")
        ]
        verbose_name = _("phiếu")
        verbose_name_plural = _("phiếu")

    def __str__(self) -> str:
        return f"{self.round_id} {self.source}"


class Tally(models.Model):
    """How often each level was given by colleagues: all that is kept of their answers. Made when the round opens, only counted up."""

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="tallies")
    person = models.CharField(max_length=40)
    competency = models.CharField(max_length=10)
    n1 = models.PositiveIntegerField(default=0)
    n2 = models.PositiveIntegerField(default=0)
    n3 = models.PositiveIntegerField(default=0)
    n4 = models.PositiveIntegerField(default=0)
    n5 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["round", "person", "competency"], name="one_tally_per_competency")
        ]
        verbose_name = _("số đếm phiếu đồng nghiệp")
        verbose_name_plural = _("số đếm phiếu đồng nghiệp")

    def __str__(self) -> str:
        return f"{self.round_id} {self.competency}"

    @property
    def counts(self) -> list[int]:
        """How often each of the levels 1 to 5 was given."""
        return [self.n1, self.n2, self.n3, self.n4, self.n5]


class Reminder(models.Model):
    """Somebody was reminded of forms not answered: by whom, on which day. One a day, whatever the rounds."""

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="reminders")
    person = models.CharField(_("Nhắc ai"), max_length=40)
    day = models.DateField(_("Ngày nhắc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-day", "pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["person", "day"], name="one_survey_reminder_a_day")
        ]
        verbose_name = _("lời nhắc")
        verbose_name_plural = _("lời nhắc")

    def __str__(self) -> str:
        return f"{self.person} {self.day:%d/%m/%Y}"
