"""Accounts, the role each holds, and the ledger of who did and saw what."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    """By what an account proves who it is."""

    LOCAL = "local", _("Mật khẩu của văn phòng này")
    DIRECTORY = "directory", _("Thư mục người dùng của cơ quan (LDAP)")
    SIGN_ON = "sign_on", _("Đăng nhập một lần (OIDC)")


class LockedBecause(models.TextChoices):
    """Why an account is locked."""

    PERSON = "person", _("người quản trị khóa")
    LEFT = "left", _("chủ tài khoản không còn trong danh sách")
    IDLE = "idle", _("lâu không dùng")
    REVIEW = "review", _("khóa khi rà soát tài khoản")


class User(AbstractUser):
    """An account. People sign with their own name, so the shown name is kept in one field, surname first."""

    shown_name = models.CharField(_("Họ và tên"), max_length=120, blank=True)
    door = models.CharField(_("Đăng nhập bằng"), max_length=12, choices=Door.choices, default=Door.LOCAL)
    epoch = models.PositiveIntegerField(default=0)
    """Part of what every session is signed with: a new number ends all sessions of the account at once."""
    opened_at = models.DateTimeField(default=timezone.now)
    """When the account was made or opened again: the days without use count from here at the earliest."""
    password_set_at = models.DateTimeField(null=True, blank=True)
    locked_because = models.CharField(max_length=12, choices=LockedBecause.choices, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("tài khoản")  # type: ignore[assignment]
        verbose_name_plural = _("tài khoản")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.shown_name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to go on: changes with the password and with the account's epoch."""
        salt = "dungviec.office.access.User.session"
        return salted_hmac(salt, f"{self.password}:{self.epoch}", secret=secret, algorithm="sha256").hexdigest()


class Role(models.TextChoices):
    """What an account is for; each right of ``policy`` names the roles that have it."""

    PERSONNEL = "personnel", _("Cán bộ tổ chức, nội vụ")
    LEADER = "leader", _("Lãnh đạo quyết định")
    UNIT_HEAD = "unit_head", _("Thủ trưởng đơn vị")
    OFFICIAL = "official", _("Công chức, viên chức")
    INSPECTOR = "inspector", _("Thanh tra, kiểm tra")
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


class Tries(models.Model):
    """Wrong log-ins of one account from one address. Both are kept as keyed digests: what was typed is nobody's business."""

    key = models.CharField(max_length=64, unique=True)
    account_mark = models.CharField(max_length=64, db_index=True)
    place_mark = models.CharField(max_length=64, blank=True, default="")
    """The address alone, where the account was never opened in that browser: one password tried on many accounts shows here."""
    count = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """Locked until then; None while tries are left."""

    class Meta:
        indexes = [models.Index(fields=["place_mark", "since"], name="tries_by_place")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


class PastPassword(models.Model):
    """The hash of a password an account had, so that it is not taken again at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="past_passwords")
    hashed = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.set_at:%d/%m/%Y}"


class ReviewDecision(models.TextChoices):
    """What a review decided on one account."""

    KEEP = "keep", _("Giữ nguyên")
    CHANGE = "change", _("Cần đổi vai trò, phạm vi")
    LOCK = "lock", _("Khóa")


class AccountReview(models.Model):
    """One decision of a yearly review on one account: what it was like, what was decided, by whom and when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    decision = models.CharField(_("Quyết định"), max_length=10, choices=ReviewDecision.choices)
    note = models.CharField(_("Ghi chú"), max_length=200, blank=True)
    role = models.CharField(max_length=20, blank=True)
    unit_id = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "year"], name="one_decision_per_year")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.user_id} {self.year}: {self.decision}"


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
    at = models.DateTimeField(null=True)
    """The clock when the last line was written: the next one shows whether it jumped."""

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
