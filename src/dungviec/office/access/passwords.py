"""Rules of passwords: length by the standard, nothing common, breached or used before; and when one has to be changed.

The figures are those of TCVN 14423:2026 as a compliance kit sums it up (REPORTED: to be confirmed against the official text):
eight characters where a second factor stands beside the password, else fourteen of four classes; administrators change every
two months.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.models import Membership, PastPassword, Role, User

SHORT, LONG = 8, 14
"""Characters: with a second factor, and without one."""
CLASSES = (str.islower, str.isupper, str.isdecimal)
KEPT = 5
"""How many earlier passwords are not taken again."""
_OFFICE_WORDS = (
    "matkhau",
    "mật khẩu",
    "dungviec",
    "đúng việc",
    "congchuc",
    "công chức",
    "password",
    "abc123",
    "123456",
    "qwerty",
)
"""What is guessed first here; a password that is one of these and little more is refused."""


class StandardLength:
    """The length the standard asks for, by whether a second factor stands beside the password."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with the rule that applies to this account."""
        if has_second_factor(user):
            if len(password) < SHORT:
                raise ValidationError(_("Mật khẩu cần ít nhất %d ký tự.") % SHORT, code="short")
            return
        classes = sum(any(test(c) for c in password) for test in CLASSES) + any(not c.isalnum() for c in password)
        if len(password) < LONG or classes < 4:
            raise ValidationError(
                _("Tài khoản không có yếu tố thứ hai cần mật khẩu ít nhất %d ký tự, đủ bốn loại: chữ thường, chữ hoa, chữ số, ký tự khác (dấu cách cũng là một).") % LONG,
                code="short",
            )  # fmt: skip

    def get_help_text(self) -> str:
        """The rule as the page says it."""
        return _("Ít nhất %(a)d ký tự khi có yếu tố thứ hai; không có thì ít nhất %(b)d ký tự đủ bốn loại.") % {"a": SHORT, "b": LONG}  # fmt: skip


class NotOfTheOffice:
    """No word that is guessed first in a Vietnamese office, with a few signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where little is left beside such a word."""
        plain = password.lower()
        for word in _OFFICE_WORDS:
            if word in plain and len(plain) - len(word) < SHORT // 2:
                raise ValidationError(_("Mật khẩu này quá dễ đoán."), code="office_word")

    def get_help_text(self) -> str:
        """The rule as the page says it."""
        return _("Không phải mật khẩu hay gặp.")


class NotUsedBefore:
    """None of the account's last passwords, the present one among them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where the password is one of the last."""
        if not isinstance(user, User) or user.pk is None:
            return
        before = [user.password, *user.past_passwords.order_by("-set_at").values_list("hashed", flat=True)[:KEPT]]
        if any(check_password(password, hashed) for hashed in dict.fromkeys(before)):
            raise ValidationError(_("Mật khẩu này trùng với một trong %d mật khẩu gần đây.") % KEPT, code="used_before")

    def get_help_text(self) -> str:
        """The rule as the page says it."""
        return _("Không trùng %d mật khẩu gần đây.") % KEPT


class NotBreached:
    """Not on the list of breached passwords the site keeps as a file: nothing is asked of anybody outside."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where the list holds the password."""
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(password, Path(path)):
            raise ValidationError(_("Mật khẩu này đã lộ trong một vụ rò rỉ dữ liệu. Xin chọn mật khẩu khác."), code="breached")  # fmt: skip

    def get_help_text(self) -> str:
        """The rule as the page says it."""
        return _("Không có trong danh sách mật khẩu đã lộ.")


def is_listed(password: str, path: Path) -> bool:
    """Whether a file of SHA-1 sums in hexadecimal (``SUM`` or ``SUM:count`` a line, sorted) holds the password.

    Looked up by halving, so that a list of many gigabytes costs some thirty short reads. A file that is not there raises OSError.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # the rest of a line begun before
            line = file.readline()
            if not line or line[:40].upper() >= wanted:
                high = middle
            else:
                low = middle + 1
        file.seek(low)
        if low:
            file.readline()
        return file.readline()[:40].upper() == wanted


def has_second_factor(user: Any) -> bool:
    """Whether the account has a second factor, or must have one before anything opens."""
    if not isinstance(user, User):
        return False
    from dungviec.office.access.second_factor import has_factor, is_obligatory

    role = Membership.objects.filter(user_id=user.pk).values_list("role", flat=True).first()
    return is_obligatory(role or "") or (user.pk is not None and has_factor(user))


@transaction.atomic
def keep(user: User, password: str) -> None:
    """Set a password that the rules let pass: the one before is remembered as a hash, and every session of the account ends."""
    if user.has_usable_password() and user.password:
        PastPassword.objects.create(user=user, hashed=user.password)
        old = user.past_passwords.order_by("-set_at").values_list("pk", flat=True)[KEPT:]
        PastPassword.objects.filter(pk__in=list(old)).delete()
    user.set_password(password)
    user.password_set_at = timezone.now()
    user.epoch += 1
    user.save(update_fields=["password", "password_set_at", "epoch"])


def is_due(user: User, role: str, now: datetime) -> bool:
    """Whether the account has to change its password before it goes on."""
    if role != Role.ADMINISTRATOR or not user.has_usable_password():
        return False
    since = user.password_set_at or user.date_joined
    return now - since > timedelta(days=settings.ADMIN_PASSWORD_DAYS)
