"""What is typed in this room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.emulation.models import Initiative, Reach, WorkKind
from dungviec.office.shell.fields import DayField, WholeField


class Percent(forms.DecimalField):
    """A share in per cent, with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input num", "inputmode": "decimal", "autocomplete": "off"}
        limits: dict[str, Any] = {"max_value": Decimal(100), "max_digits": 7, "decimal_places": 4}
        super().__init__(widget=forms.TextInput(attrs=attrs), **{**limits, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number; a comma stands for the point."""
        return super().to_python(str(value).strip().rstrip("%").strip().replace(",", ".") if value not in self.empty_values else value)  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes it: 66,6667."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class TermsForm(forms.Form):
    """What the office sets itself."""

    share = Percent(label=gettext_lazy("Tỷ lệ CSTĐCS trong số đạt LĐTT (%)"), min_value=Decimal(0), required=False)
    per_unit = forms.BooleanField(label=gettext_lazy("Giữ tỷ lệ ở từng đơn vị, không chỉ toàn cơ quan"), required=False)
    quorum = Percent(label=gettext_lazy("Hội đồng họp được khi có mặt từ (%)"), min_value=Decimal(1))
    least = Percent(label=gettext_lazy("Thông qua khi tán thành (%; 50 nghĩa là trên một nửa)"), min_value=Decimal(1))


def _text(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}), **kwargs)  # fmt: skip


class WorkForm(forms.Form):
    """One recognised work."""

    person_id = _text(gettext_lazy("Mã cán bộ"), 40)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=WorkKind.choices, widget=forms.Select(attrs={"class": "select"}))  # fmt: skip
    title = _text(gettext_lazy("Tên sáng kiến, đề tài"), 300)
    year = WholeField(label=gettext_lazy("Tính cho năm"), min_value=1990, max_value=2100)
    scope = forms.ChoiceField(label=gettext_lazy("Phạm vi ảnh hưởng"), choices=Reach.choices, widget=forms.Select(attrs={"class": "select"}))  # fmt: skip
    recognised_by = _text(gettext_lazy("Nơi công nhận"), 200)
    decision = _text(gettext_lazy("Số quyết định công nhận"), 80)
    recognised_on = DayField(label=gettext_lazy("Ngày công nhận"))

    def clean(self) -> dict[str, Any]:
        """A work counts for the year it was recognised in or the one before: not for a year yet to come."""
        given = super().clean() or {}
        year, day = given.get("year"), given.get("recognised_on")
        if year and day and not day.year - 1 <= year <= day.year:
            self.add_error("year", _("Công nhận ngày %(d)s thì tính cho năm %(a)d hoặc %(b)d.") % {"d": f"{day:%d/%m/%Y}", "a": day.year - 1, "b": day.year})  # fmt: skip
        return given


class MinutesForm(forms.Form):
    """The council's meeting."""

    held_on = DayField(label=gettext_lazy("Ngày họp"))
    number = _text(gettext_lazy("Số biên bản"), 80)
    chair = _text(gettext_lazy("Chủ trì"), 120)
    secretary = _text(gettext_lazy("Thư ký"), 120)
    members = forms.CharField(
        label=gettext_lazy("Thành viên hội đồng, mỗi người một dòng"), max_length=4000, widget=forms.Textarea(attrs={"class": "textarea", "rows": 6}),
    )  # fmt: skip
    present = WholeField(label=gettext_lazy("Số có mặt"), min_value=1, max_value=200)
    said = forms.CharField(label=gettext_lazy("Ý kiến"), max_length=3000, required=False, widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}))  # fmt: skip

    def clean_members(self) -> tuple[str, ...]:
        """The names, one a line."""
        names = tuple(" ".join(line.split())[:120] for line in self.cleaned_data["members"].splitlines() if line.strip())  # fmt: skip
        if len(names) > 100:
            raise forms.ValidationError(_("Hội đồng có %d người: nhiều quá 100.") % len(names))
        return names


class DecisionForm(forms.Form):
    """The decision on a round."""

    decision = _text(gettext_lazy("Số quyết định"), 80)
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"))
    authority = _text(gettext_lazy("Cấp quyết định"), 200)


def columns(form: WorkForm) -> dict[str, Any]:
    """The values of the form by the names of :class:`Initiative`."""
    names = {f.name for f in Initiative._meta.concrete_fields}
    return {k: v for k, v in form.cleaned_data.items() if k in names}


def words_of(form: forms.Form) -> str:
    """What is wrong with a form, each with its label."""
    return " ".join(
        f"{form.fields[name].label}: {' '.join(str(e) for e in errors)}" if name in form.fields else " ".join(str(e) for e in errors)
        for name, errors in form.errors.items()
    )  # fmt: skip
