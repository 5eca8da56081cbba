"""Forms and kinds as data, topics, and what people wrote under them. Who wrote keeps the version of the form it was written on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Purpose(models.TextChoices):
    """What a form is for."""

    COMMITMENT = "commitment", _("Bản đăng ký, cam kết")
    REFLECTION = "reflection", _("Bài thu hoạch")
    SELF_REVIEW = "self_review", _("Tự nhận xét cuối năm")
    HEAD_REVIEW = "head_review", _("Nhận xét của người đứng đầu")


class FormVersion(models.Model):
    """One version of a form: its fields in order. A change is a new version; what was written on an old one stays on it."""

    key = models.CharField(_("Mã mẫu"), max_length=40, db_index=True)
    version = models.PositiveSmallIntegerField(_("Bản"))
    purpose = models.CharField(_("Dùng cho"), max_length=12, choices=Purpose.choices)
    title = models.CharField(_("Tên mẫu"), max_length=160)
    fields = models.JSONField(default=list)
    """Rows of ``key, label, kind, required, help, options`` (:mod:`dungviec.office.education.definitions`)."""
    valid_from = models.DateField(_("Dùng từ ngày"))
    valid_until = models.DateField(_("Đến hết ngày"), null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("key", "version")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_form_version")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class ActivityKind(models.Model):
    """A kind of activity: sinh hoạt chuyên đề, học tập nghị quyết, về nguồn … made and closed without code."""

    name = models.CharField(_("Loại sinh hoạt"), max_length=120, unique=True)
    valid_from = models.DateField(_("Dùng từ ngày"))
    valid_until = models.DateField(_("Đến hết ngày"), null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A topic of a year, for everybody or for one unit with all below it."""

    year = models.PositiveSmallIntegerField(_("Năm"))
    title = models.CharField(_("Chuyên đề"), max_length=240)
    aim = models.TextField(_("Yêu cầu"), max_length=2000, blank=True)
    unit_id = models.CharField(_("Đơn vị"), max_length=40, blank=True)
    begins = models.DateField(_("Từ ngày"))
    ends = models.DateField(_("Đến ngày"))
    commitment_form = models.CharField(_("Mẫu đăng ký"), max_length=40, blank=True)
    reflection_form = models.CharField(_("Mẫu thu hoạch"), max_length=40, blank=True)
    reader = models.ForeignKey(ACCOUNT, on_delete=models.SET_NULL, null=True, related_name="+")
    """Who may be chosen to read reflections beside the heads of units."""
    revision = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-year", "begins", "pk")

    def __str__(self) -> str:
        return self.title


class CommitmentState(models.TextChoices):
    """Where a commitment stands."""

    DRAFT = "draft", _("Đang ghi")
    SENT = "sent", _("Chờ xác nhận")
    RETURNED = "returned", _("Trả lại")
    CONFIRMED = "confirmed", _("Đã xác nhận")


class Commitment(models.Model):
    """What somebody registers to do under a topic; sent under the own name, confirmed by the head."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="commitments")
    person_id = models.CharField(max_length=40, db_index=True)
    unit_id = models.CharField(max_length=40)
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    state = models.CharField(
        _("Tình trạng"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.DRAFT
    )
    sent_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(ACCOUNT, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("Ý kiến"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("topic", "person_id")
        constraints = [models.UniqueConstraint(fields=["topic", "person_id"], name="one_commitment_per_topic")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.topic_id} {self.person_id}"


class CommitmentStep(models.Model):
    """What was sent, returned or confirmed, when and by whom, with the answers as they stood. Only added to."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=CommitmentState.choices)
    answers = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(ACCOUNT, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.step} {self.at:%d/%m/%Y}"


class Activity(models.Model):
    """Something held: what, when, where, by which unit, under which topic. One written by mistake is withdrawn with the reason."""

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="activities")
    unit_id = models.CharField(_("Đơn vị tổ chức"), max_length=40, db_index=True)
    title = models.CharField(_("Nội dung"), max_length=240)
    day = models.DateField(_("Ngày"))
    place = models.CharField(_("Nơi tổ chức"), max_length=160, blank=True)
    summary = models.TextField(_("Tóm tắt"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "-pk")

    def __str__(self) -> str:
        return self.title


class Mark(models.TextChoices):
    """Whether somebody was there."""

    PRESENT = "present", _("Có mặt")
    EXCUSED = "excused", _("Vắng có lý do")
    ABSENT = "absent", _("Vắng")


class Attendance(models.Model):
    """Whether one person was there."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendances")
    person_id = models.CharField(max_length=40, db_index=True)
    mark = models.CharField(max_length=8, choices=Mark.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person_id"], name="one_mark_per_activity")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id}"


class Reflection(models.Model):
    """What somebody learnt, in words or as a file; read by its author and the reader named, nobody else."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="reflections")
    person_id = models.CharField(max_length=40, db_index=True)
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    file = models.ForeignKey("requests.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    reader = models.ForeignKey(ACCOUNT, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    reply = models.TextField(_("Lời đáp"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("topic", "person_id")
        constraints = [models.UniqueConstraint(fields=["topic", "person_id"], name="one_reflection_per_topic")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.topic_id} {self.person_id}"


class Review(models.Model):
    """The year's review in words: the official, the head, and the official again, who has seen it."""

    year = models.PositiveSmallIntegerField()
    person_id = models.CharField(max_length=40, db_index=True)
    unit_id = models.CharField(max_length=40)
    self_form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, null=True, related_name="+")
    self_answers = models.JSONField(default=dict)
    self_at = models.DateTimeField(null=True)
    head_form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, null=True, related_name="+")
    head_answers = models.JSONField(default=dict)
    head_by = models.ForeignKey(ACCOUNT, on_delete=models.SET_NULL, null=True, related_name="+")
    head_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    reply = models.TextField(_("Ý kiến của người được nhận xét"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-year", "person_id")
        constraints = [models.UniqueConstraint(fields=["year", "person_id"], name="one_education_review")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.year} {self.person_id}"
