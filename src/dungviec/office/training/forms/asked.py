"""What a unit asks for, what an official wishes, and what the head says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.competency.catalogue import names
from dungviec.office.shell.fields import LongSelect, WholeField
from dungviec.office.shell.language import lang
from dungviec.office.training.forms.base import RevisedForm
from dungviec.office.training.models import Course, Opinion, Urgency
from dungviec.records.codes import TRAINING_KINDS
from dungviec.training.subjects import CERTIFICATE, COURSE, QUALIFICATIONS, certificate, known, level_name, name

MOST_PEOPLE = 300
_AT = "@"


def subject_words(what: str, wants: int | None = None) -> str:
    """A subject, with the level where it has several, in the language of the page."""
    if what.startswith(COURSE):
        title = Course.objects.filter(code=what.removeprefix(COURSE)).values_list("title", flat=True).first()
        return title or name(what, lang())
    own = names().get(what)
    words = f"{what} {own}" if own else name(what, lang())
    if wants is None or what.startswith(CERTIFICATE):
        return words
    return f"{words}: {level_name(what, wants, lang())}"


def subject_choices() -> list[Any]:
    """Everything that may be asked for, in groups; a qualification comes with its level (``theory@2``)."""
    ranks = [
        (f"{what}{_AT}{c.rank}", f"{name(what, lang())}: {(c.vi if lang() == 'vi' else c.en).lower()}")
        for what, codes in QUALIFICATIONS.items() for c in codes if c.rank
    ]  # fmt: skip
    courses = [(f"{COURSE}{code}", title) for code, title in Course.objects.values_list("code", "title")]
    return [
        ("", "–"),
        (_("Năng lực"), [(code, f"{code} {words}") for code, words in names().items()]),
        (_("Trình độ"), ranks),
        (_("Chứng chỉ"), [(certificate(c.value), name(certificate(c.value), lang())) for c in TRAINING_KINDS]),
        (_("Khóa trong danh mục"), courses),
    ]


class _SubjectForm(RevisedForm):
    """What, to which level, why, how urgent."""

    year = WholeField(label=gettext_lazy("Năm kế hoạch"), min_value=2017, max_value=2100)
    what = forms.ChoiceField(label=gettext_lazy("Học gì"))
    level = forms.ChoiceField(
        label=gettext_lazy("Mức cần đạt"), required=False, choices=[("", "–"), *((str(n), str(n)) for n in range(1, 6))],
        help_text=gettext_lazy("Chỉ ghi với năng lực (1 đến 5)."),
    )  # fmt: skip
    urgency = forms.TypedChoiceField(label=gettext_lazy("Mức cần"), choices=Urgency.choices, coerce=int, initial=2)
    why = forms.CharField(label=gettext_lazy("Vì sao"), max_length=500, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = subject_choices()

    def clean(self) -> dict[str, Any]:
        """The subject and its level apart; a competency needs a level."""
        got = super().clean() or self.cleaned_data
        what, _sign, rank = got.get("what", "").partition(_AT)
        if what and known(what):
            got["what"] = what
            if rank:
                got["wants"] = int(rank)
            elif what.startswith((CERTIFICATE, COURSE)):
                got["wants"] = 1
            elif got.get("level"):
                got["wants"] = int(got["level"])
            else:
                self.add_error("level", _("Xin chọn mức cần đạt của năng lực này."))
        return got


class UnitAskForm(_SubjectForm):
    """A unit's request."""

    field_order = ("unit_id", "year", "what", "level", "people", "urgency", "why")
    unit_id = forms.ChoiceField(label=gettext_lazy("Đơn vị"), widget=LongSelect)
    people = forms.CharField(
        label=gettext_lazy("Ai cần học (mã cán bộ)"), max_length=6000, required=False, widget=forms.Textarea,
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy hoặc xuống dòng. Bỏ trống: mọi người của đơn vị còn dưới mức này."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *units] if len(units) > 1 else units

    def clean_people(self) -> list[str]:
        """The codes, each once."""
        return codes_of(self.cleaned_data["people"])


class WishForm(_SubjectForm):
    """An official's wish."""

    field_order = ("year", "what", "level", "urgency", "why")


class OpinionForm(RevisedForm):
    """What the head says of a wish."""

    opinion = forms.ChoiceField(label=gettext_lazy("Ý kiến"), choices=[c for c in Opinion.choices if c[0]])
    words = forms.CharField(label=gettext_lazy("Lý do"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A no says why."""
        got = super().clean() or self.cleaned_data
        if got.get("opinion") == Opinion.NO and not got.get("words", "").strip():
            self.add_error("words", _("Không đồng ý thì xin ghi lý do, vì người đề nghị sẽ đọc."))
        return got


def codes_of(text: str) -> list[str]:
    """Person codes of a box, each once. Raises ValidationError for too many."""
    found = list(dict.fromkeys(w for w in text.replace(",", " ").replace(";", " ").split() if w))
    if len(found) > MOST_PEOPLE:
        raise forms.ValidationError(_("Nhiều nhất %d người một lần.") % MOST_PEOPLE)
    return found
