"""What is asked of the year's plan, and what a hand changes in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dungviec.office.shell.fields import WholeField
from dungviec.office.training.forms.base import RevisedForm, RoomForm
from dungviec.office.training.models import Course, Hand, YearPlan

MOST_BUDGET = 1_000_000_000_000
POLICY = ("unit_share", "person_days", "fair", "order", "duties_must")


class PlanForm(RevisedForm):
    """The terms of a plan."""

    name = forms.CharField(label=gettext_lazy("Tên kế hoạch"), max_length=160)
    year = WholeField(label=gettext_lazy("Năm"), min_value=2017, max_value=2100)
    budget = WholeField(label=gettext_lazy("Ngân sách (đồng)"), min_value=0, max_value=MOST_BUDGET)
    funding = forms.CharField(label=gettext_lazy("Nguồn kinh phí"), max_length=160, required=False)
    fair = WholeField(
        label=gettext_lazy("Công bằng giữa các đơn vị (%)"), min_value=0, max_value=100, required=False,
        help_text=gettext_lazy("Mỗi đơn vị được ít nhất bấy nhiêu phần trăm phần đúng ra được hưởng; bỏ trống là không ràng buộc."),
    )  # fmt: skip
    unit_share = WholeField(
        label=gettext_lazy("Đi học nhiều nhất (% ngày làm việc của đơn vị)"), min_value=0, max_value=100, required=False
    )
    person_days = WholeField(
        label=gettext_lazy("Mỗi người đi học nhiều nhất (ngày)"), min_value=1, max_value=366, required=False
    )
    codes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chỉ xét các khóa"),
        queryset=Course.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "select", "size": 6}),
        help_text=gettext_lazy("Bỏ trống là mọi khóa còn mở trong năm. Giữ Ctrl để chọn nhiều."),
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Thứ tự"),
        choices=[
            ("strict", gettext_lazy("Nghĩa vụ theo quy định, rồi quy hoạch, rồi khoảng trống")),
            ("weighed", gettext_lazy("Cộng điểm ba bậc (100 : 10 : 1)")),
        ],
    )  # fmt: skip
    duties_must = forms.BooleanField(label=gettext_lazy("Bắt buộc đáp ứng hết nghĩa vụ theo quy định"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """The terms beside the budget; after ``is_valid`` only."""
        chosen = sorted(c.code for c in self.cleaned_data["codes"])
        return {name: self.cleaned_data[name] for name in POLICY} | {"codes": chosen}


def values_of(plan: YearPlan) -> dict[str, Any]:
    """A plan's terms as initial values."""
    return {n: getattr(plan, n) for n in ("name", "year", "budget", "funding")} | dict(plan.asked)


class HandForm(RevisedForm):
    """Somebody in or out of a course."""

    person_id = forms.CharField(label=gettext_lazy("Mã cán bộ"), max_length=40)
    course = forms.ModelChoiceField(
        label=gettext_lazy("Khóa học"), queryset=Course.objects.all(), empty_label="–", widget=forms.Select(attrs={"class": "select"})
    )  # fmt: skip
    hand = forms.ChoiceField(label=gettext_lazy("Việc"), choices=[c for c in Hand.choices if c[0]])
    why = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)


class ReturnForm(RoomForm):
    """Why a plan is given back."""

    why = forms.CharField(label=gettext_lazy("Lý do trả lại"), max_length=300)
