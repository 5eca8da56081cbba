"""The log-in form, and the forms in which a password is set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.access import passwords, tries
from dungviec.office.access.accounts import has_left
from dungviec.office.access.leaving import may_enter
from dungviec.office.access.models import User


class LogInForm(AuthenticationForm):
    """Account name and password; after some wrong tries the account rests for this address."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {  # noqa: RUF012
        "invalid_login": gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng. Mật khẩu phân biệt chữ hoa, chữ thường."),
        "inactive": gettext_lazy("Tài khoản này đã ngừng hoạt động. Xin liên hệ cán bộ tổ chức."),
        "left": gettext_lazy("Người có tài khoản này không còn trong danh sách, nên tài khoản không mở được nữa."),
        "idle": gettext_lazy("Tài khoản lâu không dùng nên đã khóa. Xin người quản trị mở lại."),
        "directory": gettext_lazy(
            "Chưa hỏi được thư mục người dùng của cơ quan, nên chưa biết mật khẩu có đúng không. Xin thử lại sau ít phút; tài khoản có mật khẩu của văn phòng này vẫn vào được."
        ),
    }

    def clean(self) -> dict[str, Any]:
        """Take a try, look at the password, give the try back when it was right."""
        name, place = str(self.cleaned_data.get("username", "")), tries.place_of(self.request)
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        if tries.take(name, place, stranger=tries.is_stranger(self.request, name)) is not None:
            raise ValidationError(
                _("Đã nhập sai nhiều lần. Xin thử lại sau %d phút.") % settings.LOGIN_PAUSE_MINUTES, code="resting"
            )
        try:
            cleaned = super().clean()
        except ValidationError as error:
            if getattr(self.request, "directory_down", False) and error.code == "invalid_login":
                tries.give_back(name, place)
                raise ValidationError(self.error_messages["directory"], code="directory") from None
            if error.code in ("left", "idle"):
                tries.give_back(name, place)  # the password was right
            else:
                tries.failed(name, place)
            raise
        tries.give_back(name, place)
        return cleaned

    def confirm_login_allowed(self, user: Any) -> None:
        """Also refuse somebody who has left the rolls, from that day on, and accounts long unused; both are locked."""
        super().confirm_login_allowed(user)
        left = has_left(user)
        if not may_enter(user):
            raise ValidationError(self.error_messages["left" if left else "idle"], code="left" if left else "idle")


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A password set by its owner, by the address an administrator handed over."""

    def save(self, commit: bool = True) -> User:
        """Keep it, with the one before in the history."""
        user: User = self.user
        passwords.keep(user, self.cleaned_data["new_password1"])
        return user


class OtherPasswordForm(PasswordChangeForm):
    """A password changed by its owner; the old one is asked, and counts as a try."""

    def __init__(self, user: User, *args: Any, place: str, **kwargs: Any) -> None:
        self.place = place
        super().__init__(user, *args, **kwargs)
        self.fields["old_password"].widget.attrs.pop("autofocus", None)

    def clean_old_password(self) -> str:
        """The old password. Raises ValidationError when it is wrong or no try is left."""
        if tries.take(self.user.username, self.place) is not None:
            raise ValidationError(_("Đã nhập sai nhiều lần. Xin thử lại sau %d phút.") % settings.LOGIN_PAUSE_MINUTES)
        try:
            old: str = super().clean_old_password()
        except ValidationError:
            tries.failed(self.user.username, self.place)
            raise ValidationError(_("Mật khẩu đang dùng chưa đúng.")) from None
        tries.give_back(self.user.username, self.place)
        return old

    def save(self, commit: bool = True) -> User:
        """Keep it, with the one before in the history."""
        user: User = self.user
        passwords.keep(user, self.cleaned_data["new_password1"])
        return user
