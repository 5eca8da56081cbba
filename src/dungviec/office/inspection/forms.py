"""The terms of inspection as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dungviec.office.inspection.models import Terms

INDEX = ("index_early", "index_on_time", "index_late")


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Time to answer, points of risk, points of the one-stop index: all three of these or none."""

    class Meta:
        model = Terms
        fields = (
            "answer_days",
            "base",
            "most_months",
            "minor",
            "moderate",
            "serious",
            "overdue_remedy",
            "late_dossiers",
            "most",
            *INDEX,
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = {"answer_days": (1, 30), "base": (1, 1000), "most_months": (1, 120), "most": (0, 1000)}
        for name, field in self.fields.items():
            least, most = bounds.get(name, (0, 100))
            field.localize = name in INDEX
            field.required = name not in INDEX
            if name in INDEX:
                self.fields[name] = forms.DecimalField(
                    label=field.label, min_value=0, max_value=10, decimal_places=2, required=False, localize=True
                )
            else:
                self.fields[name] = forms.IntegerField(label=field.label, min_value=least, max_value=most)
            self.fields[name].widget = forms.TextInput(
                attrs={"class": "input input-sm num", "inputmode": "decimal", "autocomplete": "off"}
            )

    def clean(self) -> dict[str, Any]:
        """All points of the index or none."""
        told: dict[str, Any] = super().clean() or {}
        given = [told.get(name) is not None for name in INDEX]
        if any(given) and not all(given):
            raise forms.ValidationError(_("Điểm hồ sơ sớm, đúng, trễ hạn phải ghi đủ ba hoặc để trống cả ba."))
        return told
