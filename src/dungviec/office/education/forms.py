"""What is typed about topics and activities; the forms people fill are made of data (``definitions``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.models import User
from dungviec.office.education.models import ActivityKind, Purpose, Topic
from dungviec.office.shell.fields import DayField, LongSelect, WholeField

FIRST_YEAR, LAST_YEAR = 2000, 2100


def _day(**given: Any) -> DayField:
    """A day a topic or an activity can have."""
    return DayField(first=date(FIRST_YEAR, 1, 1), last=date(LAST_YEAR, 12, 31), **given)


def _text(length: int, **given: Any) -> forms.CharField:
    return forms.CharField(
        max_length=length, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}), **given
    )


def _words(length: int, **given: Any) -> forms.CharField:
    return forms.CharField(max_length=length, widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}), **given)


def _chosen(choices: Sequence[tuple[str, Any]] = (), **given: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=LongSelect(attrs={"class": "select"}), **given)


class TopicForm(forms.Form):
    """A topic of a year."""

    year = WholeField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = _text(240, label=_("Chuyên đề"))
    aim = _words(2000, label=_("Yêu cầu"), required=False)
    unit_id = _chosen(label=_("Đơn vị"), required=False)
    begins = _day(label=_("Từ ngày"))
    ends = _day(label=_("Đến ngày"))
    commitment_form = _chosen(label=_("Mẫu đăng ký"), required=False)
    reflection_form = _chosen(label=_("Mẫu thu hoạch"), required=False)
    reader = forms.CharField(
        label=_("Người đọc bài thu hoạch (tên đăng nhập)"), max_length=150, required=False, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        help_text=_("Ngoài người đứng đầu đơn vị; để trống thì chỉ người đứng đầu."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], commitments: Sequence[tuple[str, str]], reflections: Sequence[tuple[str, str]], **given: Any) -> None:  # fmt: skip
        super().__init__(*args, **given)
        for name, choices in (
            ("unit_id", [("", _("Toàn cơ quan")), *units]),
            ("commitment_form", [("", _("Không đăng ký")), *commitments]),
            ("reflection_form", [("", _("Không viết thu hoạch")), *reflections]),
        ):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = choices

    def clean_reader(self) -> User | None:
        """The account named; a sentence where there is none."""
        name = self.cleaned_data["reader"].strip()
        if not name:
            return None
        found = User.objects.filter(username=name, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Không có tài khoản «%(name)s»."), params={"name": name[:40]})
        return found

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and both lie near the year."""
        given = super().clean() or {}
        begins, ends, year = given.get("begins"), given.get("ends"), given.get("year")
        if begins and ends and ends < begins:
            self.add_error("ends", _("Ngày cuối phải từ ngày đầu trở đi."))
        if begins and year and begins.year != year:
            self.add_error("begins", _("Chuyên đề của năm thì bắt đầu trong năm đó."))
        return given


class ActivityForm(forms.Form):
    """Something that was held."""

    kind = forms.ModelChoiceField(
        ActivityKind.objects.all(), label=_("Loại sinh hoạt"), widget=forms.Select(attrs={"class": "select"})
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label=_("Chuyên đề"), required=False, widget=forms.Select(attrs={"class": "select"})
    )
    unit_id = _chosen(label=_("Đơn vị tổ chức"))
    title = _text(240, label=_("Nội dung"))
    day = _day(label=_("Ngày"))
    place = _text(160, label=_("Nơi tổ chức"), required=False)
    summary = _words(2000, label=_("Tóm tắt"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], topics: Sequence[Topic], kinds: Sequence[ActivityKind], **given: Any) -> None:  # fmt: skip
        super().__init__(*args, **given)
        unit, topic, kind = self.fields["unit_id"], self.fields["topic"], self.fields["kind"]
        assert isinstance(unit, forms.ChoiceField)
        assert isinstance(topic, forms.ModelChoiceField)
        assert isinstance(kind, forms.ModelChoiceField)
        unit.choices = [("", "–"), *units]
        topic.queryset = Topic.objects.filter(pk__in=[t.pk for t in topics])
        kind.queryset = ActivityKind.objects.filter(pk__in=[one.pk for one in kinds])


class VersionForm(forms.Form):
    """What a form is called, what for, from when; its fields are read by ``definitions.read_fields``."""

    title = _text(160, label=_("Tên mẫu"))
    purpose = _chosen(Purpose.choices, label=_("Dùng cho"))
    valid_from = _day(label=_("Dùng từ ngày"))
