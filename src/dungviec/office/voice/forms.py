"""What is typed in this room by the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.fields import DayField, WholeField
from dungviec.office.voice.models import Meeting, Setup
from dungviec.voice.fairness import LOWEST_FEWEST


def _text(longest: int, *, rows: int = 0, required: bool = True) -> dict[str, Any]:
    attrs = {"class": "textarea" if rows else "input", "autocomplete": "off"} | ({"rows": str(rows)} if rows else {})
    return {"max_length": longest, "required": required, "widget": (forms.Textarea if rows else forms.TextInput)(attrs=attrs)}  # fmt: skip


class MeetingForm(forms.Form):
    """A meeting with voters."""

    held_on = DayField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Nơi họp"), **_text(160))
    kind = forms.ChoiceField(label=_("Loại"), choices=Meeting._meta.get_field("kind").choices or (), widget=forms.Select(attrs={"class": "select"}))  # fmt: skip
    led_by = forms.CharField(label=_("Chủ trì (chức danh)"), **_text(160, required=False))
    attended = WholeField(label=_("Số người dự"), min_value=0, max_value=100_000, required=False)
    minutes = forms.CharField(label=_("Số biên bản"), **_text(80, required=False))


class PromiseForm(forms.Form):
    """What was asked and promised, by whom it is done, by when, and whether citizens read it."""

    asked = forms.CharField(label=_("Ý kiến cử tri"), **_text(500, rows=3))
    promised = forms.CharField(label=_("Lời hứa"), **_text(500, rows=3))
    unit_id = forms.ChoiceField(label=_("Đơn vị thực hiện"), widget=forms.Select(attrs={"class": "select"}))
    due = DayField(label=_("Hạn"))
    published = forms.BooleanField(label=_("Công khai cho người dân đọc (không ghi tên người)"), required=False, widget=forms.CheckboxInput(attrs={"class": "checkbox"}))  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", "–"), *units]  # type: ignore[attr-defined]


def _number(name: str, low: int, high: int) -> WholeField:
    return WholeField(label=Setup._meta.get_field(name).verbose_name, min_value=low, max_value=high)  # type: ignore[union-attr]


class SetupForm(forms.Form):
    """The room's numbers; each has bounds within which it does what it is there for."""

    fewest = _number("fewest", LOWEST_FEWEST, 1000)
    accept_days = _number("accept_days", 1, 60)
    answer_days = _number("answer_days", 1, 250)
    early_points = _number("early_points", 0, 10)
    on_time_points = _number("on_time_points", 0, 10)
    late_points = _number("late_points", 0, 10)
    per_client = _number("per_client", 5, 1000)
    per_desk = _number("per_desk", 20, 10_000)
    reports_per_client = _number("reports_per_client", 1, 100)
    reports_per_day = _number("reports_per_day", 20, 10_000)
    outside = forms.CharField(
        label=_("Cơ quan ngoài nhận tin khi không ai ở đây được mở"), **_text(300, required=False)
    )
