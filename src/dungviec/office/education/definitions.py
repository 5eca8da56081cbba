"""Forms as data: reading a definition, refusing a bad one in sentences, and making the form that people fill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.education.faults import EducationRefused
from dungviec.office.shell.fields import DayField
from dungviec.records.vietnamese import fold

KINDS: dict[str, Any] = {
    "text": gettext_lazy("Một dòng"), "long": gettext_lazy("Đoạn văn"), "choice": gettext_lazy("Chọn một"), "tick": gettext_lazy("Đánh dấu"),
    "date": gettext_lazy("Ngày"), "number": gettext_lazy("Số"),
}  # fmt: skip
MOST_FIELDS, LONGEST_LABEL, MOST_OPTIONS = 30, 160, 20
_LENGTHS = {"text": 200, "long": 5000}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form."""

    key: str
    label: str
    kind: str
    required: bool = False
    help: str = ""
    options: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self) | {"options": list(self.options)}


def fields_of(kept: Sequence[Mapping[str, Any]]) -> list[Asked]:
    """The fields of a kept form."""
    return [Asked(**{**row, "options": tuple(row.get("options", ()))}) for row in kept]


def read_fields(rows: Sequence[Mapping[str, str]]) -> list[Asked]:
    """The fields typed on the designer's page, in their order; rows without a label are left out.

    ``rows`` hold ``order, key, label, kind, required, help, options`` (options one a line, or parted by semicolons). Raises
    EducationRefused naming every row that cannot be, all at once.
    """
    found: list[tuple[float, int, Asked]] = []
    wrong: list[str] = []
    for n, row in enumerate(rows, 1):
        label = row.get("label", "").strip()
        if not label:
            if row.get("options", "").strip() or row.get("help", "").strip():
                wrong.append(_("Dòng %d có nội dung nhưng chưa có tên trường.") % n)
            continue
        one, bad = _row(n, label, row)
        wrong += bad
        if not bad:
            found.append((_order(row.get("order", ""), n), n, one))
    fields = [one for _place, _n, one in sorted(found, key=lambda f: f[:2])]
    keys = [one.key for one in fields]
    for key in sorted({k for k in keys if keys.count(k) > 1}):
        names = " / ".join(one.label for one in fields if one.key == key)
        wrong.append(_("Hai trường trùng nhau: %s. Đổi tên một trường.") % names)
    if not fields and not wrong:
        wrong.append(_("Mẫu chưa có trường nào; ghi ít nhất một trường."))
    if len(fields) > MOST_FIELDS:
        wrong.append(_("Mẫu có %(n)d trường; nhiều nhất %(m)d.") % {"n": len(fields), "m": MOST_FIELDS})
    if wrong:
        raise EducationRefused(" ".join(wrong))
    return fields


def _row(n: int, label: str, row: Mapping[str, str]) -> tuple[Asked, list[str]]:
    kind = row.get("kind", "")
    options = tuple(o.strip() for o in re.split(r"[;\n]", row.get("options", "")) if o.strip())
    key = (row.get("key", "").strip() or re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_"))[:40]
    wrong = []
    if kind not in KINDS:
        wrong.append(
            _("Dòng %(n)d («%(l)s»): không có kiểu trường «%(k)s».") % {"n": n, "l": label[:40], "k": kind[:20]}
        )
    if len(label) > LONGEST_LABEL:
        wrong.append(_("Dòng %(n)d: tên trường dài quá %(m)d ký tự.") % {"n": n, "m": LONGEST_LABEL})
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]*", key):
        wrong.append(_("Dòng %(n)d («%(l)s»): tên trường phải có chữ hoặc số.") % {"n": n, "l": label[:40]})
    if kind == "choice" and len(set(options)) < 2:
        wrong.append(
            _("Dòng %(n)d («%(l)s»): trường chọn một cần ít nhất hai lựa chọn khác nhau.") % {"n": n, "l": label[:40]}
        )
    if kind == "choice" and (len(options) != len(set(options)) or len(options) > MOST_OPTIONS):
        wrong.append(_("Dòng %(n)d («%(l)s»): lựa chọn trùng nhau, hoặc nhiều hơn %(m)d.") % {"n": n, "l": label[:40], "m": MOST_OPTIONS})  # fmt: skip
    if kind != "choice" and options:
        wrong.append(_("Dòng %(n)d («%(l)s»): chỉ trường chọn một mới có lựa chọn.") % {"n": n, "l": label[:40]})
    if len(row.get("help", "")) > 300:
        wrong.append(_("Dòng %(n)d («%(l)s»): lời chỉ dẫn dài quá 300 ký tự.") % {"n": n, "l": label[:40]})
    required = row.get("required", "") in ("on", "1", "true")
    return Asked(key, label, kind, required, row.get("help", "").strip(), options if kind == "choice" else ()), wrong


def _order(text: str, n: int) -> float:
    return float(text) if text.strip().isdecimal() and len(text.strip()) < 5 else 10_000.0 + n


class _Day(DayField):
    def clean(self, value: Any) -> str:
        found = super().clean(value)
        return f"{found:%d/%m/%Y}" if found else ""


class _Number(forms.CharField):
    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").replace(" ", "")
        if text and not re.fullmatch(r"-?\d{1,12}([.,]\d{1,3})*", text):
            raise forms.ValidationError(_("«%s» không phải số.") % text[:20])
        return text


def entry_form(fields: Sequence[Asked], *, data: Any = None, initial: Mapping[str, Any] | None = None, strict: bool = True) -> forms.Form:  # fmt: skip
    """The form that people fill. ``strict`` False asks for nothing, so that a draft is kept as it stands."""
    made = forms.Form(data, initial=dict(initial or {}), prefix="f", auto_id="id_%s")
    for one in fields:
        made.fields[one.key] = _field(one, required=one.required and strict)
    return made


def _field(one: Asked, *, required: bool) -> forms.Field:
    common: dict[str, Any] = {"label": one.label, "help_text": one.help, "required": required}
    if one.kind == "tick":
        return forms.BooleanField(widget=forms.CheckboxInput(attrs={"class": "checkbox checkbox-sm"}), **common)
    if one.kind == "choice":
        choices = [("", "–"), *((o, o) for o in one.options)]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs={"class": "select"}), **common)
    if one.kind == "long":
        return forms.CharField(
            max_length=_LENGTHS["long"], widget=forms.Textarea(attrs={"class": "textarea", "rows": 5}), **common
        )
    line = forms.TextInput(attrs={"class": "input", "autocomplete": "off"})
    if one.kind == "date":
        return _Day(max_length=20, widget=line, **common)
    if one.kind == "number":
        return _Number(max_length=20, widget=line, **common)
    return forms.CharField(max_length=_LENGTHS["text"], widget=line, **common)


def answered(fields: Sequence[Asked], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Labels with what was answered, in the form's order; what was left empty is left out."""
    found = []
    for one in fields:
        value = answers.get(one.key)
        if one.kind == "tick":
            found.append((one.label, _("có") if value else _("không")))
        elif value not in (None, ""):
            found.append((one.label, str(value)))
    return found
