"""What the dossier adds to a life: studies, Party posts, personal history, acts punished, relatives."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.models import Fact, Person
from dungviec.office.registry.models.fields import CodeField
from dungviec.office.sealing.fields import SealedText


class Study(Fact):
    """One study of item 32."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="studies")
    kind = CodeField("study_kind", _("Loại"))
    from_date = models.DateField(_("Từ tháng, năm"), null=True, blank=True)
    to_date = models.DateField(_("Đến tháng, năm"), null=True, blank=True)
    school = models.CharField(_("Cơ sở đào tạo"), max_length=300, null=True, blank=True)  # noqa: DJ001
    major = models.CharField(_("Chuyên ngành, tên ngôn ngữ"), max_length=300, null=True, blank=True)  # noqa: DJ001
    form = CodeField("study_form", _("Hình thức đào tạo"), null=True, blank=True)
    result = models.CharField(_("Văn bằng, chứng chỉ, trình độ"), max_length=300, null=True, blank=True)  # noqa: DJ001
    score = models.CharField(_("Điểm số"), max_length=300, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("học tập")
        verbose_name_plural = _("học tập")

    def __str__(self) -> str:
        return f"{self.kind} {self.school or ''}"


class PartyPost(Fact):
    """One Party post of items 26 and 27."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="party_posts")
    kind = CodeField("party_post_kind", _("Loại"))
    title = models.CharField(_("Chức vụ Đảng"), max_length=300)
    body = models.CharField(_("Tổ chức Đảng"), max_length=300, null=True, blank=True)  # noqa: DJ001
    from_date = models.DateField(_("Từ ngày"), null=True, blank=True)
    to_date = models.DateField(_("Đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("chức vụ đảng")
        verbose_name_plural = _("chức vụ đảng")

    def __str__(self) -> str:
        return self.title


class PersonalHistory(Fact):
    """One statement of item 34."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="personal_history")
    kind = CodeField("history_kind", _("Loại"))
    from_date = models.DateField(_("Từ ngày"), null=True, blank=True)
    to_date = models.DateField(_("Đến ngày"), null=True, blank=True)
    what = SealedText(_("Nội dung, chức danh, công việc"))
    where = SealedText(_("Cơ quan, tổ chức, nơi chốn"), max_length=300, null=True, blank=True)

    class Meta:
        verbose_name = _("lịch sử bản thân")
        verbose_name_plural = _("lịch sử bản thân")

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


class DisciplineNote(Fact):
    """The act and the deciding body of one disciplinary decision."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="discipline_notes")
    kind = CodeField("discipline_kind", _("Loại"))
    decided = models.DateField(_("Ngày quyết định"))
    act = SealedText(_("Hành vi vi phạm chính"), null=True, blank=True)
    decided_by = models.CharField(_("Cơ quan quyết định"), max_length=300, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("hành vi vi phạm")
        verbose_name_plural = _("hành vi vi phạm")

    def __str__(self) -> str:
        return f"{self.kind} {self.decided:%d/%m/%Y}"


class Relative(Fact):
    """One relative of item 36, on the rolls or not."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relatives")
    side = CodeField("family_side", _("Bên"))
    relation = models.CharField(_("Mối quan hệ"), max_length=300)
    name = SealedText(_("Họ và tên"), max_length=300)
    born_year = models.IntegerField(_("Năm sinh"), null=True, blank=True)
    details = SealedText(_("Quê quán, nghề nghiệp, nơi công tác, nơi ở"), null=True, blank=True)
    relative = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers_as_relative"
    )

    class Meta:
        verbose_name = _("thân nhân")
        verbose_name_plural = _("thân nhân")

    def __str__(self) -> str:
        return f"{self.relation}: {self.name}"
