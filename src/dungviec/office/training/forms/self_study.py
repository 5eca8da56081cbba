"""Self-study as its learner tells it, and how it is confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.competency.catalogue import names
from dungviec.office.shell.fields import DayField, WholeField
from dungviec.office.shell.language import lang
from dungviec.office.training.forms.base import RevisedForm, RoomForm
from dungviec.office.training.forms.courses import code_choices
from dungviec.records.codes import TRAINING_KINDS
from dungviec.training.asked import GRADES
from dungviec.training.subjects import certificate, name


class SelfStudyForm(RoomForm):
    """A piece of self-study."""

    title = forms.CharField(label=gettext_lazy("Học gì"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    what = forms.ChoiceField(label=gettext_lazy("Rèn được gì"), required=False)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Đạt mức"), required=False, coerce=int, empty_value=None, choices=[("", "–"), *((n, str(n)) for n in range(1, 6))],
        help_text=gettext_lazy("Chỉ ghi với năng lực (1 đến 5)."),
    )  # fmt: skip
    where = forms.CharField(label=gettext_lazy("Nơi học, nguồn học"), max_length=150, required=False)
    from_date = DayField(label=gettext_lazy("Từ ngày"))
    to_date = DayField(label=gettext_lazy("Đến ngày"))
    hours = WholeField(label=gettext_lazy("Số giờ"), min_value=1, max_value=5000)
    result = forms.CharField(label=gettext_lazy("Kết quả, chứng chỉ"), max_length=120, required=False)
    expires = DayField(label=gettext_lazy("Chứng chỉ hết hạn"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, what = self.fields["kind"], self.fields["what"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(what, forms.ChoiceField)
        kind.choices = code_choices(TRAINING_KINDS)
        what.choices = [
            ("", "–"), (_("Năng lực"), [(code, f"{code} {words}") for code, words in names().items()]),
            (_("Chứng chỉ"), [(certificate(c.value), name(certificate(c.value), lang())) for c in TRAINING_KINDS]),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The end after the beginning; a competency has its level, a certificate is held or not."""
        got = super().clean() or self.cleaned_data
        if got.get("from_date") and got.get("to_date") and got["to_date"] < got["from_date"]:
            self.add_error("to_date", _("Ngày học xong phải sau ngày bắt đầu."))
        what, got["level"] = got.get("what") or "", got.get("level") or 0
        if ":" in what:
            got["level"] = 1
        elif what and not got["level"]:
            self.add_error("level", _("Xin ghi đạt mức nào của năng lực này."))
        if got.get("expires") and got.get("to_date") and got["expires"] <= got["to_date"]:
            self.add_error("expires", _("Ngày hết hạn phải sau ngày học xong."))
        return got


class ConfirmForm(RevisedForm):
    """How well it is shown."""

    grade = forms.TypedChoiceField(label=gettext_lazy("Minh chứng"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grade = self.fields["grade"]
        assert isinstance(grade, forms.ChoiceField)
        grade.choices = [(n, words[0 if lang() == "vi" else 1]) for n, words in GRADES.items()]
