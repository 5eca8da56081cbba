"""The look of the room's forms, and the revision that each carries."""

from __future__ import annotations

from typing import Any

from django import forms

_CLASSES: dict[type, str] = {
    forms.TextInput: "input",
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.CheckboxInput: "checkbox checkbox-sm",
}
_FURTHER: dict[type, dict[str, Any]] = {forms.Textarea: {"rows": 2}, forms.TextInput: {"autocomplete": "off"}}


class RoomForm(forms.Form):
    """A form whose fields look like the office's; ``name`` keeps the identifiers of several forms on a page apart."""

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"f-{name}-%s" if name else "f-%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if (css := _CLASSES.get(type(field.widget))) is not None:
                field.widget.attrs.setdefault("class", css)
            field.widget.attrs |= _FURTHER.get(type(field.widget), {})


class RevisedForm(RoomForm):
    """A form made from a row: it sends the row's revision back."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000)


def words(form: forms.Form) -> str:
    """Everything wrong with a form as one sentence after the other, for pages whose forms stand beside a list."""
    return " ".join(
        (f"{form.fields[name].label}: {error}" if name in form.fields and form.fields[name].label else str(error))
        for name, errors in form.errors.items()
        for error in errors
    )
