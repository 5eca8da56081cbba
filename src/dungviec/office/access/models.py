"""Accounts, the role each holds, and the ledger of who did and saw what."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account. People sign with their own name, so the shown name is kept in one field, surname first."""

    shown_name = models.CharField(_("Họ và tên"), max_length=120, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("tài khoản")  # type: ignore[assignment]
        verbose_name_plural = _("tài khoản")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.shown_name or self.username


class Role(models.TextChoices):
    """What an account is for; each right of ``policy`` names the roles that have it."""

    PERSONNEL = "personnel", _("Cán bộ tổ chức, nội vụ")
    LEADER = "leader", _("Lãnh đạo quyết định")
    UNIT_HEAD = "unit_head", _("Thủ trưởng đơn vị")
    OFFICIAL = "official", _("Công chức, viên chức")
    INSPECTOR = "inspector", _("Thanh tra, kiểm tra (chỉ xem)")
    AUDITOR = "auditor", _("Giám sát sổ ghi việc")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


class Membership(models.Model):
    """The one role of an account, the unit it reaches (with everything below), and who the account is on file."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="membership")
    role = models.CharField(_("Vai trò"), max_length=20, choices=Role.choices)
    unit_id = models.CharField(_("Mã đơn vị"), max_length=40, blank=True)
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, blank=True)
    demo = models.BooleanField(default=False)
    """Made for trying the office out, with a published password; such an account bars production."""

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Preference(models.Model):
    """What one account chose to see (columns of a table); never a fact about anybody."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="preferences")
    key = models.CharField(max_length=60)
    value = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_value_per_preference")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"


class LedgerEntry(models.Model):
    """One line of the ledger. Lines are only ever added; each holds the hash of the one before it."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = [  # noqa: RUF012
            models.Index(fields=["subject_kind", "subject_id", "at"], name="ledger_by_subject"),
            models.Index(fields=["action", "at"], name="ledger_by_action"),
            models.Index(fields=["actor", "at"], name="ledger_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; a line that is already there cannot be changed."""
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        return self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError(f"Sổ ghi việc chỉ ghi thêm: dòng {self.number} không sửa, không xóa được.")


class LedgerHead(models.Model):
    """One row: the number and hash of the last line. Writers queue on it, and a cut tail shows against it."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
