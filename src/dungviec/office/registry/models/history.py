"""What happened to people: posts held, ratings, training, discipline, awards, ties, succession plans."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.fields import CodeField, Fact
from dungviec.office.registry.models.people import Person
from dungviec.office.registry.models.units import Post


class Tenure(Fact):
    """One period in one post."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="tenures")
    title = models.CharField(_("Chức vụ, công việc"), max_length=250)
    unit_name = models.CharField(_("Đơn vị"), max_length=250, null=True, blank=True)  # noqa: DJ001
    level = CodeField("level", _("Cấp chức vụ"), null=True, blank=True)
    field = CodeField("field", _("Lĩnh vực"), null=True, blank=True)
    kind = CodeField("tenure_kind", _("Hình thức"))
    from_date = models.DateField(_("Từ ngày"))
    to_date = models.DateField(_("Đến ngày"), null=True, blank=True)
    left_because = CodeField("left_because", _("Lý do thôi giữ"), null=True, blank=True)
    term_ends = models.DateField(_("Hết thời hạn bổ nhiệm"), null=True, blank=True)
    first_appointed = models.DateField(_("Bổ nhiệm lần đầu"), null=True, blank=True)
    decision = models.CharField(_("Số quyết định"), max_length=80, null=True, blank=True)  # noqa: DJ001
    decided = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    how = models.CharField(_("Cách bố trí"), max_length=120, null=True, blank=True)  # noqa: DJ001
    share = models.IntegerField(_("Phần việc (%)"), null=True, blank=True)
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        indexes = [models.Index(fields=["person", "from_date", "to_date"], name="tenures_by_person")]  # noqa: RUF012
        verbose_name = _("quá trình")
        verbose_name_plural = _("quá trình")

    def __str__(self) -> str:
        return f"{self.title} {self.from_date:%m/%Y}"


class Rating(Fact):
    """One yearly rating."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ratings")
    year = models.IntegerField(_("Năm"))
    system = CodeField("rating_system", _("Hệ"))
    rating = CodeField("rating", _("Xếp loại"), null=True, blank=True)
    decided = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    note = models.CharField(_("Ghi chú"), max_length=300, null=True, blank=True)  # noqa: DJ001
    decision = models.CharField(_("Số quyết định"), max_length=80, null=True, blank=True)  # noqa: DJ001
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("xếp loại")
        verbose_name_plural = _("xếp loại")

    def __str__(self) -> str:
        return f"{self.year} {self.rating}"


class Training(Fact):
    """One person's attendance at a course; a row without a person stands for people outside the city's rolls."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="training")
    kind = CodeField("training_kind", _("Loại"))
    title = models.CharField(_("Tên khóa học"), max_length=250)
    class_id = models.CharField(_("Mã lớp"), max_length=60, null=True, blank=True)  # noqa: DJ001
    place = models.CharField(_("Nơi học"), max_length=200, null=True, blank=True)  # noqa: DJ001
    from_date = models.DateField(_("Từ ngày"))
    to_date = models.DateField(_("Đến ngày"), null=True, blank=True)
    result = models.CharField(_("Kết quả, văn bằng"), max_length=200, null=True, blank=True)  # noqa: DJ001
    cost = models.BigIntegerField(_("Kinh phí (đồng)"), null=True, blank=True)
    attendees = models.IntegerField(_("Số người"), null=True, blank=True)
    decision = models.CharField(_("Số quyết định"), max_length=80, null=True, blank=True)  # noqa: DJ001
    decided = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("đào tạo")
        verbose_name_plural = _("đào tạo")

    def __str__(self) -> str:
        return self.title


class Discipline(Fact):
    """One disciplinary decision."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="discipline")
    kind = CodeField("discipline_kind", _("Loại"))
    form = CodeField("discipline_form", _("Hình thức"))
    decided = models.DateField(_("Ngày quyết định"))
    effective = models.DateField(_("Ngày hiệu lực"), null=True, blank=True)
    ends = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    remedied = models.BooleanField(_("Đã khắc phục, được ghi nhận"), null=True)
    decision = models.CharField(_("Số quyết định"), max_length=80, null=True, blank=True)  # noqa: DJ001
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("kỷ luật")
        verbose_name_plural = _("kỷ luật")

    def __str__(self) -> str:
        return f"{self.form} {self.decided:%d/%m/%Y}"


class Award(Fact):
    """One award."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="awards")
    year = models.IntegerField(_("Năm"))
    title = models.CharField(_("Danh hiệu, hình thức"), max_length=250)
    decision = models.CharField(_("Số quyết định"), max_length=80, null=True, blank=True)  # noqa: DJ001
    decided = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("khen thưởng")
        verbose_name_plural = _("khen thưởng")

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class Kinship(Fact):
    """A tie: the first person is the ``relation`` of the second."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kinship")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kinship_as_relative")
    relation = CodeField("relation", _("Quan hệ"))

    class Meta:
        verbose_name = _("quan hệ gia đình")
        verbose_name_plural = _("quan hệ gia đình")

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} {self.relative_id}"


class Plan(Fact):
    """A title somebody is planned for (quy hoạch)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(_("Chức danh quy hoạch"), max_length=250)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="plans")
    level = CodeField("level", _("Cấp chức vụ"))
    field = CodeField("field", _("Lĩnh vực"), null=True, blank=True)
    approved = models.DateField(_("Ngày phê duyệt"))
    until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    term = models.CharField(_("Nhiệm kỳ"), max_length=40, null=True, blank=True)  # noqa: DJ001
    decision = models.CharField(_("Số quyết định"), max_length=80, null=True, blank=True)  # noqa: DJ001
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("quy hoạch")
        verbose_name_plural = _("quy hoạch")

    def __str__(self) -> str:
        return self.title
