"""Classes: who is called, who came, how it ended, what it cost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.training.models.courses import Course
from dungviec.office.training.models.plans import YearPlan
from dungviec.office.training.models.revised import Revised
from dungviec.records.codes import TRAINING_KINDS


class ClassState(models.TextChoices):
    """Where a class stands."""

    PLANNED = "planned", _("Chuẩn bị")
    OPEN = "open", _("Đang học")
    ENDED = "ended", _("Đã kết thúc")
    DROPPED = "dropped", _("Không mở")


class TrainingClass(Revised):
    """One class of a course, from the plan or on its own."""

    plan = models.ForeignKey(YearPlan, on_delete=models.PROTECT, null=True, related_name="held")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="held")
    title = models.CharField(_("Tên lớp"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=30, choices=[(c.value, c.vi) for c in TRAINING_KINDS])
    place = models.CharField(_("Nơi học"), max_length=150, blank=True)
    from_date = models.DateField(_("Khai giảng"))
    to_date = models.DateField(_("Bế giảng"))
    seats = models.PositiveSmallIntegerField(_("Số chỗ"))
    planned_cost = models.PositiveBigIntegerField(_("Kinh phí dự toán (đồng)"), default=0)
    decision = models.CharField(_("Quyết định cử đi học"), max_length=80, blank=True)
    decided = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=ClassState.choices, default=ClassState.PLANNED)

    class Meta:
        ordering = ("-from_date", "-pk")
        constraints = [models.UniqueConstraint(fields=["title", "from_date", "place"], name="one_class_of_a_day")]  # noqa: RUF012
        verbose_name = _("lớp học")
        verbose_name_plural = _("lớp học")

    def __str__(self) -> str:
        return self.title

    @property
    def class_id(self) -> str:
        """The class's name in the records of people."""
        return f"DT-{self.from_date.year}-{self.pk}"

    @property
    def going_on(self) -> bool:
        """Whether people may still be called and results written."""
        return self.state in (ClassState.PLANNED, ClassState.OPEN)


class Place(models.TextChoices):
    """Whether somebody is on the list of a class."""

    CALLED = "called", _("Trong danh sách triệu tập")
    LEFT = "left", _("Rút tên")


class Result(models.TextChoices):
    """How it ended for one person."""

    NONE = "", _("Chưa có")
    PASSED = "passed", _("Đạt")
    FAILED = "failed", _("Không đạt")
    QUIT = "quit", _("Bỏ học")


class Enrolment(Revised):
    """One person in one class: from the call to the certificate."""

    training = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="enrolments")
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    unit_id = models.CharField(max_length=40, blank=True)
    unit_path = models.CharField(max_length=400, blank=True)
    place = models.CharField(max_length=6, choices=Place.choices, default=Place.CALLED)
    verdict = models.PositiveSmallIntegerField(null=True)
    """What the law of the day of the call said (0 to 3); None where no rule speaks."""
    exception = models.CharField(_("Ý kiến của cấp có thẩm quyền"), max_length=300, blank=True)
    result = models.CharField(_("Kết quả"), max_length=6, choices=Result.choices, blank=True)
    grade = models.CharField(_("Xếp loại học tập"), max_length=40, blank=True)
    certificate = models.CharField(_("Số chứng chỉ"), max_length=60, blank=True)
    issued = models.DateField(_("Ngày cấp"), null=True, blank=True)
    expires = models.DateField(_("Hết hạn"), null=True, blank=True)
    cost = models.PositiveBigIntegerField(_("Kinh phí (đồng)"), null=True, blank=True)
    record_key = models.CharField(max_length=20, blank=True)
    """The row of the records that this attendance became."""

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["training", "person_id"], name="once_in_a_class")]  # noqa: RUF012
        indexes = [models.Index(fields=["expires"], name="training_certificates")]  # noqa: RUF012
        verbose_name = _("lượt học")
        verbose_name_plural = _("lượt học")

    def __str__(self) -> str:
        return f"{self.training_id} {self.person_id}"


class Session(models.Model):
    """One sitting of a class (half a day or a day)."""

    training = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField(_("Ngày"))
    words = models.CharField(_("Buổi"), max_length=80)

    class Meta:
        ordering = ("day", "pk")
        constraints = [models.UniqueConstraint(fields=["training", "day", "words"], name="one_session_of_a_name")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.words} {self.day}"


class Presence(models.TextChoices):
    """Whether somebody came."""

    HERE = "here", _("Có mặt")
    EXCUSED = "excused", _("Vắng có lý do")
    ABSENT = "absent", _("Vắng")


class Attendance(models.Model):
    """One person at one sitting."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=8, choices=Presence.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="once_at_a_session")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.session_id} {self.enrolment_id}"


class Spending(models.Model):
    """Money spent on a class, by the items of TT 36/2018/TT-BTC Điều 4."""

    class Item(models.TextChoices):
        """What it was spent on."""

        PROGRAMME = "programme", _("Biên soạn chương trình, tài liệu")
        LECTURER = "lecturer", _("Thù lao giảng viên, trợ giảng")
        TRAVEL = "travel", _("Đi lại, ăn, ở của giảng viên")
        MATERIAL = "material", _("Tài liệu học tập bắt buộc")
        LEARNER = "learner", _("Hỗ trợ người học")
        SERVICE = "service", _("Dịch vụ đào tạo, học phí")
        OTHER = "other", _("Chi khác phục vụ lớp học")

    training = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="spent")
    item = models.CharField(_("Khoản chi"), max_length=10, choices=Item.choices)
    amount = models.PositiveBigIntegerField(_("Số tiền (đồng)"))
    day = models.DateField(_("Ngày"))
    paper = models.CharField(_("Chứng từ"), max_length=80)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["training", "item", "paper"], name="one_spending_per_paper")
        ]

    def __str__(self) -> str:
        return f"{self.training_id} {self.item}"
