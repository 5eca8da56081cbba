"""The one row per person of the dossier."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models import Fact, Person
from dungviec.office.registry.models.fields import CodeField, SealedCodeField
from dungviec.office.sealing.fields import SealedNumber, SealedText, SealedWhole


class Particulars(Fact):
    """The rest of one person's particulars: items 1 to 31 beside the core record."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="particulars")
    managing_body = models.CharField(_("Cơ quan quản lý"), max_length=300, null=True, blank=True)  # noqa: DJ001
    using_body = models.CharField(_("Cơ quan, đơn vị sử dụng"), max_length=300, null=True, blank=True)  # noqa: DJ001
    record_number = SealedText(_("Mã số định danh"), max_length=300, null=True, blank=True)
    birth_name = models.CharField(_("Họ và tên khai sinh"), max_length=300, null=True, blank=True)  # noqa: DJ001
    other_names = models.CharField(_("Tên gọi khác"), max_length=300, null=True, blank=True)  # noqa: DJ001
    birth_place = models.CharField(_("Nơi sinh"), max_length=300, null=True, blank=True)  # noqa: DJ001
    birth_code = models.CharField(_("Mã địa bàn nơi sinh"), max_length=300, null=True, blank=True)  # noqa: DJ001
    religion = SealedText(_("Tôn giáo"), max_length=300, null=True, blank=True)
    id_issued = models.DateField(_("Ngày cấp CCCD"), null=True, blank=True)
    phone = SealedText(_("Số điện thoại"), max_length=300, null=True, blank=True)
    social_insurance = SealedText(_("Số BHXH"), max_length=300, null=True, blank=True)
    health_insurance = SealedText(_("Số thẻ BHYT"), max_length=300, null=True, blank=True)
    household = SealedText(_("Hộ khẩu thường trú"), max_length=300, null=True, blank=True)
    address = SealedText(_("Nơi ở hiện nay"), max_length=300, null=True, blank=True)
    family_origin = SealedText(_("Thành phần gia đình xuất thân"), max_length=300, null=True, blank=True)
    job_before = models.CharField(_("Nghề nghiệp trước khi tuyển dụng"), max_length=300, null=True, blank=True)  # noqa: DJ001
    first_hired = models.DateField(_("Ngày tuyển dụng lần đầu"), null=True, blank=True)
    hired_by = models.CharField(_("Cơ quan tuyển dụng"), max_length=300, null=True, blank=True)  # noqa: DJ001
    entered_body = models.DateField(_("Ngày vào cơ quan hiện đang công tác"), null=True, blank=True)
    party_official = models.DateField(_("Ngày vào Đảng chính thức"), null=True, blank=True)
    union_joined = models.DateField(_("Ngày tham gia tổ chức chính trị - xã hội"), null=True, blank=True)
    union_name = models.CharField(_("Tổ chức chính trị - xã hội"), max_length=300, null=True, blank=True)  # noqa: DJ001
    enlisted = models.DateField(_("Ngày nhập ngũ"), null=True, blank=True)
    discharged = models.DateField(_("Ngày xuất ngũ"), null=True, blank=True)
    army_rank = models.CharField(_("Quân hàm cao nhất"), max_length=300, null=True, blank=True)  # noqa: DJ001
    policy_beneficiary = SealedText(_("Đối tượng chính sách"), null=True, blank=True)
    general_education = models.CharField(_("Trình độ giáo dục phổ thông"), max_length=300, null=True, blank=True)  # noqa: DJ001
    language = models.CharField(_("Ngoại ngữ"), max_length=300, null=True, blank=True)  # noqa: DJ001
    language_level = CodeField("language_level", _("Trình độ ngoại ngữ"), null=True, blank=True)
    computing_level = CodeField("language_level", _("Trình độ tin học"), null=True, blank=True)
    academic_title = models.CharField(_("Học hàm"), max_length=300, null=True, blank=True)  # noqa: DJ001
    honours = models.TextField(_("Danh hiệu nhà nước phong tặng"), null=True, blank=True)  # noqa: DJ001
    main_work = models.TextField(_("Công việc chính được giao"), null=True, blank=True)  # noqa: DJ001
    strength_words = models.TextField(_("Sở trường công tác"), null=True, blank=True)  # noqa: DJ001
    longest_work = models.TextField(_("Công việc làm lâu nhất"), null=True, blank=True)  # noqa: DJ001
    rank_since = models.DateField(_("Ngày bổ nhiệm ngạch"), null=True, blank=True)
    salary_step = models.IntegerField(_("Bậc lương"), null=True, blank=True)
    salary_since = models.DateField(_("Ngày hưởng lương"), null=True, blank=True)
    salary_percent = models.FloatField(_("Phần trăm hưởng"), null=True, blank=True)
    seniority_percent = models.FloatField(_("Phụ cấp thâm niên vượt khung (%)"), null=True, blank=True)
    seniority_since = models.DateField(_("Ngày hưởng PCTNVK"), null=True, blank=True)
    post_allowance = models.FloatField(_("Phụ cấp chức vụ"), null=True, blank=True)
    concurrent_allowance = models.FloatField(_("Phụ cấp kiêm nhiệm"), null=True, blank=True)
    other_allowance = models.CharField(_("Phụ cấp khác"), max_length=300, null=True, blank=True)  # noqa: DJ001
    job_title = models.CharField(_("Vị trí việc làm"), max_length=300, null=True, blank=True)  # noqa: DJ001
    job_code = models.CharField(_("Mã vị trí việc làm"), max_length=300, null=True, blank=True)  # noqa: DJ001
    job_step = models.IntegerField(_("Bậc lương theo vị trí việc làm"), null=True, blank=True)
    job_pay = models.BigIntegerField(_("Lương theo mức tiền (đồng)"), null=True, blank=True)
    job_since = models.DateField(_("Ngày hưởng lương vị trí việc làm"), null=True, blank=True)
    job_percent = models.FloatField(_("Phần trăm hưởng theo vị trí việc làm"), null=True, blank=True)
    job_seniority_percent = models.FloatField(_("PCTNVK theo vị trí việc làm (%)"), null=True, blank=True)
    job_seniority_since = models.DateField(_("Ngày hưởng PCTNVK theo vị trí việc làm"), null=True, blank=True)
    health = SealedText(_("Tình trạng sức khỏe"), max_length=300, null=True, blank=True)
    height_cm = SealedWhole(_("Chiều cao (cm)"), null=True, blank=True)
    weight_kg = SealedNumber(_("Cân nặng (kg)"), null=True, blank=True)
    blood_group = SealedCodeField("blood_group", _("Nhóm máu"), null=True, blank=True)
    pay_income = SealedWhole(_("Thu nhập từ lương trong năm (đồng)"), null=True, blank=True)
    other_income = SealedWhole(_("Thu nhập khác trong năm (đồng)"), null=True, blank=True)

    class Meta:
        verbose_name = _("lý lịch")
        verbose_name_plural = _("lý lịch")

    def __str__(self) -> str:
        return str(self.person_id)
