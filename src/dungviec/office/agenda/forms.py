"""How an account wants to be told by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.agenda.models import Delivery, Rhythm

HOURS = [(h, f"{h}:00") for h in range(5, 22)]


class DeliveryForm(forms.ModelForm[Delivery]):
    """Rhythm, hour, language, and the address; an address is asked for only where mail is wanted."""

    email = forms.EmailField(label=gettext_lazy("Địa chỉ thư"), max_length=200, required=False, widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}))  # fmt: skip
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Gửi từ"), choices=HOURS, coerce=int, widget=forms.Select(attrs={"class": "select"})
    )

    class Meta:
        model = Delivery
        fields = ("rhythm", "hour", "language")
        widgets = {name: forms.Select(attrs={"class": "select"}) for name in ("rhythm", "language")}  # noqa: RUF012

    field_order = ("rhythm", "email", "hour", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (settings.SIGN_ON or {}).get("by_address"):
            # By its address single sign-on knows the account: only an administrator says which one that is.
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Địa chỉ do người quản trị ghi, vì đăng nhập một lần nhận ra tài khoản theo địa chỉ này.")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Mail needs an address."""
        given = super().clean() or {}
        if given.get("rhythm") not in (None, Rhythm.NEVER) and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Xin ghi địa chỉ thư để nhận thư tóm tắt."))
        return given
