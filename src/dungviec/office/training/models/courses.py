"""The catalogue: courses of the office itself, of the province and of ministries, each for the time it is offered."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.training.models.revised import Revised
from dungviec.records.codes import TRAINING_KINDS


class Owner(models.TextChoices):
    """Who holds the course."""

    OWN = "own", _("Cơ quan tự mở")
    PROVINCE = "province", _("Tỉnh")
    MINISTRY = "ministry", _("Bộ, ngành, Trung ương")


class Form(models.TextChoices):
    """What kind of programme it is (NĐ 101/2017 as amended by NĐ 89/2021; NĐ 171/2025 adds the last)."""

    THEORY = "theory", _("Lý luận chính trị")
    DEFENCE = "defence", _("Quốc phòng và an ninh")
    STATE = "state", _("Kiến thức, kỹ năng quản lý nhà nước")
    POSITION = "position", _("Theo yêu cầu vị trí việc làm")
    DIGITAL = "digital", _("Khoa học công nghệ, đổi mới sáng tạo, kỹ năng số")
    DEGREE = "degree", _("Đào tạo cấp văn bằng")


class Course(Revised):
    """One course that may be planned: what it builds, what it costs, how many may sit in it."""

    code = models.CharField(_("Mã khóa"), max_length=30, unique=True)
    title = models.CharField(_("Tên khóa học"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=30, choices=[(c.value, c.vi) for c in TRAINING_KINDS])
    form = models.CharField(_("Nội dung chương trình"), max_length=12, choices=Form.choices)
    owner = models.CharField(_("Bên mở"), max_length=12, choices=Owner.choices)
    place = models.CharField(_("Nơi học"), max_length=150, blank=True)
    days = models.PositiveSmallIntegerField(_("Số ngày"))
    seats = models.PositiveSmallIntegerField(_("Số chỗ mỗi lớp"))
    least = models.PositiveSmallIntegerField(_("Ít nhất để mở lớp"), default=1)
    classes = models.PositiveSmallIntegerField(_("Nhiều nhất mấy lớp một năm"), default=1)
    promised = models.PositiveSmallIntegerField(_("Chỗ dành cho người ngoài biên chế"), default=0)
    """Seats promised to people off the rolls (village cell secretaries …): their classes must open."""
    per_person = models.PositiveBigIntegerField(_("Kinh phí mỗi người (đồng)"))
    per_class = models.PositiveBigIntegerField(_("Kinh phí mỗi lớp (đồng)"), default=0)
    closes = models.JSONField(_("Học xong đạt gì"), default=list)
    """``[subject, level it starts from, level it leads to]`` of ``dungviec.training.subjects``."""
    begins = models.DateField(_("Khai giảng dự kiến"), null=True, blank=True)
    ends = models.DateField(_("Bế giảng dự kiến"), null=True, blank=True)
    part_time = models.BooleanField(_("Vừa học vừa làm"), default=False)
    categories = models.JSONField(_("Đối tượng"), default=list)
    levels = models.JSONField(_("Cấp chức vụ"), default=list)
    unit_kinds = models.JSONField(_("Loại đơn vị"), default=list)
    party_member = models.BooleanField(_("Đảng viên"), null=True)
    """True: members only; False: others only; None: anybody."""
    postgraduate = models.BooleanField(_("Đào tạo sau đại học"), default=False)
    months = models.PositiveSmallIntegerField(_("Thời gian đào tạo (tháng)"), null=True, blank=True)
    valid_from = models.DateField(_("Có từ ngày"))
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    months_valid = models.PositiveSmallIntegerField(_("Chứng chỉ có giá trị (tháng)"), null=True, blank=True)
    programme = models.TextField(_("Nội dung chính"), blank=True)

    class Meta:
        ordering = ("kind", "title", "pk")
        verbose_name = _("khóa học")
        verbose_name_plural = _("khóa học")

    def __str__(self) -> str:
        return self.title

    def offered(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)
