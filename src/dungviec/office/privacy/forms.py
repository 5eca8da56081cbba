"""What is typed in this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dungviec.office.privacy.models import Kind
from dungviec.office.shell.fields import WholeField


class AskForm(forms.Form):
    """A request about the own data."""

    kind = forms.ChoiceField(label=_("Quyền muốn thực hiện"), choices=[c for c in Kind.choices if c[0] != Kind.EXPORT])
    words = forms.CharField(label=_("Yêu cầu và lý do"), max_length=2000, widget=forms.Textarea)


class BehalfForm(AskForm):
    """A request an officer takes down for somebody without an account."""

    person_id = forms.CharField(label=_("Mã cán bộ"), max_length=40)
    kind = forms.ChoiceField(label=_("Quyền muốn thực hiện"), choices=Kind.choices)
    identity = forms.CharField(label=_("Đã đối chiếu giấy tờ gì, ngày nào"), max_length=200)


class AnswerForm(forms.Form):
    """The answer."""

    words = forms.CharField(label=_("Trả lời"), max_length=2000, required=False, widget=forms.Textarea)


class TermForm(forms.Form):
    """The institution's own term for one kind of data; empty years take it away."""

    years = WholeField(label=_("Số năm sau khi thôi việc"), required=False, min_value=0, max_value=100)
    basis = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def said(form: forms.Form) -> str:
    """Every fault of a form in one line."""
    faults: Any = form.errors
    return " ".join(
        f"{form.fields[name].label}: {e}" if name in form.fields else str(e)
        for name, errors in faults.items()
        for e in errors
    )
