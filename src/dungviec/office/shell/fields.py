"""Fields that people type in the Vietnamese way: a day as ``10/12/2020``, a whole number with dots between thousands."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.shell.middleware import parse_day

_WHOLE = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})")
"""1.5 is no whole number, 1.500 is."""


class DayField(forms.CharField):
    """A day; None where nothing is asked and nothing was typed. ``first`` and ``last`` bound it."""

    def __init__(self, *, first: date = date(1940, 1, 1), last: date = date(2100, 12, 31), **kwargs: Any) -> None:
        attrs = {"class": "input num", "inputmode": "numeric", "autocomplete": "off", "placeholder": "10/12/2020"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Xin ghi ngày theo mẫu 10/12/2020.")})
        super().__init__(**kwargs)
        self.first, self.last = first, last

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The day. Raises ValidationError with the text that could not be read."""
        text = super().clean(value)
        if not text:
            return None
        day = parse_day(text)
        if day is None or not self.first <= day <= self.last:
            raise forms.ValidationError(_("«%s» không phải là một ngày. Xin ghi theo mẫu 10/12/2020.") % text[:30])
        return day


class LongSelect(forms.Select):
    """A select of thousands of choices without groups, written at once: the template of each choice takes a tenth of a second."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole select."""
        chosen = {str(v) for v in self.format_value(value)}
        pairs = [("" if v is None else str(v), words) for v, words in self.choices]
        options = "".join(
            f'<option value="{escape(v)}"{" selected" if v in chosen else ""}>{escape(words)}</option>'
            for v, words in pairs
        )
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return mark_safe(f'<select name="{escape(name)}"{given}>{options}</select>')  # noqa: S308 - all parts are escaped


class WholeField(forms.IntegerField):
    """A whole number that may be typed with dots or spaces between thousands."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input num", "inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes it: 12.500.000."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | None:
        """The number without its separators. Raises ValidationError on anything else."""
        if value in self.empty_values:
            return None
        text = "".join(str(value).split())
        if not _WHOLE.fullmatch(text):
            raise forms.ValidationError(_("«%s» không phải là số nguyên. Xin ghi như 12.500.000.") % str(value)[:30])
        return super().to_python(text.replace(".", ""))
