"""The upload form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A file and the day its figures stand on."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        error_messages={"required": _("Hãy chọn một tệp."), "empty": _("Tệp rỗng: hãy gửi lại tệp có dữ liệu.")},
        widget=forms.ClearableFileInput(
            attrs={"class": "input file-input", "accept": ".xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.tsv,.txt"}
        ),
    )
    day = forms.DateField(
        label=_("Số liệu tại ngày"),
        error_messages={"required": _("Hãy ghi ngày của danh sách."), "invalid": _("Ngày không đúng; ghi dd/mm/yyyy.")},
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )
