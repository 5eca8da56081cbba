"""What is typed in this room. Every refusal is a sentence that names the value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dungviec.office.programme.models import PARTS, Direction, RollUp, Source
from dungviec.office.shell.fields import DayField, WholeField

LARGEST = Decimal("99999999999999")
_NUMBER = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+([.,]\d+)?")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Number(forms.CharField):
    """A number as Vietnamese offices write it: 1.684 is one thousand six hundred and eighty-four, 75,6 has a decimal."""

    def clean(self, value: Any) -> Decimal | None:
        """The number; a sentence where it is none."""
        text = str(super().clean(value) or "").replace(" ", "").replace("\u00a0", "").rstrip("%")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError(
                _("«%(text)s» không phải số; ghi như 1.684 hoặc 75,6."), params={"text": text[:30]}
            )
        grouped = re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text)
        number = Decimal(text.replace(".", "").replace(",", ".") if grouped else text.replace(",", "."))
        if abs(number) > LARGEST:
            raise forms.ValidationError(_("«%(text)s» quá lớn."), params={"text": text[:30]})
        if number != round(number, 2):
            raise forms.ValidationError(_("«%(text)s» có hơn hai chữ số thập phân."), params={"text": text[:30]})
        return number


def _day(**given: Any) -> DayField:
    """A day a programme can be about."""
    return DayField(first=date(FIRST_YEAR, 1, 1), last=date(LAST_YEAR, 12, 31), **given)


def _text(length: int, **given: Any) -> forms.CharField:
    return forms.CharField(
        max_length=length, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}), **given
    )


def _words(length: int, **given: Any) -> forms.CharField:
    return forms.CharField(max_length=length, widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}), **given)


def _chosen(choices: Sequence[tuple[str, Any]], **given: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.Select(attrs={"class": "select"}), **given)


class ProgrammeForm(forms.Form):
    """The theme of a year and what the programme is about."""

    year = WholeField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    theme = _text(200, label=_("Chủ đề năm"))
    aim = _words(2000, label=_("Mục tiêu chung"), required=False)
    day = _day(label=_("Từ ngày"))
    copy = forms.BooleanField(
        label=_("Chép chỉ tiêu của năm trước: hạn và kỳ lùi một năm, giá trị phải đạt giữ nguyên để sửa"),
        required=False,
    )


class ThemeForm(forms.Form):
    """Changing the theme or the aim, with the reason."""

    theme = _text(200, label=_("Chủ đề năm"))
    aim = _words(2000, label=_("Mục tiêu chung"), required=False)
    day = _day(label=_("Từ ngày"))
    reason = _text(300, label=_("Lý do sửa"))


class ResolutionForm(forms.Form):
    """A resolution the programme rests on."""

    number = _text(60, label=_("Số, ký hiệu"))
    dated = _day(label=_("Ngày ban hành"))
    body = _text(160, label=_("Cơ quan ban hành"))
    subject = _text(300, label=_("Trích yếu"))


class TargetForm(forms.Form):
    """A target: what, who, by which measure, from what to what, by when."""

    title = _text(240, label=_("Chỉ tiêu"))
    part = _chosen((("", "–"), *PARTS.items()), label=_("Thuộc nhóm việc"), required=False)
    unit_id = _chosen((), label=_("Đơn vị chịu trách nhiệm"))
    person_id = _text(40, label=_("Người chịu trách nhiệm (mã cán bộ)"), required=False)
    source = _chosen(Source.choices, label=_("Nguồn số liệu"))
    measure = _chosen((), label=_("Số liệu hệ thống"), required=False, help_text=_("Chỉ khi hệ thống tự tính."))
    measured_in = _chosen((), label=_("Đo ở đơn vị"), required=False)
    unit_of_measure = _text(
        40, label=_("Đơn vị tính"), required=False, help_text=_("Để trống khi hệ thống tự tính: lấy theo số liệu.")
    )
    direction = _chosen(Direction.choices, label=_("Chiều"))
    base = Number(
        label=_("Giá trị đầu kỳ"),
        required=False,
        help_text=_("Để trống khi hệ thống tự tính: lấy giá trị của ngày bắt đầu."),
        widget=forms.TextInput(attrs={"class": "input num", "inputmode": "decimal"}),
    )
    goal = Number(
        label=_("Giá trị phải đạt"), widget=forms.TextInput(attrs={"class": "input num", "inputmode": "decimal"})
    )
    begins = _day(label=_("Bắt đầu"))
    deadline = _day(label=_("Hạn hoàn thành"))
    weight = WholeField(label=_("Trọng số (1–10)"), min_value=1, max_value=10, initial=1)
    every_days = WholeField(label=_("Báo cáo lại sau (ngày)"), min_value=7, max_value=366, initial=90)
    roll_up = _chosen((("", "–"), *RollUp.choices), label=_("Cách gộp"), required=False)
    roll_up_why = _text(300, label=_("Vì sao gộp như vậy"), required=False)
    day = _day(label=_("Từ ngày"), help_text=_("Ngày chỉ tiêu, hoặc nội dung sửa, bắt đầu có giá trị."))
    reason = _text(300, label=_("Lý do sửa"), required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        live: Sequence[tuple[str, str]],
        changing: bool = False,
        part: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        for name, choices in (
            ("unit_id", [("", "–"), *units]),
            ("measured_in", [("", _("Toàn cơ quan")), *units]),
            ("measure", [("", "–"), *live]),
        ):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = choices
        if changing:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        if part:
            chosen = self.fields["source"]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = [c for c in Source.choices if c[0] != Source.ROLLED]
            del self.fields["roll_up"], self.fields["roll_up_why"]

    def clean(self) -> dict[str, Any]:
        """What belongs together stands together."""
        given = super().clean() or {}
        source = given.get("source")
        if source == Source.LIVE and not given.get("measure"):
            self.add_error("measure", _("Chọn số liệu mà hệ thống tính."))
        if (
            source in (Source.REPORTED, Source.ROLLED)
            and not given.get("unit_of_measure")
            and "unit_of_measure" not in self.errors
        ):
            self.add_error("unit_of_measure", _("Ghi đơn vị tính, như «người», «%», «lớp»."))
        if source == Source.ROLLED:
            if not given.get("roll_up"):
                self.add_error("roll_up", _("Chọn cách gộp các chỉ tiêu con."))
            if not given.get("roll_up_why"):
                self.add_error("roll_up_why", _("Ghi vì sao gộp như vậy, để người đọc hiểu con số."))
        if source == Source.REPORTED and given.get("base") is None and "base" not in self.errors:
            self.add_error("base", _("Ghi giá trị đầu kỳ; không có thì không biết đã đi được bao xa."))
        begins, deadline = given.get("begins"), given.get("deadline")
        if begins and deadline and deadline <= begins:
            self.add_error("deadline", _("Hạn hoàn thành phải sau ngày bắt đầu."))
        base, goal = given.get("base"), given.get("goal")
        if base is not None and goal is not None:
            wrong = goal < base if given.get("direction") == Direction.UP else goal > base
            if wrong:
                self.add_error(
                    "goal", _("Chiều và giá trị không khớp: giá trị phải đạt nằm ngược chiều so với đầu kỳ.")
                )
        return given


class ReportForm(forms.Form):
    """A value with its evidence: words or a file."""

    value = Number(label=_("Giá trị"), widget=forms.TextInput(attrs={"class": "input num", "inputmode": "decimal"}))
    day = _day(label=_("Số liệu đến ngày"))
    evidence = _text(
        500, label=_("Minh chứng"), required=False, help_text=_("Số văn bản, danh sách, nơi lưu; hoặc đính kèm tệp.")
    )
