"""What somebody fills in to take data out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.exchange.package_out import KINDS
from dungviec.office.access.purpose import SHORTEST
from dungviec.office.shell.fields import DayField


class ExportForm(forms.Form):
    """Kind of tables, day, what is in it, and what for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Dạng bảng"), choices=[(k, {"parquet": "Parquet", "csv": "CSV"}[k]) for k in KINDS],
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip
    as_of = DayField(label=gettext_lazy("Tại ngày"))
    with_dossiers = forms.BooleanField(label=gettext_lazy("Kèm các bảng lý lịch"), required=False)
    masked = forms.BooleanField(
        label=gettext_lazy("Che tên, số định danh và trường nhạy cảm; ký hiệu thay mã cán bộ"), required=False
    )
    purpose = forms.CharField(
        label=gettext_lazy("Dùng vào việc gì"), max_length=300, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Xin ghi dữ liệu được dùng vào việc gì: dòng này vào sổ.")},
        help_text=gettext_lazy("Được ghi lại cùng lần xuất, ví dụ: báo cáo cơ cấu độ tuổi quý IV cho UBND tỉnh."),
    )  # fmt: skip

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": "parquet", "as_of": day})
        super().__init__(*args, **kwargs)

    def clean_purpose(self) -> str:
        """A purpose somebody can judge later."""
        text = str(self.cleaned_data["purpose"]).strip()
        if len(text) < SHORTEST:
            raise forms.ValidationError(_("Xin ghi rõ hơn: dùng vào việc gì, cho ai."))
        return text
