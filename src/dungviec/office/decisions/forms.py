"""The forms of a draft: what the personnel office decides; everything else is read from the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dungviec.documents.decisions import DECISIONS, kind_words
from dungviec.office.decisions.models import Decision
from dungviec.office.decisions.services import Draft
from dungviec.office.shell.middleware import parse_day

LEADS = ("transfer", "rotation", "secondment", "appointment", "acting", "position_change")


class DayField(forms.CharField):
    """A day as people type it: ``10/12/2020``."""

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The day, None where nothing is asked. Raises ValidationError with the text that could not be read."""
        text = super().clean(value)
        if not text:
            return None
        day = parse_day(text)
        if day is None:
            raise ValidationError(_("«%s» không phải là một ngày. Xin ghi theo mẫu 10/12/2020.") % text[:30])
        return day


def _text(label: Any, *, most: int, help_text: Any = "", required: bool = False, css: str = "input") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required,
        widget=forms.TextInput(attrs={"class": css, "autocomplete": "off"}),
    )  # fmt: skip


def _day(label: Any, *, help_text: Any = "", required: bool = False) -> DayField:
    attrs = {"class": "input num", "inputmode": "numeric", "autocomplete": "off", "placeholder": "10/12/2020"}
    return DayField(
        label=label, help_text=help_text, max_length=20, required=required, widget=forms.TextInput(attrs=attrs),
        error_messages={"required": gettext_lazy("Xin ghi ngày theo mẫu 10/12/2020.")},
    )  # fmt: skip


class DraftForm(forms.Form):
    """One draft."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại quyết định"), widget=forms.Select(attrs={"class": "select"}))
    person_id = _text(
        gettext_lazy("Mã cán bộ"),
        most=40,
        required=True,
        css="input num",
        help_text=gettext_lazy("Xem mã ở trang Cán bộ."),
    )
    to_post_id = _text(
        gettext_lazy("Mã vị trí đến"),
        most=40,
        css="input num",
        help_text=gettext_lazy(
            "Xem mã ở trang Tổ chức. Bỏ trống khi miễn nhiệm, từ chức mà chưa bố trí, hoặc khi bổ nhiệm lại, kéo dài, cử đi học."
        ),
    )
    effective = _day(
        gettext_lazy("Có hiệu lực từ ngày"),
        required=True,
        help_text=gettext_lazy("Có thể là ngày sau này: hồ sơ đổi đúng vào ngày đó."),
    )
    until = _day(
        gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy(
            "Bắt buộc khi biệt phái, giao quyền, bổ nhiệm lại, kéo dài, cử đi học. Bổ nhiệm: bỏ trống thì lấy thời hạn của vị trí."
        ),
    )
    reason = _text(gettext_lazy("Lý do"), most=300)
    course = _text(gettext_lazy("Khóa học"), most=200)
    school = _text(gettext_lazy("Nơi học"), most=200)
    cost = _text(gettext_lazy("Kinh phí"), most=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "vi"
        kind: Any = self.fields["kind"]
        kind.choices = [(k, kind_words(k, lang)) for k in DECISIONS]

    def clean(self) -> dict[str, Any]:
        """A kind that leads to a post names it; a course has a name; a dismissal has a reason."""
        got = super().clean() or self.cleaned_data
        kind = got.get("kind")
        for field, kinds, words in (
            ("to_post_id", LEADS, _("Xin ghi mã vị trí đến.")), ("course", ("training",), _("Xin ghi tên khóa học.")),
            ("reason", ("dismissal", "resignation", "relief"), _("Xin ghi lý do.")),
        ):  # fmt: skip
            if kind in kinds and not got.get(field):
                self.add_error(field, words)
        return got

    def draft(self) -> Draft:
        """What was asked for; after ``is_valid`` only."""
        got = self.cleaned_data
        return Draft(
            got["kind"], got["person_id"].strip(), got["effective"], got["to_post_id"].strip(), got["until"], got["reason"],
            got["course"], got["school"], got["cost"],
        )  # fmt: skip


def values_of(one: Decision) -> dict[str, Any]:
    """A decision as initial values of the form."""
    names = ("kind", "person_id", "to_post_id", "effective", "until", "reason", "course", "school", "cost")
    return {name: getattr(one, name) for name in names}
