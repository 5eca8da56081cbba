"""What is typed in this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dungviec.exchange.values import BadValue, parse_date
from dungviec.office.streamlining.models import Statement, Way


class Whole(forms.IntegerField):
    """A whole number that may be typed with dots or spaces between thousands."""

    def to_python(self, value: Any) -> int | None:
        """The number without its separators."""
        return super().to_python(str(value).replace(".", "").replace(" ", "") if value not in (None, "") else value)


class Day(forms.CharField):
    """A day as dd/mm/yyyy."""

    def clean(self, value: Any) -> Any:
        """The date; a sentence where it is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except BadValue as bad:
            raise forms.ValidationError(
                _("«%(day)s» không phải ngày; ghi như 01/07/2025."), params={"day": text}
            ) from bad


class BasisForm(forms.Form):
    """What the sums rest on."""

    base_pay = Whole(label=_("Mức lương cơ sở (đồng)"), min_value=100_000, max_value=100_000_000, required=False)
    insured_since_joined = forms.BooleanField(label=_("Tạm tính đóng BHXH từ ngày vào ngành"), required=False)
    reorganised_on = Day(label=_("Quyết định sắp xếp có hiệu lực"), required=False)


class StatementForm(forms.ModelForm[Statement]):
    """Facts about one person and the way chosen; a way needs its reason."""

    monthly_pay = Whole(
        label=_("Lương tháng trước khi nghỉ (đồng)"), min_value=100_000, max_value=1_000_000_000, required=False
    )
    insured_months = Whole(label=_("Số tháng đóng BHXH"), min_value=0, max_value=720, required=False)
    counted_months = Whole(label=_("Số tháng tính trợ cấp NĐ 178"), min_value=0, max_value=720, required=False)
    voluntary = forms.NullBooleanField(label=_("Có đơn tự nguyện"), required=False)

    class Meta:
        model = Statement
        fields = (
            "monthly_pay", "insured_months", "counted_months", "voluntary", "pregnant", "child_under_36", "confirmed", "way", "aim", "reason",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A chosen way says why."""
        given = super().clean() or {}
        if given.get("way", Way.NONE) and not given.get("reason", "").strip():
            self.add_error("reason", _("Đã chọn cách giải quyết thì ghi lý do."))
        return given
