"""Forms made from the declarations of the tables: dates dd/mm/yyyy, code lists as selects, what was typed stays typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dungviec.documents.values import read_back, written
from dungviec.exchange.values import BadValue
from dungviec.records.dossiers import table_of
from dungviec.records.ethnic_groups import ETHNIC_GROUPS
from dungviec.records.ranks import RANKS
from dungviec.records.schema import Column

_LONG = frozenset({
    "address", "household", "main_work", "strength_words", "longest_work", "honours", "policy_beneficiary", "details", "what", "act", "text",
})  # fmt: skip
_SUGGEST = {"ethnicity": ETHNIC_GROUPS, "rank_code": RANKS}
_KEPT_BY_ROOMS = frozenset({"person_id", "post_id", "level", "field", "relative_id", "first_appointed", "how"})
"""Columns of rows that other rooms keep; a row that is corrected here keeps them as they are."""


class ValueField(forms.CharField):
    """One value of a column as people write it on the form."""

    def __init__(self, column: Column, **kwargs: Any) -> None:
        self.column = column
        super().__init__(required=column.required, strip=True, label=label_of(column), max_length=4000, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The value in the column's type; a sentence where it cannot be one."""
        text = super().to_python(value)
        try:
            return read_back(self.column, text or "")
        except BadValue as bad:
            raise forms.ValidationError(f"{bad.en if get_language() == 'en' else bad.vi}.") from None

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box: the words of the paper for a stored value, typed text as it was typed."""
        if isinstance(value, str):
            return value
        return written(self.column, value)

    def run_validators(self, value: Any) -> None:
        """Lengths are judged on texts only."""
        if isinstance(value, str):
            super().run_validators(value)


def label_of(column: Column) -> str:
    """The heading of a column in the language of the page."""
    return column.en if get_language() == "en" else column.vi


def _field(column: Column) -> forms.Field:
    if column.code_list is not None:
        lang = "en" if get_language() == "en" else "vi"
        choices = [("", "–"), *((c.value, c.en if lang == "en" else c.vi) for c in column.code_list)]
        return forms.ChoiceField(
            choices=choices,
            required=column.required,
            label=label_of(column),
            widget=forms.Select(attrs={"class": "select"}),
        )
    attributes = {"class": "input"}
    if column.type == "date":
        attributes |= {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
    elif column.type in ("int", "number", "money"):
        attributes |= {"inputmode": "decimal", "autocomplete": "off"}
    if column.name in _SUGGEST:
        attributes["list"] = f"goi-y-{column.name}"
    if column.name in _LONG:
        return ValueField(column, widget=forms.Textarea(attrs={"class": "textarea", "rows": 2}))
    return ValueField(column, widget=forms.TextInput(attrs=attributes))


class RecordForm(forms.Form):
    """Values of a record; ``asked`` holds the field names with their columns. Why the change is made is always asked."""

    why = forms.CharField(
        label=gettext_lazy("Lý do, căn cứ"), max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi vì sao hồ sơ được sửa, hoặc số văn bản.")},
        widget=forms.TextInput(attrs={"class": "input"}),
    )  # fmt: skip

    def __init__(self, asked: Mapping[str, Column], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for name, column in asked.items():
            self.fields[name] = _field(column)
        self.order_fields([*asked, "since", "why"])

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields of the record, without those about the change itself."""
        return [self[name] for name in self.asked]

    @property
    def suggestions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Lists to choose from beside free text."""
        used = [c.name for c in self.asked.values() if c.name in _SUGGEST]
        return [(name, _suggested(name)) for name in used]

    def values(self) -> dict[str, Any]:
        """Cleaned values by field name, empty ones as None."""
        return {name: self.cleaned_data.get(name) or _zero(self.cleaned_data.get(name)) for name in self.asked}


class SectionForm(RecordForm):
    """Single fields: a change may hold from a day on."""

    since = forms.CharField(
        label=gettext_lazy("Có hiệu lực từ ngày"), required=False,
        help_text=gettext_lazy("Để trống nếu giá trị trước đây ghi sai và được sửa lại cho đúng."),
        widget=forms.TextInput(attrs={"class": "input", "placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_since(self) -> date | None:
        """The day as a date."""
        text = self.cleaned_data.get("since") or ""
        column = Column("since", "date", "Có hiệu lực từ ngày", "Valid from")
        try:
            found: date | None = read_back(column, text)
        except BadValue as bad:
            raise forms.ValidationError(f"{bad.en if get_language() == 'en' else bad.vi}.") from None
        return found


def _zero(value: Any) -> Any:
    return value if value in (0, 0.0) and value != "" else None


def _suggested(name: str) -> list[tuple[str, str]]:
    if name == "ethnicity":
        return [(i.name, i.code) for i in ETHNIC_GROUPS.items]
    return [(i.code, i.name) for i in RANKS.items]


def columns_of(fields: Iterable[str]) -> dict[str, Column]:
    """``table.column`` names as form names (``table-column``) with their columns."""
    found = {}
    for place in fields:
        table, _dot, column = place.partition(".")
        found[f"{table}-{column}"] = table_of(table).by_name[column]
    return found


def row_columns(table: str) -> dict[str, Column]:
    """The columns of an event table that are filled in here."""
    return {c.name: c for c in table_of(table).columns if c.name not in _KEPT_BY_ROOMS}


def saved_words(count: int) -> str:
    """What the page says after saving."""
    return _("Đã ghi %d thay đổi vào hồ sơ.") % count if count else _("Không có gì thay đổi.")
