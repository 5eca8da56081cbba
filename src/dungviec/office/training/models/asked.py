"""What units ask for and what officials wish: two of the three sources of needs; the third is computed from the records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.office.training.models.revised import Revised


class Source(models.TextChoices):
    """Who asked."""

    UNIT = "unit", _("Đơn vị đề nghị")
    WISH = "wish", _("Nguyện vọng cá nhân")


class AskedState(models.TextChoices):
    """Where it stands."""

    OPEN = "open", _("Đang xét")
    MERGED = "merged", _("Đã gộp")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Opinion(models.TextChoices):
    """What the head of the unit said of a wish."""

    NONE = "", _("Chưa có ý kiến")
    YES = "yes", _("Đồng ý")
    NO = "no", _("Không đồng ý")


class Urgency(models.IntegerChoices):
    """How soon it is needed."""

    SOME_DAY = 1, _("Khi có điều kiện")
    THIS_YEAR = 2, _("Trong năm")
    AT_ONCE = 3, _("Cần ngay")


class Asked(Revised):
    """One request of a unit for some of its people, or one wish of an official."""

    source = models.CharField(max_length=6, choices=Source.choices)
    year = models.PositiveSmallIntegerField(_("Năm kế hoạch"))
    unit_id = models.CharField(_("Đơn vị"), max_length=40)
    unit_path = models.CharField(max_length=400)
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, blank=True, db_index=True)
    """Whose wish it is; empty for a unit's request."""
    people = models.JSONField(default=list)
    """Whom the unit names; empty: everybody of the unit who is short of it."""
    what = models.CharField(_("Học gì"), max_length=60)
    """A subject of ``dungviec.training.subjects``."""
    wants = models.PositiveSmallIntegerField(_("Mức cần đạt"), default=1)
    why = models.CharField(_("Vì sao"), max_length=500)
    urgency = models.PositiveSmallIntegerField(_("Mức"), choices=Urgency.choices, default=Urgency.THIS_YEAR)
    state = models.CharField(max_length=10, choices=AskedState.choices, default=AskedState.OPEN)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    major_fits = models.BooleanField(_("Chuyên ngành phù hợp vị trí"), null=True)
    """For postgraduate study, as the personnel office has reviewed it."""
    opinion = models.CharField(max_length=3, choices=Opinion.choices, blank=True)
    opinion_words = models.CharField(max_length=300, blank=True)
    opinion_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-urgency", "pk")
        indexes = [models.Index(fields=["year", "state"], name="training_asked_by_year")]  # noqa: RUF012
        verbose_name = _("đề nghị đào tạo")
        verbose_name_plural = _("đề nghị đào tạo")

    def __str__(self) -> str:
        return f"{self.what} {self.wants}"

    @property
    def open(self) -> bool:
        """Whether it still counts on its own."""
        return self.state == AskedState.OPEN
