"""Units and the posts in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.fields import CodeField, Fact


class Unit(Fact):
    """A body or unit, with the span in which it exists."""

    unit_id = models.CharField(_("Mã đơn vị"), max_length=40, primary_key=True)
    name = models.CharField(_("Tên đơn vị"), max_length=200)
    kind = CodeField("unit_kind", _("Loại đơn vị"))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    place_code = models.CharField(_("Mã địa bàn"), max_length=20, null=True, blank=True)  # noqa: DJ001
    norm = models.IntegerField(_("Biên chế giao"), null=True, blank=True)
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến ngày"), null=True, blank=True)
    basis = models.CharField(_("Căn cứ thành lập"), max_length=300, null=True, blank=True)  # noqa: DJ001
    newly_formed = models.BooleanField(_("Mới thành lập, sáp nhập"), null=True)
    has_approved_plan = models.BooleanField(_("Đã phê duyệt quy hoạch"), null=True)
    search_key = models.CharField(max_length=200, db_index=True, default="", editable=False)
    position = models.IntegerField(default=0, editable=False)
    """Order in the records it came from: offices list their units in an order of their own."""
    path = models.CharField(max_length=400, db_index=True, default="", editable=False)
    """Identifiers from the root down, each followed by a slash; a unit's subtree shares its path as a prefix."""

    class Meta:
        ordering = ("position",)
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")

    def __str__(self) -> str:
        return self.name


class Post(Fact):
    """A post (job position) of a unit; equal seats are counted in ``seats``."""

    post_id = models.CharField(_("Mã vị trí"), max_length=40, primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("Tên vị trí"), max_length=200)
    level = CodeField("level", _("Cấp chức vụ"))
    role = CodeField("role", _("Vai trò"), null=True, blank=True)
    category = CodeField("category", _("Đối tượng"))
    field = CodeField("field", _("Lĩnh vực"))
    seats = models.IntegerField(_("Số chỗ"))
    importance = models.IntegerField(_("Mức quan trọng (1–5)"), null=True, blank=True)
    profile_id = models.CharField(_("Khung năng lực"), max_length=40, null=True, blank=True)  # noqa: DJ001
    min_degree = CodeField("degree", _("Trình độ tối thiểu"), null=True, blank=True)
    majors = models.JSONField(_("Chuyên ngành phù hợp"), null=True, blank=True)
    min_theory = CodeField("theory", _("Lý luận chính trị tối thiểu"), null=True, blank=True)
    min_state_management = CodeField("state_management", _("Quản lý nhà nước tối thiểu"), null=True, blank=True)
    party_member = models.BooleanField(_("Yêu cầu đảng viên"), null=True)
    party_managed = models.BooleanField(_("Diện Đảng quản lý"), null=True)
    functions = models.JSONField(_("Chức năng đặc thù"), null=True, blank=True)
    strengths = models.JSONField(_("Sở trường cần"), null=True, blank=True)
    term_months = models.IntegerField(_("Thời hạn bổ nhiệm (tháng)"), null=True, blank=True)
    held_with = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="holds_also")
    non_local = models.BooleanField(_("Bố trí người ngoài địa phương"), null=True)
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vị trí")
        verbose_name_plural = _("vị trí")

    def __str__(self) -> str:
        return self.title


class Profile(Fact):
    """One competency that a competency profile asks for."""

    profile_id = models.CharField(_("Mã khung"), max_length=40, db_index=True)
    competency = models.CharField(_("Mã năng lực"), max_length=10)
    min_level = models.IntegerField(_("Mức tối thiểu"))
    max_level = models.IntegerField(_("Mức cần"), null=True, blank=True)
    weight = models.IntegerField(_("Trọng số"), null=True, blank=True)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["profile_id", "competency"], name="one_row_per_profile_competency")
        ]
        verbose_name = _("khung năng lực")
        verbose_name_plural = _("khung năng lực")

    def __str__(self) -> str:
        return f"{self.profile_id} {self.competency}"


class UnitEvent(Fact):
    """What made, joined, split, renamed, moved or closed units, with the resolution it rests on."""

    kind = CodeField("unit_event", _("Loại"))
    effective = models.DateField(_("Ngày hiệu lực"))
    resolution = models.CharField(_("Số nghị quyết, quyết định"), max_length=120)
    resolved = models.DateField(_("Ngày ban hành"))
    predecessors = models.JSONField(_("Đơn vị trước"), null=True, blank=True)
    successors = models.JSONField(_("Đơn vị sau"), null=True, blank=True)
    note = models.CharField(_("Ghi chú"), max_length=300, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("biến động tổ chức")
        verbose_name_plural = _("biến động tổ chức")

    def __str__(self) -> str:
        return f"{self.kind} {self.effective:%d/%m/%Y}"
