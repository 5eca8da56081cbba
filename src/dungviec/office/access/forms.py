"""The log-in form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.accounts import has_left

TRIES, PAUSE_SECONDS = 8, 600


class LogInForm(AuthenticationForm):
    """Account name and password; after eight wrong tries the account rests for ten minutes."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {  # noqa: RUF012
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Mật khẩu phân biệt chữ hoa, chữ thường."),
        "inactive": _("Tài khoản này đã ngừng hoạt động. Xin liên hệ cán bộ tổ chức."),
        "left": _("Người có tài khoản này không còn trong danh sách, nên tài khoản không mở được nữa."),
        "resting": _("Đã nhập sai nhiều lần. Xin thử lại sau mười phút."),
    }

    def clean(self) -> dict[str, Any]:
        """Check the tries left, then the password."""
        key = f"log-in:{str(self.cleaned_data.get('username', '')).lower()}"
        if cache.get(key, 0) >= TRIES:
            raise ValidationError(self.error_messages["resting"], code="resting")
        try:
            cleaned = super().clean()
        except ValidationError:
            cache.set(key, cache.get(key, 0) + 1, PAUSE_SECONDS)
            raise
        cache.delete(key)
        return cleaned

    def confirm_login_allowed(self, user: Any) -> None:
        """Also refuse somebody who has left the rolls, from that day on."""
        super().confirm_login_allowed(user)
        if has_left(user):
            raise ValidationError(self.error_messages["left"], code="left")
