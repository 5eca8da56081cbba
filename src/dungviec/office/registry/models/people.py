"""People."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models.fields import CodeField, Fact
from dungviec.office.sealing.fields import SealedFlag, SealedText


class Person(Fact):
    """Somebody on file. ``None`` means not known; rules answer "unknown" on it."""

    person_id = models.CharField(_("Mã cán bộ"), max_length=40, primary_key=True)
    name = models.CharField(_("Họ và tên"), max_length=120)
    sex = CodeField("sex", _("Giới tính"), null=True, blank=True)
    born = models.DateField(_("Ngày sinh"), null=True, blank=True)
    born_year_only = models.IntegerField(_("Năm sinh (nếu không rõ ngày, tháng)"), null=True, blank=True)
    ethnicity = SealedText(_("Dân tộc"), max_length=40, null=True, blank=True)
    citizen_id = SealedText(_("Số CCCD"), max_length=20, null=True, blank=True)
    home_place = models.CharField(_("Quê quán"), max_length=200, null=True, blank=True)  # noqa: DJ001
    home_code = models.CharField(_("Mã địa bàn quê quán"), max_length=20, null=True, blank=True)  # noqa: DJ001
    category = CodeField("category", _("Đối tượng"), null=True, blank=True)
    employment = CodeField("employment", _("Biên chế, loại hợp đồng"), null=True, blank=True)
    joined = models.DateField(_("Ngày vào ngành"), null=True, blank=True)
    party_joined = models.DateField(_("Ngày vào Đảng"), null=True, blank=True)
    party_member = models.BooleanField(_("Đảng viên"), null=True)
    degree = CodeField("degree", _("Trình độ chuyên môn"), null=True, blank=True)
    major = models.CharField(_("Chuyên ngành"), max_length=120, null=True, blank=True)  # noqa: DJ001
    theory = CodeField("theory", _("Lý luận chính trị"), null=True, blank=True)
    state_management = CodeField("state_management", _("Quản lý nhà nước"), null=True, blank=True)
    rank_code = models.CharField(_("Mã ngạch, chức danh nghề nghiệp"), max_length=40, null=True, blank=True)  # noqa: DJ001
    coefficient = models.FloatField(_("Hệ số lương"), null=True, blank=True)
    file_complete = models.BooleanField(_("Hồ sơ đầy đủ"), null=True)
    file_verified = models.BooleanField(_("Hồ sơ đã thẩm định"), null=True)
    file_dated = models.DateField(_("Ngày cập nhật hồ sơ"), null=True, blank=True)
    assets_declared = models.BooleanField(_("Đã kê khai tài sản"), null=True)
    assets_verified = models.BooleanField(_("Kê khai đã xác minh"), null=True)
    health_fit = SealedFlag(_("Đủ sức khỏe"), null=True)
    health_dated = models.DateField(_("Ngày giấy khám sức khỏe"), null=True, blank=True)
    products_match = models.BooleanField(_("Kinh nghiệm, sản phẩm phù hợp"), null=True)
    barred = SealedFlag(_("Bị cấm đảm nhiệm chức vụ"), null=True)
    discipline_open = SealedFlag(_("Đang xem xét kỷ luật"), null=True)
    denunciation_open = SealedFlag(_("Đang giải quyết tố cáo"), null=True)
    inspection_open = SealedFlag(_("Đang kiểm tra, thanh tra"), null=True)
    suspended = SealedFlag(_("Đang tạm đình chỉ"), null=True)
    criminal_open = SealedFlag(_("Đang bị khởi tố, điều tra, xét xử"), null=True)
    on_leave = SealedText(_("Nghỉ dài ngày"), max_length=120, null=True, blank=True)
    citizen_mark = models.CharField(max_length=40, db_index=True, default="", editable=False)
    """``sealing.blind`` of the citizen number: finds it without opening anything."""
    search_key = models.CharField(max_length=160, db_index=True, default="", editable=False)
    sort_key = models.CharField(max_length=400, db_index=True, default="", editable=False)
    """``records.vietnamese.name_sort_text``: any database sorts it into the Vietnamese order, given name first."""

    BLIND: ClassVar = {"citizen_mark": "citizen_id"}
    """Columns that find a sealed one, for turning the index key over."""

    class Meta:
        ordering = ("sort_key", "person_id")
        verbose_name = _("cán bộ")
        verbose_name_plural = _("cán bộ")

    def __str__(self) -> str:
        return self.name
