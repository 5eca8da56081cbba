"""A class, its sittings, its results, its spending."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.shell.fields import DayField, WholeField
from dungviec.office.training.forms.asked import codes_of
from dungviec.office.training.forms.base import RevisedForm, RoomForm
from dungviec.office.training.forms.courses import code_choices
from dungviec.office.training.models import Course, Presence, Result, Spending, TrainingClass
from dungviec.records.codes import TRAINING_KINDS

CLASS_COLUMNS = ("title", "kind", "place", "from_date", "to_date", "seats", "planned_cost", "decision", "decided")
MOST_MONEY = 100_000_000_000


class ClassForm(RevisedForm):
    """A class."""

    course = forms.ModelChoiceField(
        label=gettext_lazy("Khóa trong danh mục"), queryset=Course.objects.all(), required=False, empty_label="–",
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Tên lớp"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    place = forms.CharField(label=gettext_lazy("Nơi học"), max_length=150, required=False)
    from_date = DayField(label=gettext_lazy("Khai giảng"))
    to_date = DayField(label=gettext_lazy("Bế giảng"))
    seats = WholeField(label=gettext_lazy("Số chỗ"), min_value=1, max_value=2000)
    planned_cost = WholeField(
        label=gettext_lazy("Kinh phí dự toán (đồng)"), min_value=0, max_value=MOST_MONEY, required=False
    )
    decision = forms.CharField(label=gettext_lazy("Quyết định cử đi học (số)"), max_length=80, required=False)
    decided = DayField(label=gettext_lazy("Ngày quyết định"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = code_choices(TRAINING_KINDS)

    def clean(self) -> dict[str, Any]:
        """The end after the beginning; a decision has its day."""
        got = super().clean() or self.cleaned_data
        got["planned_cost"] = got.get("planned_cost") or 0
        first, last = got.get("from_date"), got.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("Ngày bế giảng phải sau ngày khai giảng."))
        if got.get("decision") and not got.get("decided"):
            self.add_error("decided", _("Có số quyết định thì ghi ngày quyết định."))
        return got

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a class; after ``is_valid`` only."""
        return {name: self.cleaned_data[name] for name in (*CLASS_COLUMNS, "course")}


def values_of(one: TrainingClass) -> dict[str, Any]:
    """A class as initial values."""
    return {name: getattr(one, name) for name in (*CLASS_COLUMNS, "course", "revision")}


class CallForm(RoomForm):
    """Whom to call."""

    people = forms.CharField(
        label=gettext_lazy("Mã cán bộ"), max_length=6000, widget=forms.Textarea,
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy hoặc xuống dòng."),
    )  # fmt: skip

    def clean_people(self) -> list[str]:
        """The codes, each once."""
        return codes_of(self.cleaned_data["people"])


class SessionForm(RoomForm):
    """One sitting."""

    day = DayField(label=gettext_lazy("Ngày"))
    words = forms.CharField(label=gettext_lazy("Buổi"), max_length=80)


class PresenceForm(RoomForm):
    """Who came to one sitting: a choice for each enrolment."""

    def __init__(self, *args: Any, enrolments: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pk in enrolments:
            self.fields[f"p{pk}"] = forms.ChoiceField(
                choices=Presence.choices, widget=forms.Select(attrs={"class": "select"})
            )

    @property
    def given(self) -> dict[int, str]:
        """Enrolment → presence; after ``is_valid`` only."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


class ResultForm(RevisedForm):
    """How it ended for one person."""

    result = forms.ChoiceField(label=gettext_lazy("Kết quả"), choices=[("", "–"), *Result.choices[1:]], required=False)
    grade = forms.CharField(label=gettext_lazy("Xếp loại"), max_length=40, required=False)
    certificate = forms.CharField(label=gettext_lazy("Số chứng chỉ"), max_length=60, required=False)
    issued = DayField(label=gettext_lazy("Ngày cấp"), required=False)
    expires = DayField(label=gettext_lazy("Hết hạn"), required=False)
    cost = WholeField(label=gettext_lazy("Kinh phí (đồng)"), min_value=0, max_value=MOST_MONEY, required=False)

    def clean(self) -> dict[str, Any]:
        """A certificate belongs to somebody who passed, has its day, and ends after it."""
        got = super().clean() or self.cleaned_data
        if got.get("certificate") and got.get("result") != Result.PASSED:
            self.add_error("certificate", _("Chỉ người đạt mới có chứng chỉ."))
        if got.get("certificate") and not got.get("issued"):
            self.add_error("issued", _("Có chứng chỉ thì ghi ngày cấp."))
        if got.get("expires") and (not got.get("issued") or got["expires"] <= got["issued"]):
            self.add_error("expires", _("Ngày hết hạn phải sau ngày cấp."))
        return got


class SpendingForm(RoomForm):
    """Money spent."""

    item = forms.ChoiceField(label=gettext_lazy("Khoản chi"), choices=Spending.Item.choices)
    amount = WholeField(label=gettext_lazy("Số tiền (đồng)"), min_value=1, max_value=MOST_MONEY)
    day = DayField(label=gettext_lazy("Ngày chi"))
    paper = forms.CharField(label=gettext_lazy("Chứng từ"), max_length=80)
