"""A commitment, a case of paying back, a payment, a standard of a title."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.shell.fields import DayField, WholeField
from dungviec.office.training.forms.base import RevisedForm, RoomForm
from dungviec.office.training.forms.classes import MOST_MONEY
from dungviec.office.training.forms.courses import code_choices
from dungviec.office.training.models import Cause
from dungviec.records.codes import TRAINING_KINDS

_RANK = re.compile(r"[A-Za-z0-9][A-Za-z0-9.]*\*?")


class CommitmentForm(RevisedForm):
    """A commitment."""

    person_id = forms.CharField(label=gettext_lazy("Mã cán bộ"), max_length=40)
    course = forms.CharField(label=gettext_lazy("Khóa học"), max_length=200)
    postgraduate = forms.BooleanField(label=gettext_lazy("Đào tạo sau đại học"), required=False)
    studied_from = DayField(label=gettext_lazy("Học từ ngày"))
    studied_to = DayField(label=gettext_lazy("Đến ngày"))
    months = WholeField(
        label=gettext_lazy("Cam kết phục vụ (tháng)"), min_value=1, max_value=600, required=False,
        help_text=gettext_lazy("Bỏ trống với đào tạo sau đại học: lấy mức thấp nhất theo luật của ngày cử đi."),
    )  # fmt: skip
    cost = WholeField(
        label=gettext_lazy("Chi phí đào tạo F (đồng)"), min_value=0, max_value=MOST_MONEY, required=False,
        help_text=gettext_lazy("Học phí và các khoản phục vụ khóa học, không kể lương, phụ cấp."),
    )  # fmt: skip
    paper = forms.CharField(label=gettext_lazy("Bản cam kết (số, ngày)"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """The end after the beginning; a commitment of another kind of study names its months."""
        got = super().clean() or self.cleaned_data
        if got.get("studied_from") and got.get("studied_to") and got["studied_to"] <= got["studied_from"]:
            self.add_error("studied_to", _("Ngày học xong phải sau ngày đi học."))
        if not got.get("postgraduate") and not got.get("months"):
            self.add_error("months", _("Với khóa học không phải sau đại học, xin ghi số tháng cam kết."))
        return got

    @property
    def values(self) -> dict[str, Any]:
        """The columns; after ``is_valid`` only."""
        return {k: v for k, v in self.cleaned_data.items() if k != "revision"}


class CaseForm(RevisedForm):
    """The facts of a case of paying back."""

    cause = forms.ChoiceField(label=gettext_lazy("Trường hợp"), choices=Cause.choices)
    day = DayField(label=gettext_lazy("Ngày xảy ra"))
    months_served = WholeField(
        label=gettext_lazy("T2: đã phục vụ sau đào tạo (tháng)"), min_value=0, max_value=600, required=False,
        help_text=gettext_lazy("Bỏ trống: tính từ ngày học xong đến ngày xảy ra."),
    )  # fmt: skip
    service_years = WholeField(
        label=gettext_lazy("Số năm công tác được tính giảm"), min_value=0, max_value=50, required=False,
        help_text=gettext_lazy("Không kể tập sự và thời gian phục vụ sau đào tạo (NĐ 101/2017, Điều 9)."),
    )  # fmt: skip
    decision = forms.CharField(label=gettext_lazy("Quyết định đền bù (số)"), max_length=80, required=False)
    received = DayField(label=gettext_lazy("Ngày nhận quyết định"), required=False)
    decided_amount = WholeField(
        label=gettext_lazy("Số tiền quyết định (đồng)"), min_value=0, max_value=MOST_MONEY, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A decision has its number, its day and its sum together."""
        got = super().clean() or self.cleaned_data
        given = [got.get(n) not in (None, "") for n in ("decision", "received", "decided_amount")]
        if any(given) and not all(given):
            self.add_error("decision", _("Quyết định đền bù cần cả số, ngày nhận và số tiền."))
        if got.get("received") and got.get("day") and got["received"] < got["day"]:
            self.add_error("received", _("Ngày nhận quyết định phải sau ngày xảy ra."))
        return got

    @property
    def values(self) -> dict[str, Any]:
        """The columns; after ``is_valid`` only."""
        return {k: v for k, v in self.cleaned_data.items() if k != "revision"}


class PaymentForm(RoomForm):
    """Money paid back."""

    amount = WholeField(label=gettext_lazy("Số tiền (đồng)"), min_value=1, max_value=MOST_MONEY)
    day = DayField(label=gettext_lazy("Ngày nộp"))
    receipt = forms.CharField(label=gettext_lazy("Số biên lai"), max_length=60)


class StandardForm(RoomForm):
    """Which certificate a rank or title asks for, by the office's own word."""

    ranks = forms.CharField(
        label=gettext_lazy("Mã ngạch, chức danh"), max_length=300,
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy; dấu * ở cuối là mọi mã bắt đầu như vậy: V.07.02.*"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Chứng chỉ"))
    words = forms.CharField(label=gettext_lazy("Đòi hỏi"), max_length=200)
    basis = forms.CharField(label=gettext_lazy("Căn cứ của cơ quan"), max_length=200)
    start = DayField(label=gettext_lazy("Từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến ngày"), required=False)
    months = WholeField(label=gettext_lazy("Chứng chỉ có giá trị (tháng)"), min_value=1, max_value=600, required=False)
    grace_months = WholeField(label=gettext_lazy("Cho phép nợ (tháng)"), min_value=0, max_value=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = code_choices(TRAINING_KINDS)

    def clean_ranks(self) -> str:
        """The codes in one way of writing. Raises ValidationError naming what is no code."""
        words = [w.strip() for w in self.cleaned_data["ranks"].split(",") if w.strip()]
        if wrong := [w for w in words if not _RANK.fullmatch(w)]:
            raise forms.ValidationError(_("«%s» không phải mã ngạch hay chức danh.") % wrong[0][:30])
        return ", ".join(dict.fromkeys(words))

    def clean(self) -> dict[str, Any]:
        """The end after the beginning."""
        got = super().clean() or self.cleaned_data
        got["grace_months"] = got.get("grace_months") or 0
        if got.get("start") and got.get("until") and got["until"] < got["start"]:
            self.add_error("until", _("Ngày hết phải sau ngày bắt đầu."))
        return got
